"""The way of an item from the unit's report to the Office's verification: one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lib.domain.access import Action
from lib.errors import Refused


class WorkStatus(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NIL = "nil"


class Verification(StrEnum):
    NOT_SENT = "not_sent"
    SENT = "sent"
    RECEIVED = "received"
    VERIFIED = "verified"
    RETURNED = "returned"


class Step(StrEnum):
    SAVE = "save"
    SEND = "send"
    RECALL = "recall"
    RECEIVE = "receive"
    VERIFY = "verify"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table.

    Attributes:
        action: the right that the step needs on the item's unit.
        needs_ready: only a complete report may take the step.
        needs_note: a reason and a new deadline must be given.
        bars_author: whoever saved or sent the report may not take the step.
    """

    target: Verification
    action: Action
    needs_ready: bool = False
    needs_note: bool = False
    bars_author: bool = False


_SAVE = Action.ITEM_SAVE
_RETURN = Transition(Verification.RETURNED, Action.ITEM_RETURN, needs_note=True, bars_author=True)

TRANSITIONS: Mapping[tuple[Verification, Step], Transition] = {
    (Verification.NOT_SENT, Step.SAVE): Transition(Verification.NOT_SENT, _SAVE),
    (Verification.NOT_SENT, Step.SEND): Transition(
        Verification.SENT, Action.ITEM_SEND, needs_ready=True
    ),
    (Verification.SENT, Step.RECALL): Transition(Verification.NOT_SENT, Action.ITEM_RECALL),
    (Verification.SENT, Step.RECEIVE): Transition(
        Verification.RECEIVED, Action.ITEM_RECEIVE, bars_author=True
    ),
    (Verification.SENT, Step.RETURN): _RETURN,
    (Verification.RECEIVED, Step.VERIFY): Transition(
        Verification.VERIFIED, Action.ITEM_VERIFY, bars_author=True
    ),
    (Verification.RECEIVED, Step.RETURN): _RETURN,
    (Verification.VERIFIED, Step.RETURN): _RETURN,
    (Verification.RETURNED, Step.SAVE): Transition(Verification.RETURNED, _SAVE),
    (Verification.RETURNED, Step.SEND): Transition(
        Verification.SENT, Action.ITEM_SEND, needs_ready=True
    ),
}


def transition(state: Verification, step: Step) -> Transition:
    """The row for a step from a state.

    Raises:
        Refused: `locked` when saving what was sent, else `wrong_state`.
    """
    row = TRANSITIONS.get((state, step))
    if row is None:
        raise Refused("locked" if step == Step.SAVE else "wrong_state", state=state.value)
    return row


def steps_from(state: Verification) -> list[Step]:
    """The steps that the table allows from a state, in its own order."""
    return [step for (source, step) in TRANSITIONS if source == state]


def action_of(step: Step) -> Action:
    """The right that a step needs, which is the same from every state."""
    return next(row.action for (_, taken), row in TRANSITIONS.items() if taken == step)


def is_overdue(status: WorkStatus, verification: Verification, due_on: date, today: date) -> bool:
    """Not complete, and the due day is over."""
    return due_on < today and (
        status not in (WorkStatus.DONE, WorkStatus.NIL) or verification == Verification.RETURNED
    )


def is_answered(status: WorkStatus, *, nil_allowed: bool) -> bool:
    """Whether the unit says that nothing remains to be done."""
    return status == WorkStatus.DONE or (status == WorkStatus.NIL and nil_allowed)
