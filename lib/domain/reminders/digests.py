"""The digest of one person and day: what a reminder says, whatever channel carries it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a digest reminds of.

    Attributes:
        why: the words of its rule, as "còn 3 ngày" or "bị trả lại".
        title: what it is; due_on: its day in force, None for none.
        path: of its page within the tool, with its query, beginning with "/".
        subject: the same for the same thing, so that a day reminds of it once.
        campaign: the code of the one it is of; without that one running it is not sent.
    """

    why: str
    title: str
    due_on: date | None
    path: str
    subject: str = ""
    campaign: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is reminded of on one day.

    Attributes:
        key: the same for the same person, campaign-independent, and day, so that one is never made
            twice.
        name: of the person; email: where letters go, "" for none.
        unit_id: of whose things it tells; for_head: whether of all of them, as heads are told.
        lines: the most pressing first; note: a line that the Office added, "" for none.
    """

    key: str
    day: date
    name: str
    email: str
    unit_id: UUID
    for_head: bool
    lines: tuple[Line, ...]
    note: str = ""
