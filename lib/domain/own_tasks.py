"""What a unit adds to the plan for itself: tasks of its own, and who does what by when."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from lib.domain.checklist import Item
from lib.domain.vietnamese import format_date
from lib.errors import Refused

TITLE_LIMIT = 250
NOTE_LIMIT = 1000
NAME_LIMIT = 120
MOST = 100
"""So many tasks of its own a unit may have in a campaign, without those it has dropped."""


class OwnState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class OwnStep(StrEnum):
    TICK = "tick"
    UNTICK = "untick"
    DROP = "drop"


STEPS = {
    (OwnState.OPEN, OwnStep.TICK): OwnState.DONE,
    (OwnState.DONE, OwnStep.UNTICK): OwnState.OPEN,
    (OwnState.OPEN, OwnStep.DROP): OwnState.DROPPED,
    (OwnState.DONE, OwnStep.DROP): OwnState.DROPPED,
}


@dataclass(frozen=True, slots=True)
class Assignee:
    """Somebody of the unit's list of persons.

    Attributes:
        account_id: of the same person, where there is one.
    """

    person_id: UUID
    full_name: str
    account_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A task that a unit has set itself.

    Attributes:
        due_on: a day of the unit's choice; None without one.
        stepped_by_name, stepped_at: who ticked or dropped it, and when; None while it is open.
    """

    own_task_id: UUID
    campaign_id: UUID
    unit_id: UUID
    group_code: str
    title: str
    note: str = ""
    due_on: date | None = None
    assignee: Assignee | None = None
    state: OwnState = OwnState.OPEN
    stepped_by_name: str | None = None
    stepped_at: datetime | None = None
    version: int = 0

    def is_late(self, today: date) -> bool:
        return self.state == OwnState.OPEN and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Assignment:
    """How a unit goes about a task of the Office, which stays as the Office asked it.

    Attributes:
        due_on: the inner due day, never after the Office's when it was set.
        version: 0 for one that nobody has saved.
    """

    unit_id: UUID
    task_id: UUID
    due_on: date | None = None
    assignee: Assignee | None = None
    version: int = 0

    @property
    def is_empty(self) -> bool:
        return self.due_on is None and self.assignee is None


def stepped(task: OwnTask, step: OwnStep) -> OwnState:
    """The state after the step.

    Raises:
        Refused: it cannot be taken in the task's state.
    """
    target = STEPS.get((task.state, step))
    if target is None:
        raise Refused("own_task_state")
    return target


def check_room(tasks: Collection[OwnTask]) -> None:
    """Nothing while the unit may add another one to these.

    Raises:
        Refused: it has as many as it may.
    """
    if len(tasks) >= MOST:
        raise Refused("own_tasks_full", limit=MOST)


def check_inner(due_on: date | None, item: Item) -> None:
    """Nothing for an inner due day on or before the one that the Office has given.

    Raises:
        Refused: it is later.
    """
    if due_on is not None and due_on > item.due_on:
        raise Refused("inner_deadline", limit=format_date(item.due_on))


def count(tasks: Iterable[OwnTask]) -> tuple[int, int]:
    """How many are done, and of how many."""
    states = [one.state for one in tasks if one.state != OwnState.DROPPED]
    return states.count(OwnState.DONE), len(states)
