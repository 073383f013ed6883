"""Opinions and wishes: named or anonymous, their codes, their way to an answer."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain.campaigns import CampaignState
from lib.domain.forms.answered import Answered
from lib.domain.forms.fields import Value
from lib.errors import Refused

TOPIC, TEXT = "chu_de", "noi_dung"
"""The fields of data/forms/opinion.yaml that rules know by their key."""
TURNED_AWAY: Final = frozenset({"khieu_nai", "to_cao"})
"""Topics that the law has a way of its own for; they lead there and are never sent."""
SMALLEST_GROUP: Final = 5
"""Groups of fewer are never broken out."""
MOST_A_DAY: Final = SMALLEST_GROUP - 1
"""So many anonymous opinions one person may send a day: nobody makes up a group alone in one."""
LABEL_LIMIT: Final = 120
ABOUT_LIMIT: Final = 500
ANSWER_LIMIT: Final = 5000
TO_LIMIT: Final = 250
REASON_LIMIT: Final = 1000
ADDRESS_LIMIT: Final = 1000

_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH: Final = 20
_GROUP: Final = 5


class State(StrEnum):
    RECEIVED = "received"
    ANSWERED = "answered"
    FORWARDED = "forwarded"
    CLOSED = "closed"


class Step(StrEnum):
    ANSWER = "answer"
    FORWARD = "forward"
    CLOSE = "close"
    REOPEN = "reopen"


STEPS: Final[Mapping[tuple[State, Step], State]] = {
    (State.RECEIVED, Step.ANSWER): State.ANSWERED,
    (State.FORWARDED, Step.ANSWER): State.ANSWERED,
    # An answer is put right by another one.
    (State.ANSWERED, Step.ANSWER): State.ANSWERED,
    (State.RECEIVED, Step.FORWARD): State.FORWARDED,
    (State.FORWARDED, Step.FORWARD): State.FORWARDED,
    (State.ANSWERED, Step.FORWARD): State.FORWARDED,
    (State.RECEIVED, Step.CLOSE): State.CLOSED,
    (State.FORWARDED, Step.CLOSE): State.CLOSED,
    (State.ANSWERED, Step.CLOSE): State.CLOSED,
    (State.CLOSED, Step.REOPEN): State.RECEIVED,
}


@dataclass(frozen=True, slots=True)
class Rules:
    """What a campaign says of opinions.

    Attributes:
        complaints_to: where complaints and denunciations go; "" until the Office has said it.
        version: 0 while the Office has said nothing.
    """

    takes_anonymous: bool = True
    complaints_to: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Author:
    """Who sent a named opinion, and when."""

    account_id: UUID
    full_name: str
    unit_id: UUID
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion as it is stored.

    Attributes:
        received_on: the day; of an anonymous one that of its batch.
        author: None for an anonymous one, of whom nothing is known.
        label: the Office's name of the group it belongs to; "" for none.
        form_version: of a named one, in which its author was asked.
        told: what a named one says to the Office's own questions, where that has been read.
        public_about: what the public answer is about, in the Office's words; "" for one that its
            author alone reads.
    """

    opinion_id: UUID
    answers: Mapping[str, Value]
    received_on: date
    author: Author | None
    state: State = State.RECEIVED
    label: str = ""
    answer: str = ""
    public_about: str = ""
    answered_on: date | None = None
    forwarded_to: str = ""
    forwarded_on: date | None = None
    closed_reason: str = ""
    version: int = 1
    form_version: int = 0
    told: tuple[Answered, ...] = ()

    @property
    def topic(self) -> str:
        return str(self.answers[TOPIC])

    @property
    def text(self) -> str:
        return str(self.answers[TEXT])


@dataclass(frozen=True, slots=True)
class Sealed:
    """An anonymous opinion before it is written: all that is ever kept of it.

    Attributes:
        sent_on: the day, and the Monday of its week once it is past, so that nothing waits too
            long; it is not written on.
    """

    campaign_id: UUID
    code_hash: str
    form_version: int
    answers: Mapping[str, Value]
    sent_on: date


def check_open(state: CampaignState) -> None:
    """Nothing while opinions are taken.

    Raises:
        Refused: the campaign does not run.
    """
    if state != CampaignState.RUNNING:
        raise Refused("not_running")


def check_handled(state: CampaignState) -> None:
    """Nothing where the Office may work on what has come, which it may after the end too.

    Raises:
        Refused: the campaign has not begun.
    """
    if state == CampaignState.PREPARING:
        raise Refused("not_running")


def stepped(before: Opinion, step: Step) -> Opinion:
    """The opinion in the state after the step.

    Raises:
        Refused: it cannot be taken in its state.
    """
    target = STEPS.get((before.state, step))
    if target is None:
        raise Refused("opinion_state")
    return replace(before, state=target)


def check_person(one: Opinion, account_id: UUID) -> None:
    """Nothing for an opinion that somebody else sent, as far as anybody can know.

    Raises:
        Refused: it is the person's own.
    """
    if one.author is not None and one.author.account_id == account_id:
        raise Refused("own_opinion")


def check_rules(state: CampaignState, before: Rules, after: Rules) -> None:
    """Nothing where the rules may become those.

    Raises:
        Refused: anonymity is taken away from a campaign that has begun. Whether somebody has used
            it yet must not be told by a refusal either.
    """
    if state != CampaignState.PREPARING and before.takes_anonymous and not after.takes_anonymous:
        raise Refused("anonymity_kept")


def due(waiting: Sequence[Sealed], today: date) -> list[Sealed]:
    """Those of one campaign that are to be written today; all of days past or none.

    None of today's, so that nothing changes in the hours in which somebody sends. Fewer than five
    wait until a new week has begun: a wait counted from each sending would tell its day.
    """
    past = [one for one in waiting if one.sent_on < today]
    is_late = any(_week(one.sent_on) < _week(today) for one in past)
    return past if len(past) >= SMALLEST_GROUP or is_late else []


def aged(one: Sealed, today: date) -> Sealed:
    """The same, which tells its week alone once its day is past."""
    return replace(one, sent_on=_week(one.sent_on)) if one.sent_on < today else one


def _week(day: date) -> date:
    """Its Monday."""
    return day - timedelta(days=day.weekday())


def new_code() -> str:
    """A code that nothing can be worked out from: 98 random bits, in groups of five letters."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _CODE_LENGTH, _GROUP))


def code_hash(typed: object) -> str:
    """What a code is stored as; whatever is typed gives one, that of another code for nonsense."""
    kept = "".join(letter for letter in str(typed).upper()[:200] if letter in _LETTERS)
    return hashlib.sha256(f"tdkt-opinion-1:{kept}".encode()).hexdigest()
