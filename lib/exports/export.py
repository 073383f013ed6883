"""What an export is: columns over lines, made of a snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from lib import text
from lib.domain.access import Action
from lib.domain.exports import Options, Snapshot
from lib.exports import cells
from lib.exports.cells import Kind

Row = list[str]
# Contravariant: a column that needs little of a line serves the lines of several exports.
Line = TypeVar("Line", contravariant=True)
Made = TypeVar("Made")
AnyExport: TypeAlias = "Export[Any]"
"""what the registry holds: whose lines only its own columns know"""


@dataclass(frozen=True, slots=True)
class Column(Generic[Line]):
    """One column of an export.

    Attributes:
        key: names its words in lib/text; for a column that follows the campaign's data, the data's.
        cell: what stands in it for a line, ready to be written.
        label: the words of a column that follows the campaign's data.
        kind: what the cells hold once dates are ISO and decimals have a point.
        share_of: of a share, the columns that it is a ratio of.
        name: what programs call it where the key is made of words; then it has to be for ever.
    """

    key: str
    cell: Callable[[Line, Options], str]
    label: str = ""
    kind: Kind = Kind.TEXT
    share_of: tuple[str, str] | None = None
    name: str = ""

    @property
    def heading(self) -> str:
        return self.label or text.EXPORT_COLUMNS[self.key]


@dataclass(frozen=True, slots=True)
class Export(Generic[Made]):
    """One downloadable table.

    Attributes:
        columns: in their order; some follow the forms and awards of the campaign.
        lines: what each row tells of, made once and given to every column.
        count: how many rows there will be.
    """

    key: str
    action: Action
    columns: Callable[[Snapshot], Sequence[Column[Made]]]
    lines: Callable[[Snapshot], Iterator[Made]]
    count: Callable[[Snapshot], int]

    @property
    def label(self) -> str:
        return text.EXPORTS[self.key]

    def headings(self, snapshot: Snapshot) -> Row:
        return [column.heading for column in self.columns(snapshot)]

    def rows(self, snapshot: Snapshot, options: Options) -> Iterator[Row]:
        """The cells in the order of the columns."""
        # A year has a million cells: what is the same for all rows is looked up once.
        written = [column.cell for column in self.columns(snapshot)]
        for line in self.lines(snapshot):
            yield [cell(line, options) for cell in written]


def stamp(snapshot: Snapshot) -> tuple[Column[object], ...]:
    """The last two columns of every export: of which revision it is, and seen on which day."""
    revision, day = f"r{snapshot.revision}", snapshot.day.isoformat()
    return (
        Column("revision", lambda _line, _: revision),
        Column("day", lambda _line, options: cells.day(day, options), kind=Kind.DAY),
    )
