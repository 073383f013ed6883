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
from lib.domain.list_choices import ROWS
from lib.domain.reminders.rules import Subject
from lib.domain.summary import Slice
from lib.domain.vietnamese import format_instant
from lib.domain.workflow import Verification
from lib.services.papers import unit_reports
from lib.services.papers.unit_reports import PAGE_ROWS, Board, BoardLine
from lib.services.reminders.reminding import Asked
from lib.ui.checklist import inbox, unit_report
from lib.ui.jobs import own_files
from lib.ui.kit import feedback, page_head, paging, reminding, search, session, states
from lib.ui.kit.choices import unique_labels
from lib.ui.kit.markdown import plain
from lib.web.sheets import list_sheets
from lib.web.sheets import routes as sheets

_PLACE: Final = "unit_reports"
_PAGES: Final = ROOT / "pages"
_FILTER: Final[Mapping[Verification, str]] = {state: name for name, state in inbox.STATES.items()}
_WIDTH_PX: Final = 720
_PAGE: Final = "trang_bao_cao"
_SOUGHT: Final = "bao_cao"
_OPEN: Final = (Verification.NOT_SENT, Verification.RETURNED)


def draw(actor: Actor, campaign: Campaign) -> None:
    """The list of units, and the Office's buttons; nothing where no report is asked for."""
    sought = search.asked(_SOUGHT)
    board = unit_reports.board(
        session.db(), actor, campaign, page=paging.asked(_PAGE), sought=sought
    )
    if board is None or not board.by_state:
        return
    with st.container(width=_WIDTH_PX, key="unit_reports"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.header("Báo cáo của các đơn vị", anchor=False)
            page_head.draw_print(
                sheets.url("reports", campaign.code, **{list_sheets.SOUGHT: sought})
            )
        if sought or sum(board.by_state.values()) > ROWS[0]:
            first_page = (_PAGE, Action.CAMPAIGN_REOPEN)
            search.box("Tìm đơn vị", _SOUGHT, paging.first, first_page, width=320)
        _lines(actor, campaign, board)
        missing = sum(board.by_state.get(one, 0) for one in _OPEN)
        if missing:
            subjects = {Subject.UNIT_REPORT, Subject.RETURNED}
            reminding.draw(
                actor, campaign, Asked(subjects=subjects, keys={board.task_code}),
                place="unit_reports_reminded", label=f"Nhắc {missing} đơn vị chưa báo cáo",
            )  # fmt: skip
            feedback.show_notes("unit_reports_reminded")
        if access.can(actor, Action.PAPERS_MAKE):
            _making(campaign, board)


def _lines(actor: Actor, campaign: Campaign, board: Board) -> None:
    """The page of the list, and the way to the others."""
    if not board.lines:
        st.info("Không có đơn vị nào có tên như vậy.", icon=":material/inbox:")
        return
    with st.container(border=True, gap="xsmall"):
        for line in board.lines:
            _line(actor, campaign, board, line)
        paging.draw(board.pages, _PAGE, actor, usual=PAGE_ROWS, shown=len(board.lines))


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
    has_pdf = unit_reports.has_pdf()
    with st.container(border=True, key="unit_reports_make"):
        st.markdown("**Lập văn bản báo cáo**")
        if board.lines:
            _making_one(campaign, board)
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


def _making_one(campaign: Campaign, board: Board) -> None:
    """For a unit of those that the list shows: a box of thousands is nothing to choose from."""
    names = unique_labels({str(one.unit.unit_id): one.unit.name for one in board.lines})
    chosen = st.selectbox(
        "Đơn vị", list(names), key="unit_reports_unit", format_func=lambda one: names[one]
    )
    if len(names) < sum(board.by_state.values()):
        st.caption(
            ":material/info: Chọn trong các đơn vị đang hiện ở danh sách trên; đơn vị khác thì tìm "
            "hoặc chuyển trang ở đó."
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        unit_report.draw_buttons(campaign, UUID(chosen), place=_PLACE)


def _begin_all(campaign: Campaign) -> None:
    """Callback: have the papers of all units made."""
    actor = session.require(Action.PAPERS_MAKE)
    with feedback.noted(_PLACE):
        unit_reports.ask_all(
            session.db(), actor, campaign,
            with_pdf=bool(st.session_state.get("unit_reports_with_pdf")), address=session.address(),
        )  # fmt: skip
