"""Notices of false information: what was seen and where, sent on to whom; no names of persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain.campaigns import CampaignState
from lib.domain.forms.fields import Value
from lib.errors import Refused

SOURCE, LINK, CONTENT = "nguon", "duong_dan", "noi_dung"
"""The fields of data/forms/false-information.yaml that rules know by their key."""
TO_LIMIT: Final = 250
REASON_LIMIT: Final = 1000


class State(StrEnum):
    RECEIVED = "received"
    FORWARDED = "forwarded"
    CLOSED = "closed"


class Step(StrEnum):
    FORWARD = "forward"
    CLOSE = "close"
    REOPEN = "reopen"


STEPS: Final[Mapping[tuple[State, Step], State]] = {
    (State.RECEIVED, Step.FORWARD): State.FORWARDED,
    # To another office too, or a wrong name put right.
    (State.FORWARDED, Step.FORWARD): State.FORWARDED,
    (State.RECEIVED, Step.CLOSE): State.CLOSED,
    (State.FORWARDED, Step.CLOSE): State.CLOSED,
    (State.CLOSED, Step.REOPEN): State.RECEIVED,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A screenshot on disk; its name is ours, since people's names stand in those of files."""

    sha256: str
    file_name: str
    size_bytes: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice.

    Attributes:
        number: in its campaign, from 1.
        sent_by: who of the unit sent it; their name is shown nowhere.
        forwarded_to, forwarded_on: "" and None until the Office has sent it on.
    """

    notice_id: UUID
    number: int
    unit_id: UUID
    answers: Mapping[str, Value]
    received_on: date
    sent_by: UUID
    picture: Picture | None = None
    state: State = State.RECEIVED
    forwarded_to: str = ""
    forwarded_on: date | None = None
    closed_reason: str = ""
    version: int = 1


def check_open(state: CampaignState) -> None:
    """Nothing while units send notices.

    Raises:
        Refused: the campaign does not run.
    """
    if state != CampaignState.RUNNING:
        raise Refused("not_running")


def stepped(before: Notice, step: Step) -> Notice:
    """The notice in the state after the step.

    Raises:
        Refused: it cannot be taken in its state.
    """
    target = STEPS.get((before.state, step))
    if target is None:
        raise Refused("notice_state")
    return replace(before, state=target)


def check_person(one: Notice, account_id: UUID) -> None:
    """Nothing for a notice that somebody else sent.

    Raises:
        Refused: it is the person's own.
    """
    if one.sent_by == account_id:
        raise Refused("own_notice")
