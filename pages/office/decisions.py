"""Decisions on awards: leaders decide what was voted, the Office prepares and releases."""

import streamlit as st

from lib.domain import access
from lib.domain.access import Action
from lib.domain.decisions import Decision
from lib.domain.vietnamese import format_date
from lib.services.awards import decision_board
from lib.ui.awards import decision_state, decision_view
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import feedback, list_record, page_head, session
from lib.ui.kit.choices import unique_labels

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


def name(one: Decision) -> str:
    """Number, day and title, as far as it has them."""
    signed = one.signature
    words = (signed.number, format_date(signed.signed_on)) if signed else ("Chưa có số",)
    return " · ".join(word for word in (*words, one.title) if word)


def listed_decisions(board: decision_board.Board) -> None:
    """One decision at a time, the newest first."""
    viewer = session.require(Action.DECISION_VIEW)
    by_id = {str(one.decision.decision_id): one for one in board.decisions}
    names = unique_labels({key: name(one.decision) for key, one in by_id.items()})
    chosen = st.selectbox(
        "Quyết định",
        list(by_id),
        key="quyet_dinh",
        bind="query-params",
        format_func=lambda key: names.get(key, key),
        placeholder="Chọn quyết định",
    )
    if chosen in by_id:
        decision_view.decision(viewer, campaign, by_id[chosen])


@st.fragment(key="decisions")
def listing() -> None:
    viewer = session.require(Action.DECISION_VIEW)
    feedback.show_notes(decision_state.PAGE)
    board = decision_board.board(session.db(), viewer, campaign)
    decision_view.draw_filters(board)
    shown = decision_view.FILTERS.chosen
    if shown == decision_view.DECISIONS:
        if board.decisions:
            listed_decisions(board)
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
        if access.can(viewer, action):
            form(campaign, choice)
        decision_view.dossiers(viewer, campaign, choice.chosen)


decision_view.FILTERS.follow()
listing()
