"""Lists to read as one table: choosing a row opens its record, or rows are chosen to act on."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

import pyarrow as pa
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from lib.ui.kit import arrow
from lib.ui.kit.step_acts import mark

T = TypeVar("T")

_HEAD_PX = 38
_TALLEST_PX = 430
_ROW_PX = 32
_ROWS_AS_THEY_ARE = 17


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    cells: Sequence[str]
    width_px: int


def draw(
    columns: Sequence[Column],
    *,
    key: str,
    alt: str,
    records: Sequence[object] = (),
    on_select: Callable[[], None] | None = None,
) -> None:
    """The table; every cell is text.

    Args:
        records: what its rows stand for, for `opened`.
        on_select: the callback of a click on a row.
    """
    rows = len(columns[0].cells)
    draw_rows(
        arrow.table({column.label: arrow.texts(column.cells) for column in columns}),
        key=key,
        alt=alt,
        records=records,
        on_select=on_select,
        height=fitting(rows),
        widths={column.label: column.width_px for column in columns},
    )


def draw_rows(
    cells: pa.Table,
    *,
    key: str,
    alt: str,
    height: int | Literal["stretch"],
    widths: Mapping[str, int],
    columns: Mapping[str, ColumnConfig] | None = None,
    records: Sequence[object] = (),
    on_select: Callable[[], None] | None = None,
    pinned: str = "",
) -> None:
    """The same for cells that are a table already.

    Args:
        columns: how those are drawn that are no text, as states are.
        pinned: the column that stays in sight.
    """
    st.session_state[f"_rows_{key}"] = tuple(records)
    st.dataframe(
        cells,
        key=key,
        on_select=on_select or "ignore",
        # A click anywhere in a row; Streamlit chooses rows by a box of 16 pixels before them.
        selection_mode="single-cell",
        hide_index=True,
        # Else it loads pandas to ask whether this is one of its tables (decision 0078).
        lazy=False,
        height=height,
        row_height=_ROW_PX,
        column_config={
            label: st.column_config.Column(width=width, pinned=label == pinned or None)
            for label, width in widths.items()
        }
        | dict(columns or {}),
        alt=alt,
    )


def list_height(rows: int) -> int | Literal["stretch"]:
    """How tall a list beside its record is: as its rows are, or all there is room for."""
    return _HEAD_PX + _ROW_PX * rows if rows <= _ROWS_AS_THEY_ARE else "stretch"


def fitting(rows: int) -> int:
    """How tall a table of so many rows is, up to what a page can bear."""
    return min(_HEAD_PX + _ROW_PX * rows, _TALLEST_PX)


def opened(key: str, *, already: object = None) -> Any | None:
    """What the row stands for that was clicked, for the table's callback.

    Args:
        already: what is open. Another cell of its row, as the keys Tab and → come to, opens nothing
            anew: fields would begin again under the hands that are in them.
    """
    row, records = _clicked_row(key), st.session_state.get(f"_rows_{key}", ())
    clicked = records[row] if row is not None and row < len(records) else None
    return None if clicked == already else clicked


def opened_column(key: str) -> str:
    """The label of the column that was clicked, for the table's callback."""
    cells = _selection(key).get("cells", ())
    return str(cells[0][1]) if cells else ""


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """A table's rows, of which some are chosen.

    A callback is given the choice and asks it what is chosen by then: its button may be clicked
    before the run that would have drawn it for the last row ticked.

    Attributes:
        key: of the table; another one for other rows. Keys of what acts on them end with it.
    """

    key: str
    rows: Sequence[T]

    @property
    def ticked(self) -> list[T]:
        """The rows that are ticked, to act on them."""
        return [self.rows[row] for row in _ticked_rows(self.key) if row in range(len(self.rows))]

    @property
    def chosen(self) -> list[T]:
        """The rows that are ticked, or else the one that was clicked."""
        clicked = self.clicked
        return self.ticked or ([] if clicked is None else [clicked])

    @property
    def shown(self) -> T | None:
        """The row to be looked at: the one that was clicked, or else the first that is ticked."""
        return self.clicked or next(iter(self.chosen), None)

    @property
    def clicked(self) -> T | None:
        """The row that was clicked to be looked at."""
        row = _clicked_row(self.key)
        return self.rows[row] if row is not None and row in range(len(self.rows)) else None


def choose(
    rows: Sequence[T],
    cells: pa.Table,
    *,
    name: str,
    seen: Callable[[T], Hashable],
    alt: str,
    height: int | Literal["stretch"] | None = None,
    widths: Mapping[str, int] | None = None,
    columns: Mapping[str, ColumnConfig] | None = None,
    on_open: Callable[[T], None] | None = None,
) -> Choice[T]:
    """A table of which several rows can be chosen.

    Streamlit keeps the places of chosen rows, whatever stands there later. Here a row stays
    chosen while it is what was seen, wherever it moves.

    Args:
        cells: what is shown, a row for each of `rows`.
        name: what its key begins with.
        seen: a row's record and version; another version is no longer what was chosen.
        columns: how those are drawn that are no text, as states are.
        on_open: called in a callback with the row that was clicked, once for each click.
    """
    shown = tuple(seen(row) for row in rows)
    key = f"{name}_{mark(shown)}"
    slot = f"_{name}"
    drawn = st.session_state.get(slot)
    if drawn is None or drawn.key != key:
        last = Choice(drawn.key, drawn.shown) if drawn else None
        # Where a click opens a row, it chooses none to act on.
        kept = set((last.ticked if on_open else last.chosen) if last else ())
        places = [place for place, one in enumerate(shown) if one in kept]
        drawn = st.session_state[slot] = _Drawn(key, shown, places)
    choice = Choice(key, rows)

    def selected() -> None:
        # A tick tells of the cell clicked before too.
        clicked, last = (key, _clicked_row(key)), st.session_state.get(f"_clicked_{name}")
        st.session_state[f"_clicked_{name}"] = clicked
        if on_open is not None and choice.clicked is not None and clicked != last:
            on_open(choice.clicked)

    st.dataframe(
        cells,
        key=key,
        on_select=selected,
        selection_mode=["multi-row", "single-cell"],
        selection_default={"selection": {"rows": drawn.places}} if drawn.places else None,
        hide_index=True,
        lazy=False,
        row_height=_ROW_PX,
        height=height or fitting(len(rows)),
        column_config={
            label: st.column_config.Column(width=width) for label, width in (widths or {}).items()
        }
        | dict(columns or {}),
        alt=alt,
    )
    return choice


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The table last drawn under a name, and which rows were chosen in it from the start."""

    key: str
    shown: tuple[Hashable, ...]
    places: list[int]


def _ticked_rows(key: str) -> list[int]:
    return list(_selection(key).get("rows", ()))


def _clicked_row(key: str) -> int | None:
    cells = _selection(key).get("cells", ())
    return int(cells[0][0]) if cells else None


def _selection(key: str) -> Mapping[str, Any]:
    held: Any = st.session_state.get(key)
    return held["selection"] if held else {}
