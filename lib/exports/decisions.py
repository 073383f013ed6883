"""The decisions on awards, each in a row."""

from __future__ import annotations

from lib import text
from lib.domain.access import Action
from lib.domain.decisions import DecisionState
from lib.domain.exports import DecisionLine, Snapshot
from lib.exports import cells
from lib.exports.cells import Kind
from lib.exports.export import Column, Export, stamp


def _columns(snapshot: Snapshot) -> tuple[Column[DecisionLine], ...]:
    people = snapshot.people
    awards = {one.code.lower(): one for one in snapshot.award_forms}

    def award(line: DecisionLine) -> str:
        known = awards.get(line.award_code)
        return cells.safe(known.name if known else line.award_code)

    def decided_by(line: DecisionLine) -> str:
        known = awards.get(line.award_code)
        return cells.safe(known.decided_by) if known else ""

    return (
        Column("decision_number", lambda line, _: cells.safe(line.number)),
        Column("decided_on", lambda line, to: cells.day(line.signed_on, to), kind=Kind.DAY),
        Column("title", lambda line, _: cells.safe(line.title)),
        Column("award", lambda line, _: award(line)),
        Column("decided_by", lambda line, _: decided_by(line)),
        Column("decision_state", lambda line, _: text.DECISION_STATES[DecisionState(line.state)]),
        Column("nominations", lambda line, _: str(line.nominations), kind=Kind.COUNT),
        Column("signer", lambda line, _: cells.safe(line.signer)),
        Column("signer_position", lambda line, _: cells.safe(line.signer_position)),
        Column("released_by", lambda line, _: cells.safe(people.get(line.released_by, ""))),
        Column("released_at", lambda line, to: cells.day(line.released_at, to), kind=Kind.DAY),
        Column("rescind_reason", lambda line, _: cells.safe(line.rescind_reason)),
        *stamp(snapshot),
    )


DECISIONS = Export(
    key="decisions",
    action=Action.EXPORT_CSV,
    columns=_columns,
    lines=lambda snapshot: iter(snapshot.decisions),
    count=lambda snapshot: len(snapshot.decisions),
)
