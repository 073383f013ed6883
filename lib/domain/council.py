"""A council meeting: who sits on it, what it counted, and what the counts say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from lib.domain.forms import typed
from lib.domain.nominations import PassBase
from lib.domain.recusals import Recusal, is_same_member
from lib.errors import Invalid, Refused


class CouncilRole(StrEnum):
    CHAIR = "chair"
    VICE = "vice"
    MEMBER = "member"
    SECRETARY = "secretary"


class MeetingState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Ballot(StrEnum):
    """How the council votes."""

    HANDS = "hands"
    PAPERS = "secret"


class MeetingStep(StrEnum):
    """What the history of a meeting tells."""

    OPEN = "open"
    CHANGE = "change"
    MEMBERS = "members"
    TABLE = "table"
    UNTABLE = "untable"
    VOTE = "vote"
    RECUSE = "recuse"
    UNRECUSE = "unrecuse"
    CLOSE = "close"


_CLOCK = re.compile(r"(?P<hours>[0-9]{1,2}) ?(?::|h|giờ) ?(?P<minutes>[0-9]{1,2})?(?: ?phút)?")


@dataclass(frozen=True, slots=True)
class Member:
    """One person on a meeting's list, with or without an account.

    Attributes:
        written_opinion: of somebody absent; "" when there is none.
    """

    full_name: str
    position: str
    role: CouncilRole
    account_id: UUID | None = None
    is_present: bool = True
    written_opinion: str = ""

    @property
    def takes_part(self) -> bool:
        """Whether there can be a vote of theirs: there, or in writing."""
        return self.is_present or bool(self.written_opinion)

    def is_same(self, other: Member) -> bool:
        return is_same_member(
            (self.full_name, self.account_id), (other.full_name, other.account_id)
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """The counted result of one vote.

    Attributes:
        issued, returned, valid: ballots; None where hands were shown.
    """

    votes_for: int
    votes_against: int
    votes_none: int
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None

    @property
    def total(self) -> int:
        return self.votes_for + self.votes_against + self.votes_none


@dataclass(frozen=True, slots=True)
class Vote:
    """A nomination put before a meeting; without `counts` nobody has entered a result.

    Attributes:
        recusals: of whoever does not vote on it; some may be of people who are no members.
    """

    nomination_id: UUID
    sort_order: int
    counts: Counts | None = None
    conclusion: str = ""
    entered_by_name: str | None = None
    entered_at: datetime | None = None
    recusals: tuple[Recusal, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingData:
    """What the Office types about a meeting.

    Attributes:
        began_at, ended_at: as "08:00"; "" while it is not known.
        quorum: the part of the members that must be present, as "2/3".
        pass_percent: as "66.7"; None judges nothing.
    """

    title: str
    held_on: date
    began_at: str
    ended_at: str
    place: str
    ballot: Ballot
    quorum: str
    pass_percent: str | None
    pass_base: PassBase
    legal_basis: str
    discussion: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as stored now, with its members and the nominations that stand before it."""

    meeting_id: UUID
    campaign_id: UUID
    state: MeetingState
    data: MeetingData
    members: tuple[Member, ...] = ()
    votes: tuple[Vote, ...] = ()
    closed_by_name: str | None = None
    closed_at: datetime | None = None
    version: int = 0

    @property
    def present(self) -> int:
        return sum(member.is_present for member in self.members)

    @property
    def written(self) -> int:
        """How many absent members gave their opinion in writing."""
        return sum(
            not member.is_present and bool(member.written_opinion) for member in self.members
        )

    @property
    def is_quorate(self) -> bool:
        """Whether enough members are present; written opinions do not count for it."""
        return bool(self.members) and Fraction(self.present) >= fraction(
            self.data.quorum, ""
        ) * len(self.members)

    @property
    def is_closed(self) -> bool:
        return self.state == MeetingState.CLOSED

    def recusal(self, vote: Vote, member: Member) -> Recusal | None:
        """Why the member does not vote on the case; None for who does."""
        return next(
            (one for one in vote.recusals if one.fits(member.full_name, member.account_id)), None
        )

    def recused(self, vote: Vote) -> tuple[tuple[Member, Recusal], ...]:
        """The members who do not vote on the case, in the order of the list."""
        found = ((one, self.recusal(vote, one)) for one in self.members)
        return tuple((one, why) for one, why in found if why is not None)

    def voters(self, vote: Vote) -> tuple[Member, ...]:
        """All members but those who are recused from the case."""
        return tuple(one for one in self.members if self.recusal(vote, one) is None)

    def taking_part(self, vote: Vote) -> int:
        """How many votes there can be on the case: of those present, and of written opinions."""
        return sum(one.takes_part for one in self.voters(vote))

    def vote(self, nomination_id: UUID) -> Vote | None:
        return next((one for one in self.votes if one.nomination_id == nomination_id), None)


@dataclass(frozen=True, slots=True)
class Heading:
    """A meeting in a list."""

    meeting_id: UUID
    title: str
    state: MeetingState
    held_on: date
    nominations: int


def check_closing(meeting: Meeting) -> None:
    """Nothing for a meeting whose record is complete.

    Raises:
        Refused: no quorum, a nomination without its result, or no conclusion of the chair.
    """
    if not meeting.is_quorate:
        raise Refused("no_quorum", quorum=meeting.data.quorum)
    if any(vote.counts is None for vote in meeting.votes):
        raise Refused("votes_missing")
    if not meeting.data.conclusion:
        raise Refused("conclusion_needed")


def fraction(raw: object, label: str) -> Fraction:
    """A part of the whole, typed as "2/3" or "0,5"; more than 0, at most 1.

    Raises:
        Invalid: no such fraction.
    """
    text = typed.line(raw, label, 20).replace(" ", "").replace(",", ".")
    try:
        found = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise Invalid("not_fraction", field=label) from None
    if not 0 < found <= 1:
        raise Invalid("not_fraction", field=label)
    return found


def percent(raw: object, label: str) -> str | None:
    """A percentage above 0 and at most 100, as stored; None when nothing was typed.

    Raises:
        Invalid: no such number.
    """
    found = typed.number(raw, label, Decimal("0.01"), 100)
    return None if found is None else typed.canonical(found)


def clock_time(raw: object, label: str) -> str:
    """A time of the day as "08:00"; taken are 8:00 · 8h · 8h30 · 8 giờ 30; "" without one.

    Raises:
        Invalid: no such time.
    """
    text = typed.line(raw, label, 20).lower()
    if not text:
        return ""
    found = _CLOCK.fullmatch(text)
    hours = int(found["hours"]) if found else 24
    minutes = int(found["minutes"] or 0) if found else 60
    if hours > 23 or minutes > 59:
        raise Invalid("not_clock", field=label)
    return f"{hours:02}:{minutes:02}"
