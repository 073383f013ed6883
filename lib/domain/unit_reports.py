"""A unit's own report at the campaign's end: its figures, as they were when it was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from lib.domain.campaigns import ContentGroup, Task
from lib.domain.checklist import Item
from lib.domain.forms.fields import Field, Value
from lib.domain.forms.forms import visible
from lib.domain.forms.kinds import answered, show, spec_of
from lib.domain.nomination_workflow import State
from lib.domain.progress import ItemFacts, Progress, progress_of
from lib.domain.units import Unit
from lib.domain.workflow import Verification, WorkStatus

MERITS: Final = "uu_diem"
LIMITS: Final = "han_che"
CAUSES: Final = "nguyen_nhan"
PROPOSALS: Final = "kien_nghi"
PARTS: Final = (MERITS, LIMITS, CAUSES, PROPOSALS)
"""The questions of the task that is the unit's report, which its paper has places for."""
AT_UNIT: Final = frozenset({State.DRAFT, State.RETURNED, State.WITHDRAWN})
"""Nominations that no one has before them but the unit."""


class Ending(StrEnum):
    """What a report can be made as."""

    DOCX = "docx"
    PDF = "pdf"


class Told(StrEnum):
    """What a unit says of a task."""

    DONE = "done"
    NIL = "nil"
    UNDER_WAY = "under_way"
    RETURNED = "returned"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Figure:
    """An answer of a form, as in "3 hội nghị"; `unit` is what is counted, if anything is."""

    label: str
    value: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class TaskFigures:
    code: str
    title: str
    is_mandatory: bool
    told: Told
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """A content group with those of its tasks that the unit was asked for."""

    code: str
    title: str
    tasks: tuple[TaskFigures, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a unit's report.

    Attributes:
        headcount: the unit's; None while nobody has said.
        progress: of all its tasks, the report too.
        groups: without the report, which is no result.
        collectives, individuals: nominations that have been sent.
    """

    headcount: int | None
    progress: Progress
    groups: tuple[GroupFigures, ...]
    collectives: int
    individuals: int

    def to_data(self) -> dict[str, Any]:
        """Plain values, from which `from_data` makes the same."""
        return asdict(self)

    @staticmethod
    def from_data(data: Mapping[str, Any]) -> Figures:
        return Figures(
            data["headcount"],
            Progress(**data["progress"]),
            tuple(
                GroupFigures(one["code"], one["title"], tuple(map(_task, one["tasks"])))
                for one in data["groups"]
            ),
            data["collectives"],
            data["individuals"],
        )


def figures_of(
    unit: Unit,
    groups: Iterable[ContentGroup],
    tasks: Sequence[Task],
    items: Iterable[Item],
    today: date,
    *,
    collectives: int,
    individuals: int,
) -> Figures:
    """The unit's figures.

    Args:
        items: the unit's, of any tasks; what the plan asks for no more is passed over.
    """
    of_task = {one.task_id: one for one in items}
    pairs = [(task, of_task[task.task_id]) for task in tasks if task.task_id in of_task]
    shown = [(task, item) for task, item in pairs if not task.is_unit_report]
    return Figures(
        headcount=unit.headcount,
        progress=progress_of((_facts(unit, task, item) for task, item in pairs), today),
        groups=tuple(
            GroupFigures(group.code, group.short_title, its)
            for group in groups
            if (its := tuple(_told(*one) for one in shown if one[0].group_code == group.code))
        ),
        collectives=collectives,
        individuals=individuals,
    )


def _facts(unit: Unit, task: Task, item: Item) -> ItemFacts:
    return ItemFacts(
        task.is_mandatory and unit.reports, task.nil_allowed, item.status, item.verification,
        item.due_on, item.first_complete_on,
    )  # fmt: skip


def _told(task: Task, item: Item) -> TaskFigures:
    told = _state(item)
    # A nil answer has no figures, and those of what is being mended are not the unit's word.
    asked = visible(task.form, item.answers) if told in (Told.DONE, Told.UNDER_WAY) else ()
    return TaskFigures(
        task.code,
        task.short_title,
        task.is_mandatory,
        told,
        tuple(
            _figure(field, item.answers)
            for field in asked
            if field in task.form.figures and answered(field, item.answers)
        ),
    )


def _state(item: Item) -> Told:
    if item.verification == Verification.RETURNED:
        return Told.RETURNED
    return {
        WorkStatus.DONE: Told.DONE,
        WorkStatus.NIL: Told.NIL,
        WorkStatus.IN_PROGRESS: Told.UNDER_WAY,
        WorkStatus.NOT_STARTED: Told.MISSING,
    }[item.status]


def _figure(field: Field, answers: Mapping[str, Value]) -> Figure:
    # Papers write per cent without the blank that pages have.
    value = show(field, answers).replace(" %", "%")
    if spec_of(field).is_share and field.unit:
        value = value.replace(" (", f" {field.unit} (", 1)
    return Figure(field.label, value, field.unit)


def _task(data: Mapping[str, Any]) -> TaskFigures:
    return TaskFigures(
        data["code"],
        data["title"],
        data["is_mandatory"],
        Told(data["told"]),
        tuple(Figure(**one) for one in data["figures"]),
    )
