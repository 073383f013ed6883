"""The live summary's figures per unit and per content group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lib.domain.access import Action
from lib.domain.exports import Snapshot
from lib.domain.progress import Progress
from lib.exports import cells
from lib.exports.cells import Kind
from lib.exports.export import Column, Export, stamp


@dataclass(frozen=True, slots=True)
class _Line:
    code: str
    name: str
    figures: Progress


_UNIT: tuple[Column[_Line], ...] = (
    Column("unit_code", lambda line, _: cells.safe(line.code)),
    Column("unit", lambda line, _: cells.safe(line.name)),
)
_GROUP: tuple[Column[_Line], ...] = (
    Column("group_code", lambda line, _: cells.safe(line.code)),
    Column("group", lambda line, _: cells.safe(line.name)),
)
_FIGURES: tuple[Column[_Line], ...] = (
    Column("assigned", lambda line, _: str(line.figures.assigned), kind=Kind.COUNT),
    Column("complete", lambda line, _: str(line.figures.complete), kind=Kind.COUNT),
    Column(
        "completion",
        lambda line, to: cells.percent(line.figures.completion, to),
        kind=Kind.SHARE,
        share_of=("complete", "assigned"),
    ),
    Column("nil", lambda line, _: str(line.figures.nil), kind=Kind.COUNT),
    Column("on_time", lambda line, _: str(line.figures.on_time), kind=Kind.COUNT),
    Column("late", lambda line, _: str(line.figures.late), kind=Kind.COUNT),
    Column("overdue", lambda line, _: str(line.figures.overdue), kind=Kind.COUNT),
    Column("waiting", lambda line, _: str(line.figures.sent), kind=Kind.COUNT),
    Column("returned", lambda line, _: str(line.figures.returned), kind=Kind.COUNT),
    Column("verified", lambda line, _: str(line.figures.verified), kind=Kind.COUNT),
    Column(
        "verified_share",
        lambda line, to: cells.percent(line.figures.verified_share, to),
        kind=Kind.SHARE,
        share_of=("verified", "complete"),
    ),
    Column("optional", lambda line, _: str(line.figures.optional), kind=Kind.COUNT),
    Column(
        "optional_complete", lambda line, _: str(line.figures.optional_complete), kind=Kind.COUNT
    ),
)


def _units(snapshot: Snapshot) -> Iterator[_Line]:
    for unit in snapshot.units:
        # Units that have nothing to report have no figures, and no row.
        if unit.unit_id in snapshot.by_unit:
            yield _Line(unit.code, unit.name, snapshot.by_unit[unit.unit_id])


def _groups(snapshot: Snapshot) -> Iterator[_Line]:
    for group in snapshot.groups:
        yield _Line(group.code, group.short_title, snapshot.by_group.get(group.code, Progress()))


UNITS = Export(
    key="units",
    action=Action.EXPORT_CSV,
    columns=lambda snapshot: (*_UNIT, *_FIGURES, *stamp(snapshot)),
    lines=_units,
    count=lambda snapshot: len(snapshot.by_unit),
)
GROUPS = Export(
    key="groups",
    action=Action.EXPORT_CSV,
    columns=lambda snapshot: (*_GROUP, *_FIGURES, *stamp(snapshot)),
    lines=_groups,
    count=lambda snapshot: len(snapshot.groups),
)
