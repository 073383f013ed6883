"""What the summary shows, out of figures carried on and of lists read from the database."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from lib.domain.campaigns import Task
from lib.domain.forms.fields import Field, Value
from lib.domain.forms.kinds import spec_of
from lib.domain.list_choices import pages_of
from lib.domain.live_figures import LiveFigures
from lib.domain.progress import added
from lib.domain.summary import (
    MOST_LATE,
    Change,
    IndicatorTotal,
    ListedItem,
    Slice,
    Summary,
    UnitLabel,
    UnitLine,
    UnitPage,
    recent,
)
from lib.services.reports.summary_live import Live
from lib.store import report_lists, reports
from lib.store.engine.db import Reader
from lib.store.report_lists import ItemRow, PartTotal
from lib.store.reports import Cell, CompletedOn

ALL_UNITS = 30
"""Up to so many units are shown at once; of more, LOWEST at a time."""
LOWEST = 20
LIST_LENGTH = 20
LATEST = 10

Labels = Mapping[UUID, UnitLabel]


def summary(live: Live, campaign_id: UUID, made_at: datetime, names: Mapping[UUID, str]) -> Summary:
    """Every figure of the first screen.

    Args:
        names: of those who took the latest steps, or of everybody.
    """
    figures, beside = live.figures, live.beside
    groups = figures.groups()
    return Summary(
        campaign_id=campaign_id,
        revision=live.revision,
        day=live.day,
        made_at=made_at,
        nominated=beside.nominated,
        units_moved=beside.units,
        total=added(groups.values()),
        groups=tuple(
            (one.code, groups[one.code]) for one in live.plan.groups if one.code in groups
        ),
        units=_first_units(figures),
        overdue=figures.waiting(Slice.OVERDUE, LIST_LENGTH),
        due_soon=figures.waiting(Slice.DUE_SOON, LIST_LENGTH),
        most_late=figures.most_late(MOST_LATE),
        trend=tuple(figures.trend()),
        changes=tuple(
            Change(
                figures.label(step.unit_id), step.task_id, step.step, step.status,
                step.verification, step.done_at,
                names.get(step.done_by) if step.done_by else None,
            )
            for step in live.steps
        ),
    )  # fmt: skip


def lowest_units(
    tx: Reader, campaign_id: UUID, *, today: date, search_key: str | None, page: int, length: int
) -> UnitPage:
    """One page of the units found, the lowest completion first; its first if that page is gone."""
    found = reports.cells_of_lowest(
        tx, campaign_id, today, search_key=search_key, offset=(page - 1) * length, limit=length
    )
    if not found.cells and page > 1:
        return lowest_units(
            tx, campaign_id, today=today, search_key=search_key, page=1, length=length
        )
    labels = labels_of(tx, found.cells, today)
    completed = reports.completed_on(tx, campaign_id, today, list(labels))
    return UnitPage(
        unit_lines(found.cells, labels, completed, today),
        found.units,
        pages_of(found.units, length),
        is_all=False,
    )


def labels_of(tx: Reader, rows: Iterable[Cell | ItemRow], today: date) -> Labels:
    """The units that the rows name."""
    unit_ids = dict.fromkeys(row.unit_id for row in rows)
    return report_lists.unit_labels(tx, list(unit_ids), today) if unit_ids else {}


def unit_lines(
    cells: Sequence[Cell], labels: Labels, completed: Sequence[CompletedOn], today: date
) -> tuple[UnitLine, ...]:
    """The cells gathered by unit, in the order in which the units first come."""
    by_day: dict[UUID, dict[date | None, int]] = {}
    for one in completed:
        by_day.setdefault(one.unit_id, {})[one.day] = one.items
    by_unit: dict[UUID, list[Cell]] = {}
    for cell in cells:
        by_unit.setdefault(cell.unit_id, []).append(cell)
    return tuple(
        UnitLine(
            labels[unit_id],
            added(cell.progress for cell in its),
            tuple((cell.group_code, cell.progress) for cell in its),
            recent(by_day.get(unit_id, {}), today),
        )
        for unit_id, its in by_unit.items()
    )


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


def _first_units(figures: LiveFigures) -> UnitPage:
    """All units where there are few, else the lowest."""
    if figures.units <= ALL_UNITS:
        return UnitPage(figures.lowest(ALL_UNITS), figures.units, 1, is_all=True)
    return UnitPage(
        figures.lowest(LOWEST), figures.units, pages_of(figures.units, LOWEST), is_all=False
    )


def _field(task: Task | None, key: str) -> Field | None:
    fields = task.form.fields if task else ()
    return next((field for field in fields if field.key == key), None)
