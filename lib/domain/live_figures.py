"""The figures of a campaign on one day, kept by item so that a change costs that item alone."""

from __future__ import annotations

import bisect
import heapq
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain.campaigns import Task
from lib.domain.progress import ItemFacts, Progress, added, progress_of
from lib.domain.summary import (
    ItemList,
    ListedItem,
    Slice,
    TrendDay,
    UnitLabel,
    UnitLine,
    recent,
    soon_until,
)
from lib.domain.workflow import Verification, WorkStatus

_AFTER_ALL: Final = 2.0
"""Ranks a unit that was asked for nothing behind the others, whose completion ends at 1."""

_ListPlace = tuple[date, int, UUID]
_Rank = tuple[float, int, int]


@dataclass(frozen=True, slots=True)
class ItemState:
    """What the figures depend on in one item."""

    task_id: UUID
    status: WorkStatus
    verification: Verification
    due_on: date
    first_complete_on: date | None


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    """What the formula says of all items in one state; 136,000 items are some thousand states.

    Attributes:
        waits: overdue, or due soon.
        place: where such items stand in a list.
    """

    state: ItemState
    task: Task
    progress: Progress
    waits: Slice | None
    place: _ListPlace


class LiveFigures:
    """Sums over the items that count.

    A unit is kept as its place in the order of ids, which is how lists break a tie.
    """

    def __init__(self, tasks: Mapping[UUID, Task], units: Iterable[UnitLabel], day: date) -> None:
        self._tasks, self._day, self._soon_until = tasks, day, soon_until(day)
        self._units = sorted(units, key=lambda unit: unit.unit_id.int)
        self._places = {str(unit.unit_id): place for place, unit in enumerate(self._units)}
        self._items: list[list[_Judged]] = [[] for _ in self._units]
        self._judged: dict[ItemState, _Judged] = {}
        self._groups: dict[str, Progress] = {}
        self._complete_on: Counter[date] = Counter()
        self._due_on: Counter[date] = Counter()
        self._waiting: dict[Slice, dict[_ListPlace, set[int]]] = {
            Slice.OVERDUE: {}, Slice.DUE_SOON: {}
        }  # fmt: skip
        self._ranks: dict[int, _Rank] = {}
        self._ranked: list[_Rank] = []
        self._lines: dict[int, UnitLine] = {}

    def fill(self, states: Iterable[tuple[ItemState, Iterable[str]]]) -> None:
        """Take in a whole campaign: each state with the ids of the units that have such an item."""
        for state, unit_ids in states:
            judged = self._judge(state)
            if judged is None:
                continue
            places = [self._places[unit_id] for unit_id in unit_ids]
            self._count(judged, len(places))
            if judged.waits:
                self._waiting[judged.waits].setdefault(judged.place, set()).update(places)
            for place in places:
                self._items[place].append(judged)
        self._ranks = {place: _rank(place, its) for place, its in enumerate(self._items) if its}
        self._ranked = sorted(self._ranks.values())

    def put(self, unit_id: UUID, task_id: UUID, state: ItemState | None) -> None:
        """Have the unit's item of that task in another state; None when it counts no more.

        Raises:
            KeyError: no such unit.
        """
        place = self._places[str(unit_id)]
        items = self._items[place]
        after = self._judge(state) if state else None
        before = next((one for one in items if one.state.task_id == task_id), None)
        if before is after:
            return
        if before:
            items.remove(before)
            self._count(before, -1)
            self._wait_no_more(before, place)
        if after:
            items.append(after)
            self._count(after, 1)
            if after.waits:
                self._waiting[after.waits].setdefault(after.place, set()).add(place)
        self._lines.pop(place, None)
        self._rank_anew(place)

    @property
    def units(self) -> int:
        """How many units have items."""
        return len(self._ranked)

    def groups(self) -> dict[str, Progress]:
        """Progress per content group; groups without items are left out."""
        return {code: one for code, one in self._groups.items() if one.assigned or one.optional}

    def lowest(self, limit: int) -> tuple[UnitLine, ...]:
        """The first units with items, the lowest completion first."""
        return tuple(self._line(place) for _, _, place in self._ranked[:limit])

    def most_late(self, limit: int) -> tuple[tuple[UnitLabel, int], ...]:
        """The units with the most overdue items, and how many each has."""
        first = heapq.nsmallest(limit, self._ranks.items(), key=lambda one: (one[1][1], one[0]))
        return tuple((self._units[place], -rank[1]) for place, rank in first if rank[1])

    def waiting(self, wanted: Slice, limit: int) -> ItemList:
        """What is overdue or due soon, the oldest first, and how many there are."""
        waiting = self._waiting[wanted]
        first = itertools.islice(_in_order(waiting, limit), limit)
        return ItemList(
            tuple(self._listed(place, unit) for place, unit in first),
            sum(map(len, waiting.values())),
        )

    def trend(self) -> Iterator[TrendDay]:
        """The running totals, day by day."""
        complete = due = 0
        for day in sorted({*+self._complete_on, *+self._due_on}):
            complete, due = complete + self._complete_on[day], due + self._due_on[day]
            yield TrendDay(day, complete, due)

    def label(self, unit_id: UUID) -> UnitLabel:
        return self._units[self._places[str(unit_id)]]

    def _judge(self, state: ItemState) -> _Judged | None:
        """None for an item whose task is not in the plan any more."""
        known = self._judged.get(state)
        task = self._tasks.get(state.task_id)
        if known or task is None:
            return known
        facts = ItemFacts(
            is_mandatory=task.is_mandatory,
            nil_allowed=task.nil_allowed,
            status=state.status,
            verification=state.verification,
            due_on=state.due_on,
            first_complete_on=state.first_complete_on,
        )
        one = progress_of([facts], self._day)
        is_open = one.assigned > one.complete + one.overdue
        is_soon = is_open and state.due_on <= self._soon_until
        waits = Slice.OVERDUE if one.overdue else Slice.DUE_SOON if is_soon else None
        place = (state.due_on, task.sort_order, task.task_id)
        self._judged[state] = _Judged(state, task, one, waits, place)
        return self._judged[state]

    def _count(self, judged: _Judged, items: int) -> None:
        """Add so many items in that state, or take them away."""
        one, code = judged.progress, judged.task.group_code
        self._groups[code] = self._groups.get(code, Progress()) + one.times(items)
        if one.assigned:
            self._due_on[judged.state.due_on] += items
        if one.complete and judged.state.first_complete_on:
            self._complete_on[judged.state.first_complete_on] += items

    def _wait_no_more(self, judged: _Judged, unit: int) -> None:
        if judged.waits is None:
            return
        waiting = self._waiting[judged.waits]
        waiting[judged.place].remove(unit)
        if not waiting[judged.place]:
            del waiting[judged.place]

    def _rank_anew(self, unit: int) -> None:
        before = self._ranks.pop(unit, None)
        if before:
            del self._ranked[bisect.bisect_left(self._ranked, before)]
        if self._items[unit]:
            self._ranks[unit] = _rank(unit, self._items[unit])
            bisect.insort(self._ranked, self._ranks[unit])

    def _line(self, unit: int) -> UnitLine:
        known = self._lines.get(unit)
        if known is None:
            by_group: dict[str, list[Progress]] = {}
            for one in sorted(self._items[unit], key=lambda one: one.task.sort_order):
                by_group.setdefault(one.task.group_code, []).append(one.progress)
            groups = tuple((code, added(its)) for code, its in by_group.items())
            done = Counter(
                one.state.first_complete_on for one in self._items[unit] if one.progress.complete
            )
            progress = added(its for _, its in groups)
            known = UnitLine(self._units[unit], progress, groups, recent(done, self._day))
            self._lines[unit] = known
        return known

    def _listed(self, place: _ListPlace, unit: int) -> ListedItem:
        (state,) = (one.state for one in self._items[unit] if one.place == place)
        return ListedItem(
            self._units[unit], state.task_id, state.status, state.verification, state.due_on,
            state.first_complete_on,
        )  # fmt: skip


def _rank(unit: int, items: Iterable[_Judged]) -> _Rank:
    """The lowest completion comes first, and of equal ones that with more overdue."""
    assigned = complete = overdue = 0
    for one in items:
        assigned += one.progress.assigned
        complete += one.progress.complete
        overdue += one.progress.overdue
    return complete / assigned if assigned else _AFTER_ALL, -overdue, unit


def _in_order(
    waiting: Mapping[_ListPlace, set[int]], limit: int
) -> Iterator[tuple[_ListPlace, int]]:
    """Places and units, the oldest first; of each place no more than `limit`."""
    for place in sorted(waiting):
        for unit in heapq.nsmallest(limit, waiting[place]):
            yield place, unit
