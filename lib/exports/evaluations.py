"""What has been said of each unit, in the agency's order, where points are given with its rank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from lib import text
from lib.domain.access import Action
from lib.domain.evaluations import OURS, State
from lib.domain.exports import EvaluationLine, Options, Snapshot
from lib.domain.forms.forms import Form
from lib.exports import cells
from lib.exports.answers import AnswerSlot, form_columns
from lib.exports.cells import Kind
from lib.exports.export import Column, Export, stamp

OWN: Final = "own_"
"""Before the keys of the Office's own questions, so that none is one of ours."""


@dataclass(frozen=True, slots=True)
class _Line:
    code: str
    unit: str
    said: EvaluationLine


_SAID: tuple[Column[_Line], ...] = (
    Column("unit_code", lambda line, _: cells.safe(line.code)),
    Column("unit", lambda line, _: cells.safe(line.unit)),
    Column("evaluation_state", lambda line, _: text.EVALUATION_STATES[State(line.said.state)]),
    Column("self_label", lambda line, _: cells.safe(line.said.self_label)),
    Column("self_reason", lambda line, _: cells.safe(line.said.self_reason)),
)
_JUDGED: tuple[Column[_Line], ...] = (
    Column("hint", lambda line, _: cells.safe(line.said.hint)),
    Column("proposed_label", lambda line, _: cells.safe(line.said.proposed_label)),
    Column("proposed_reason", lambda line, _: cells.safe(line.said.proposed_reason)),
    Column("proposed_by", lambda line, _: cells.safe(line.said.proposed_by)),
    Column("proposed_at", lambda line, to: cells.day(line.said.proposed_at, to), kind=Kind.DAY),
    Column("concluded_label", lambda line, _: cells.safe(line.said.concluded_label)),
    Column("concluded_reason", lambda line, _: cells.safe(line.said.concluded_reason)),
    Column("concluded_by", lambda line, _: cells.safe(line.said.concluded_by)),
    Column("concluded_at", lambda line, to: cells.day(line.said.concluded_at, to), kind=Kind.DAY),
    Column("answer", lambda line, _: cells.safe(line.said.answer)),
)


_POINTS: tuple[Column[_Line], ...] = (
    Column(
        "self_points", lambda line, to: cells.number(line.said.self_points, to), kind=Kind.NUMBER
    ),
    Column(
        "proposed_points", lambda line, to: cells.number(line.said.proposed_points, to),
        kind=Kind.NUMBER,
    ),
    Column(
        "concluded_points", lambda line, to: cells.number(line.said.concluded_points, to),
        kind=Kind.NUMBER,
    ),
    Column("ranked_group", lambda line, _: cells.safe(line.said.ranked_group)),
    Column("rank", lambda line, _: line.said.rank, kind=Kind.NUMBER),
)  # fmt: skip


def _columns(snapshot: Snapshot) -> Sequence[Column[_Line]]:
    points = _POINTS if snapshot.has_points else ()
    return (*_SAID, *_own(snapshot.evaluation_form), *_JUDGED, *points, *stamp(snapshot))


def _own(form: Form | None) -> Iterator[Column[_Line]]:
    """What the Office asks of its own in the self-assessment."""
    for asked in form_columns(form) if form else ():
        slot = asked.slots[form.key] if form else None
        if slot is None or slot.field.key in OURS:
            continue
        yield Column(
            OWN + slot.part_key,
            partial(_answer, slot),
            label=asked.heading,
            kind=Kind.NUMBER if asked.kind == Kind.COUNT else asked.kind,
        )


def _answer(slot: AnswerSlot, line: _Line, options: Options) -> str:
    return slot.cell(line.said.self_answers, options)


def _lines(snapshot: Snapshot) -> Iterator[_Line]:
    for unit in snapshot.units:
        if unit.unit_id in snapshot.evaluations:
            yield _Line(unit.code, unit.name, snapshot.evaluations[unit.unit_id])


EVALUATIONS = Export(
    key="evaluations",
    action=Action.EXPORT_CSV,
    columns=_columns,
    lines=_lines,
    count=lambda snapshot: len(snapshot.evaluations),
)
