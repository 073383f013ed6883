"""The evaluation of a unit: what each side says, and one table of the steps between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain.access import Action, Actor
from lib.domain.campaigns import CampaignState
from lib.domain.evaluation_points import Scores
from lib.domain.evaluation_ranking import Figure
from lib.domain.evaluation_rules import Rules
from lib.domain.forms.fields import Value
from lib.domain.forms.typed import paragraphs
from lib.errors import Invalid, Refused

LABEL_KEY, REASON_KEY = "muc", "ly_do"
OURS: Final = frozenset({LABEL_KEY, REASON_KEY})
"""The keys of the questions that every self-assessment asks."""
LABEL: Final = "Mức đánh giá"
REASON: Final = "Lý do"
RETURN_DUE: Final = "Hạn bổ sung"
REASON_LIMIT: Final = 3000


class State(StrEnum):
    NONE = "none"
    """Nothing has been sent; the unit may have saved something."""
    SENT = "sent"
    RETURNED = "returned"
    PROPOSED = "proposed"
    CONCLUDED = "concluded"
    ANSWERED = "answered"


class Step(StrEnum):
    SAVE = "save"
    SEND = "send"
    RECALL = "recall"
    RETURN = "return"
    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    """The Office takes its proposal back."""
    SEND_BACK = "send_back"
    """A leader gives the proposal back to the Office."""
    CONCLUDE = "conclude"
    SAVE_ANSWER = "save_answer"
    ANSWER = "answer"


class Side(StrEnum):
    """Whose assessment it is, besides the unit's own."""

    OFFICE = "office"
    LEADER = "leader"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table.

    Attributes:
        target: NONE stands in the place of SENT where the unit has sent nothing (`target_of`).
        needs_note: a reason must be given.
        needs_deadline: a new day too.
        bars_author: not by who saved or sent what the step judges.
        bars_unit: nor by whoever belongs to the unit.
    """

    target: State
    action: Action
    needs_note: bool = False
    needs_deadline: bool = False
    bars_author: bool = False
    bars_unit: bool = False


_EDIT, _SEND = Action.EVALUATION_EDIT, Action.EVALUATION_SEND
_PROPOSE, _CONCLUDE = Action.EVALUATION_PROPOSE, Action.EVALUATION_CONCLUDE
_PROPOSED = Transition(State.PROPOSED, _PROPOSE, bars_author=True)

TRANSITIONS: Final[Mapping[tuple[State, Step], Transition]] = {
    (State.NONE, Step.SAVE): Transition(State.NONE, _EDIT),
    (State.NONE, Step.SEND): Transition(State.SENT, _SEND),
    (State.NONE, Step.PROPOSE): _PROPOSED,
    (State.RETURNED, Step.SAVE): Transition(State.RETURNED, _EDIT),
    (State.RETURNED, Step.SEND): Transition(State.SENT, _SEND),
    (State.RETURNED, Step.PROPOSE): _PROPOSED,
    (State.SENT, Step.RECALL): Transition(State.NONE, _SEND),
    (State.SENT, Step.RETURN): Transition(
        State.RETURNED, _PROPOSE, needs_note=True, needs_deadline=True, bars_author=True
    ),
    (State.SENT, Step.PROPOSE): _PROPOSED,
    (State.PROPOSED, Step.WITHDRAW): Transition(State.SENT, _PROPOSE, bars_author=True),
    (State.PROPOSED, Step.SEND_BACK): Transition(
        State.SENT, _CONCLUDE, needs_note=True, bars_author=True, bars_unit=True
    ),
    (State.PROPOSED, Step.CONCLUDE): Transition(
        State.CONCLUDED, _CONCLUDE, bars_author=True, bars_unit=True
    ),
    (State.CONCLUDED, Step.SAVE_ANSWER): Transition(State.CONCLUDED, _EDIT),
    (State.CONCLUDED, Step.ANSWER): Transition(State.ANSWERED, _SEND),
}
SEEN_BY_UNIT: Final = frozenset(
    {Step.SAVE, Step.SEND, Step.RECALL, Step.RETURN, Step.CONCLUDE, Step.SAVE_ANSWER, Step.ANSWER}
)
"""What a unit learns of; what becomes of a proposal before the conclusion is no matter of its."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A label that somebody gave, and why.

    Attributes:
        scores: () in a campaign without points.
        answers: to the questions of the Office's own, of a self-assessment.
        form_version: of the form that it was answered with; 0 where that is of no account.
    """

    label: str
    reason: str
    account_id: UUID
    full_name: str
    given_at: datetime
    scores: Scores = ()
    answers: Mapping[str, Value] = field(default_factory=dict)
    form_version: int = 0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What has been said of a unit in a campaign; at version 0 nothing has.

    Attributes:
        own: the unit's, as last saved.
        sent_by, sent_at: who sent it; None while it is not before the Office.
        hint: what the rule said when the proposal was made.
        is_proposed_at_home: by somebody of the unit itself, as where the Office speaks of itself.
        answer: the unit's, as last saved; before the Office once it is ANSWERED.
        figures: what the tie rule looks at, as it was at the conclusion.
        return_reason: why the Office gave it back to the unit, or a leader to the Office.
    """

    campaign_id: UUID
    unit_id: UUID
    state: State = State.NONE
    version: int = 0
    own: Judgement | None = None
    sent_by: UUID | None = None
    sent_at: datetime | None = None
    proposal: Judgement | None = None
    hint: str | None = None
    conclusion: Judgement | None = None
    figures: tuple[Figure, ...] = ()
    answer: str = ""
    answered_by_name: str = ""
    answered_at: datetime | None = None
    return_reason: str | None = None
    due_on: date | None = None
    is_proposed_at_home: bool = False
    changed_at: datetime | None = None

    @property
    def is_sent(self) -> bool:
        """Whether the unit's own assessment is before the Office."""
        return self.sent_at is not None

    @property
    def is_concluded(self) -> bool:
        return self.state in (State.CONCLUDED, State.ANSWERED)

    @property
    def said(self) -> str | None:
        """The label that the unit has sent."""
        return self.own.label if self.own and self.is_sent else None

    def compared(self, step: Step) -> Judgement | None:
        """What a proposal or a conclusion is compared with: what was said before it."""
        if step == Step.CONCLUDE:
            return self.proposal
        return self.own if self.is_sent else None

    def seen_by_unit(self) -> Evaluation:
        """Without what the unit may not know: the proposal, and all that led to it."""
        reason = self.return_reason if self.state == State.RETURNED else None
        return replace(
            self, proposal=None, hint=None, is_proposed_at_home=False, return_reason=reason
        )

    def seen_above(self) -> Evaluation:
        """Without what the unit has only saved."""
        own = self.own if self.is_sent else None
        if self.state == State.ANSWERED:
            return replace(self, own=own)
        return replace(self, own=own, answer="", answered_by_name="", answered_at=None)


def transition(state: State, step: Step) -> Transition:
    """The row for a step from a state.

    Raises:
        Refused: `evaluation_state`.
    """
    row = TRANSITIONS.get((state, step))
    if row is None:
        raise Refused("evaluation_state")
    return row


def rights_of(step: Step) -> Action:
    """The right that a step needs, which is the same from every state."""
    return next(row.action for (_, taken), row in TRANSITIONS.items() if taken == step)


def target_of(row: Transition, evaluation: Evaluation) -> State:
    """Where the step leads: a proposal taken back leaves what was there before it."""
    if row.target == State.SENT and row.action in (_PROPOSE, _CONCLUDE) and not evaluation.is_sent:
        return State.NONE
    return row.target


def check_open(state: CampaignState) -> None:
    """Nothing once the campaign has begun: evaluating is a part of ending it, and goes on then.

    Raises:
        Refused: `not_running`.
    """
    if state == CampaignState.PREPARING:
        raise Refused("not_running")


def check_person(row: Transition, evaluation: Evaluation, actor: Actor) -> None:
    """Nothing for those who do not judge what they wrote, nor their own unit.

    Raises:
        Refused: `own_evaluation`, `own_unit_evaluation`.
    """
    if row.bars_author and actor.account_id in authors(row, evaluation):
        raise Refused("own_evaluation")
    if row.bars_unit and actor.unit_id == evaluation.unit_id:
        raise Refused("own_unit_evaluation")


def authors(row: Transition, evaluation: Evaluation) -> frozenset[UUID]:
    """Who saved or sent what the step judges."""
    judged = [evaluation.own] if evaluation.is_sent else []
    if row.action == _CONCLUDE:
        judged.append(evaluation.proposal)
    found = {one.account_id for one in judged if one is not None}
    return frozenset(found | ({evaluation.sent_by} if evaluation.sent_by else set()))


def side_of(state: State) -> Side:
    """Whose turn it is to assess: the leaders' once the Office has proposed."""
    return Side.LEADER if state == State.PROPOSED else Side.OFFICE


def step_of(side: Side) -> Step:
    """The step that an assessment of that side leads to."""
    return Step.CONCLUDE if side == Side.LEADER else Step.PROPOSE


def clean_reason(reason: object) -> str:
    """A reason as it is stored.

    Raises:
        Invalid: it cannot be taken.
    """
    return paragraphs(reason or "", REASON, REASON_LIMIT)


def clean_label(rules: Rules, label: object) -> str:
    """The code of one of the campaign's labels.

    Raises:
        Invalid: it is none.
    """
    found = rules.label(label) if isinstance(label, str) else None
    if found is None:
        raise Invalid("not_choice", field=LABEL)
    return found.code


def require_reason(reason: str, label: str, compared: str | None) -> None:
    """Nothing where the label is what was said before, or a reason is given.

    Args:
        compared: what the one before said; None where the unit has said nothing.
    Raises:
        Refused: `evaluation_reason`.
    """
    if label != compared and not reason:
        raise Refused("evaluation_reason")
