"""What a unit says of a document, and who has said it: the form, and the list of the Office."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain import access, documents
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.documents import Acknowledgement, State
from lib.domain.forms import forms
from lib.domain.forms.kinds import show
from lib.domain.jobs import Kind
from lib.domain.reminders.rules import Subject
from lib.domain.vietnamese import NOTHING, format_date, format_instant, format_number
from lib.services.documents import acknowledgements
from lib.services.documents.acknowledgements import Standings
from lib.services.documents.documents import Opened
from lib.services.papers import acknowledgement_lists
from lib.services.reminders.reminding import Asked
from lib.text.documents import ACKNOWLEDGED
from lib.ui.documents import document_state as page
from lib.ui.documents.document_state import AnswerRecord
from lib.ui.jobs import own_files
from lib.ui.kit import arrow, feedback, paging, record_form, reminding, session, tables
from lib.ui.kit.history import HistoryLine, history_line, unfold
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import act_of, mark
from lib.web.sheets import routes as sheets

PAGE: Final = "trang_don_vi"
_WHO: Final = "document_who"
_PLACE: Final = "acknowledgement_list"
_MISSING, _DONE, _ALL = "Chưa xác nhận", "Đã xác nhận", "Tất cả"
_ASKED: Final = {_MISSING: True, _DONE: False, _ALL: None}


def draw(actor: Actor, campaign: Campaign, opened: Opened) -> None:
    """What the viewer's unit, or the viewer, has to say of the document."""
    line = opened.line
    is_member = access.can(actor, Action.DOCUMENT_ACKNOWLEDGE, unit_id=actor.unit_id)
    if not is_member or line.document.state != State.PUBLISHED:
        return
    if line.document.is_own:
        _reading(campaign, opened)
        return
    if line.said is None and not line.waits:
        return
    with st.container(border=True, key="document_answer"):
        if line.said is None:
            st.markdown("**Đơn vị xác nhận**")
            _form(campaign, opened)
            page.SLOT.notices()
            return
        st.markdown(f":material/check_circle: **{plain(_said(line.said))}**")
        by = f"{line.said.given_by_name} xác nhận bản {line.said.number}"
        if line.said.given_at:
            by += f" lúc {format_instant(line.said.given_at)}"
        st.caption(plain(f"{by} · SHA-256 {line.said.fingerprint[:16]}…"))
        page.SLOT.notices()
        with st.expander("Sửa xác nhận", key="document_again", icon=":material/edit:"):
            _form(campaign, opened)
        _history(actor, campaign, opened)


def draw_standings(actor: Actor, campaign: Campaign, opened: Opened) -> None:
    """Which units have and have not, for those who know of all."""
    line = opened.line
    if line.count is None or line.document.state != State.PUBLISHED or line.document.is_own:
        return
    count = line.count
    with st.container(border=True, key="document_standings"):
        st.markdown(
            f"**{count.acknowledged}/{count.units} đơn vị đã xác nhận**, đã phổ biến cho "
            f"{format_number(count.told)} người"
        )
        labels = {
            _MISSING: count.missing, _DONE: count.acknowledged, _ALL: count.units,
        }  # fmt: skip
        chosen = st.segmented_control(
            "Đơn vị", list(labels), default=_MISSING if count.missing else _DONE,
            format_func=lambda one: f"{one} {labels[one]}", required=True,
            key=f"{_WHO}_{line.document.document_id}", label_visibility="collapsed",
            on_change=paging.first, args=(PAGE, Action.DOCUMENT_VIEW),
        )  # fmt: skip
        found = acknowledgements.standings(
            session.db(), actor, campaign, line.document.document_id,
            is_missing=_ASKED[chosen], page=paging.asked(PAGE),
        )  # fmt: skip
        if found.rows:
            _units(opened, found, chosen)
            paging.draw(
                found.pages, PAGE, actor, usual=acknowledgements.PAGE_ROWS, shown=len(found.rows)
            )
        else:
            st.caption("Không có đơn vị nào.")
        if count.missing and chosen == _MISSING:
            key = str(line.document.document_id)
            reminding.draw(
                actor, campaign, Asked(subjects={Subject.DOCUMENT}, keys={key}), place=_PLACE,
                label=f"Nhắc {count.missing} đơn vị",
            )  # fmt: skip
        address = sheets.url(
            "acknowledgements", campaign.code, document=str(line.document.document_id)
        )
        st.link_button(
            "In danh sách xác nhận", address, key="print_acknowledgements", icon=":material/print:"
        )
        st.button(
            "Danh sách xác nhận (DOCX)", key=f"document_list_{mark(line.document.document_id)}",
            icon=":material/description:", on_click=_make,
            args=(campaign, line.document.document_id),
        )  # fmt: skip
        feedback.show_notes(_PLACE)
        own_files.draw({Kind.ACKNOWLEDGEMENT_LIST}, name=_PLACE)


def _units(opened: Opened, found: Standings, chosen: str) -> None:
    """One page of them as a table."""
    asked = [
        field
        for field in opened.answer_form.asked
        if field.key in (documents.TOLD_COUNT, documents.TOLD_ON)
    ]
    cells = {"Đơn vị": [one.name for one in found.rows]}
    # Who has not said anything has nothing to show in the other columns.
    if chosen != _MISSING:
        for field in asked:
            cells[field.label] = [show(field, one.answers) or NOTHING for one in found.rows]
        cells["Người xác nhận"] = [one.given_by_name or NOTHING for one in found.rows]
    shown = tuple((one.unit_id, one.number, one.given_at) for one in found.rows)
    tables.draw_rows(
        arrow.table(cells),
        key=f"document_units_{mark((chosen, shown))}",
        alt="Các đơn vị nhận văn bản và xác nhận của từng đơn vị",
        height=tables.fitting(len(found.rows)),
        widths={"Đơn vị": 450 if chosen == _MISSING else 170},
    )


def _make(campaign: Campaign, document_id: UUID) -> None:
    """Callback: ask for the list as a paper."""
    actor = session.require(Action.DOCUMENT_OVERVIEW)
    with feedback.noted(_PLACE):
        acknowledgement_lists.ask(
            session.db(), actor, campaign, document_id, address=session.address()
        )


def draw_readings(actor: Actor, campaign: Campaign, opened: Opened) -> None:
    """Who of the unit has read its own document, for its head."""
    document = opened.line.document
    may_know = access.can(actor, Action.DOCUMENT_PUBLISH_OWN, unit_id=document.unit_id)
    if not document.is_own or not document.current or not may_know:
        return
    found = acknowledgements.readings(session.db(), actor, campaign, document.document_id)
    read = [one for one in found if one.read_at]
    with st.container(border=True, key="document_readings"):
        st.markdown(f"**{len(read)}/{len(found)} người đã đọc**")
        waiting = ", ".join(one.full_name for one in found if not one.read_at)
        if waiting:
            st.markdown(f"Chưa đọc: {plain(waiting)}")
        done = ", ".join(
            f"{one.full_name} ({format_instant(one.read_at)})" for one in read if one.read_at
        )
        if done:
            st.caption(plain(f"Đã đọc: {done}"))


def _form(campaign: Campaign, opened: Opened) -> None:
    record = AnswerRecord(campaign, opened)
    form = record_form.drawn(record)
    raw = record_form.started(record, forms.start(record.form, record.answers), form)
    record_form.draw(record, form, raw)


def _reading(campaign: Campaign, opened: Opened) -> None:
    document = opened.line.document
    page.SLOT.notices()
    if not opened.line.waits:
        st.caption(":material/check: Bạn đã đọc văn bản này.")
        return
    st.button(
        "Tôi đã đọc", key=f"document_read_{mark((document.document_id, document.current))}",
        type="primary", icon=":material/done:", on_click=_read,
        args=(campaign, document.document_id, document.current),
    )  # fmt: skip


def _read(campaign: Campaign, document_id: UUID, number: int) -> None:
    """Callback: the viewer has read that version."""
    actor = session.require(Action.DOCUMENT_ACKNOWLEDGE)
    page.take(
        lambda: acknowledgements.read_own(
            session.db(), actor, campaign, act_id=act_of("read", [(document_id, number)]),
            document_id=document_id, number=number,
        ),
        "Đã ghi nhận bạn đã đọc",
    )  # fmt: skip


def _history(actor: Actor, campaign: Campaign, opened: Opened) -> None:
    document_id = opened.line.document.document_id

    def read() -> list[HistoryLine]:
        found = acknowledgements.history(session.db(), actor, campaign, document_id)
        return [
            history_line(one.given_at, f"Bản {one.number}", _said(one), one.given_by_name)
            for one in found
            if one.given_at
        ]

    unfold("Các lần xác nhận của đơn vị", read, key="document_said")


def _said(said: Acknowledgement) -> str:
    day = format_date(said.told_on) if said.told_on else NOTHING
    return ACKNOWLEDGED.format(people=format_number(said.told_count), day=day)
