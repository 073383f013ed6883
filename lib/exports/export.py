"""What an export is: columns and rows, made of a snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lib import text
from lib.domain.access import Action
from lib.domain.exports import Options, Snapshot

Row = list[str]


@dataclass(frozen=True, slots=True)
class Export:
    """One downloadable table.

    Attributes:
        columns: the headings, which follow the forms of the campaign's tasks.
        rows: cells in the order of the columns, ready to be written.
        count: how many rows there will be.
    """

    key: str
    action: Action
    columns: Callable[[Snapshot], Row]
    rows: Callable[[Snapshot, Options], Iterator[Row]]
    count: Callable[[Snapshot], int]

    @property
    def label(self) -> str:
        return text.EXPORTS[self.key]


def headings(keys: tuple[str, ...]) -> Row:
    """The words above fixed columns."""
    return [text.EXPORT_COLUMNS[key] for key in keys]
