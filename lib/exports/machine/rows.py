"""Rows of a CSV as JSON objects: the same digits, texts without what guards spreadsheets."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from json.encoder import encode_basestring
from typing import Final

from lib.exports import cells
from lib.exports.machine.columns import ROW, Type, Typed

NULL: Final = "null"
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_ZONE: Final = "+07:00"


def encoded(
    columns: Sequence[Typed],
    rows: Sequence[Sequence[str]],
    *,
    only: Collection[str] | None = None,
    numbered_from: int | None = None,
) -> str:
    """A JSON array with an object for each row; empty cells are null.

    Written by hand: a number stays as it was written.

    Args:
        only: names of the columns that are wanted; all without it.
        numbered_from: the first row's number, where each bears one under ROW.
    """
    written = [
        (place, json.dumps(one.name), _WRITE[one.type])
        for place, one in enumerate(columns)
        if only is None or one.name in only
    ]
    is_numbered = numbered_from is not None and (only is None or ROW in only)
    told = [
        ([f'"{ROW}":{number}'] if is_numbered else [])
        + [f"{name}:{write(row[place]) if row[place] else NULL}" for place, name, write in written]
        for number, row in enumerate(rows, numbered_from or 0)
    ]
    return "[" + ",\n".join("{" + ",".join(one) + "}" for one in told) + "]"


def _text(cell: str) -> str:
    return encode_basestring(cells.bare(cell))


def _number(cell: str) -> str:
    return cell if _NUMBER.fullmatch(cell) else encode_basestring(cell)


def _instant(cell: str) -> str:
    return encode_basestring(f"{cell[:10]}T{cell[11:]}{_ZONE}")


_WRITE: Final[Mapping[Type, Callable[[str], str]]] = {
    Type.TEXT: _text,
    Type.NUMBER: _number,
    Type.DAY: encode_basestring,
    Type.INSTANT: _instant,
}
