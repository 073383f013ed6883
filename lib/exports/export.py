"""What an export is: columns over lines, made of a snapshot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
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
        sorts: the sorts of lines, as the export's `sort` tells them, that it says anything of; it
            is empty in all others. None for every line.
        is_of_sort: it says the same of all lines of a sort, and is asked once for each.
        name: what programs call it where the key is made of words; then it has to be for ever.
    """

    key: str
    cell: Callable[[Line, Options], str]
    label: str = ""
    kind: Kind = Kind.TEXT
    share_of: tuple[str, str] | None = None
    name: str = ""
    sorts: Collection[str] | None = None
    is_of_sort: bool = False

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
        sort: of a line, where columns say something of some sorts alone.
    """

    key: str
    action: Action
    columns: Callable[[Snapshot], Sequence[Column[Made]]]
    lines: Callable[[Snapshot], Iterator[Made]]
    count: Callable[[Snapshot], int]
    sort: Callable[[Made], str] = lambda _line: ""

    @property
    def label(self) -> str:
        return text.EXPORTS[self.key]

    def headings(self, snapshot: Snapshot) -> Row:
        return [column.heading for column in self.columns(snapshot)]

    def rows(self, snapshot: Snapshot, options: Options) -> Iterator[Row]:
        """The cells in the order of the columns."""
        # A year has a million cells: for most, nothing is to be asked that differs line by line.
        columns = self.columns(snapshot)
        known: dict[str, tuple[Row, list[tuple[int, Callable[[Made, Options], str]]]]] = {}
        for line in self.lines(snapshot):
            sort = self.sort(line)
            if sort not in known:
                telling = [
                    (place, column)
                    for place, column in enumerate(columns)
                    if column.sorts is None or sort in column.sorts
                ]
                alike = [""] * len(columns)
                for place, column in telling:
                    alike[place] = column.cell(line, options) if column.is_of_sort else ""
                known[sort] = alike, [(at, one.cell) for at, one in telling if not one.is_of_sort]
            alike, differing = known[sort]
            row = alike.copy()
            for place, cell in differing:
                row[place] = cell(line, options)
            yield row


def stamp(snapshot: Snapshot) -> tuple[Column[object], ...]:
    """The last two columns of every export: of which revision it is, and seen on which day."""
    revision, day = f"r{snapshot.revision}", snapshot.day.isoformat()
    return (
        Column("revision", lambda _line, _: revision, is_of_sort=True),
        Column(
            "day",
            lambda _line, options: cells.day(day, options),
            kind=Kind.DAY,
            is_of_sort=True,
        ),
    )
