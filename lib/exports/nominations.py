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
from lib.exports.answers import AnswerSlot, form_columns
from lib.exports.export import Column, Export, stamp


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    given: NominationLine
    answers: Mapping[str, Value]


_VOTES: tuple[Column[_Line], ...] = (
    Column("council_members", lambda line, _: _count(line.given.members)),
    Column("council_recused", lambda line, _: _count(line.given.recused)),
    Column("council_taking_part", lambda line, _: _count(line.given.taking_part)),
    Column("votes_issued", lambda line, _: _count(line.given.issued)),
    Column("votes_returned", lambda line, _: _count(line.given.returned)),
    Column("votes_valid", lambda line, _: _count(line.given.valid)),
    Column("votes_for", lambda line, _: _count(line.given.votes_for)),
    Column("votes_against", lambda line, _: _count(line.given.votes_against)),
    Column("votes_none", lambda line, _: _count(line.given.votes_none)),
    Column("share_present", lambda line, to: _votes_for(line, line.given.taking_part, to)),
    Column("share_all", lambda line, to: _votes_for(line, _voters(line), to)),
    Column("conclusion", lambda line, _: cells.safe(line.given.conclusion)),
)


def _columns(subject: Subject, snapshot: Snapshot) -> tuple[Column[_Line], ...]:
    form = snapshot.nomination_forms[subject]
    answers = [_answer(one.slots[form.key], one.heading) for one in form_columns(form)]
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
        Column("number", lambda line, _: str(line.number)),
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
        Column("saved_at", lambda line, to: cells.day(line.given.saved_at, to)),
        Column("sent_by", lambda line, _: cells.safe(people.get(line.given.sent_by, ""))),
        Column("sent_at", lambda line, to: cells.day(line.given.sent_at, to)),
        Column("decision_number", lambda line, _: cells.safe(line.given.decision_number)),
        Column("decided_on", lambda line, to: cells.day(line.given.decided_on, to)),
    )


def _answer(slot: AnswerSlot, heading: str) -> Column[_Line]:
    return Column(slot.part_key, lambda line, to: slot.cell(line.answers, to), label=heading)


def _votes_place(part_keys: Sequence[str]) -> int:
    """Votes stand where the paper list has them: before the notes, which earlier awards begin."""
    return part_keys.index(EARLIER_AWARDS) if EARLIER_AWARDS in part_keys else len(part_keys)


def _lines(snapshot: Snapshot) -> Iterator[_Line]:
    for number, given in enumerate(snapshot.nominations, 1):
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
        lines=_lines,
        count=lambda snapshot: len(snapshot.nominations),
    )


COLLECTIVES = _export("nominations_collective", Subject.COLLECTIVE)
INDIVIDUALS = _export("nominations_individual", Subject.INDIVIDUAL)
