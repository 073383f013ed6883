"""A table in which rows are typed, pasted, added and taken out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal

import streamlit as st

from lib.domain.forms.row_kinds import ROW_LIMIT

Rows = list[dict[str, str]]
# Beyond what can be stored, so that too much is told and not cut in silence; but not without end.
_MOST_ROWS: Final = ROW_LIMIT + 10
_LONGEST: Final = 500


def draw(
    columns: Mapping[str, str],
    start: object,
    *,
    key: str,
    alt: str,
    on_change: Callable[[], None] | Literal["rerun", "ignore"],
    disabled: bool,
) -> None:
    """The table, whose rows stand in the session under `key`, every cell as it was typed; an empty
    one begins with a blank row.

    Args:
        columns: key -> heading.
        start: the rows it starts from while the session has none.
    """
    held = st.session_state
    if key not in held:
        held[key] = rows_of(start, columns)
        held[f"{key}_round"] = held.get(f"{key}_round", 0) + 1
    editor = f"{key}_table_{held[f'{key}_round']}"
    if editor not in held:
        # What the widget tells are changes of what it was first drawn with.
        held[f"{key}_from"] = held[key] or [{}]
    begun: Rows = held[f"{key}_from"]
    st.data_editor(
        {name: [row.get(name, "") for row in begun] for name in columns},
        key=editor,
        num_rows="dynamic",
        hide_index=True,
        placeholder="",
        column_config={
            name: st.column_config.TextColumn(label=label) for name, label in columns.items()
        },
        disabled=disabled,
        alt=alt,
        on_change=_keep,
        args=(key, editor, tuple(columns), on_change),
    )


def rows_of(told: object, columns: Sequence[str] | Mapping[str, str]) -> Rows:
    """The rows that a draft or a record holds, whatever it is."""
    given = told if isinstance(told, list | tuple) else []
    rows = [one for one in given if isinstance(one, Mapping)]
    return [_cells(row, columns) for row in rows[:_MOST_ROWS]]


def edited(begun: Rows, changes: Mapping[str, Any], columns: Sequence[str]) -> Rows:
    """The rows after the changes that the widget tells, without blank ones at the end."""
    rows: list[dict[str, str] | None] = [dict(row) for row in begun]
    for place, cells in dict(changes.get("edited_rows") or {}).items():
        row = rows[int(place)] if 0 <= int(place) < len(rows) else None
        if row is not None:
            row.update({name: "" for name in cells if name in columns} | _cells(cells, columns))
    for place in changes.get("deleted_rows") or ():
        if 0 <= int(place) < len(rows):
            rows[int(place)] = None
    left = [row for row in rows if row is not None]
    left += rows_of(changes.get("added_rows"), columns)
    while left and not any(left[-1].values()):
        left.pop()
    return left[:_MOST_ROWS]


def _cells(row: Mapping[str, object], columns: Sequence[str] | Mapping[str, str]) -> dict[str, str]:
    told = {name: row.get(name) for name in columns}
    return {name: cell[:_LONGEST] for name, cell in told.items() if isinstance(cell, str) and cell}


def _keep(
    key: str,
    editor: str,
    columns: Sequence[str],
    on_change: Callable[[], None] | Literal["rerun", "ignore"],
) -> None:
    """Callback: what the rows are now, then what the form does with a change."""
    held = st.session_state
    held[key] = edited(held[f"{key}_from"], held[editor], columns)
    if callable(on_change):
        on_change()
