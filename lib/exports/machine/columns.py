"""The columns of an export as programs know them: names that stay, and what the cells hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from lib.domain.exports import Snapshot
from lib.domain.vietnamese import search_key
from lib.exports import cells
from lib.exports.cells import Kind
from lib.exports.export import AnyExport, Column

_NO_LETTERS: Final = re.compile(r"[^a-z0-9]+")
_NUMBERS: Final = frozenset({Kind.COUNT, Kind.NUMBER, Kind.SHARE})
ROW: Final = "row_no"
"""What numbers the rows of an edition from 1, where rows need a key."""
# As of instants everywhere: `saved_at` is one, `due_on` a day.
_INSTANT: Final = "_at"


class Type(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    """2026-11-22"""
    INSTANT = "instant"
    """2026-11-22T14:03:22+07:00"""


@dataclass(frozen=True, slots=True)
class Typed:
    """One column.

    Attributes:
        name: ASCII letters, digits and underscores; it stays when the words of a form change.
        label: the heading of the CSV.
    """

    name: str
    label: str
    type: Type


def typed(export: AnyExport, snapshot: Snapshot) -> tuple[Typed, ...]:
    """The columns in their order.

    Args:
        snapshot: the plan and the forms are enough.
    """
    columns = export.columns(snapshot)
    return tuple(
        Typed(name, cells.bare(column.heading), _type(column))
        for name, column in zip(_names(columns), columns, strict=True)
    )


def _names(columns: Sequence[Column[Any]]) -> list[str]:
    """A name for each; what follows the campaign's data gives way to what is always there."""
    given: dict[int, str] = {}
    taken = {ROW}
    for place in sorted(range(len(columns)), key=lambda one: bool(columns[one].label)):
        column = columns[place]
        plain = _NO_LETTERS.sub("_", search_key(column.name or column.key)).strip("_")
        stem = name = f"c_{plain}" if not plain or plain[0].isdigit() else plain
        times = 1
        while name in taken:
            times += 1
            name = f"{stem}_{times}"
        taken.add(name)
        given[place] = name
    return [given[place] for place in range(len(columns))]


def _type(column: Column[Any]) -> Type:
    if column.kind in _NUMBERS:
        return Type.NUMBER
    if column.kind != Kind.DAY:
        return Type.TEXT
    return Type.INSTANT if not column.label and column.key.endswith(_INSTANT) else Type.DAY
