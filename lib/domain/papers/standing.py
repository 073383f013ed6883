"""Which of its papers a case belongs into, and why not into the others.

Source: Decree 30/2020, and the order of an award: meeting, letter, decision, release.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lib.domain.nomination_workflow import State


class Left(StrEnum):
    """Why a case is not in every paper of its pack."""

    RETURNED = "returned"
    NOT_CHECKED = "not_checked"
    NOT_TABLED = "not_tabled"
    OTHER_MEETING = "other_meeting"
    NO_RESULT = "no_result"
    VOTED_DOWN = "voted_down"
    DECLINED = "declined"
    NOT_DECIDED = "not_decided"
    RELEASED = "released"
    RESCINDED = "rescinded"


class Seat(StrEnum):
    """Where a case stands as to the meeting that papers are made of."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    """Before another meeting, or before none."""
    NO_MEETING = "no_meeting"
    """No meeting was chosen."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A case that some paper of the pack does not name."""

    name: str
    reason: Left


@dataclass(frozen=True, slots=True)
class Standing:
    """Which papers name a case.

    Attributes:
        is_tabled: the minutes of the meeting.
        is_proposed: the list, the letters and the achievement reports.
        is_decided: the decision.
        left: why it is not in all of them.
    """

    is_tabled: bool = True
    is_proposed: bool = True
    is_decided: bool = True
    left: Left | None = None

    @property
    def is_named(self) -> bool:
        """Whether any paper names it."""
        return self.is_tabled or self.is_proposed or self.is_decided


IN_ALL: Final = Standing()

_OVER: Final[Mapping[State, Left]] = {
    State.DRAFT: Left.RETURNED,
    State.SENT: Left.RETURNED,
    State.RETURNED: Left.RETURNED,
    State.NOT_APPROVED: Left.DECLINED,
    State.PROVINCE_REFUSED: Left.DECLINED,
    State.PROVINCE_AWARDED: Left.RELEASED,
    State.PUBLISHED: Left.RELEASED,
    State.WITHDRAWN: Left.RESCINDED,
    State.RESCINDED: Left.RESCINDED,
}
"""The states in which a case is at most told of in the minutes."""
_WITHOUT_DECISION: Final = frozenset({State.PROPOSED})
"""The province decides; the agency's papers end with its letter."""


def of_agency(
    state: State, seat: Seat, *, is_held: bool = False, has_passed: bool | None = None
) -> Standing:
    """Where a case stands in the agency's papers.

    Args:
        is_held: whether the meeting has voted.
        has_passed: what its vote says; None while the case has no result.
    """
    is_here = seat == Seat.HERE
    if state in _OVER:
        return _in_minutes(is_here, _OVER[state])
    if state == State.AWARDED and (is_here or seat == Seat.NO_MEETING):
        return Standing(is_here, is_here and has_passed is not False)
    if state in (State.RECEIVED, State.CHECKED):
        reason = Left.NOT_TABLED if state == State.CHECKED else Left.NOT_CHECKED
        return _in_minutes(is_here, reason)
    if not is_here:
        return _in_minutes(is_here, Left.OTHER_MEETING)
    if has_passed is None and is_held:
        return _in_minutes(is_here, Left.NO_RESULT)
    if has_passed is False:
        return _in_minutes(is_here, Left.VOTED_DOWN)
    ends_here = state in _WITHOUT_DECISION or not is_held
    return Standing(is_decided=False, left=None if ends_here else Left.NOT_DECIDED)


def of_unit(state: State) -> Standing:
    """Where a case stands in the papers that its unit prints: all that it still asks for."""
    left = _OVER.get(state, Left.RELEASED if state == State.AWARDED else None)
    if left is None or left == Left.RETURNED:
        return IN_ALL
    return Standing(is_tabled=False, is_proposed=False, is_decided=False, left=left)


def _in_minutes(is_tabled: bool, left: Left) -> Standing:
    return Standing(is_tabled, is_proposed=False, is_decided=False, left=left)
