"""Documents and acknowledgements as exports and papers list them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document that the Office has published, as its version in force says.

    Attributes:
        issued_on, valid_from, valid_until, due_on: ISO days; "" without one.
        addressees: as `documents.addressees` gives them.
        fingerprint: SHA-256 of what was to be read.
        published_at: local time without its zone.
        units, acknowledged: how many are to acknowledge it, and how many have.
        told: how many people know of it by these.
    """

    document_id: UUID
    state: str
    edition: int
    number: str
    issued_on: str
    issuer: str
    level: str
    abstract: str
    valid_from: str
    valid_until: str
    due_on: str
    links: tuple[str, ...]
    addressees: tuple[str, ...]
    file_name: str
    fingerprint: str
    published_by: str
    published_at: str
    units: int
    acknowledged: int
    told: int


@dataclass(frozen=True, slots=True)
class AcknowledgementLine:
    """A unit that is to acknowledge a document, with what it has said that counts.

    Attributes:
        edition: the version that it has acknowledged; None while it has not, and all else is empty.
        given_at: local time without its zone.
    """

    document_id: UUID
    unit_id: UUID
    edition: int | None
    told: int | None
    told_on: str
    told_how: str
    given_by: str
    given_at: str
    fingerprint: str
