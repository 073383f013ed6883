"""A list to read as one table; choosing a row opens its record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import streamlit as st

_HEAD_PX = 38
_ROW_PX = 35
_TALLEST_PX = 430


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    cells: Sequence[str]
    width_px: int


def draw(
    columns: Sequence[Column], *, key: str, alt: str, on_select: Callable[[], None] | None = None
) -> None:
    """The table; every cell is text."""
    rows = len(columns[0].cells)
    st.dataframe(
        pa.table({column.label: pa.array(column.cells, pa.string()) for column in columns}),
        key=key,
        on_select=on_select or "ignore",
        selection_mode="single-row",
        hide_index=True,
        height=min(_HEAD_PX + _ROW_PX * rows, _TALLEST_PX),
        column_config={
            column.label: st.column_config.Column(width=column.width_px) for column in columns
        },
        alt=alt,
    )


def chosen_row(key: str) -> int | None:
    """The row chosen in the table, for its callback."""
    rows: list[int] = st.session_state[key].selection.rows
    return rows[0] if rows else None
