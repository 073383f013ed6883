"""The check of figures (“X-quang”): what looks wrong, seen and accepted one by one or several."""

import streamlit as st

from lib.domain.access import Action
from lib.services.quality import board as boards
from lib.services.quality.board import Line
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import list_record, page_head, paging, session
from lib.ui.kit.markdown import plain
from lib.ui.quality import finding_list, finding_view, overview

actor = session.require(Action.QUALITY_REVIEW)

TITLE = "Soát số liệu"
campaign = campaigns.current(actor, TITLE)
head = page_head.draw(TITLE, campaign.short_title)

finding_list.SLOT.follow()
finding_list.NARROWED.follow()
finding_list.FILTERS.follow()


def show(line: Line | None) -> None:
    """Callback of what opens a finding; None closes the open one."""
    session.require(Action.QUALITY_REVIEW)
    finding_list.open_line(line)
    st.rerun([finding_list.FRAGMENT])


@st.fragment(key=finding_list.FRAGMENT)
def findings() -> None:
    viewer = session.require(Action.QUALITY_REVIEW)
    with above, st.container(key="narrowing", horizontal=True, vertical_alignment="center"):
        place = st.container(width="content")
        finding_list.draw_search()
    page = paging.asked(finding_list.PAGE)
    board = boards.board(session.db(), viewer, campaign, finding_list.wanted(), page=page)
    with place:
        finding_list.FILTERS.draw(
            {name: board.by_show.get(show, 0) for name, show in finding_list.SHOWS.items()}
        )
    choice = None
    with list_pane:
        finding_list.draw_narrowed(board)
        if board.lines:
            choice = finding_list.choose(board.lines, show)
            finding_list.draw_pages(viewer, board)
        else:
            st.info(finding_list.nothing(board), icon=":material/inbox:")
    ticked = choice.ticked if choice else []
    with acts:
        if choice and ticked:
            finding_list.draw_bar(campaign, choice)
        else:
            st.empty()
    with record_pane:
        finding_list.SLOT.notices()
        asked = finding_list.SLOT.asked().get(finding_list.FINDING)
        line = boards.found(session.db(), viewer, campaign, asked) if asked else None
        if ticked:
            st.caption(f"Đã chọn: {plain(', '.join(map(finding_list.name, ticked)))}")
        elif line is None:
            if asked:
                st.info("Phát hiện này không còn: số liệu đã thay đổi.", icon=":material/info:")
            overview.draw(board)
        else:
            last, coming = list_record.around(board.lines, line)
            list_record.draw_nav(show, finding_list.name, last=last, coming=coming)
            finding_view.draw(viewer, campaign, line, coming=coming)


acts = head.container(width="content", horizontal=True, vertical_alignment="center")
above = st.container()
list_pane, record_pane = list_record.panes()
findings()
