"""A loaded campaign with the cast, and short ways to assess units and to take steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.evaluations import Evaluation, Side, State, Step
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns.evaluation_questions import LABEL, REASON
from lib.services.evaluation import (
    evaluation_edits,
    evaluation_list,
    evaluation_steps,
    evaluations,
)
from lib.services.evaluation.evaluation_acts import Target
from lib.services.evaluation.evaluation_forms import ANSWER
from lib.services.evaluation.evaluation_list import Filter
from lib.services.evaluation.evaluation_steps import Judged
from lib.services.evaluation.ranking import GroupRanking
from lib.store import evaluations as store
from lib.store import units as units_store
from lib.store.engine.db import Database
from tests import cast, small_campaign
from tests.cast import HUNG, LAN, MAI, SON, Person

NOW = datetime(2021, 5, 25, 3, tzinfo=UTC)
NEW_DUE = date(2021, 5, 28)
GOOD, FAIR, POOR = "hoan_thanh_tot", "hoan_thanh", "chua_hoan_thanh"
WHY = "Kết quả trong đợt thi đua"


@dataclass
class Scene:
    db: Database
    campaign: Campaign
    actors: dict[str, Actor] = field(default_factory=dict)

    def who(self, person: Person) -> Actor:
        """The person signed in, once per scene."""
        if person.username not in self.actors:
            self.actors[person.username] = cast.actor(self.db, person)
        return self.actors[person.username]

    def unit(self, code: str = LAN.unit) -> UUID:
        found = self.db.read(lambda tx: units_store.units(tx, NOW.date()))
        return next(one.unit_id for one in found if one.code == code)

    def stored(self, code: str = LAN.unit) -> Evaluation:
        unit_id = self.unit(code)
        return self.db.read(lambda tx: store.evaluation(tx, self.campaign.campaign_id, unit_id))

    def target(self, code: str = LAN.unit) -> Target:
        return Target(self.unit(code), self.stored(code).version)

    def save(self, person=LAN, label=FAIR, reason=WHY, *, seen=None, act=None, points=()):
        seen = self.stored(person.unit).version if seen is None else seen
        with clock.at(NOW):
            return evaluation_edits.save_own(
                self.db, self.who(person), self.campaign, act_id=act or new_act(),
                seen_version=seen, raw={LABEL: label, REASON: reason, **dict(points)},
            )  # fmt: skip

    def answer(self, person=LAN, words="Đơn vị nhất trí", *, seen=None):
        seen = self.stored(person.unit).version if seen is None else seen
        with clock.at(NOW):
            return evaluation_edits.save_answer(
                self.db, self.who(person), self.campaign, act_id=new_act(), seen_version=seen,
                raw={ANSWER: words},
            )  # fmt: skip

    def think(
        self, person, label=FAIR, reason="", *, code=LAN.unit, side=Side.OFFICE, seen=0, points=()
    ):
        with clock.at(NOW):
            return evaluation_edits.save_opinion(
                self.db, self.who(person), self.campaign, act_id=new_act(),
                unit_id=self.unit(code), side=side, seen_version=seen,
                raw={LABEL: label, REASON: reason, **dict(points)},
            )  # fmt: skip

    def step(self, person, step, *, code=LAN.unit, target=None, note=WHY, due_on=NEW_DUE, act=None):
        with clock.at(NOW):
            return evaluation_steps.take_step(
                self.db, self.who(person), self.campaign, act_id=act or new_act(), step=step,
                targets=[target or self.target(code)], note=note, due_on=due_on,
            )  # fmt: skip

    def judge(
        self,
        person,
        step,
        label=FAIR,
        reason="",
        *,
        code=LAN.unit,
        target=None,
        act=None,
        scores=None,
    ):
        with clock.at(NOW):
            return evaluation_steps.judge(
                self.db, self.who(person), self.campaign, act_id=act or new_act(), step=step,
                judged=[Judged(target or self.target(code), label, reason, scores)],
            )  # fmt: skip

    def bring(self, state: State, *, by: Person = HUNG) -> None:
        """The unit of Lan up to a state, by those whose work it is."""
        if state == State.NONE:
            return
        self.save(by)
        self.step(by, Step.SEND)
        if state == State.RETURNED:
            self.step(MAI, Step.RETURN)
        if state in (State.PROPOSED, State.CONCLUDED, State.ANSWERED):
            self.judge(MAI, Step.PROPOSE)
        if state in (State.CONCLUDED, State.ANSWERED):
            self.judge(SON, Step.CONCLUDE)
        if state == State.ANSWERED:
            self.answer(by)
            self.step(by, Step.ANSWER)

    def listed(self, person: Person, asked: Filter | None = None) -> evaluation_list.Listed:
        with clock.at(NOW):
            return evaluation_list.listed(
                self.db, self.who(person), self.campaign, asked or Filter()
            )

    def rankings(self, person: Person) -> Sequence[GroupRanking]:
        with clock.at(NOW):
            return evaluation_list.rankings(self.db, self.who(person), self.campaign)

    def desk(self, person: Person, code: str = LAN.unit) -> evaluations.Desk:
        with clock.at(NOW):
            return evaluations.desk(self.db, self.who(person), self.campaign, self.unit(code))

    def own(self, person: Person) -> evaluations.OwnEvaluation:
        with clock.at(NOW):
            return evaluations.own(self.db, self.who(person), self.campaign)


def make_scene(db: Database) -> Scene:
    cast.make_cast(db)
    small_campaign.load(db)
    return Scene(db, small_campaign.stored(db))
