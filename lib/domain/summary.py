"""What the live summary shows: figures of a set of items, and the items behind a figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from lib.domain.past import Cut
from lib.domain.progress import Progress
from lib.domain.workflow import Verification, WorkStatus, is_overdue

SOON_DAYS = 7
TREND_DAYS = 14
MOST_LATE = 3
"""So many units are named that have the most overdue."""


def soon_until(today: date) -> date:
    """The last day that is due soon."""
    return today + timedelta(SOON_DAYS)


def recent(completed_on: Mapping[date | None, int], today: date) -> tuple[int, ...]:
    """Items complete by the end of each of the last TREND_DAYS days, of which `today` is the last.

    Args:
        completed_on: how many are complete, by the day they became so; None for days unknown,
            which count as long ago.
    """
    days = [today - timedelta(back) for back in reversed(range(TREND_DAYS))]
    return tuple(
        sum(count for done, count in completed_on.items() if done is None or done <= day)
        for day in days
    )


class Slice(StrEnum):
    """The items that one figure counts; store/item_facts.py says which."""

    ASSIGNED = "assigned"
    COMPLETE = "complete"
    DONE = "done"
    """Complete, and not for want of anything to report."""
    ON_TIME = "on_time"
    LATE = "late"
    NIL = "nil"
    INCOMPLETE = "incomplete"
    UPCOMING = "upcoming"
    """Not complete, and not overdue."""
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    SENT = "sent"
    RETURNED = "returned"
    VERIFIED = "verified"
    OPTIONAL = "optional"
    OPTIONAL_COMPLETE = "optional_complete"


@dataclass(frozen=True, slots=True)
class UnitLabel:
    """A unit as lists name it, with the name it bears that day."""

    unit_id: UUID
    code: str
    name: str
    short_name: str
    sort_order: int


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit's progress.

    Attributes:
        groups: the same per content group; one without items is left out.
        recent: items complete by the end of each of the last TREND_DAYS days.
    """

    unit: UnitLabel
    progress: Progress
    groups: tuple[tuple[str, Progress], ...]
    recent: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An item in a list."""

    unit: UnitLabel
    task_id: UUID
    status: WorkStatus
    verification: Verification
    due_on: date
    first_complete_on: date | None

    def days_left(self, today: date) -> int:
        """Days until the due day; 0 is today, below 0 is overdue."""
        return (self.due_on - today).days

    def is_overdue(self, today: date) -> bool:
        return is_overdue(self.status, self.verification, self.due_on, today)


@dataclass(frozen=True, slots=True)
class TrendDay:
    """Items complete, and items due, by the end of a day: running totals."""

    day: date
    complete: int
    due: int


def due_by(days: Iterable[TrendDay], today: date) -> int:
    """How many items are due by the end of the day."""
    return max((one.due for one in days if one.day <= today), default=0)


@dataclass(frozen=True, slots=True)
class Change:
    """One step that somebody took on an item."""

    unit: UnitLabel
    task_id: UUID
    step: str
    status: WorkStatus
    verification: Verification
    done_at: datetime
    done_by: str | None


@dataclass(frozen=True, slots=True)
class IndicatorTotal:
    """A figure that a task asks for, added up over all units that report.

    Attributes:
        out_of: Σ denominators where the figure is a share, and `total` then Σ numerators.
        units: how many units have given the figure.
    """

    task_id: UUID
    label: str
    unit_label: str
    total: Decimal
    out_of: Decimal | None
    units: int


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Units on one page of the list, the lowest completion first.

    Attributes:
        count: how many units were found in all.
        is_all: whether every unit that reports is on this page.
    """

    lines: tuple[UnitLine, ...]
    count: int
    pages: int
    is_all: bool


@dataclass(frozen=True, slots=True)
class ItemList:
    """The first items of a list, and how many there are."""

    items: tuple[ListedItem, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """An item behind a figure; `figure` is empty where its reader may not see the report."""

    item: ListedItem
    figure: str


@dataclass(frozen=True, slots=True)
class RowPage:
    """One page of the items behind a figure."""

    rows: tuple[Row, ...]
    count: int
    pages: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a campaign at one revision, as they stand on one day.

    Attributes:
        made_at: when this process counted them.
        nominated, units_moved: what the counts of nominations depend on besides; see Standing.
        groups: content groups that have items, in the plan's order.
        most_late: the units with the most overdue items, and how many; no more than MOST_LATE.
        at: which past it tells of; None for the present.
    """

    campaign_id: UUID
    revision: int
    day: date
    made_at: datetime
    nominated: int | None
    units_moved: int
    total: Progress
    groups: tuple[tuple[str, Progress], ...]
    units: UnitPage
    overdue: ItemList
    due_soon: ItemList
    most_late: tuple[tuple[UnitLabel, int], ...]
    trend: tuple[TrendDay, ...]
    changes: tuple[Change, ...]
    at: Cut | None = None
