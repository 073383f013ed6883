"""What has become of a campaign's items between two instants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from lib.domain.summary import UnitLabel
from lib.domain.workflow import Verification, WorkStatus


class Kind(StrEnum):
    """In which way an item has changed; it may be several. store/changes.py says when."""

    ASSIGNED = "assigned"
    """It was not there before."""
    REPORTED = "reported"
    """For the first time; until then nobody had begun."""
    REVISED = "revised"
    """What had been reported says something else."""
    RETURNED = "returned"
    """The Office has given it back, be it that it was sent again since."""
    VERIFIED = "verified"
    MOVED = "moved"
    """Its due day is another, and not for a return."""


@dataclass(frozen=True, slots=True)
class State:
    """How an item stood at one of the instants."""

    status: WorkStatus
    verification: Verification
    due_on: date
    figure: str = ""
    """"" for whoever may not look into the report."""


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """One item; `before` is None where it was not there."""

    unit: UnitLabel
    task_id: UUID
    kinds: tuple[Kind, ...]
    before: State | None
    after: State


@dataclass(frozen=True, slots=True)
class ChangedUnit:
    """How many of a unit's items have changed in each way, in the order of Kind, and how many at
    all."""

    unit: UnitLabel
    by_kind: tuple[int, ...]
    items: int


@dataclass(frozen=True, slots=True)
class Changes:
    """How many items have changed.

    Attributes:
        by_kind: in the order of Kind.
        units: in how many units.
    """

    items: int
    by_kind: tuple[int, ...]
    units: int


@dataclass(frozen=True, slots=True)
class ChangedUnits:
    """One page of the units, those with the most changes first."""

    units: tuple[ChangedUnit, ...]
    pages: int


@dataclass(frozen=True, slots=True)
class ChangedItems:
    """One page of the items, in the agency's order and the plan's."""

    items: tuple[ChangedItem, ...]
    count: int
    pages: int
