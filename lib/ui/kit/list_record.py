"""A list and the record opened from it: beside each other, on narrow screens one after the other.

thidua.css does the rest: the list keeps its place and fills the window's height; where there is
no room for both, the open record takes the list's place until it is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.ui.kit.markdown import plain

T = TypeVar("T")
_SHARES = (48, 52)
DESK_SHARES = (42, 58)
"""Of a page whose record has two columns of its own."""
LIST_SHARES = (54, 46)
"""Of a page whose list has names of several words in four or five columns."""


def panes(shares: tuple[int, int] = _SHARES) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Where the list stands, and where its record does."""
    left, right = st.columns(shares, gap="medium")
    return left.container(key="list_pane"), right.container(key="record_pane")


def neighbours(rows: Sequence[T], place: int) -> tuple[T | None, T | None]:
    """The rows before and after one of the list; None for none."""
    last = rows[place - 1] if place else None
    return last, next(iter(rows[place + 1 : place + 2]), None)


def around(rows: Sequence[T], row: T) -> tuple[T | None, T | None]:
    """The rows before and after one; after one that is not in the list, its first."""
    if row not in rows:
        return None, next(iter(rows), None)
    return neighbours(rows, rows.index(row))


def draw_nav(
    show: Callable[[T | None], None],
    name: Callable[[T], str],
    *,
    last: T | None,
    coming: T | None,
) -> None:
    """The way out of an open record, and to its neighbours in the list.

    Args:
        show: the callback that opens a row, or with None closes the record.
        name: what a row is called.
    """
    with st.container(key="record_nav", horizontal=True, gap="small"):
        st.button(
            "Danh sách",
            key="record_close",
            type="tertiary",
            icon=":material/arrow_back:",
            on_click=show,
            args=(None,),
        )
        for row, key, icon in (
            (last, "record_last", ":material/chevron_left:"),
            (coming, "record_coming", ":material/chevron_right:"),
        ):
            if row is not None:
                st.button(
                    plain(name(row)),
                    key=key,
                    type="tertiary",
                    icon=icon,
                    on_click=show,
                    args=(row,),
                )
