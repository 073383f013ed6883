"""Everything the installation holds as one ZIP: who may have it, and having it made."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.jobs import Kind
from lib.services.bundles import asking
from lib.ui.jobs import own_files
from lib.ui.kit import feedback, session

_PLACE: Final = "bundle"


def draw(actor: Actor, campaign: Campaign) -> None:
    """The button; for who lacks one of the two rights, why it does nothing."""
    may_ask = asking.may_ask(actor)
    with st.container(border=True, key="export_bundle"):
        words, acts = st.columns((62, 38), vertical_alignment="center")
        words.markdown(f"**{text.JOB_KINDS[Kind.BUNDLE]}**  \n:small[{text.BUNDLE_HINT}]")
        with acts.container(
            horizontal=True, horizontal_alignment="right", vertical_alignment="center"
        ):
            st.button(
                "Lập ZIP toàn bộ",
                key="bundle_begin",
                icon=":material/inventory_2:",
                disabled=not may_ask,
                on_click=_begin,
                args=(campaign,),
            )
        if not may_ask:
            st.caption(text.BUNDLE_BARRED)
            return
        feedback.show_notes(_PLACE)
        own_files.draw({Kind.BUNDLE}, name=_PLACE)


def _begin(campaign: Campaign) -> None:
    """Callback: ask for everything."""
    actor = session.require(Action.EXPORT_CSV)
    with feedback.noted(_PLACE):
        asking.ask(session.db(), actor, campaign, address=session.address())
