"""A list and the record opened from it: beside each other, on narrow screens one after the other.

thidua.css does the rest: the list keeps its place and fills the window's height; where there is
no room for both, the open record takes the list's place until it is closed.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_SHARES = (48, 52)


def panes() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Where the list stands, and where its record does."""
    left, right = st.columns(_SHARES, gap="medium")
    return left.container(key="list_pane"), right.container(key="record_pane")


def draw_nav(
    *, close: Callable[[], None], open_one: Callable[[str], None], last: str, coming: str
) -> None:
    """The way out of an open record, and to its neighbours in the list.

    Args:
        close: the callback that leaves no record open.
        open_one: the callback that opens a neighbour.
        last, coming: the neighbours' names in the address; "" for none.
    """
    with st.container(key="record_nav", horizontal=True, gap="small"):
        st.button(
            "Danh sách",
            key="record_close",
            type="tertiary",
            icon=":material/arrow_back:",
            on_click=close,
        )
        for name, key, icon in (
            (last, "record_last", ":material/chevron_left:"),
            (coming, "record_coming", ":material/chevron_right:"),
        ):
            if name:
                st.button(
                    name, key=key, type="tertiary", icon=icon, on_click=open_one, args=(name,)
                )
