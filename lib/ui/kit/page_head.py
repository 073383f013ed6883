"""The first line of every page: what it is and of whom, and beside it the page's main act."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib import text
from lib.services.operation import setup
from lib.ui.kit import session
from lib.ui.kit.markdown import plain


def draw(title: str, about: str = "") -> DeltaGenerator:
    """One line above the work; a page puts its main act into it.

    Args:
        title: the page's, its only heading of the first level.
        about: whose it is, as the unit and the campaign.
    """
    head = st.container(key="page_head", horizontal=True, vertical_alignment="center", gap="small")
    with head:
        st.title(plain(title), anchor=False, width="content")
        if about:
            st.caption(plain(about), wrap=False)
        if setup.demo(session.db()) is not None:
            words = f":orange-badge[:material/science: {text.DEMO}]"
            st.markdown(words, help=text.DATES_MOVED, width="content")
    return head


def draw_print(address: str) -> None:
    """The way to the page's sheet of paper; vi.js sends Ctrl+P there too."""
    st.link_button("In", address, key="print", type="tertiary", icon=":material/print:")
