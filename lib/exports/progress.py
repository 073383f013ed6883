"""The live summary's figures per unit and per content group."""

from __future__ import annotations

from collections.abc import Iterator

from lib.domain.access import Action
from lib.domain.exports import Options, Snapshot
from lib.domain.progress import Progress
from lib.exports import cells
from lib.exports.export import Export, Row, headings

_FIGURES = (
    "assigned", "complete", "completion", "nil", "on_time", "late", "overdue", "waiting",
    "returned", "verified", "verified_share", "optional", "optional_complete", "revision", "day",
)  # fmt: skip


def _unit_columns(snapshot: Snapshot) -> Row:
    return headings(("unit_code", "unit", *_FIGURES))


def _unit_rows(snapshot: Snapshot, options: Options) -> Iterator[Row]:
    for unit in snapshot.units:
        if unit.unit_id in snapshot.by_unit:
            figures = snapshot.by_unit[unit.unit_id]
            name = cells.safe(unit.name)
            yield [cells.safe(unit.code), name, *_figures(figures, snapshot, options)]


def _group_columns(snapshot: Snapshot) -> Row:
    return headings(("group_code", "group", *_FIGURES))


def _group_rows(snapshot: Snapshot, options: Options) -> Iterator[Row]:
    for group in snapshot.groups:
        figures = snapshot.by_group.get(group.code, Progress())
        name = cells.safe(group.short_title)
        yield [cells.safe(group.code), name, *_figures(figures, snapshot, options)]


def _figures(figures: Progress, snapshot: Snapshot, options: Options) -> Row:
    return [
        str(figures.assigned),
        str(figures.complete),
        cells.percent(figures.completion, options),
        str(figures.nil),
        str(figures.on_time),
        str(figures.late),
        str(figures.overdue),
        str(figures.sent),
        str(figures.returned),
        str(figures.verified),
        cells.percent(figures.verified_share, options),
        str(figures.optional),
        str(figures.optional_complete),
        f"r{snapshot.revision}",
        cells.day(snapshot.day.isoformat(), options),
    ]


UNITS = Export(
    "units", Action.EXPORT_CSV, _unit_columns, _unit_rows, lambda snapshot: len(snapshot.by_unit)
)
GROUPS = Export(
    "groups", Action.EXPORT_CSV, _group_columns, _group_rows, lambda snapshot: len(snapshot.groups)
)
