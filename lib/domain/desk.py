"""What waits for one person, in piles: the same work in one pile, the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FIRST = 5
"""So many of a pile are named; the rest is a click away."""


class Kind(StrEnum):
    """The kinds of work that wait, in the order in which they press."""

    RETURNED = "returned"
    ASKED = "asked"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    DOCUMENTS = "documents"
    READY = "ready"
    DRAFTED = "drafted"
    OWN_TASKS = "own_tasks"
    DOCUMENTS_TO_READ = "documents_to_read"
    NOMINATIONS_RETURNED = "nominations_returned"
    NOMINATIONS_DRAFTED = "nominations_drafted"
    EVALUATION_RETURNED = "evaluation_returned"
    TO_RECEIVE = "to_receive"
    TO_VERIFY = "to_verify"
    ANSWERS = "answers"
    DOCUMENTS_OPEN = "documents_open"
    OPINIONS = "opinions"
    NOTICES = "notices"
    FINDINGS = "findings"
    NOMINATIONS_SENT = "nominations_sent"
    NOMINATIONS_CHECKED = "nominations_checked"
    NOMINATIONS_VOTED = "nominations_voted"
    NOMINATIONS_AWARDED = "nominations_awarded"
    MEETINGS = "meetings"
    EVALUATIONS_SENT = "evaluations_sent"
    EVALUATIONS_PROPOSED = "evaluations_proposed"
    CONFIRMATIONS = "confirmations"
    LATE_UNITS = "late_units"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits.

    Attributes:
        key: what its page knows it by: a task's code, a unit's, or an id.
        unit_code: of the unit it is of, where its page shows several.
        title: what it is.
        about: whose, as far as that is not the reader's own unit.
        due_on: the day in force; since: the day from which on it waits; None for none.
        count: of what it stands for, as a unit's overdue tasks.
    """

    key: str
    title: str
    unit_code: str = ""
    about: str = ""
    due_on: date | None = None
    since: date | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Pile:
    """What waits of one kind: how many, and the first of them."""

    kind: Kind
    count: int
    first: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for a person in one campaign, or (without a code) apart from all of them."""

    code: str
    title: str
    piles: tuple[Pile, ...]
