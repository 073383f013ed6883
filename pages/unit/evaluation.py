"""What a unit says of itself at a campaign's end, what came of it, and its one answer."""

import streamlit as st

from lib.domain.access import Action
from lib.ui.evaluation import own_view
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import page_head, session

actor = session.require(Action.EVALUATION_EDIT)

TITLE = "Tự đánh giá"
campaign = campaigns.current(actor, TITLE)
page_head.draw(TITLE, f"{actor.unit_name} · {campaign.short_title}")


@st.fragment(key="own_evaluation")
def evaluation() -> None:
    viewer = session.require(Action.EVALUATION_EDIT)
    own_view.draw(viewer, campaign)


evaluation()
