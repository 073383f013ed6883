"""One row per unit and task, with everything that was reported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lib import text
from lib.domain.access import Action
from lib.domain.campaigns import Task
from lib.domain.exports import ItemLine, Options, Snapshot
from lib.domain.workflow import Verification, WorkStatus
from lib.exports import cells
from lib.exports.answers import AnswerColumns, Slot, answer_columns
from lib.exports.export import Export, Row, headings

_BEFORE = (
    "unit_code", "unit", "group_code", "group", "task_code", "task", "mandatory", "status",
    "verification", "due_on", "days_left", "days_over", "timeliness", "first_complete_on",
)  # fmt: skip
_AFTER = (
    "evidence", "lower_reason", "return_reason", "saved_by", "saved_at", "sent_by", "sent_at",
    "updated_by", "updated_at", "revision", "day",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Task:
    """What all rows of a task have in common."""

    cells: tuple[str, ...]
    slots: tuple[Slot, ...]


def _columns(snapshot: Snapshot) -> Row:
    asked = answer_columns(snapshot.tasks).headings
    return [*headings(_BEFORE), *asked, *headings(_AFTER)]


def _rows(snapshot: Snapshot, options: Options) -> Iterator[Row]:
    answers = answer_columns(snapshot.tasks)
    units = {
        unit.unit_id: (cells.safe(unit.code), cells.safe(unit.name)) for unit in snapshot.units
    }
    groups = {group.code: group.short_title for group in snapshot.groups}
    tasks = {
        str(task.task_id): _task(task, groups[task.group_code], answers) for task in snapshot.tasks
    }
    stamp = [f"r{snapshot.revision}", cells.day(snapshot.day.isoformat(), options)]
    people = {account_id: cells.safe(name) for account_id, name in snapshot.people.items()}
    for packed in snapshot.items:
        for line in packed.lines():
            task = tasks[line.task_id]
            yield [
                *units[packed.unit_id],
                *task.cells,
                *_state(line, snapshot.day, options),
                *_answers(line, task, len(answers.headings), options),
                line.evidence,
                cells.safe(line.lower_reason),
                cells.safe(line.return_reason),
                people.get(line.saved_by, ""),
                cells.day(line.saved_at, options),
                people.get(line.sent_by, ""),
                cells.day(line.sent_at, options),
                people.get(line.updated_by, ""),
                cells.day(line.updated_at if line.updated_by else "", options),
                *stamp,
            ]


def _task(task: Task, group: str, answers: AnswerColumns) -> _Task:
    fixed = (task.group_code, group, task.code, task.short_title)
    return _Task(
        cells=(*map(cells.safe, fixed), text.YES_NO[task.is_mandatory]),
        slots=answers.slots[str(task.task_id)],
    )


def _state(line: ItemLine, day: date, options: Options) -> Row:
    days = (date.fromisoformat(line.due_on) - day).days
    return [
        text.WORK_STATUSES[WorkStatus(line.status)],
        text.VERIFICATIONS[Verification(line.verification)],
        cells.day(line.due_on, options),
        str(days) if line.timeliness == "open" else "",
        str(-days) if line.timeliness == "overdue" else "",
        text.TIMELINESS[line.timeliness],
        cells.day(line.first_complete_on, options),
    ]


def _answers(line: ItemLine, task: _Task, width: int, options: Options) -> Row:
    row = [""] * width
    if line.answers == "{}":
        return row
    answers = json.loads(line.answers)
    for slot in task.slots:
        if slot.part_key in answers:
            row[slot.column] = slot.cell(answers, options)
    return row


def _count(snapshot: Snapshot) -> int:
    return sum(packed.count for packed in snapshot.items)


ITEMS = Export("items", Action.EXPORT_CSV, _columns, _rows, _count)
