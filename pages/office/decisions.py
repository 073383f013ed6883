"""Decisions on awards: leaders decide what was voted, the Office prepares and releases."""

import streamlit as st

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.services.awards import decision_board
from lib.ui.awards import decision_papers, decision_state, decision_view
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import feedback, list_record, page_head, session

actor = session.require(Action.DECISION_VIEW)

TITLE = "Quyết định khen thưởng"
campaign = campaigns.current(actor, TITLE)
page_head.draw(TITLE, campaign.short_title)

FORMS = {
    decision_view.VOTED: (Action.NOMINATION_DECIDE, decision_view.deciding),
    decision_view.AWARDED: (Action.DECISION_RELEASE, decision_view.preparing),
    decision_view.PROPOSED: (Action.DECISION_RELEASE, decision_view.recording),
}
# What the keys of their tables begin with.
TABLES = {
    decision_view.VOTED: "voted",
    decision_view.AWARDED: "awarded",
    decision_view.PROPOSED: "proposed",
}


def papers(viewer: Actor, board: decision_board.Board) -> None:
    """The decisions, and beside them the open one."""
    list_pane, record_pane = list_record.panes()
    with list_pane:
        decision_papers.draw_list(board.decisions)
    with record_pane:
        opened = decision_papers.opened(board.decisions)
        if opened is None:
            st.caption(":material/checklist: Bấm vào một quyết định để xem danh sách và xử lý.")
        else:
            decision_papers.draw(viewer, campaign, opened)


@st.fragment(key="decisions")
def listing() -> None:
    viewer = session.require(Action.DECISION_VIEW)
    feedback.show_notes(decision_state.PAGE)
    board = decision_board.board(session.db(), viewer, campaign)
    decision_view.draw_filters(board)
    shown = decision_view.FILTERS.chosen
    if shown == decision_view.DECISIONS:
        if board.decisions:
            papers(viewer, board)
        else:
            decision_view.empty(shown)
        return
    cases = {
        decision_view.VOTED: board.voted,
        decision_view.AWARDED: board.awarded,
        decision_view.PROPOSED: board.proposed,
    }[shown]
    if not cases:
        decision_view.empty(shown)
        return
    list_pane, record_pane = list_record.panes()
    with list_pane:
        choice = decision_view.choose(cases, name=f"decision_{TABLES[shown]}")
    with record_pane:
        if not choice.chosen:
            st.caption(
                ":material/checklist: Bấm vào một dòng để đọc hồ sơ; đánh dấu nhiều dòng để đọc và "
                "xử lý cùng."
            )
            return
        action, form = FORMS[shown]
        if access.can(viewer, action) and not decision_view.barred(board, choice.chosen):
            form(campaign, choice)
        decision_view.dossiers(viewer, campaign, choice.chosen)


decision_view.FILTERS.follow()
decision_state.SLOT.follow()
listing()
