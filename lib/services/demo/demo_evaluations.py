"""Evaluations of the demo, some units at each step, by the services people use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.evaluations import Side, State, Step
from lib.services import clock
from lib.services.campaigns.evaluation_questions import LABEL, REASON
from lib.services.demo.demo_awards import Timed, day_at
from lib.services.evaluation import evaluation_edits, evaluation_steps
from lib.services.evaluation.evaluation_acts import Target
from lib.services.evaluation.evaluation_forms import ANSWER
from lib.services.evaluation.evaluation_steps import Judged
from lib.store import evaluations as store
from lib.store.engine.db import Database
from lib.store.engine.ids import new_id

_WAY: Final = (State.NONE, State.SENT, State.PROPOSED, State.CONCLUDED, State.ANSWERED)
_RETURN_DAYS: Final = 5


@dataclass(frozen=True, slots=True)
class EvaluationStory:
    """One unit of data/demo/evaluations.yaml.

    Attributes:
        opinion: what somebody of the Office thinks before the proposal.
        why: the reason of that, of the proposal or of the return.
    """

    unit: str
    to: str
    days_ago: int
    own: str
    reason: str
    proposed: str = ""
    opinion: str = ""
    why: str = ""
    answer: str = ""

    def reaches(self, state: State) -> bool:
        """Whether the unit passes through the state."""
        last = State(self.to)
        return _WAY.index(state) <= _WAY.index(State.SENT if last == State.RETURNED else last)


@dataclass(frozen=True, slots=True)
class Evaluations:
    """Tells what happens to the evaluations.

    Attributes:
        heads: of each unit, by unit code.
        desk: somebody of the Office who sends nothing for the Office's own unit.
    """

    db: Database
    campaign: Campaign
    heads: Mapping[str, Actor]
    desk: Actor
    leader: Actor

    def acts(self, data: Mapping[str, Any]) -> list[Timed]:
        """All of the file, each act with its instant."""
        told: Sequence[EvaluationStory] = [EvaluationStory(**one) for one in data["evaluations"]]
        return [act for one in told for act in self._of(one)]

    def _of(self, one: EvaluationStory) -> Iterator[Timed]:
        day = one.days_ago
        yield Timed(day_at(day, 8), lambda: self._own(one))
        if one.reaches(State.SENT):
            yield Timed(day_at(day, 10), lambda: self._step(one, Step.SEND, self._head(one)))
        if one.to == State.RETURNED:
            yield Timed(day_at(day, 14), lambda: self._step(one, Step.RETURN, self.desk))
        if one.opinion:
            yield Timed(day_at(day, 14), lambda: self._opinion(one))
        if one.reaches(State.PROPOSED):
            label, why = one.proposed or one.own, one.why
            yield Timed(day_at(day, 15), lambda: self._judge(one, Step.PROPOSE, label, why))
        if one.reaches(State.CONCLUDED):
            label = one.proposed or one.own
            yield Timed(day_at(day - 1, 9), lambda: self._judge(one, Step.CONCLUDE, label, ""))
        if one.reaches(State.ANSWERED):
            yield Timed(day_at(day - 1, 14), lambda: self._answer(one))
            yield Timed(day_at(day - 1, 15), lambda: self._step(one, Step.ANSWER, self._head(one)))

    def _head(self, one: EvaluationStory) -> Actor:
        return self.heads[one.unit]

    def _target(self, one: EvaluationStory) -> Target:
        unit_id = self._head(one).unit_id
        found = self.db.read(lambda tx: store.evaluation(tx, self.campaign.campaign_id, unit_id))
        return Target(unit_id, found.version)

    def _own(self, one: EvaluationStory) -> None:
        evaluation_edits.save_own(
            self.db, self._head(one), self.campaign, act_id=new_id(), seen_version=0,
            raw={LABEL: one.own, REASON: one.reason},
        )  # fmt: skip

    def _answer(self, one: EvaluationStory) -> None:
        evaluation_edits.save_answer(
            self.db, self._head(one), self.campaign, act_id=new_id(),
            seen_version=self._target(one).seen_version, raw={ANSWER: one.answer},
        )  # fmt: skip

    def _opinion(self, one: EvaluationStory) -> None:
        evaluation_edits.save_opinion(
            self.db, self.desk, self.campaign, act_id=new_id(), unit_id=self._head(one).unit_id,
            side=Side.OFFICE, seen_version=0, raw={LABEL: one.opinion, REASON: one.why},
        )  # fmt: skip

    def _step(self, one: EvaluationStory, step: Step, who: Actor) -> None:
        is_return = step == Step.RETURN
        evaluation_steps.take_step(
            self.db, who, self.campaign, act_id=new_id(), step=step, targets=[self._target(one)],
            note=one.why if is_return else "",
            due_on=clock.today() + timedelta(days=_RETURN_DAYS) if is_return else None,
        )  # fmt: skip

    def _judge(self, one: EvaluationStory, step: Step, label: str, why: str) -> None:
        who = self.desk if step == Step.PROPOSE else self.leader
        evaluation_steps.judge(
            self.db, who, self.campaign, act_id=new_id(), step=step,
            judged=[Judged(self._target(one), label, why)],
        )  # fmt: skip
