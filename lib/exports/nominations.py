"""The two lists of nominations: collectives and persons, with votes and decisions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from lib import text
from lib.domain.access import Action
from lib.domain.exports import NominationLine, Options, Snapshot
from lib.domain.nomination_workflow import State
from lib.domain.nominations import EARLIER_AWARDS, Subject
from lib.exports import cells
from lib.exports.answers import AnswerColumns, form_columns
from lib.exports.export import Export, Row, headings

_BEFORE = ("number", "unit_code", "unit")
_VOTES = (
    "council_members", "council_taking_part", "votes_issued", "votes_returned", "votes_valid",
    "votes_for", "votes_against", "votes_none", "share_present", "share_all", "conclusion",
)  # fmt: skip
_AFTER = (
    "nomination_state", "opinion", "return_reason", "saved_by", "saved_at", "sent_by", "sent_at",
    "decision_number", "decided_on", "revision", "day",
)  # fmt: skip


def _columns(subject: Subject, snapshot: Snapshot) -> Row:
    asked = _asked(subject, snapshot)
    place = _votes_place(asked)
    return [
        *headings(_BEFORE),
        *asked.headings[:place],
        *headings(_VOTES),
        *asked.headings[place:],
        *headings(_AFTER),
    ]


def _rows(subject: Subject, snapshot: Snapshot, options: Options) -> Iterator[Row]:
    asked = _asked(subject, snapshot)
    place = _votes_place(asked)
    units = {
        unit.unit_id: (cells.safe(unit.code), cells.safe(unit.name)) for unit in snapshot.units
    }
    people = {account_id: cells.safe(name) for account_id, name in snapshot.people.items()}
    stamp = [f"r{snapshot.revision}", cells.day(snapshot.day.isoformat(), options)]
    for number, line in enumerate(snapshot.nominations, 1):
        answers = _answers(line, asked, options)
        yield [
            str(number),
            *units[line.unit_id],
            *answers[:place],
            *_votes(line, options),
            *answers[place:],
            text.NOMINATION_STATES[State(line.state)],
            cells.safe(line.opinion),
            cells.safe(line.return_reason),
            people.get(line.saved_by, ""),
            cells.day(line.saved_at, options),
            people.get(line.sent_by, ""),
            cells.day(line.sent_at, options),
            cells.safe(line.decision_number),
            cells.day(line.decided_on, options),
            *stamp,
        ]


def _asked(subject: Subject, snapshot: Snapshot) -> AnswerColumns:
    return form_columns(snapshot.nomination_forms[subject])


def _votes_place(asked: AnswerColumns) -> int:
    """Votes stand where the paper list has them: before the notes, which earlier awards begin."""
    (slots,) = asked.slots.values()
    places = [slot.column for slot in slots if slot.part_key == EARLIER_AWARDS]
    return places[0] if places else len(slots)


def _answers(line: NominationLine, asked: AnswerColumns, options: Options) -> Row:
    answers = json.loads(line.answers)
    (slots,) = asked.slots.values()
    return [slot.cell(answers, options) if slot.part_key in answers else "" for slot in slots]


def _votes(line: NominationLine, options: Options) -> Row:
    counts = (
        line.members, line.taking_part, line.issued, line.returned, line.valid, line.votes_for,
        line.votes_against, line.votes_none,
    )  # fmt: skip
    return [
        *("" if count is None else str(count) for count in counts),
        cells.percent(_share(line.votes_for, line.taking_part), options),
        cells.percent(_share(line.votes_for, line.members), options),
        cells.safe(line.conclusion),
    ]


def _share(part: int | None, whole: int | None) -> Fraction | None:
    return Fraction(part, whole) if part is not None and whole else None


def _export(key: str, subject: Subject) -> Export:
    return Export(
        key,
        Action.EXPORT_CSV,
        partial(_columns, subject),
        partial(_rows, subject),
        lambda snapshot: len(snapshot.nominations),
    )


COLLECTIVES = _export("nominations_collective", Subject.COLLECTIVE)
INDIVIDUALS = _export("nominations_individual", Subject.INDIVIDUAL)
