"""What the rules look at: plain rows of one revision of a campaign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias
from uuid import UUID

from lib.domain.campaigns import Task
from lib.domain.forms.fields import Field, Value
from lib.domain.forms.kinds import parts, spec_of
from lib.domain.workflow import WorkStatus

PERCENT_UNIT: Final = "%"
"""What a number counts in that is a percentage typed as such."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit that has something to report.

    Attributes:
        headcount: its people; None where nobody has entered them.
        begun_on: the day its first task was given.
        acted_on: the last day it saved, sent or attached anything; None for never.
        open: mandatory tasks that are not complete.
    """

    short_name: str
    headcount: int | None
    begun_on: date | None
    acted_on: date | None
    open: int


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report that somebody has begun.

    Attributes:
        answers: flat, part key -> value.
        files: how many back it.
    """

    unit_id: UUID
    task_id: UUID
    status: WorkStatus
    answers: Mapping[str, Value]
    files: int


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A file that backs a done report and is dated after it.

    Attributes:
        effective_on: the day of the paper, which its unit gives.
        complete_on: the day the report first said that all was done.
    """

    unit_id: UUID
    task_id: UUID
    evidence_id: UUID
    title: str
    effective_on: date
    complete_on: date


@dataclass(frozen=True, slots=True)
class JumpRow:
    """The last save that multiplied a figure of a report."""

    unit_id: UUID
    task_id: UUID
    part_key: str
    before: Decimal
    after: Decimal
    saved_on: date


@dataclass(frozen=True, slots=True)
class MovedRow:
    """How many different deadlines the Office's returns have given a report."""

    unit_id: UUID
    task_id: UUID
    times: int
    due_on: date


class Figure(NamedTuple):
    """A number that one unit gave; of a share its numerator."""

    unit_id: UUID
    value: int | Decimal
    is_done: bool


Figures: TypeAlias = Mapping[tuple[UUID, str], Sequence[Figure]]
"""By task and field, in the order of the reports."""


@dataclass(frozen=True, slots=True)
class Data:
    """One revision, seen on one day.

    Attributes:
        is_running: whether the campaign takes reports.
        units: those that have something to report, in the agency's order.
        tasks: in the plan's order.
        reports: those begun, by unit and then by task: a hundred thousand pairs as keys would
            take more than the reports.
    """

    today: date
    is_running: bool
    units: Mapping[UUID, UnitRow]
    tasks: Mapping[UUID, Task]
    reports: Mapping[UUID, Mapping[UUID, ReportRow]]
    figures: Figures
    papers: Sequence[PaperRow] = ()
    jumps: Sequence[JumpRow] = ()
    moved: Sequence[MovedRow] = ()

    @property
    def every_report(self) -> Iterator[ReportRow]:
        """All of them, unit by unit."""
        for of_unit in self.reports.values():
            yield from of_unit.values()


def by_place(reports: Iterable[ReportRow]) -> Mapping[UUID, Mapping[UUID, ReportRow]]:
    """The reports by unit and task."""
    found: dict[UUID, dict[UUID, ReportRow]] = {}
    for one in reports:
        found.setdefault(one.unit_id, {})[one.task_id] = one
    return found


def compared(field: Field) -> bool:
    """Whether units give the field as a number of their own.

    What is worked out of other figures repeats them; what is worked out of rows does not.
    """
    spec = spec_of(field)
    return spec.is_numeric and (spec.is_typed or spec.most_of == 1)


def number(answers: Mapping[str, Value], field: Field) -> int | Decimal | None:
    """The field's number, of a share its numerator; None where there is none."""
    value = answers.get(parts(field)[0].key)
    if value is None or isinstance(value, int):
        return value
    return Decimal(str(value))


def figures_of(reports: Iterable[ReportRow], tasks: Mapping[UUID, Task]) -> Figures:
    """The numbers of all reports."""
    asked = {
        task.task_id: [field for field in task.form.asked if compared(field)]
        for task in tasks.values()
    }
    found: dict[tuple[UUID, str], list[Figure]] = {}
    for report in reports:
        is_done = report.status == WorkStatus.DONE
        for field in asked[report.task_id]:
            value = number(report.answers, field)
            if value is not None:
                row = Figure(report.unit_id, value, is_done)
                found.setdefault((report.task_id, field.key), []).append(row)
    return found
