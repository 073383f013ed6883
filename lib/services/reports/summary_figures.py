"""Counts a campaign's figures from one snapshot of the database."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from lib.domain.campaigns import Task
from lib.domain.forms.fields import Field, Value
from lib.domain.forms.kinds import spec_of
from lib.domain.progress import Progress
from lib.domain.summary import (
    Change,
    IndicatorTotal,
    ItemList,
    ListedItem,
    Slice,
    Summary,
    TrendDay,
    UnitLabel,
    UnitLine,
    UnitPage,
)
from lib.errors import NotFound
from lib.services.campaigns.campaigns import Plan
from lib.store import campaigns as campaigns_store
from lib.store import report_lists, reports
from lib.store.engine.db import Reader
from lib.store.report_lists import ItemRow, PartTotal
from lib.store.reports import Cell

ALL_UNITS = 30
"""Up to so many units are shown at once; of more, LOWEST at a time."""
LOWEST = 20
LIST_LENGTH = 20
LATEST = 10

Labels = Mapping[UUID, UnitLabel]


def summary(
    tx: Reader, campaign_id: UUID, plan: Plan, *, today: date, made_at: datetime
) -> Summary:
    """Every figure of the first screen, from one snapshot.

    Raises:
        NotFound: no such campaign.
    """
    found = campaigns_store.revision(tx, campaign_id)
    if found is None:
        raise NotFound("campaign")
    cells, count = _first_cells(tx, campaign_id, today)
    is_all = count <= ALL_UNITS
    groups = _sums_by_group(cells) if is_all else dict(reports.by_group(tx, campaign_id, today))
    waiting = report_lists.waiting(tx, campaign_id, today, limit=LIST_LENGTH)
    days = reports.days(tx, campaign_id, today)
    steps = report_lists.latest_steps(tx, campaign_id, limit=LATEST)
    listed = [row for rows, _ in waiting.values() for row in rows]
    labels = labels_of(tx, [*cells, *listed, *steps], today)
    return Summary(
        campaign_id=campaign_id,
        revision=found[0],
        day=today,
        made_at=made_at,
        total=added(groups.values()),
        groups=tuple((one.code, groups[one.code]) for one in plan.groups if one.code in groups),
        units=_page(unit_lines(cells, labels), count, is_all=is_all),
        overdue=_list(waiting[Slice.OVERDUE], labels),
        due_soon=_list(waiting[Slice.DUE_SOON], labels),
        trend=tuple(_trend(days)),
        changes=tuple(
            Change(
                labels[step.unit_id], step.task_id, step.step, step.status, step.verification,
                step.done_at, step.done_by,
            )
            for step in steps
        ),
    )  # fmt: skip


def lowest_units(
    tx: Reader, campaign_id: UUID, *, today: date, search_key: str | None, page: int
) -> UnitPage:
    """One page of the units found, the lowest completion first; its first if that page is gone."""
    found = reports.cells_of_lowest(
        tx, campaign_id, today, search_key=search_key, offset=(page - 1) * LOWEST, limit=LOWEST
    )
    if not found.cells and page > 1:
        return lowest_units(tx, campaign_id, today=today, search_key=search_key, page=1)
    labels = labels_of(tx, found.cells, today)
    return _page(unit_lines(found.cells, labels), found.units, is_all=False)


def labels_of(
    tx: Reader, rows: Iterable[Cell | ItemRow | report_lists.StepRow], today: date
) -> Labels:
    """The units that the rows name."""
    unit_ids = dict.fromkeys(row.unit_id for row in rows)
    return report_lists.unit_labels(tx, list(unit_ids), today) if unit_ids else {}


def unit_lines(cells: Sequence[Cell], labels: Labels) -> tuple[UnitLine, ...]:
    """The cells gathered by unit, in the order in which the units first come."""
    by_unit: dict[UUID, list[Cell]] = {}
    for cell in cells:
        by_unit.setdefault(cell.unit_id, []).append(cell)
    return tuple(
        UnitLine(
            labels[unit_id],
            added(cell.progress for cell in its),
            tuple((cell.group_code, cell.progress) for cell in its),
        )
        for unit_id, its in by_unit.items()
    )


def added(parts: Iterable[Progress]) -> Progress:
    """The same as adding them up one by one, at a fraction of the cost."""
    return Progress(*map(sum, zip(*map(_counts, parts), strict=True)))


def listed_item(row: ItemRow, labels: Labels) -> ListedItem:
    return ListedItem(
        labels[row.unit_id], row.task_id, row.status, row.verification, row.due_on,
        row.first_complete_on,
    )  # fmt: skip


def indicator_totals(
    parts: Sequence[PartTotal], tasks: Mapping[UUID, Task]
) -> tuple[IndicatorTotal, ...]:
    """A figure per field: a share's numerators over its denominators, never a mean of shares."""
    found: list[IndicatorTotal] = []
    for (task_id, field_key), its in itertools.groupby(
        parts, key=lambda part: (part.task_id, part.field_key)
    ):
        first, *rest = its
        field = _field(tasks.get(task_id), field_key)
        if field is None or field.retired:
            continue
        out_of = rest[0].total if spec_of(field).is_share and rest else None
        found.append(
            IndicatorTotal(task_id, field.label, field.unit, first.total, out_of, first.items)
        )
    return tuple(found)


def answers_of(row: ItemRow) -> dict[str, Value]:
    answers: dict[str, Value] = json.loads(row.answers)
    return answers


def pages_of(count: int, length: int) -> int:
    """How many pages a list fills; an empty one still has its first."""
    return max(1, -(-count // length))


def _first_cells(tx: Reader, campaign_id: UUID, today: date) -> tuple[Sequence[Cell], int]:
    """The cells of all units where there are few, else of the lowest; and how many units."""
    if reports.units_at_most(tx, ALL_UNITS):
        cells = reports.cells(tx, campaign_id, today)
        return cells, len({cell.unit_id for cell in cells})
    found = reports.cells_of_lowest(
        tx, campaign_id, today, search_key=None, offset=0, limit=ALL_UNITS
    )
    if found.units <= ALL_UNITS:
        return found.cells, found.units
    first = list(dict.fromkeys(cell.unit_id for cell in found.cells))[:LOWEST]
    return [cell for cell in found.cells if cell.unit_id in first], found.units


def _page(lines: tuple[UnitLine, ...], count: int, *, is_all: bool) -> UnitPage:
    if is_all:
        in_order = sorted(lines, key=lambda line: (line.unit.sort_order, line.unit.code))
        return UnitPage(tuple(in_order), count, 1, is_all=True)
    return UnitPage(lines, count, pages_of(count, LOWEST), is_all=False)


def _sums_by_group(cells: Sequence[Cell]) -> dict[str, Progress]:
    by_group: dict[str, list[Progress]] = {}
    for cell in cells:
        by_group.setdefault(cell.group_code, []).append(cell.progress)
    return {code: added(parts) for code, parts in by_group.items()}


def _list(found: tuple[list[ItemRow], int], labels: Labels) -> ItemList:
    rows, count = found
    return ItemList(tuple(listed_item(row, labels) for row in rows), count)


def _trend(days: Iterable[tuple[date, int, int]]) -> Iterable[TrendDay]:
    complete = due = 0
    for day, more_complete, more_due in days:
        complete, due = complete + more_complete, due + more_due
        yield TrendDay(day, complete, due)


def _field(task: Task | None, key: str) -> Field | None:
    fields = task.form.fields if task else ()
    return next((field for field in fields if field.key == key), None)


def _counts(one: Progress) -> tuple[int, ...]:
    return (
        one.assigned, one.complete, one.nil, one.on_time, one.late, one.overdue, one.sent,
        one.returned, one.verified, one.optional, one.optional_complete,
    )  # fmt: skip
