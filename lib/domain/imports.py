"""Lists that come in as a workbook: their columns, their rows, and what becomes of each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

ROW_LIMIT: Final = 5_000
COLUMN_LIMIT: Final = 50


class Subject(StrEnum):
    """What a workbook holds rows of."""

    UNITS = "units"
    PEOPLE = "people"


TASKS: Final = "tasks"
"""What workbooks of a plan's tasks are kept under, beside the lists of an installation."""


class OnKnown(StrEnum):
    """What is done with rows of what there is already."""

    UPDATE = "update"
    SKIP = "skip"


class OnFault(StrEnum):
    """What is done when some rows cannot be taken."""

    STOP = "stop"
    SKIP = "skip"


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    SKIPPED = "skipped"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the admin chose before writing."""

    on_known: OnKnown = OnKnown.UPDATE
    on_fault: OnFault = OnFault.STOP


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a workbook by their keys, the one that names a row first.

    Attributes:
        required: without these no row can be read.
        optional: where one is missing, what is stored stays.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        return self.required + self.optional


COLUMNS: Final[Mapping[Subject, Columns]] = {
    Subject.UNITS: Columns(
        ("code", "name", "short_name", "unit_type", "sort_order"),
        ("own_seal", "headcount", "valid_from"),
    ),
    Subject.PEOPLE: Columns(("username", "full_name", "unit", "roles"), ("email",)),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row with what was typed, as a person would type it into a form.

    Attributes:
        number: the sheet's.
        cells: by column; an empty one is left out.
        formulas: columns whose cell is worked out and not typed.
    """

    number: int
    cells: Mapping[str, str]
    formulas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a workbook.

    Attributes:
        head_number: the row of its heads.
        columns: the keys of those it has, in its order.
    """

    file: str
    head_number: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a workbook of units or accounts, as of a `Table`."""

    subject: Subject
    file: str
    head_number: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be taken; `column` is "" for the row as a whole."""

    column: str
    words: str


@dataclass(frozen=True, slots=True)
class RowResult:
    """What becomes of a row.

    Attributes:
        name: what the row calls what it is about.
        changed: columns in which what is stored becomes another.
        waits: a second person has to confirm some of it.
    """

    number: int
    name: str
    outcome: Outcome
    changed: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What becomes of all rows, in their order."""

    rows: tuple[RowResult, ...] = field(default=())

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many rows have each outcome."""
        found = Counter(one.outcome for one in self.rows)
        return {outcome: found[outcome] for outcome in Outcome}

    @property
    def waiting(self) -> int:
        return sum(one.waits for one in self.rows)

    def told(self, file: str) -> dict[str, object]:
        """What the audit log says of it."""
        counts = self.counts
        return {
            "file": file, "added": counts[Outcome.NEW], "changed_rows": counts[Outcome.CHANGED],
            "same": counts[Outcome.SAME], "skipped": counts[Outcome.SKIPPED],
            "faulty": counts[Outcome.FAULTY],
        }  # fmt: skip

    def writes(self, choices: Choices) -> int:
        """How many rows are written; none while faulty ones stop it."""
        counts = self.counts
        if counts[Outcome.FAULTY] and choices.on_fault == OnFault.STOP:
            return 0
        return counts[Outcome.NEW] + counts[Outcome.CHANGED]


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns of a sheet by their place, and what is wrong with its heads.

    Attributes:
        unknown, doubled: heads as they stand in the sheet.
        missing: keys of required columns.
    """

    places: Mapping[int, str]
    unknown: tuple[str, ...]
    doubled: tuple[str, ...]
    missing: tuple[str, ...]


def heads(written: Mapping[int, str], known: Mapping[str, str], columns: Columns) -> Heads:
    """What the heads of a sheet name.

    Args:
        written: by place, as keys for search.
        known: such a key -> the column.
    """
    named = {place: known[key] for place, key in written.items() if key in known}
    often = Counter(named.values())
    return Heads(
        places=named,
        unknown=tuple(str(place) for place, key in written.items() if key not in known),
        doubled=tuple(key for key, count in often.items() if count > 1),
        missing=tuple(key for key in columns.required if key not in often),
    )


def doubled(keys: Sequence[str | None]) -> frozenset[str]:
    """The names that several rows bear; a row without a readable one has None."""
    often = Counter(key for key in keys if key is not None)
    return frozenset(key for key, count in often.items() if count > 1)
