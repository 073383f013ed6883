"""One nomination of a unit: its form, its dossier, its way to the Office and its history."""

from __future__ import annotations

import streamlit as st

from lib import text
from lib.domain import access, nominations
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import forms
from lib.domain.nomination_workflow import State, Step, steps_from
from lib.domain.nominations import WORKPLACE, Subject
from lib.services.nominations import nomination_warnings, persons
from lib.services.nominations.nomination_acts import Target
from lib.services.nominations.nominations import OpenedNomination
from lib.ui.evidence import evidence
from lib.ui.kit import record_form, send_many, session
from lib.ui.kit.asking import ask
from lib.ui.kit.markdown import plain
from lib.ui.nominations import nomination_state as page
from lib.ui.nominations import nomination_view
from lib.ui.nominations.nomination_state import NominationRecord

_EDITABLE = (State.DRAFT, State.RETURNED)
_WITHDRAW_NOTE = "nomination_withdraw_note"


def draw(actor: Actor, campaign: Campaign, opened: OpenedNomination) -> None:
    """The whole nomination; a form while the viewer may change it, else what it says."""
    record = page.NominationRecord(campaign, opened)
    record_form.begin(record)
    found, unit_id = opened.nomination, opened.unit.unit_id
    may_edit = (
        campaign.takes_reports
        and found.state in _EDITABLE
        and access.can(actor, Action.NOMINATION_EDIT, unit_id=unit_id)
    )
    with st.container(border=True, key="nomination_form"):
        st.header(
            plain(found.name or f"Đề nghị mới: {text.SUBJECTS[found.subject].lower()}"),
            anchor=False,
        )
        nomination_view.head(opened)
        nomination_view.who_is_here(actor, opened)
        nomination_view.meter("Hồ sơ của đơn vị", opened.unit_meter)
        if may_edit:
            _form(actor, record)
        else:
            nomination_view.answers(opened)
        nomination_view.shown_numbers(actor, campaign, opened)
        page.SLOT.notices()
        evidence.draw_for_nomination(actor, campaign, opened)
        if found.version:
            if campaign.takes_reports:
                _steps(actor, record)
            nomination_view.history(actor, campaign, opened, key="nomination_history")


def _form(actor: Actor, record: NominationRecord) -> None:
    found, unit = record.opened.nomination, record.opened.unit
    start = forms.start(record.form, found.answers)
    is_person = found.subject == Subject.INDIVIDUAL
    if is_person and not found.version:
        start.setdefault(WORKPLACE[Subject.INDIVIDUAL], unit.name)
    form = record_form.drawn(record)
    raw = record_form.started(record, start, form)
    names = persons.choices(session.db(), actor) if is_person else ()
    record_form.draw(record, form, raw, persons=names)


def _steps(actor: Actor, record: NominationRecord) -> None:
    campaign, opened = record.campaign, record.opened
    found, unit_id = opened.nomination, opened.unit.unit_id
    targets = [Target(found.nomination_id, found.version)]
    is_head = access.can(actor, Action.NOMINATION_SEND, unit_id=unit_id)
    possible = steps_from(found.state)
    if Step.SEND in possible:
        key = found.nomination_id
        concerns = nomination_warnings.before_sending(session.db(), actor, campaign, [key])
        for one in concerns.get(key, ()):
            st.caption(send_many.warned(nomination_view.concern(one, opened.unit.short_name)))
    with st.container(horizontal=True, vertical_alignment="center"):
        if Step.SEND in possible and is_head:
            _send(record, targets)
        if Step.RECALL in possible and is_head:
            ask(
                "Thu hồi", "undo", "Đề nghị mở lại để đơn vị sửa; sửa xong phải gửi lại.",
                confirm="Thu hồi đề nghị này", key=record.button("recall"), act=page.step,
                args=(campaign, targets, Step.RECALL, "Đã thu hồi"),
            )  # fmt: skip
        drafts = access.can(actor, Action.NOMINATION_EDIT, unit_id=unit_id)
        if Step.WITHDRAW in possible and (is_head or (drafts and found.state == State.DRAFT)):
            with st.popover("Rút đề nghị", icon=":material/cancel:"):
                st.text_input("Lý do (không bắt buộc)", key=_WITHDRAW_NOTE)
                st.button(
                    "Rút đề nghị này", key=record.button("withdraw"), on_click=page.step,
                    args=(campaign, targets, Step.WITHDRAW, "Đã rút đề nghị"),
                    kwargs={"note_key": _WITHDRAW_NOTE},
                )  # fmt: skip


def _send(record: NominationRecord, targets: list[Target]) -> None:
    """The button, or why there is none: what is typed must be saved, and all must be there."""
    campaign, opened = record.campaign, record.opened
    if opened.draft:
        st.caption("Lưu trước khi gửi: có nội dung mới chỉ ở bản nháp của bạn.")
    elif not opened.is_ready:
        lacking = ", ".join(nominations.unanswered(opened.nomination, opened.form))
        st.caption(f":material/info: Chưa gửi được, còn thiếu: {plain(lacking)}")
    else:
        st.button(
            "Gửi Văn phòng", key=record.button("send"), type="primary",
            icon=":material/send:", on_click=page.step,
            args=(campaign, targets, Step.SEND, "Đã gửi Văn phòng"),
        )  # fmt: skip
