"""What becomes of a digest: held, released to its person, and its letter on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain.reminders.digests import Line
from lib.domain.vietnamese import TIMEZONE, local_day
from lib.errors import Refused

NOTE_LIMIT: Final = 500
LEAD: Final = timedelta(hours=1)
"""A digest lies in the outbox for so long at least, also one that was composed late."""
TRIES: Final = 8
"""So often a letter is tried that the other side takes at no time."""
RETRY: Final = timedelta(minutes=10)
LETTER_LIFE: Final = timedelta(days=2)
"""So long after its digest went out a letter may go: its "còn 3 ngày" is wrong later, and the
person has the digest in the tool in any case."""


class State(StrEnum):
    WAITING = "waiting"
    HELD = "held"
    RELEASED = "released"
    DROPPED = "dropped"


class Mail(StrEnum):
    """How far the letter is."""

    NONE = "none"
    WAITING = "waiting"
    HANDING = "handing"
    SENT = "sent"
    DOUBTFUL = "doubtful"
    FAILED = "failed"


class Step(StrEnum):
    """What the Office does with one."""

    HOLD = "hold"
    UNHOLD = "unhold"
    EDIT = "edit"
    """The note, or fewer lines."""
    SEND = "send"
    RESEND = "resend"
    REMIND = "remind"
    """Something was added to it from a list."""


_FROM: Final[Mapping[Step, frozenset[State]]] = {
    Step.HOLD: frozenset({State.WAITING}),
    Step.UNHOLD: frozenset({State.HELD}),
    Step.EDIT: frozenset({State.WAITING, State.HELD}),
    Step.SEND: frozenset({State.WAITING, State.HELD}),
    Step.RESEND: frozenset({State.RELEASED}),
}
_TO: Final[Mapping[Step, State]] = {
    Step.HOLD: State.HELD,
    Step.UNHOLD: State.WAITING,
    Step.SEND: State.RELEASED,
}
RESENT: Final = frozenset({Mail.DOUBTFUL, Mail.FAILED})


@dataclass(frozen=True, slots=True)
class Kept:
    """A digest in the outbox.

    Attributes:
        unit_id: of whose things it tells; for_head: whether of all of them.
        is_gone: whether the account was closed since, or has lost that unit or that role.
        email: where a letter would go now; mail_to: where it went.
        mail_told: what the other side said when it did not take the letter.
        version: of the row; every change that a person can see moves it.
    """

    digest_id: UUID
    account_id: UUID
    full_name: str
    unit_id: UUID
    for_head: bool
    is_gone: bool
    email: str
    day: date
    lines: tuple[Line, ...]
    note: str
    state: State
    dropped_for: str
    mail: Mail
    mail_to: str
    mail_told: str
    composed_at: datetime
    released_at: datetime | None
    read_at: datetime | None
    version: int

    def has_lapsed(self, now: datetime) -> bool:
        """Whether its letter is too old to go."""
        return self.released_at is not None and now - self.released_at > LETTER_LIFE

    def allows(self, step: Step) -> bool:
        """Whether the step can be taken now."""
        if self.state not in _FROM.get(step, ()):
            return False
        return step != Step.RESEND or self.mail in RESENT


@dataclass(frozen=True, slots=True)
class Schedule:
    """When digests are composed and sent; local hours.

    Attributes:
        is_on: whether that happens by itself.
        on_weekends: whether on Saturdays and Sundays too; else Monday catches up.
    """

    is_on: bool = True
    compose_hour: int = 5
    send_hour: int = 8
    on_weekends: bool = True

    def composes(self, now: datetime) -> bool:
        """Whether the day's digests are to be there by now."""
        return (
            self.is_on
            and now >= _at(local_day(now), self.compose_hour)
            and (self.on_weekends or local_day(now).weekday() < 5)
        )

    def sends_at(self, day: date, composed_at: datetime) -> datetime:
        """When a digest of the day goes out; never before the Office could see it."""
        return max(_at(day, self.send_hour), composed_at + LEAD)


def stepped(kept: Kept, step: Step) -> State:
    """The state after the step.

    Raises:
        Refused: it cannot be taken now.
    """
    if not kept.allows(step):
        raise Refused("digest_state")
    return _TO.get(step, kept.state)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), TIMEZONE)
