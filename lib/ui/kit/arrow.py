"""Columns of tables in Arrow's own layout, which Streamlit sends on as it is.

`pyarrow.array` asks of whatever it is given whether pandas made it, and loads pandas for that:
some 50 MiB of a server, for nothing. Buffers tell what they are. Their layout is that of
https://arrow.apache.org/docs/format/Columnar.html (decision 0078).
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence, Sized
from itertools import accumulate
from typing import TypeAlias

import pyarrow as pa

Cell: TypeAlias = str | float | bool | None


def table(columns: Mapping[str, Sequence[Cell] | pa.Array]) -> pa.Table:
    """The columns side by side; a plain one is of the kind of its first cell that is no None."""
    return pa.table(
        {
            label: cells if isinstance(cells, pa.Array) else _column(cells)
            for label, cells in columns.items()
        }
    )


def texts(cells: Sequence[str | None]) -> pa.Array:
    """A column of texts."""
    packed = [(cell or "").encode() for cell in cells]
    words = pa.py_buffer(b"".join(packed))
    return pa.Array.from_buffers(pa.string(), len(cells), [_known(cells), _ends(packed), words])


def chips(cells: Sequence[Sequence[str]]) -> pa.Array:
    """A column of cells with any number of short texts each, as `states.chip_column` shows them."""
    return _lists(cells, texts([word for cell in cells for word in cell]))


def courses(cells: Sequence[Sequence[float]]) -> pa.Array:
    """A column of small charts: each cell is the numbers of one, in their order."""
    return _lists(cells, numbers([number for cell in cells for number in cell]))


def numbers(cells: Sequence[float | None]) -> pa.Array:
    """A column of whole numbers, or of others where one of them is not whole."""
    is_whole = all(cell is None or isinstance(cell, int) for cell in cells)
    kind, code = (pa.int64(), "q") if is_whole else (pa.float64(), "d")
    held = pa.py_buffer(array(code, [cell or 0 for cell in cells]))
    return pa.Array.from_buffers(kind, len(cells), [_known(cells), held])


def ticks(cells: Sequence[bool | None]) -> pa.Array:
    """A column of yes and no."""
    held = _bits([bool(cell) for cell in cells])
    return pa.Array.from_buffers(pa.bool_(), len(cells), [_known(cells), held])


def _column(cells: Sequence[Cell]) -> pa.Array:
    first = next((cell for cell in cells if cell is not None), "")
    if isinstance(first, bool):
        return ticks(cells)  # type: ignore[arg-type]
    return texts(cells) if isinstance(first, str) else numbers(cells)  # type: ignore[arg-type]


def _lists(cells: Sequence[Sized], held: pa.Array) -> pa.Array:
    ends = pa.Array.from_buffers(pa.int32(), len(cells) + 1, [None, _ends(cells)])
    return pa.ListArray.from_arrays(ends, held)


def _ends(parts: Sequence[Sized]) -> pa.Buffer:
    """Where each part begins in all of them, and where the last one ends."""
    return pa.py_buffer(array("i", accumulate(map(len, parts), initial=0)))


def _known(cells: Sequence[object]) -> pa.Buffer | None:
    return _bits([cell is not None for cell in cells]) if None in cells else None


def _bits(flags: Sequence[bool]) -> pa.Buffer:
    held = sum(1 << place for place, flag in enumerate(flags) if flag)
    return pa.py_buffer(held.to_bytes((len(flags) + 7) // 8, "little"))
