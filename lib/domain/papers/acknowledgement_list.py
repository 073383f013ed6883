"""Which units have acknowledged a document and which have not, as its paper tells it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AcknowledgementRow:
    """One unit; "-" where it has said nothing.

    Attributes:
        edition: the number of the version that it has acknowledged.
        told: how many people, `told_on` when.
        standing: who has acknowledged and when, or that nobody has.
    """

    number: str
    unit: str
    edition: str
    told: str
    told_on: str
    standing: str


@dataclass(frozen=True, slots=True)
class AcknowledgementList:
    """Everything that the paper tells.

    Attributes:
        subject: as in "Đơn vị xác nhận văn bản số 45/KH-SXD".
        about: the document in a sentence.
        result: how many have, of how many, and how many people know.
        rows: in the agency's order.
    """

    subject: str
    about: str
    result: str
    rows: tuple[AcknowledgementRow, ...]
