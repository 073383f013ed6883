"""Title, time of the figures, and the full-screen mode of the live summary."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib.domain.campaigns import Campaign
from lib.ui.kit import page_head
from lib.ui.reports import summary_view
from lib.ui.reports.summary_drawn import DrawnSummary

TITLE: Final = "Tổng hợp trực tiếp"

# For a screen on the wall of a meeting room: figures of 28 px and more, text readable at 5 m.
_FULL_STYLE: Final = """
<style>
@media (min-width: 56rem) {
  .st-key-summary_full p,
  .st-key-summary_full li,
  .st-key-summary_full td,
  .st-key-summary_full th { font-size: 1.75rem; }
  .st-key-summary_full h1 { font-size: 2.25rem; }
  .st-key-summary_full h2 { font-size: 2rem; }
  .st-key-summary_full .st-key-figures button strong { font-size: 3.4rem; }
  .st-key-summary_full .st-key-summary_view p { font-size: 1rem; }
}
</style>
"""


def frame() -> str:
    """The key of the container around the page."""
    return "summary_full" if summary_view.is_full() else "summary"


def draw(campaign: Campaign, drawn: DrawnSummary) -> None:
    """What the page is, and as of when its figures are true."""
    full = summary_view.is_full()
    if full:
        st.set_page_config(initial_sidebar_state="collapsed")
        st.html(_FULL_STYLE)
    about = "" if full else campaign.short_title
    with page_head.draw(campaign.short_title if full else TITLE, about):
        with st.container(key="asof", width="content"):
            st.markdown(drawn.as_of)
        st.button(
            "Thoát toàn màn hình" if full else "Toàn màn hình",
            key="summary_view",
            icon=":material/fullscreen_exit:" if full else ":material/fullscreen:",
            on_click=summary_view.turn,
        )
