"""One row per unit and task, with everything that was reported."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from lib import text
from lib.domain.access import Action
from lib.domain.exports import ItemLine, Options, Snapshot
from lib.domain.forms import forms
from lib.domain.forms.fields import Value
from lib.domain.workflow import Verification, WorkStatus
from lib.exports import cells
from lib.exports.answers import AnswerColumn, answer_columns
from lib.exports.cells import Kind
from lib.exports.export import Column, Export, stamp


@dataclass(frozen=True, slots=True)
class _Name:
    """Of a unit, a group or a task: cells that many rows have in common."""

    code: str
    name: str


class _Line(NamedTuple):
    """An item with its unit's and its task's names.

    Attributes:
        days: until it is due; below zero it is over.
    """

    unit: _Name
    group: _Name
    task: _Name
    item: ItemLine
    is_mandatory: bool
    answers: Mapping[str, Value]
    days: int


_PLACE: tuple[Column[_Line], ...] = (
    Column("unit_code", lambda line, _: line.unit.code),
    Column("unit", lambda line, _: line.unit.name),
    Column("group_code", lambda line, _: line.group.code, is_of_sort=True),
    Column("group", lambda line, _: line.group.name, is_of_sort=True),
    Column("task_code", lambda line, _: line.task.code, is_of_sort=True),
    Column("task", lambda line, _: line.task.name, is_of_sort=True),
    Column("mandatory", lambda line, _: text.YES_NO[line.is_mandatory], is_of_sort=True),
)
_STATE: tuple[Column[_Line], ...] = (
    Column("status", lambda line, _: text.WORK_STATUSES[WorkStatus(line.item.status)]),
    Column(
        "verification", lambda line, _: text.VERIFICATIONS[Verification(line.item.verification)]
    ),
    Column("due_on", lambda line, to: cells.day(line.item.due_on, to), kind=Kind.DAY),
    Column(
        "days_left",
        lambda line, _: str(line.days) if line.item.timeliness == "open" else "",
        kind=Kind.NUMBER,
    ),
    Column(
        "days_over",
        lambda line, _: str(-line.days) if line.item.timeliness == "overdue" else "",
        kind=Kind.NUMBER,
    ),
    Column("timeliness", lambda line, _: text.TIMELINESS[line.item.timeliness]),
    Column(
        "first_complete_on",
        lambda line, to: cells.day(line.item.first_complete_on, to),
        kind=Kind.DAY,
    ),
)
_REASONS: tuple[Column[_Line], ...] = (
    Column("evidence", lambda line, _: line.item.evidence, kind=Kind.COUNT),
    Column("lower_reason", lambda line, _: cells.safe(line.item.lower_reason)),
    Column("return_reason", lambda line, _: cells.safe(line.item.return_reason)),
)


def _columns(snapshot: Snapshot) -> tuple[Column[_Line], ...]:
    codes = {str(task.task_id): task.code for task in snapshot.tasks}
    return (
        *_PLACE,
        *_STATE,
        *(_answer(one, codes) for one in answer_columns(snapshot.tasks)),
        *_REASONS,
        *_people(snapshot),
        *stamp(snapshot),
    )


def _answer(asked: AnswerColumn, codes: Mapping[str, str]) -> Column[_Line]:
    slots = asked.slots
    # Words of a form are written anew, keys are not: the first task that asks gives the name.
    first = next(iter(slots))
    counted = "_so_tep" if slots[first].is_count else ""
    name = f"{codes[first]}_{slots[first].part_key}{counted}"

    def cell(line: _Line, options: Options) -> str:
        return slots[line.item.task_id].cell(line.answers, options)

    return Column(
        asked.heading, cell, label=asked.heading, kind=asked.kind, name=name, sorts=slots.keys()
    )


def _people(snapshot: Snapshot) -> tuple[Column[_Line], ...]:
    names = {account_id: cells.safe(name) for account_id, name in snapshot.people.items()}
    return (
        Column("saved_by", lambda line, _: names.get(line.item.saved_by, "")),
        Column("saved_at", lambda line, to: cells.day(line.item.saved_at, to), kind=Kind.DAY),
        Column("sent_by", lambda line, _: names.get(line.item.sent_by, "")),
        Column("sent_at", lambda line, to: cells.day(line.item.sent_at, to), kind=Kind.DAY),
        Column("updated_by", lambda line, _: names.get(line.item.updated_by, "")),
        Column(
            "updated_at",
            # What nobody has touched bears the time when the plan was loaded, which is no report.
            lambda line, to: cells.day(line.item.updated_at, to) if line.item.updated_by else "",
            kind=Kind.DAY,
        ),
    )


def _lines(snapshot: Snapshot) -> Iterator[_Line]:
    units = {unit.unit_id: _name(unit.code, unit.name) for unit in snapshot.units}
    groups = {group.code: _name(group.code, group.short_title) for group in snapshot.groups}
    tasks = {
        str(task.task_id): (task, groups[task.group_code], _name(task.code, task.short_title))
        for task in snapshot.tasks
    }

    @functools.cache
    def days_to(due_on: str) -> int:
        return (date.fromisoformat(due_on) - snapshot.day).days

    for packed in snapshot.items:
        unit = units[packed.unit_id]
        for item in packed.lines():
            task, group, name = tasks[item.task_id]
            # Reading the JSON of an item that nobody has touched would be half its cost.
            answers = json.loads(item.answers) if item.answers != "{}" else {}
            if item.answering:
                answers = forms.with_files(task.form, answers, item.files)
            days = days_to(item.due_on)
            yield _Line(unit, group, name, item, task.is_mandatory, answers, days)


def _name(code: str, name: str) -> _Name:
    return _Name(cells.safe(code), cells.safe(name))


def _count(snapshot: Snapshot) -> int:
    return sum(packed.count for packed in snapshot.items)


ITEMS = Export(
    key="items",
    action=Action.EXPORT_CSV,
    columns=_columns,
    lines=_lines,
    count=_count,
    sort=lambda line: line.item.task_id,
)
