"""Opinions and wishes without their authors, and notices of false information."""

from __future__ import annotations

from lib.domain.access import Action
from lib.domain.exports import Snapshot
from lib.domain.opinion_lines import NoticeLine, OpinionLine
from lib.exports import cells
from lib.exports.cells import Kind
from lib.exports.export import Column, Export, stamp
from lib.text import notices as notice_words
from lib.text import opinions as words


def _columns(snapshot: Snapshot) -> tuple[Column[OpinionLine], ...]:
    return (
        Column("topic", lambda line, _: cells.safe(line.topic)),
        Column("opinion_text", lambda line, _: cells.safe(line.text)),
        Column("way_of_sending", lambda line, _: words.NAMED if line.is_named else words.ANONYMOUS),
        Column("received_on", lambda line, to: cells.day(line.received_on, to), kind=Kind.DAY),
        Column("opinion_state", lambda line, _: words.OPINION_STATES[line.state]),
        Column("opinion_group", lambda line, _: cells.safe(line.label)),
        Column("opinion_answer", lambda line, _: cells.safe(line.answer)),
        Column("answered_on", lambda line, to: cells.day(line.answered_on, to), kind=Kind.DAY),
        Column("public_about", lambda line, _: cells.safe(line.public_about)),
        Column("forwarded_to", lambda line, _: cells.safe(line.forwarded_to)),
        Column("forwarded_on", lambda line, to: cells.day(line.forwarded_on, to), kind=Kind.DAY),
        Column("closed_reason", lambda line, _: cells.safe(line.closed_reason)),
        *stamp(snapshot),
    )


def _notice_columns(snapshot: Snapshot) -> tuple[Column[NoticeLine], ...]:
    units = {one.unit_id: one for one in snapshot.units}
    return (
        Column("notice_number", lambda line, _: str(line.number), kind=Kind.NUMBER),
        Column("unit_code", lambda line, _: cells.safe(units[line.unit_id].code)),
        Column("unit", lambda line, _: cells.safe(units[line.unit_id].name)),
        Column("received_on", lambda line, to: cells.day(line.received_on, to), kind=Kind.DAY),
        Column("notice_source", lambda line, _: cells.safe(line.source)),
        Column("notice_link", lambda line, _: cells.safe("\n".join(line.links))),
        Column("notice_content", lambda line, _: cells.safe(line.content)),
        Column("picture", lambda line, _: notice_words.HAS_PICTURE[line.has_picture]),
        Column("notice_state", lambda line, _: notice_words.NOTICE_STATES[line.state]),
        Column("forwarded_to", lambda line, _: cells.safe(line.forwarded_to)),
        Column("forwarded_on", lambda line, to: cells.day(line.forwarded_on, to), kind=Kind.DAY),
        Column("closed_reason", lambda line, _: cells.safe(line.closed_reason)),
        *stamp(snapshot),
    )


OPINIONS = Export(
    key="opinions",
    action=Action.EXPORT_CSV,
    columns=_columns,
    lines=lambda snapshot: iter(snapshot.opinions),
    count=lambda snapshot: len(snapshot.opinions),
)
NOTICES = Export(
    key="notices",
    action=Action.EXPORT_CSV,
    columns=_notice_columns,
    lines=lambda snapshot: iter(snapshot.notices),
    count=lambda snapshot: len(snapshot.notices),
)
