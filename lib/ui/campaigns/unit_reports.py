"""Reports of units at the campaign's end: where each stands, and having their papers made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.config import ROOT
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.jobs import Kind
from lib.domain.list_choices import pages_of
from lib.domain.reminders.rules import Subject
from lib.domain.summary import Slice
from lib.domain.vietnamese import format_instant
from lib.domain.workflow import Verification
from lib.services.papers import unit_reports
from lib.services.papers.unit_reports import Board, BoardLine
from lib.services.reminders.reminding import Asked
from lib.ui.checklist import inbox, unit_report
from lib.ui.jobs import own_files
from lib.ui.kit import feedback, page_head, paging, reminding, session, states
from lib.ui.kit.choices import unique_labels
from lib.ui.kit.markdown import plain
from lib.web.sheets import routes as sheets

_PLACE: Final = "unit_reports"
_PAGES: Final = ROOT / "pages"
_FILTER: Final[Mapping[Verification, str]] = {state: name for name, state in inbox.STATES.items()}
_WIDTH_PX: Final = 720
_PAGE: Final = "trang_bao_cao"
_AT_ONCE: Final = 50
_OPEN: Final = (Verification.NOT_SENT, Verification.RETURNED)


def draw(actor: Actor, campaign: Campaign) -> None:
    """The list of units, and the Office's buttons; nothing where no report is asked for."""
    board = unit_reports.board(session.db(), actor, campaign)
    if board is None or not board.lines:
        return
    with st.container(width=_WIDTH_PX, key="unit_reports"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.header("Báo cáo của các đơn vị", anchor=False)
            page_head.draw_print(sheets.url("reports", campaign.code))
        with st.container(border=True, gap="xsmall"):
            length = actor.lists.page_rows(_AT_ONCE)
            pages = pages_of(len(board.lines), length)
            page = paging.asked(_PAGE)
            first = (page - 1) * length if page <= pages else 0
            shown = board.lines[first : first + length]
            for line in shown:
                _line(actor, campaign, board, line)
            paging.draw(pages, _PAGE, actor, usual=_AT_ONCE, shown=len(shown))
        missing = sum(one.verification in _OPEN for one in board.lines)
        if missing:
            subjects = {Subject.UNIT_REPORT, Subject.RETURNED}
            reminding.draw(
                actor, campaign, Asked(subjects=subjects, keys={board.task_code}),
                place="unit_reports_reminded", label=f"Nhắc {missing} đơn vị chưa báo cáo",
            )  # fmt: skip
            feedback.show_notes("unit_reports_reminded")
        if access.can(actor, Action.PAPERS_MAKE):
            _making(campaign, board)


def _line(actor: Actor, campaign: Campaign, board: Board, line: BoardLine) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute",
        key=f"report_of_{line.unit.code}",
    ):  # fmt: skip
        is_open = line.verification == Verification.NOT_SENT
        words = "Chưa báo cáo" if is_open else text.VERIFICATIONS[line.verification]
        state = states.badge(states.VERIFICATIONS[line.verification], words)
        sent_at = None if is_open else line.sent_at
        at = f" · :small[gửi {format_instant(sent_at)}]" if sent_at else ""
        st.markdown(f"{plain(line.unit.short_name)} {state}{at}", width="content")
        page, query = _way(actor, board, line)
        st.page_link(
            _PAGES / f"{page}.py", label=f"Xem {plain(line.unit.short_name)}",
            icon=":material/arrow_forward:", width="content",
            query_params={"campaign": campaign.code, **query},
        )  # fmt: skip


def _way(actor: Actor, board: Board, line: BoardLine) -> tuple[str, Mapping[str, str]]:
    """To what was sent, for whom it lies on the desk of; else to what the unit has still to do."""
    name = _FILTER.get(line.verification)
    may_receive = access.can(
        actor, Action.ITEM_RECEIVE, unit_id=line.unit.unit_id, is_office_unit=line.unit.is_office
    )
    if name is None or not may_receive:
        return "shared/summary", {
            "xem": text.SLICES[Slice.ASSIGNED], "don_vi": line.unit.name,
        }  # fmt: skip
    opened = {inbox.UNIT: line.unit.code, inbox.ITEM: board.task_code}
    return "office/verification", {inbox.FILTERS.param: name, **opened}


def _making(campaign: Campaign, board: Board) -> None:
    names = unique_labels({str(one.unit.unit_id): one.unit.name for one in board.lines})
    has_pdf = unit_reports.has_pdf()
    with st.container(border=True, key="unit_reports_make"):
        st.markdown("**Lập văn bản báo cáo**")
        chosen = st.selectbox(
            "Đơn vị", list(names), key="unit_reports_unit", format_func=lambda one: names[one]
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            unit_report.draw_buttons(campaign, UUID(chosen), place=_PLACE)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Lập cho mọi đơn vị (ZIP)",
                key="unit_reports_all",
                icon=":material/description:",
                on_click=_begin_all,
                args=(campaign,),
            )
            st.toggle("Kèm bản PDF", key="unit_reports_with_pdf", disabled=not has_pdf)
        feedback.show_notes(_PLACE)
        own_files.draw({*unit_report.KINDS, Kind.UNIT_REPORTS}, name=_PLACE)


def _begin_all(campaign: Campaign) -> None:
    """Callback: have the papers of all units made."""
    actor = session.require(Action.PAPERS_MAKE)
    with feedback.noted(_PLACE):
        unit_reports.ask_all(
            session.db(), actor, campaign,
            with_pdf=bool(st.session_state.get("unit_reports_with_pdf")), address=session.address(),
        )  # fmt: skip
