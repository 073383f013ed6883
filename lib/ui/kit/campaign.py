"""Which campaign a page is about: the one in its address, else the one that runs."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lib import text
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.errors import NotFound
from lib.services.campaigns import campaigns
from lib.ui.kit import foot, page_head, session


def current(
    actor: Actor, title: str, *, instead: Callable[[Actor], None] | None = None
) -> Campaign:
    """The campaign of this page; without one the run ends with what to do.

    Args:
        title: the page's, which is drawn afterwards when there is one.
        instead: draws more of what to do.
    """
    try:
        return campaigns.campaign(session.db(), actor, st.query_params.get("campaign"))
    except NotFound as missing:
        page_head.draw(title)
        st.info(text.sentence(missing), icon=":material/inbox:")
        if instead is not None:
            instead(actor)
        foot.stop()


def note_state(campaign: Campaign) -> None:
    """Say that a campaign takes no reports, while it takes none."""
    if not campaign.takes_reports:
        st.info(text.NO_REPORTS[campaign.state], icon=":material/lock:")
