"""Decisions on awards: leaders decide what was voted, the Office prepares and releases."""

import streamlit as st

from lib.domain import access
from lib.domain.access import Action
from lib.domain.decisions import Decision
from lib.domain.vietnamese import format_date
from lib.services.awards import decision_board
from lib.ui.awards import decision_state, decision_view
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import feedback, page_head, session
from lib.ui.kit.choices import unique_labels

actor = session.require(Action.DECISION_VIEW)

TITLE = "Quyết định khen thưởng"
campaign = campaigns.current(actor, TITLE)
page_head.draw(TITLE, campaign.short_title)

PARTS = (
    decision_view.VOTED,
    decision_view.AWARDED,
    decision_view.PROPOSED,
    decision_view.DECISIONS,
)
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
    st.caption(decision_view.waiting(board))
    name = st.segmented_control(
        "Phần",
        PARTS,
        key="phan",
        default=PARTS[0],
        required=True,
        bind="query-params",
        label_visibility="collapsed",
        wrap=True,
    )
    shown = name if name in PARTS else PARTS[0]
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
    st.caption(f"{len(cases)} trường hợp. Chọn một hoặc nhiều dòng để xem và xử lý.")
    choice = decision_view.choose(cases, name=f"decision_{TABLES[shown]}")
    if choice.shown is None:
        return
    action, form = FORMS[shown]
    if access.can(viewer, action):
        form(campaign, choice)
    decision_view.dossier(viewer, campaign, choice.shown)


listing()
