"""The guide of one's own roles as a file: its buttons on the guide's page, its files."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.unit_reports import Ending
from lib.errors import NotFound
from lib.services.campaigns import campaigns
from lib.services.papers import guides
from lib.text import guide as words
from lib.ui.jobs import endings, own_files
from lib.ui.kit import feedback, session

_PLACE: Final = "guide_file"


def draw(actor: Actor) -> None:
    """Nothing where there is no campaign yet, in whose list the file would stand."""
    try:
        campaigns.campaign(session.db(), actor, st.query_params.get("campaign"))
    except NotFound:
        return
    with st.container(border=True, key="guide_file"):
        st.markdown(f"**Tải hướng dẫn của bạn** ({words.named(actor.roles)}), có hình, để đọc, in.")
        with st.container(horizontal=True):
            endings.draw(
                "Lập tệp {ending}", key="guide_make", icon=":material/menu_book:", on_click=_make,
                args=(st.query_params.get("campaign"),),
            )  # fmt: skip
        feedback.show_notes(_PLACE)
        own_files.draw(set(guides.KINDS.values()), name=_PLACE)


def _make(campaign_code: str | None, ending: Ending) -> None:
    """Callback: ask for the file."""
    actor = session.require(Action.ACCOUNT_SELF)
    with feedback.noted(_PLACE):
        campaign = campaigns.campaign(session.db(), actor, campaign_code)
        guides.ask(session.db(), actor, campaign, ending=ending, address=session.address())
