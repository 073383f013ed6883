"""What the units' figures add up to: one row per task and part of its form that is a number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from lib.domain.access import Action
from lib.domain.campaigns import Task
from lib.domain.exports import PackedItems, Snapshot
from lib.domain.forms.fields import Part
from lib.domain.forms.kinds import parts, spec_of
from lib.domain.forms.typed import canonical
from lib.exports import cells
from lib.exports.cells import Kind
from lib.exports.export import Column, Export, stamp


@dataclass(slots=True)
class _Line:
    """A figure while it is added up.

    Attributes:
        reporting: how many units have given it, zeros too.
    """

    group_code: str
    task: Task
    part: Part
    units: int = 0
    reporting: int = 0
    total: Decimal = field(default_factory=Decimal)


_COLUMNS: tuple[Column[_Line], ...] = (
    Column("group_code", lambda line, _: cells.safe(line.group_code)),
    Column("task_code", lambda line, _: cells.safe(line.task.code)),
    Column("task", lambda line, _: cells.safe(line.task.short_title)),
    Column("indicator", lambda line, _: cells.safe(line.part.label)),
    Column("measure", lambda line, _: cells.safe(line.part.unit)),
    Column(
        "total",
        lambda line, to: cells.number(canonical(line.total), to) if line.reporting else "",
        kind=Kind.NUMBER,
    ),
    Column("reporting", lambda line, _: str(line.reporting), kind=Kind.NUMBER),
    Column("asked", lambda line, _: str(line.units), kind=Kind.NUMBER),
)


def _lines(snapshot: Snapshot) -> Iterator[_Line]:
    found = {str(task.task_id): _figures(task) for task in snapshot.tasks}
    _add_up(snapshot.items, found)
    for task in snapshot.tasks:
        yield from found[str(task.task_id)].values()


def _figures(task: Task) -> dict[str, _Line]:
    """The parts that are numbers, by their key; what is no longer asked is left out."""
    return {
        part.key: _Line(task.group_code, task, part)
        for one in task.form.asked
        if spec_of(one).is_numeric
        for part in parts(one)
    }


def _add_up(items: Iterable[PackedItems], found: dict[str, dict[str, _Line]]) -> None:
    for packed in items:
        for item in packed.lines():
            figures = found[item.task_id]
            answers = json.loads(item.answers) if item.answers != "{}" else {}
            for key, line in figures.items():
                line.units += 1
                if key in answers:
                    line.reporting += 1
                    line.total += Decimal(str(answers[key]))


INDICATORS = Export(
    key="indicators",
    action=Action.EXPORT_CSV,
    columns=lambda snapshot: (*_COLUMNS, *stamp(snapshot)),
    lines=_lines,
    count=lambda snapshot: sum(len(_figures(task)) for task in snapshot.tasks),
)
