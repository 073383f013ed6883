"""Decisions of the agency and of the province: what one says, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from lib.domain.forms import typed
from lib.domain.nomination_workflow import Level, State
from lib.domain.problem_collector import ProblemCollector
from lib.errors import Invalid, Refused

NUMBER_LIMIT = 60

NUMBER = "Số quyết định"
SIGNED_ON = "Ngày ký"
SIGNER = "Người ký"
SIGNER_POSITION = "Chức vụ người ký"
TITLE = "Trích yếu"

LISTED = (State.AWARDED, State.PROVINCE_AWARDED, State.PUBLISHED)
"""The states in which a nomination stands on its decision's list."""


class DecisionState(StrEnum):
    PREPARED = "prepared"
    RELEASED = "released"
    RESCINDED = "rescinded"


class DecisionStep(StrEnum):
    """What the history of a decision tells."""

    PREPARE = "prepare"
    CHANGE = "change"
    RECORD = "record"
    """Of the province's decision, once its paper has come."""
    RELEASE = "release"
    RESCIND = "rescind"
    STRIKE = "strike"
    """One nomination taken off by rescinding it alone."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a signed paper bears."""

    number: str
    signed_on: date
    signer: str
    signer_position: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as stored now; unsigned while it is prepared within the agency."""

    decision_id: UUID
    campaign_id: UUID
    level: Level
    award_code: str
    title: str
    state: DecisionState
    signature: Signature | None = None
    rescind_reason: str | None = None
    released_by_name: str | None = None
    released_at: datetime | None = None
    version: int = 0


def signature(
    *, number: object, signed_on: object, signer: object, signer_position: object, today: date
) -> Signature:
    """What was typed from the signed paper.

    Raises:
        Problems: what is missing or cannot be, as a day to come.
    """
    collector = ProblemCollector()
    found = Signature(
        collector.take("number", lambda: needed(number, NUMBER, NUMBER_LIMIT), ""),
        collector.take("signed_on", lambda: _day(signed_on, today), today),
        collector.take("signer", lambda: needed(signer, SIGNER), ""),
        collector.take("signer_position", lambda: needed(signer_position, SIGNER_POSITION), ""),
    )
    collector.finish()
    return found


def needed(raw: object, label: str, limit: int = typed.SHORT_LIMIT) -> str:
    """One line that must be there.

    Raises:
        Invalid: it is not, or cannot be taken.
    """
    line = typed.line(raw or "", label, limit)
    if not line:
        raise Invalid("required", field=label)
    return line


def require(decision: Decision, *states: DecisionState) -> None:
    """Nothing for a decision in one of these states.

    Raises:
        Refused: it is in another one.
    """
    if decision.state not in states:
        raise Refused("decision_state")


def _day(raw: object, today: date) -> date:
    found = typed.day(raw or "", SIGNED_ON, last=today)
    if found is None:
        raise Invalid("required", field=SIGNED_ON)
    return found
