"""Which documents somebody has not acknowledged yet: kept reads, for menus, home pages, reminders.

They ask for no right: who calls them shows a person their own unit, or shows the Office all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from lib.domain import documents
from lib.domain.documents import Acknowledgement, State
from lib.domain.units import Unit
from lib.services import clock
from lib.store import acknowledgements, document_counts
from lib.store import documents as store
from lib.store.document_counts import Count
from lib.store.documents import Entry
from lib.store.engine.db import Database


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A document that some unit has not acknowledged yet."""

    entry: Entry
    count: Count


def of_unit(db: Database, campaign_id: UUID, unit: Unit) -> Sequence[Entry]:
    """The documents that the unit is still to acknowledge, the newest first."""
    said = said_by(db, campaign_id, unit.unit_id)
    return [
        one
        for one in entries(db, campaign_id)
        if is_asked(one, unit) and counting(one, said) is None
    ]


def of_person(db: Database, campaign_id: UUID, unit_id: UUID, account_id: UUID) -> Sequence[Entry]:
    """The documents of the person's own unit that they have not read yet."""
    read = read_by(db, campaign_id, account_id)
    return [one for one in own_entries(db, campaign_id, unit_id) if not is_read(one, read)]


def incomplete(db: Database, campaign_id: UUID) -> Sequence[Incomplete]:
    """The documents of the Office that some unit has not acknowledged, the newest first."""
    counted = counts(db, campaign_id)
    return [
        Incomplete(one, counted[one.document.document_id])
        for one in entries(db, campaign_id)
        if counted.get(one.document.document_id, Count()).missing
    ]


def waiting(db: Database, campaign_id: UUID, unit_id: UUID, account_id: UUID) -> int:
    """How many documents wait for the person: of the Office for the unit, and of the unit."""
    return db.kept(
        ("documents waiting", campaign_id, unit_id, account_id),
        document_counts.WAITING,
        lambda tx: document_counts.waiting(tx, campaign_id, unit_id, account_id),
    )


def entries(db: Database, campaign_id: UUID) -> Sequence[Entry]:
    """All that the Office publishes, whoever may see it."""
    return db.kept(
        ("documents", campaign_id), store.LISTED, lambda tx: store.entries(tx, campaign_id)
    )


def own_entries(db: Database, campaign_id: UUID, unit_id: UUID) -> Sequence[Entry]:
    """All that a unit publishes to its people."""
    return db.kept(
        ("own documents", campaign_id, unit_id),
        store.LISTED,
        lambda tx: store.own_entries(tx, campaign_id, unit_id),
    )


def counts(db: Database, campaign_id: UUID) -> Mapping[UUID, Count]:
    """How far each published document of the Office has come today."""
    today = clock.today()
    return db.kept(
        ("documents counted", campaign_id, today),
        document_counts.COUNTED,
        lambda tx: document_counts.counts(tx, campaign_id, today),
    )


def said_by(db: Database, campaign_id: UUID, unit_id: UUID) -> Sequence[Acknowledgement]:
    """All that the unit has acknowledged."""
    return db.kept(
        ("acknowledgements", campaign_id, unit_id),
        acknowledgements.OF_UNIT,
        lambda tx: acknowledgements.of_unit(tx, campaign_id, unit_id),
    )


def read_by(db: Database, campaign_id: UUID, account_id: UUID) -> set[tuple[UUID, int]]:
    """What the account has read of its unit's own documents."""
    return db.kept(
        ("documents read", campaign_id, account_id),
        acknowledgements.READ_BY,
        lambda tx: acknowledgements.read_by(tx, campaign_id, account_id),
    )


def is_asked(entry: Entry, unit: Unit) -> bool:
    """Whether the unit is to acknowledge the document."""
    return entry.document.state == State.PUBLISHED and is_addressed(entry, unit)


def is_addressed(entry: Entry, unit: Unit) -> bool:
    """Whether the version in force goes to the unit."""
    if entry.published is None or not unit.reports or not unit.is_open(clock.today()):
        return False
    keys = documents.keys_of(unit.unit_id, unit.unit_type)
    return not set(keys).isdisjoint(documents.addressees(entry.published.content))


def counting(entry: Entry, said: Sequence[Acknowledgement]) -> Acknowledgement | None:
    """The newest word of the unit that counts for the version in force."""
    document = entry.document
    found = [
        one
        for one in said
        if one.document_id == document.document_id and one.number >= document.asked
    ]
    return max(found, key=lambda one: one.number, default=None)


def is_read(entry: Entry, read: set[tuple[UUID, int]]) -> bool:
    """Whether there is nothing to read of it, or it has been read."""
    document = entry.document
    if document.state != State.PUBLISHED:
        return True
    numbers = range(document.asked, document.current + 1)
    return any((document.document_id, number) in read for number in numbers)
