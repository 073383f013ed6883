"""How the live summary is looked at: at a desk or a phone, or on the wall of a meeting room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from lib.domain.access import Action
from lib.ui.kit import session, tables
from lib.ui.kit.markdown import plain
from lib.ui.kit.tables import Column
from lib.ui.reports import charts
from lib.ui.reports.charts import Look

_PARAM: Final = "view"
_FULL: Final = "full"
_ROWS_ON_WALL: Final = 10


def is_full() -> bool:
    """Whether the page fills a screen that is read from five metres."""
    return st.query_params.get(_PARAM) == _FULL


def look() -> Look:
    return charts.WALL if is_full() else charts.DESK


def turn() -> None:
    """Callback: into the full-screen mode, or out of it."""
    session.require(Action.SUMMARY_VIEW)
    if is_full():
        del st.query_params[_PARAM]
    else:
        st.query_params[_PARAM] = _FULL


def draw_table(columns: Sequence[Column], *, key: str, alt: str) -> None:
    """A list; on the wall its first rows, in letters that grow with the page's."""
    if is_full():
        draw_markdown(columns)
    else:
        tables.draw(columns, key=key, alt=alt)


def draw_markdown(columns: Sequence[Column]) -> None:
    """The first rows of a list, as text."""
    st.markdown(_markdown(columns))


def _markdown(columns: Sequence[Column]) -> str:
    cells = [[plain(cell) for cell in column.cells[:_ROWS_ON_WALL]] for column in columns]
    lines = [
        [column.label for column in columns],
        ["---"] * len(columns),
        *zip(*cells, strict=True),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
