"""Opinions and notices of false information as exports and reports list them: without names."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """An opinion, with nothing that leads to its author: no account, unit, instant, key or code.

    Attributes:
        topic: in the words of the form.
        is_named: whether it came in somebody's name.
        received_on: ISO day; "" of an anonymous one where fewer than five came on it.
        public_about: what its public answer is about; "" for one that its author alone reads.
        answered_on, forwarded_on: ISO days; "" for not yet.
    """

    topic: str
    text: str
    is_named: bool
    received_on: str
    state: str
    label: str
    answer: str
    public_about: str
    answered_on: str
    forwarded_to: str
    forwarded_on: str
    closed_reason: str


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice of false information; who of the unit sent it is not told.

    Attributes:
        received_on, forwarded_on: ISO days; the second is "" for one that was not sent on.
    """

    number: int
    unit_id: UUID
    source: str
    links: tuple[str, ...]
    content: str
    has_picture: bool
    received_on: str
    state: str
    forwarded_to: str
    forwarded_on: str
    closed_reason: str
