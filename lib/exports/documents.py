"""The documents that the Office has published, and each unit that is to acknowledge them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lib import text
from lib.domain.access import Action
from lib.domain.document_lines import AcknowledgementLine, DocumentLine
from lib.domain.documents import State
from lib.domain.exports import Snapshot
from lib.domain.units import UnitType
from lib.exports import cells
from lib.exports.cells import Kind
from lib.exports.export import Column, Export, stamp
from lib.text import documents as words


@dataclass(frozen=True, slots=True)
class _Line:
    document: DocumentLine
    code: str
    unit: str
    said: AcknowledgementLine


def _columns(snapshot: Snapshot) -> tuple[Column[DocumentLine], ...]:
    people, units = snapshot.people, {str(one.unit_id): one.name for one in snapshot.units}

    def to_whom(line: DocumentLine) -> str:
        named = [_named(one, units) for one in line.addressees]
        places = {name: place for place, name in enumerate(units.values())}
        return cells.safe("; ".join(sorted(named, key=lambda one: places.get(one, 0))))

    return (
        Column("document_number", lambda line, _: cells.safe(line.number)),
        Column("issued_on", lambda line, to: cells.day(line.issued_on, to), kind=Kind.DAY),
        Column("issuer", lambda line, _: cells.safe(line.issuer)),
        Column("level", lambda line, _: words.LEVELS.get(line.level, "")),
        Column("title", lambda line, _: cells.safe(line.abstract)),
        Column("valid_from", lambda line, to: cells.day(line.valid_from, to), kind=Kind.DAY),
        Column("valid_until", lambda line, to: cells.day(line.valid_until, to), kind=Kind.DAY),
        Column("to_whom", lambda line, _: to_whom(line)),
        Column("spread_by", lambda line, to: cells.day(line.due_on, to), kind=Kind.DAY),
        Column("edition", lambda line, _: str(line.edition), kind=Kind.NUMBER),
        Column("document_state", lambda line, _: words.STATES[State(line.state)]),
        Column("published_by", lambda line, _: cells.safe(people.get(line.published_by, ""))),
        Column("published_at", lambda line, to: cells.day(line.published_at, to), kind=Kind.DAY),
        Column("units_asked", lambda line, _: str(line.units), kind=Kind.COUNT),
        Column("units_acknowledged", lambda line, _: str(line.acknowledged), kind=Kind.COUNT),
        Column("people_told", lambda line, _: str(line.told), kind=Kind.COUNT),
        Column("file_name", lambda line, _: cells.safe(line.file_name)),
        Column("links", lambda line, _: cells.safe("\n".join(line.links))),
        Column("sha256", lambda line, _: line.fingerprint),
        *stamp(snapshot),
    )


def _answer_columns(snapshot: Snapshot) -> tuple[Column[_Line], ...]:
    people = snapshot.people
    return (
        Column("document_number", lambda line, _: cells.safe(line.document.number)),
        Column("issued_on", lambda line, to: cells.day(line.document.issued_on, to), kind=Kind.DAY),
        Column("title", lambda line, _: cells.safe(line.document.abstract)),
        Column("edition", lambda line, _: str(line.document.edition), kind=Kind.NUMBER),
        Column("unit_code", lambda line, _: cells.safe(line.code)),
        Column("unit", lambda line, _: cells.safe(line.unit)),
        Column(
            "acknowledgement",
            lambda line, _: words.HAS_NOT if line.said.edition is None else words.HAS,
        ),
        Column(
            "acknowledged_edition", lambda line, _: _number(line.said.edition), kind=Kind.NUMBER
        ),
        Column("people_told", lambda line, _: _number(line.said.told), kind=Kind.COUNT),
        Column("told_on", lambda line, to: cells.day(line.said.told_on, to), kind=Kind.DAY),
        Column("told_how", lambda line, _: cells.safe(line.said.told_how)),
        Column("acknowledged_by", lambda line, _: cells.safe(people.get(line.said.given_by, ""))),
        Column(
            "acknowledged_at", lambda line, to: cells.day(line.said.given_at, to), kind=Kind.DAY
        ),
        Column("sha256", lambda line, _: line.said.fingerprint),
        *stamp(snapshot),
    )


def _answers(snapshot: Snapshot) -> Iterator[_Line]:
    units = {one.unit_id: one for one in snapshot.units}
    listed = {one.document_id: one for one in snapshot.documents}
    for said in snapshot.acknowledgements:
        unit = units[said.unit_id]
        yield _Line(listed[said.document_id], unit.code, unit.name, said)


def _named(addressee: str, units: dict[str, str]) -> str:
    """Who is addressed, in words."""
    kind, _, key = addressee.partition(":")
    if kind == "type":
        return text.UNIT_TYPES[UnitType(key)]
    return units.get(key, "") if kind == "unit" else words.EVERY_UNIT


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


DOCUMENTS = Export(
    key="documents",
    action=Action.EXPORT_CSV,
    columns=_columns,
    lines=lambda snapshot: iter(snapshot.documents),
    count=lambda snapshot: len(snapshot.documents),
)
ACKNOWLEDGEMENTS = Export(
    key="acknowledgements",
    action=Action.EXPORT_CSV,
    columns=_answer_columns,
    lines=_answers,
    count=lambda snapshot: len(snapshot.acknowledgements),
)
