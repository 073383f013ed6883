"""From all that waits to one digest for each person: pure, for all people at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID

from lib.domain.reminders.digests import Digest, Line
from lib.domain.reminders.rules import Rules, Subject


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits in a unit.

    Attributes:
        key: what its page knows it by.
        campaign: its campaign's code.
        given_to: the only one of the unit's staff whom it waits for; None for all of them.
        is_given: whether it was given to somebody, with an account or without.
        is_personal: whether it waits for that one alone, and not for the head of the unit too.
        due_on: its day in force; since: the day from which on it waits; None for none.
    """

    subject: Subject
    key: str
    campaign: str
    unit_id: UUID
    title: str
    due_on: date | None = None
    since: date | None = None
    given_to: UUID | None = None
    is_given: bool = False
    is_personal: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be reminded; one who answers for the unit is reminded of all its things."""

    account_id: UUID
    name: str
    unit_id: UUID
    answers_for_unit: bool
    email: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """How a line is worded and where it leads; chosen by the layers above."""

    why: Callable[[Waiting, date], str]
    path: Callable[[Waiting], str]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a person was to be told on a day before and was not: things by `subject_of`, a note."""

    subjects: frozenset[str]
    note: str = ""


def span_start(today: date, last: date | None) -> date | None:
    """The day after which rules are looked at today; None where today has had its digests.

    Days missed since the last one are caught up. A clock that went back finds its day done, until
    the Office says that it is right now.

    Args:
        last: the last day that was composed; None before the first.
    """
    if last is None:
        return today - timedelta(1)
    return last if last < today else None


def compose(
    today: date,
    after: date,
    *,
    rules: Rules,
    waits: Iterable[Waiting],
    people: Iterable[Person],
    words: Words,
    carried: Mapping[UUID, Carried] = MappingProxyType({}),
) -> dict[UUID, Digest]:
    """The digest of each person for whom something falls due, by account.

    Args:
        after: rules' days after this one and up to today count, as `span_start` says.
        carried: by account; what of it waits still is told today, whatever the rules say.
    """
    by_unit: defaultdict[UUID, list[tuple[Waiting, bool]]] = defaultdict(list)
    for one in waits:
        rule = rules.get(one.subject)
        falls = rule is not None and rule.falls(after, today, due_on=one.due_on, since=one.since)
        if falls or carried:
            by_unit[one.unit_id].append((one, falls))
    found: dict[UUID, Digest] = {}
    for person in people:
        left = carried.get(person.account_id, _NOTHING)
        own = [
            one
            for one, falls in by_unit.get(person.unit_id, ())
            if (falls or subject_of(one) in left.subjects) and is_for(one, person)
        ]
        if own:
            lines = lines_of(own, today, words)
            found[person.account_id] = digest_of(person, today, lines, left.note)
    return found


def digest_of(person: Person, day: date, lines: tuple[Line, ...], note: str = "") -> Digest:
    """What the person is told on the day."""
    return Digest(
        key_of(person.account_id, day), day, person.name, person.email, person.unit_id,
        person.answers_for_unit, lines, note,
    )  # fmt: skip


def lines_of(waits: Iterable[Waiting], today: date, words: Words) -> tuple[Line, ...]:
    """What is told of these things, each once, the most pressing first."""
    lines: dict[str, Line] = {}
    for one in in_order(waits):
        subject = subject_of(one)
        line = Line(
            words.why(one, today), one.title, one.due_on, words.path(one), subject, one.campaign
        )
        lines.setdefault(subject, line)
    return tuple(lines.values())


def is_for(one: Waiting, person: Person) -> bool:
    """Whether it waits for the person: of what is given to somebody, for them and the head."""
    if one.unit_id != person.unit_id:
        return False
    if one.is_personal:
        return one.given_to == person.account_id
    return person.answers_for_unit or not one.is_given or one.given_to == person.account_id


def key_of(account_id: UUID, day: date) -> str:
    """The same for the same person and day."""
    return f"{account_id}:{day.isoformat()}"


def subject_of(one: Waiting) -> str:
    """The same for the same thing, whatever is wrong with it today."""
    kind = Subject.ITEM if one.subject in _ITEMS else one.subject
    return f"{kind}:{one.campaign}:{one.key}"


def in_order(waits: Iterable[Waiting]) -> Sequence[Waiting]:
    """The most pressing first: what came back, then by its day, what has none last."""
    return sorted(
        waits,
        key=lambda one: (
            one.subject not in _CAME_BACK, one.due_on or date.max, one.campaign, one.key,
        ),
    )  # fmt: skip


_NOTHING: Final = Carried(frozenset())
_ITEMS: Final = frozenset({Subject.RETURNED, Subject.UNIT_REPORT, Subject.ITEM})
_CAME_BACK: Final = frozenset({Subject.RETURNED, Subject.NOMINATION, Subject.EVALUATION})


def by_campaign(lines: Iterable[Line], running: Iterable[str]) -> tuple[Line, ...]:
    """The lines whose campaign runs; what is of none stays."""
    codes = {*running, ""}
    return tuple(one for one in lines if one.campaign in codes)


def added(lines: Sequence[Line], more: Iterable[Line]) -> tuple[Line, ...]:
    """The lines with those of `more` that they do not tell of yet."""
    known: Mapping[str, Line] = {one.subject: one for one in lines}
    return (*lines, *(one for one in more if one.subject not in known))
