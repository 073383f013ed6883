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
from lib.domain.progress import ItemFacts
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
    is_mandatory: bool
    nil_allowed: bool
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
                *_state(line, task, snapshot.day, options),
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
        is_mandatory=task.is_mandatory,
        nil_allowed=task.nil_allowed,
        slots=answers.slots[str(task.task_id)],
    )


def _state(line: ItemLine, task: _Task, day: date, options: Options) -> Row:
    facts = ItemFacts(
        is_mandatory=task.is_mandatory,
        nil_allowed=task.nil_allowed,
        status=WorkStatus(line.status),
        verification=Verification(line.verification),
        due_on=date.fromisoformat(line.due_on),
        first_complete_on=(
            date.fromisoformat(line.first_complete_on) if line.first_complete_on else None
        ),
    )
    days = (facts.due_on - day).days
    is_open = not facts.is_complete
    return [
        text.WORK_STATUSES[facts.status],
        text.VERIFICATIONS[facts.verification],
        cells.day(line.due_on, options),
        str(days) if is_open and days >= 0 else "",
        str(-days) if is_open and days < 0 else "",
        text.TIMELINESS[_timeliness(facts, day)],
        cells.day(line.first_complete_on, options),
    ]


def _timeliness(facts: ItemFacts, day: date) -> str:
    if not facts.is_complete:
        return "overdue" if facts.due_on < day else "open"
    is_on_time = facts.first_complete_on is not None and facts.first_complete_on <= facts.due_on
    return "on_time" if is_on_time else "late"


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
