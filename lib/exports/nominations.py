"""The two lists of nominations: collectives and persons, with votes and decisions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from lib import text
from lib.domain.access import Action
from lib.domain.exports import NominationLine, Options, Snapshot
from lib.domain.forms.fields import Value
from lib.domain.nomination_workflow import State
from lib.domain.nominations import EARLIER_AWARDS, Subject
from lib.exports import cells
from lib.exports.answers import AnswerColumn, form_columns
from lib.exports.cells import Kind
from lib.exports.export import Column, Export, stamp


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    given: NominationLine
    answers: Mapping[str, Value]


_VOTES: tuple[Column[_Line], ...] = (
    Column("council_members", lambda line, _: _count(line.given.members), kind=Kind.NUMBER),
    Column("council_recused", lambda line, _: _count(line.given.recused), kind=Kind.NUMBER),
    Column("council_taking_part", lambda line, _: _count(line.given.taking_part), kind=Kind.NUMBER),
    Column("votes_issued", lambda line, _: _count(line.given.issued), kind=Kind.NUMBER),
    Column("votes_returned", lambda line, _: _count(line.given.returned), kind=Kind.NUMBER),
    Column("votes_valid", lambda line, _: _count(line.given.valid), kind=Kind.NUMBER),
    Column("votes_for", lambda line, _: _count(line.given.votes_for), kind=Kind.NUMBER),
    Column("votes_against", lambda line, _: _count(line.given.votes_against), kind=Kind.NUMBER),
    Column("votes_none", lambda line, _: _count(line.given.votes_none), kind=Kind.NUMBER),
    Column(
        "share_present",
        lambda line, to: _votes_for(line, line.given.taking_part, to),
        kind=Kind.SHARE,
    ),
    Column("share_all", lambda line, to: _votes_for(line, _voters(line), to), kind=Kind.SHARE),
    Column("conclusion", lambda line, _: cells.safe(line.given.conclusion)),
)


def _columns(subject: Subject, snapshot: Snapshot) -> tuple[Column[_Line], ...]:
    form = snapshot.nomination_forms[subject]
    answers = [_answer(one, form.key) for one in form_columns(form)]
    place = _votes_place([column.key for column in answers])
    return (
        *_unit(snapshot),
        *answers[:place],
        *_VOTES,
        *answers[place:],
        *_state(snapshot),
        *stamp(snapshot),
    )


def _unit(snapshot: Snapshot) -> tuple[Column[_Line], ...]:
    units = {unit.unit_id: unit for unit in snapshot.units}
    return (
        Column("number", lambda line, _: str(line.number), kind=Kind.NUMBER),
        Column("unit_code", lambda line, _: cells.safe(units[line.given.unit_id].code)),
        Column("unit", lambda line, _: cells.safe(units[line.given.unit_id].name)),
    )


def _state(snapshot: Snapshot) -> tuple[Column[_Line], ...]:
    people = snapshot.people
    return (
        Column("nomination_state", lambda line, _: text.NOMINATION_STATES[State(line.given.state)]),
        Column("opinion", lambda line, _: cells.safe(line.given.opinion)),
        Column("return_reason", lambda line, _: cells.safe(line.given.return_reason)),
        Column("saved_by", lambda line, _: cells.safe(people.get(line.given.saved_by, ""))),
        Column("saved_at", lambda line, to: cells.day(line.given.saved_at, to), kind=Kind.DAY),
        Column("sent_by", lambda line, _: cells.safe(people.get(line.given.sent_by, ""))),
        Column("sent_at", lambda line, to: cells.day(line.given.sent_at, to), kind=Kind.DAY),
        Column("decision_number", lambda line, _: cells.safe(line.given.decision_number)),
        Column("decided_on", lambda line, to: cells.day(line.given.decided_on, to), kind=Kind.DAY),
    )


def _answer(asked: AnswerColumn, form_key: str) -> Column[_Line]:
    slot = asked.slots[form_key]
    return Column(
        slot.part_key,
        lambda line, to: slot.cell(line.answers, to),
        label=asked.heading,
        kind=Kind.NUMBER if asked.kind == Kind.COUNT else asked.kind,
    )


def _votes_place(part_keys: Sequence[str]) -> int:
    """Votes stand where the paper list has them: before the notes, which earlier awards begin."""
    return part_keys.index(EARLIER_AWARDS) if EARLIER_AWARDS in part_keys else len(part_keys)


def _lines(subject: Subject, snapshot: Snapshot) -> Iterator[_Line]:
    for number, given in enumerate(snapshot.nominations.get(subject, ()), 1):
        yield _Line(number, given, json.loads(given.answers))


def _count(counted: int | None) -> str:
    return "" if counted is None else str(counted)


def _voters(line: _Line) -> int | None:
    """All members but the recused."""
    return None if line.given.members is None else line.given.members - (line.given.recused or 0)


def _votes_for(line: _Line, whole: int | None, options: Options) -> str:
    votes = line.given.votes_for
    # A result from before somebody was recused may tell of more votes than there can be.
    share = Fraction(votes, whole) if votes is not None and whole and votes <= whole else None
    return cells.percent(share, options)


def _export(key: str, subject: Subject) -> Export[_Line]:
    return Export(
        key=key,
        action=Action.EXPORT_CSV,
        columns=partial(_columns, subject),
        lines=partial(_lines, subject),
        count=lambda snapshot: len(snapshot.nominations.get(subject, ())),
    )


COLLECTIVES = _export("nominations_collective", Subject.COLLECTIVE)
INDIVIDUALS = _export("nominations_individual", Subject.INDIVIDUAL)
