"""One nomination of a unit: its form, its dossier, its way to the Office and its history."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from lib import text
from lib.domain import access, nominations
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import forms
from lib.domain.nomination_workflow import State, Step, steps_from
from lib.domain.nominations import WORKPLACE, Subject
from lib.errors import Problems
from lib.services.nomination_acts import Target
from lib.services.nominations import Opened
from lib.ui import conflict, evidence, fields, nomination_view
from lib.ui import nomination_state as page
from lib.ui.asking import ask

_EDITABLE = (State.DRAFT, State.RETURNED)
_WITHDRAW_NOTE = "nomination_withdraw_note"


def draw(actor: Actor, campaign: Campaign, opened: Opened) -> None:
    """The whole nomination; a form while the viewer may change it, else what it says."""
    now = page.begin(opened)
    found, unit_id = opened.nomination, opened.unit.unit_id
    may_edit = found.state in _EDITABLE and access.can(
        actor, Action.NOMINATION_EDIT, unit_id=unit_id
    )
    with st.container(border=True, key="nomination_form"):
        st.subheader(
            fields.plain(found.name or f"Đề nghị mới: {text.SUBJECTS[found.subject].lower()}"),
            anchor=False,
        )
        nomination_view.head(opened)
        nomination_view.meter("Hồ sơ của đơn vị", opened.unit_meter)
        if may_edit:
            _form(campaign, opened, now)
        else:
            nomination_view.answers(opened)
        notices(now)
        evidence.draw_for_nomination(actor, campaign, opened)
        if found.version:
            _steps(actor, campaign, opened)
            nomination_view.history(actor, campaign, opened, key="nomination_history")


def notices(now: dict[str, Any]) -> None:
    """What came of the last click."""
    if now.get("error"):
        st.error(now["error"], icon=":material/error:")
    if now.get("notice"):
        st.caption(f":material/check: {now['notice']}")


def _form(campaign: Campaign, opened: Opened, now: dict[str, Any]) -> None:
    start = forms.start(opened.asked, opened.nomination.answers)
    if opened.nomination.subject == Subject.INDIVIDUAL and not opened.nomination.version:
        start.setdefault(WORKPLACE[Subject.INDIVIDUAL], opened.unit.name)
    raw = {**start, **(opened.draft.answers if opened.draft else {})}
    page.settle(opened, raw, now)
    form = page.drawn(now)
    typed = {**raw, **fields.read(opened.asked, form.prefix)}
    fields.draw_form(
        opened.asked,
        raw,
        key_prefix=form.prefix,
        on_change=partial(page.keep, campaign, opened, form),
        problems=_problems(opened, typed, now),
    )
    if now.get("conflict") is not None:
        _conflict(campaign, opened, now, form)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Lưu", key=page.key("save", opened), type="primary", icon=":material/save:",
            on_click=page.save, args=(campaign, opened, form),
        )  # fmt: skip
        if opened.draft:
            st.button(
                "Bỏ bản nháp", key=page.key("drop", opened), on_click=page.drop, args=(opened,)
            )


def _problems(opened: Opened, typed: dict[str, object], now: dict[str, Any]) -> dict[str, str]:
    """What to say under each field: of the last "Lưu", else of what stands there now."""
    if now.get("problems"):
        return dict(now["problems"])
    try:
        forms.parse_answers(opened.asked, typed, complete=False)
    except Problems as found:
        return {str(one.facts.get("key")): text.sentence(one) for one in found.problems}
    return {}


def _conflict(campaign: Campaign, opened: Opened, now: dict[str, Any], form: page.Drawn) -> None:
    found = opened.nomination
    try:
        mine = forms.parse_answers(
            opened.asked, fields.read(opened.asked, form.prefix), complete=False
        )
    except Problems as wrong:
        st.error(text.sentence(wrong))
        return
    rows = forms.differences(opened.asked, mine, found.answers)
    now["conflict"] = [row.key for row in rows]
    conflict.draw(
        rows,
        conflict.Other(found.saved_by_name, found.saved_at),
        begun=form.prefix,
        on_save=partial(page.save_chosen, campaign, opened, form),
    )


def _steps(actor: Actor, campaign: Campaign, opened: Opened) -> None:
    found, unit_id = opened.nomination, opened.unit.unit_id
    targets = [Target(found.nomination_id, found.version)]
    is_head = access.can(actor, Action.NOMINATION_SEND, unit_id=unit_id)
    possible = steps_from(found.state)
    with st.container(horizontal=True, vertical_alignment="center"):
        if Step.SEND in possible and is_head:
            _send(campaign, opened, targets)
        if Step.RECALL in possible and is_head:
            ask(
                "Thu hồi", "undo", "Đề nghị mở lại để đơn vị sửa; sửa xong phải gửi lại.",
                confirm="Thu hồi đề nghị này", key=page.key("recall", opened), act=page.step,
                args=(campaign, targets, Step.RECALL, "Đã thu hồi"),
            )  # fmt: skip
        drafts = access.can(actor, Action.NOMINATION_EDIT, unit_id=unit_id)
        if Step.WITHDRAW in possible and (is_head or (drafts and found.state == State.DRAFT)):
            with st.popover("Rút đề nghị", icon=":material/cancel:"):
                st.text_input("Lý do (không bắt buộc)", key=_WITHDRAW_NOTE)
                st.button(
                    "Rút đề nghị này", key=page.key("withdraw", opened), on_click=page.step,
                    args=(campaign, targets, Step.WITHDRAW, "Đã rút đề nghị"),
                    kwargs={"note_key": _WITHDRAW_NOTE},
                )  # fmt: skip


def _send(campaign: Campaign, opened: Opened, targets: list[Target]) -> None:
    """The button, or why there is none: what is typed must be saved, and all must be there."""
    if opened.draft:
        st.caption("Lưu trước khi gửi: có nội dung mới chỉ ở bản nháp của bạn.")
    elif not opened.is_ready:
        lacking = ", ".join(nominations.unanswered(opened.nomination, opened.form))
        st.caption(f":material/info: Chưa gửi được, còn thiếu: {fields.plain(lacking)}")
    else:
        st.button(
            "Gửi Văn phòng", key=page.key("send", opened), type="primary",
            icon=":material/send:", on_click=page.step,
            args=(campaign, targets, Step.SEND, "Đã gửi Văn phòng"),
        )  # fmt: skip
