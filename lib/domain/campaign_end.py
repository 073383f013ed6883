"""The end of a campaign: one table of its steps, and what may still be open before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain.access import Action, Actor, Role
from lib.domain.campaigns import CampaignState
from lib.errors import Refused


class Step(StrEnum):
    START = "start"
    CLOSE = "close"
    ASK_REOPEN = "ask_reopen"
    REOPEN = "reopen"
    """By a second person, of the other side."""
    DROP_REOPEN = "drop_reopen"
    """Taken back by who asked, or declined by the other side."""


class Point(StrEnum):
    """What may still be open."""

    SENT = "sent"
    RECEIVED = "received"
    RETURNED = "returned"
    SILENT_UNITS = "silent_units"
    """Units that have completed none of what they must."""
    INCOMPLETE = "incomplete"
    NOMINATIONS = "nominations"
    MEETINGS = "meetings"
    DECISIONS = "decisions"
    """Prepared, without number and day."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table.

    Attributes:
        needs_note: a reason must be given; closing needs one where points are open.
        needs_asked: a reopening must have been asked for; False: must not; None: either.
    """

    target: CampaignState
    action: Action
    needs_note: bool = False
    needs_asked: bool | None = None


TRANSITIONS: Final[Mapping[tuple[CampaignState, Step], Transition]] = {
    (CampaignState.PREPARING, Step.START): Transition(CampaignState.RUNNING, Action.CAMPAIGN_CLOSE),
    (CampaignState.RUNNING, Step.CLOSE): Transition(CampaignState.CLOSED, Action.CAMPAIGN_CLOSE),
    (CampaignState.CLOSED, Step.ASK_REOPEN): Transition(
        CampaignState.CLOSED, Action.CAMPAIGN_REOPEN, needs_note=True, needs_asked=False
    ),
    (CampaignState.CLOSED, Step.REOPEN): Transition(
        CampaignState.RUNNING, Action.CAMPAIGN_REOPEN, needs_asked=True
    ),
    (CampaignState.CLOSED, Step.DROP_REOPEN): Transition(
        CampaignState.CLOSED, Action.CAMPAIGN_REOPEN, needs_asked=True
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A reopening that waits for the second person.

    Attributes:
        side: in which role it was asked for, the Office's or a leader's.
    """

    account_id: UUID
    full_name: str
    side: Role
    note: str
    asked_at: datetime

    @property
    def other_side(self) -> Role:
        """Whose confirmation is waited for."""
        return Role.LEADER if self.side == Role.OFFICE else Role.OFFICE


def row_of(state: CampaignState, step: Step, asked: Asked | None) -> Transition:
    """The row for a step from a state.

    Raises:
        Refused: `campaign_state`, or `reopen_asked` and `reopen_not_asked`.
    """
    row = TRANSITIONS.get((state, step))
    if row is None:
        raise Refused("campaign_state")
    if row.needs_asked is not None and row.needs_asked != (asked is not None):
        raise Refused("reopen_asked" if asked else "reopen_not_asked")
    return row


def side_of(actor: Actor) -> Role:
    """As which of the two the actor asks; who is both asks for the Office."""
    return Role.OFFICE if Role.OFFICE in actor.roles else Role.LEADER


def may_confirm(asked: Asked, actor: Actor) -> bool:
    """Whether the actor is a second person, of the side that has not asked."""
    return actor.account_id != asked.account_id and asked.other_side in actor.roles
