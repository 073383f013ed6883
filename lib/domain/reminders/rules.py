"""On which days a thing that waits is reminded of: rules as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class Subject(StrEnum):
    """What can wait for somebody in a unit."""

    RETURNED = "returned"
    UNIT_REPORT = "unit_report"
    ITEM = "item"
    DOCUMENT = "document"
    NOMINATION = "nomination"
    """One that came back."""
    EVALUATION = "evaluation"
    """The same."""
    OWN_TASK = "own_task"
    """One that the unit has set itself."""
    OWN_DOCUMENT = "own_document"
    """One of the unit's own, which each of its people is to read."""


LONGEST: Final = 366
"""So many days lie at most between a day and what is said of it."""
WITH_DUE: Final = frozenset(Subject) - {Subject.EVALUATION}
"""What may have a day on which it is due."""
WITH_SINCE: Final = frozenset(
    {
        Subject.RETURNED, Subject.DOCUMENT, Subject.NOMINATION, Subject.EVALUATION,
        Subject.OWN_DOCUMENT,
    }
)  # fmt: skip
"""What waits from a day on that is known."""
_OF_DUE: Final = frozenset({"before_due", "on_due", "overdue_every"})
_KEYS: Final = _OF_DUE | {"subject", "is_on", "since_every"}


@dataclass(frozen=True, slots=True)
class Rule:
    """When one kind of thing is reminded of.

    Attributes:
        before: so many days before its day.
        overdue_every: the day after its day and again after so many days; 0 for never.
        since_every: the same from the day since which it waits.
        is_on: whether it is in force; one that is not keeps its days.
    """

    subject: Subject
    before: tuple[int, ...] = ()
    on_due: bool = False
    overdue_every: int = 0
    since_every: int = 0
    is_on: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether there is no day on which it reminds of anything."""
        return not (self.before or self.on_due or self.overdue_every or self.since_every)

    def falls(
        self, after: date, until: date, *, due_on: date | None, since: date | None = None
    ) -> bool:
        """Whether one of the rule's days lies after `after` and not after `until`."""
        if not self.is_on:
            return False
        if due_on is not None:
            ahead = (*self.before, 0) if self.on_due else self.before
            if any(after < due_on - timedelta(days) <= until for days in ahead):
                return True
            if _recurs(due_on, self.overdue_every, after, until):
                return True
        return since is not None and _recurs(since, self.since_every, after, until)


Rules = Mapping[Subject, Rule]


def furthest(rules: Rules) -> int:
    """So many days ahead of a thing's day the first of the rules speaks of it."""
    return max((days for one in rules.values() if one.is_on for days in one.before), default=0)


def rules_from_data(data: object) -> Rules:
    """The rules that a data file tells; a subject without one is not reminded of.

    Raises:
        ValueError: a key, subject or number that is none, a subject told twice, or days that it
            has not.
    """
    if not isinstance(data, Sequence) or isinstance(data, str):
        raise ValueError("rules must be a list")
    found: dict[Subject, Rule] = {}
    for one in data:
        if not isinstance(one, Mapping) or not one.keys() <= _KEYS or "subject" not in one:
            raise ValueError(f"not a rule: {one!r}")
        subject = Subject(str(one["subject"]))
        if subject in found:
            raise ValueError(f"told twice: {subject}")
        if not one.keys() <= _KEYS - _has_not(subject):
            raise ValueError(f"days that it has not: {one!r}")
        found[subject] = Rule(
            subject,
            tuple(_days(days, least=1) for days in one.get("before_due", ())),
            one.get("on_due", False) is True,
            _days(one.get("overdue_every", 0)),
            _days(one.get("since_every", 0)),
            one.get("is_on", True) is True,
        )
    return found


def rules_to_data(rules: Rules) -> list[dict[str, object]]:
    """What `rules_from_data` reads; what says nothing is left out."""
    told: list[dict[str, object]] = []
    for one in rules.values():
        said = {
            "before_due": list(one.before),
            "on_due": one.on_due,
            "overdue_every": one.overdue_every,
            "since_every": one.since_every,
        }
        is_off: dict[str, object] = {} if one.is_on else {"is_on": False}
        told.append(
            {"subject": one.subject.value}
            | is_off
            | {key: value for key, value in said.items() if value}
        )
    return told


def _has_not(subject: Subject) -> frozenset[str]:
    """The keys that say nothing of the subject."""
    since = frozenset() if subject in WITH_SINCE else frozenset({"since_every"})
    return since if subject in WITH_DUE else since | _OF_DUE


def _days(given: object, *, least: int = 0) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or not least <= given <= LONGEST:
        raise ValueError(f"not a number of days: {given!r}")
    return given


def _recurs(day: date, every: int, after: date, until: date) -> bool:
    """Whether the day after `day`, or one so many days later, lies in the span."""
    if not every:
        return False
    # Of the days day + 1 + k * every so many lie up to each end of the span.
    return _reached(day, every, until) > _reached(day, every, after)


def _reached(day: date, every: int, until: date) -> int:
    passed = (until - day).days - 1
    return passed // every + 1 if passed >= 0 else 0
