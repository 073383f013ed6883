"""A figure of a report with the rows that it is counted of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from uuid import UUID

from lib.domain.reports.sentences import Value
from lib.domain.units import Unit
from lib.domain.vietnamese import format_number

NOTHING: Final = "-"
"""A figure that nothing is known of; zero is something that was reported."""
_NAMED: Final = 12
"""So many units are named in a sentence; the annex names all."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that a figure is counted of.

    Attributes:
        task_code: "" of a unit as a whole, and of an award.
        value: what it adds; "" where it is counted as one.
        unit_id: whose item it is; None of what is no item.
    """

    unit_code: str
    unit: str
    task_code: str
    value: str
    unit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, and what it is counted of."""

    value: Value
    rows: tuple[Row, ...]


def whole(count: int, rows: tuple[Row, ...]) -> Figure:
    """A count of things."""
    return Figure(Value(format_number(count), Fraction(count)), rows)


def listed(units: Iterable[Unit]) -> Figure:
    """The names of the units, each once, in the agency's order."""
    rows = tuple(of_units(sorted(set(units), key=lambda one: (one.sort_order, one.code))))
    said = ", ".join(row.unit for row in rows[:_NAMED])
    if len(rows) > _NAMED:
        said += f" và {format_number(len(rows) - _NAMED)} đơn vị khác"
    return Figure(Value(said, Fraction(len(rows))), rows)


def of_units(units: Iterable[Unit]) -> Iterator[Row]:
    """A row for each unit as a whole."""
    for one in units:
        yield Row(one.code, one.name, "", "", one.unit_id)
