"""The way of a nomination from a unit's draft to the honour board: one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lib.domain.access import Action
from lib.errors import Refused


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    RECEIVED = "received"
    CHECKED = "checked"
    TABLED = "tabled"
    """Put before a council meeting."""
    VOTED = "voted"
    AWARDED = "awarded"
    """By the head of the agency, not yet released."""
    NOT_APPROVED = "not_approved"
    PROPOSED = "proposed"
    """To the province."""
    PROVINCE_AWARDED = "province_awarded"
    PROVINCE_REFUSED = "province_refused"
    PUBLISHED = "published"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    RESCINDED = "rescinded"
    UNDER_REVIEW = "under_review"
    """What a unit is told between the council and the release; never stored."""


class Step(StrEnum):
    SAVE = "save"
    SEND = "send"
    RECALL = "recall"
    WITHDRAW = "withdraw"
    BRING_BACK = "bring_back"
    RECEIVE = "receive"
    CHECK = "check"
    RETURN = "return"
    TABLE = "table"
    UNTABLE = "untable"
    VOTE = "vote"
    AWARD = "award"
    DECLINE = "decline"
    PROPOSE = "propose"
    RECORD_AWARD = "record_award"
    RECORD_REFUSAL = "record_refusal"
    PUBLISH = "publish"
    RESCIND = "rescind"


class Level(StrEnum):
    """Who decides an award."""

    AGENCY = "agency"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table.

    Attributes:
        action: the right that the step needs on the nomination's unit.
        needs_ready: only a nomination with all that its form requires may take the step.
        needs_note: a reason must be given.
        needs_deadline: a new deadline must be given.
        bars_author: whoever is nominated, or drafted, saved or sent it, may not take the step.
        bars_unit: nor whoever belongs to the unit whose collective is nominated.
        level: only awards that are decided there.
    """

    target: State
    action: Action
    needs_ready: bool = False
    needs_note: bool = False
    needs_deadline: bool = False
    bars_author: bool = False
    bars_unit: bool = False
    level: Level | None = None


_SEND = Transition(State.SENT, Action.NOMINATION_SEND, needs_ready=True)
_WITHDRAW = Transition(State.WITHDRAWN, Action.NOMINATION_SEND)
_RETURN = Transition(
    State.RETURNED,
    Action.NOMINATION_RETURN,
    needs_note=True,
    needs_deadline=True,
    bars_author=True,
)
_VOTE = Transition(State.VOTED, Action.COUNCIL_MANAGE, bars_author=True)
_RESCIND = Transition(
    State.RESCINDED, Action.NOMINATION_DECIDE, needs_note=True, bars_author=True, bars_unit=True
)
_PUBLISH = Transition(State.PUBLISHED, Action.DECISION_RELEASE, bars_author=True)

TRANSITIONS: Mapping[tuple[State, Step], Transition] = {
    (State.DRAFT, Step.SAVE): Transition(State.DRAFT, Action.NOMINATION_EDIT),
    (State.DRAFT, Step.SEND): _SEND,
    (State.DRAFT, Step.WITHDRAW): Transition(State.WITHDRAWN, Action.NOMINATION_EDIT),
    (State.RETURNED, Step.SAVE): Transition(State.RETURNED, Action.NOMINATION_EDIT),
    (State.RETURNED, Step.SEND): _SEND,
    (State.RETURNED, Step.WITHDRAW): _WITHDRAW,
    # Asked for by the unit that has withdrawn it; it begins again as the unit's draft.
    (State.WITHDRAWN, Step.BRING_BACK): Transition(State.DRAFT, Action.NOMINATION_RECEIVE),
    (State.SENT, Step.RECALL): Transition(State.DRAFT, Action.NOMINATION_SEND),
    (State.SENT, Step.RECEIVE): Transition(
        State.RECEIVED, Action.NOMINATION_RECEIVE, bars_author=True
    ),
    (State.SENT, Step.RETURN): _RETURN,
    (State.SENT, Step.WITHDRAW): _WITHDRAW,
    (State.RECEIVED, Step.CHECK): Transition(
        State.CHECKED, Action.NOMINATION_CHECK, needs_ready=True, bars_author=True
    ),
    (State.RECEIVED, Step.RETURN): _RETURN,
    (State.RECEIVED, Step.WITHDRAW): _WITHDRAW,
    (State.CHECKED, Step.TABLE): Transition(State.TABLED, Action.COUNCIL_MANAGE, bars_author=True),
    (State.CHECKED, Step.RETURN): _RETURN,
    (State.CHECKED, Step.WITHDRAW): _WITHDRAW,
    (State.TABLED, Step.UNTABLE): Transition(
        State.CHECKED, Action.COUNCIL_MANAGE, bars_author=True
    ),
    (State.TABLED, Step.VOTE): _VOTE,
    (State.TABLED, Step.RETURN): _RETURN,
    # A wrong count is entered anew; after the meeting is closed only with a reason.
    (State.VOTED, Step.VOTE): _VOTE,
    (State.VOTED, Step.AWARD): Transition(
        State.AWARDED,
        Action.NOMINATION_DECIDE,
        bars_author=True,
        bars_unit=True,
        level=Level.AGENCY,
    ),
    (State.VOTED, Step.PROPOSE): Transition(
        State.PROPOSED,
        Action.NOMINATION_DECIDE,
        bars_author=True,
        bars_unit=True,
        level=Level.PROVINCE,
    ),
    (State.VOTED, Step.DECLINE): Transition(
        State.NOT_APPROVED,
        Action.NOMINATION_DECIDE,
        needs_note=True,
        bars_author=True,
        bars_unit=True,
    ),
    (State.VOTED, Step.RETURN): _RETURN,
    (State.AWARDED, Step.PUBLISH): _PUBLISH,
    (State.AWARDED, Step.RESCIND): _RESCIND,
    (State.PROPOSED, Step.RECORD_AWARD): Transition(
        State.PROVINCE_AWARDED, Action.DECISION_RELEASE, bars_author=True
    ),
    (State.PROPOSED, Step.RECORD_REFUSAL): Transition(
        State.PROVINCE_REFUSED, Action.DECISION_RELEASE, needs_note=True, bars_author=True
    ),
    (State.PROVINCE_AWARDED, Step.PUBLISH): _PUBLISH,
    (State.PROVINCE_AWARDED, Step.RESCIND): _RESCIND,
    (State.PUBLISHED, Step.RESCIND): _RESCIND,
}

STORED: frozenset[State] = frozenset(State) - {State.UNDER_REVIEW}

OPEN: frozenset[State] = frozenset(State) - {
    State.NOT_APPROVED, State.PROVINCE_REFUSED, State.WITHDRAWN, State.RESCINDED,
    State.UNDER_REVIEW,
}  # fmt: skip
"""The states in which a second nomination of the same person is worth a warning."""

DECIDED: frozenset[State] = frozenset(
    {State.AWARDED, State.PROPOSED, State.PROVINCE_AWARDED, State.PUBLISHED}
)
"""The states after a leader said yes."""

PAST_VOTE: frozenset[State] = DECIDED | {
    State.VOTED, State.NOT_APPROVED, State.PROVINCE_REFUSED, State.RESCINDED,
}  # fmt: skip
"""The states that only a council's vote leads to."""

QUIET: frozenset[State] = PAST_VOTE - {State.PUBLISHED} | {State.TABLED, State.UNDER_REVIEW}
"""The states that a unit does not learn of until what came of the meeting is released."""

WHILE_RUNNING: frozenset[Step] = frozenset(
    {Step.SAVE, Step.SEND, Step.RECALL, Step.WITHDRAW, Step.BRING_BACK}
)
"""What is done while the campaign takes reports: a unit's own steps, and what leads to them."""


def transition(state: State, step: Step) -> Transition:
    """The row for a step from a state.

    Raises:
        Refused: `nomination_locked` when saving what was sent, else `nomination_state`.
    """
    row = TRANSITIONS.get((state, step))
    if row is None:
        reason = "nomination_locked" if step == Step.SAVE else "nomination_state"
        raise Refused(reason, state=state.value)
    return row


def steps_from(state: State) -> list[Step]:
    """The steps that the table allows from a state, in its own order."""
    return [step for (source, step) in TRANSITIONS if source == state]


def rights_of(step: Step) -> list[Action]:
    """The rights that a step needs, from whichever state it is taken."""
    return list(
        dict.fromkeys(row.action for (_, taken), row in TRANSITIONS.items() if taken == step)
    )


def states_before(step: Step) -> list[State]:
    """The states from which a step can be taken."""
    return [source for (source, taken) in TRANSITIONS if taken == step]
