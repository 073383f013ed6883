"""What figures of a report are counted of: every item of one revision, by task."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from lib.domain.campaigns import ContentGroup, Task
from lib.domain.exports import ItemLine, Snapshot
from lib.domain.forms.fields import Value
from lib.domain.units import Unit
from lib.domain.workflow import Verification, WorkStatus, is_answered


@dataclass(frozen=True, slots=True)
class Reported:
    """One item as a report counts it.

    Attributes:
        is_complete: done or nothing to report, and not returned.
        is_counted: the Office has verified it; what nobody has verified is in no sum.
        timeliness, first_complete_on: as of an ItemLine.
    """

    unit: Unit
    task: Task
    is_complete: bool
    is_nil: bool
    is_counted: bool
    is_returned: bool
    timeliness: str
    first_complete_on: str
    answers: Mapping[str, Value]

    @property
    def has_figures(self) -> bool:
        return self.is_counted and not self.is_nil


@dataclass(frozen=True)
class Facts:
    """A revision as reports tell of it.

    What is asked of it again and again, for each drawing of a report, is counted once.

    Attributes:
        by_task: the items of each task in the order of the units, by the task's code.
        returns: how often an item was returned, where it was, by unit and task.
    """

    snapshot: Snapshot
    by_task: Mapping[str, tuple[Reported, ...]]
    returns: Mapping[tuple[UUID, UUID], int] = field(default_factory=dict)

    @property
    def groups(self) -> Mapping[str, ContentGroup]:
        return {group.code: group for group in self.snapshot.groups}

    @property
    def tasks(self) -> Mapping[str, Task]:
        return {task.code: task for task in self.snapshot.tasks}

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Those that have something to report."""
        return tuple(one for one in self.snapshot.units if one.unit_id in self.snapshot.by_unit)

    def of_group(self, code: str) -> tuple[Reported, ...]:
        """The items of a group's tasks."""
        tasks = [task.code for task in self.snapshot.tasks if task.group_code == code]
        return tuple(one for task in tasks for one in self.by_task[task])

    def all(self) -> Iterable[Reported]:
        for items in self.by_task.values():
            yield from items

    @cached_property
    def silent(self) -> tuple[Unit, ...]:
        """Units that have completed none of what they must."""
        figures = self.snapshot.by_unit
        return tuple(
            one
            for one in self.units
            if figures[one.unit_id].assigned and not figures[one.unit_id].complete
        )

    @cached_property
    def unseen(self) -> Mapping[str, int]:
        """How many findings of the check of figures nobody has accepted, by severity."""
        return Counter(one.severity for one in self.snapshot.findings if not one.is_seen)


def facts(snapshot: Snapshot, returns: Mapping[tuple[UUID, UUID], int] | None = None) -> Facts:
    """The snapshot's items by task; it must hold items and figures of units."""
    tasks = {str(task.task_id): task for task in snapshot.tasks}
    units = {unit.unit_id: unit for unit in snapshot.units}
    found: dict[str, list[Reported]] = {task.code: [] for task in snapshot.tasks}
    for packed in snapshot.items:
        unit = units[packed.unit_id]
        for item in packed.lines():
            task = tasks[item.task_id]
            found[task.code].append(_reported(unit, task, item))
    return Facts(snapshot, {code: tuple(items) for code, items in found.items()}, returns or {})


def _reported(unit: Unit, task: Task, item: ItemLine) -> Reported:
    verification = Verification(item.verification)
    status = WorkStatus(item.status)
    is_returned = verification == Verification.RETURNED
    return Reported(
        unit=unit,
        task=task,
        is_complete=is_answered(status, nil_allowed=task.nil_allowed) and not is_returned,
        is_nil=status == WorkStatus.NIL,
        is_counted=verification == Verification.VERIFIED,
        is_returned=is_returned,
        timeliness=item.timeliness,
        first_complete_on=item.first_complete_on,
        answers=json.loads(item.answers) if item.answers != "{}" else {},
    )
