"""The honour board, for everybody; units introduce exemplars, the Office publishes them."""

import streamlit as st

from lib.domain import access
from lib.domain.access import Action
from lib.services.awards import exemplars
from lib.ui.awards import exemplar_form, honour_board
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import page_head, session

actor = session.require(Action.HONOUR_VIEW)

TITLE = "Gương điển hình"
campaign = campaigns.current(actor, TITLE)
page_head.draw(TITLE, campaign.short_title)


@st.fragment(key="honours")
def board() -> None:
    viewer = session.require(Action.HONOUR_VIEW)
    code = st.session_state.get("don_vi_guong", st.query_params.get("don_vi_guong", ""))
    shown = exemplars.board(session.db(), viewer, campaign, code)
    with st.container(key="honours_tools", horizontal=True, vertical_alignment="bottom"):
        honour_board.choose_unit(shown)
        st.caption("In trang này: Ctrl + P, khổ A4.")
    honour_board.draw(shown.shown)


@st.fragment(key="exemplars")
def listing() -> None:
    viewer = session.require(Action.HONOUR_VIEW)
    with (
        st.container(key="honours_desk"),
        st.expander(
            "Giới thiệu gương điển hình",
            key="honours_writing",
            icon=":material/edit_note:",
            on_change="rerun",
        ) as part,
    ):
        if part.open:
            exemplar_form.draw(viewer, campaign)


if access.can(actor, Action.EXEMPLAR_EDIT, unit_id=actor.unit_id) or access.can(
    actor, Action.EXEMPLAR_PUBLISH
):
    listing()
board()
