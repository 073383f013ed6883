"""A loaded campaign, and short ways to a unit's own tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign, CampaignState
from lib.domain.own_tasks import Assignment, OwnStep, OwnTask
from lib.services import clock
from lib.services.acts import new_act
from lib.services.own_tasks import own_task_acts, own_tasks
from lib.services.own_tasks.own_task_acts import Target, TypedOwnTask
from lib.store.engine.db import Database
from tests import small_campaign
from tests.cast import HUNG, Person
from tests.services.nominations import nomination_scene

NOW = datetime(2021, 3, 20, 3, tzinfo=UTC)
FORM: Mapping[str, object] = {
    "group": "II.1",
    "title": "Họp tổ chuyên môn",
    "note": "Tại hội trường",
    "due_on": "25/3/2021",
    "assignee": "Hoàng Văn Đức",
}


@dataclass
class Scene:
    db: Database
    campaign: Campaign
    actors: Mapping[str, Actor]

    def who(self, person: Person) -> Actor:
        return self.actors[person.username]

    def add(self, person: Person = HUNG, *, act: UUID | None = None, **changes: object) -> OwnTask:
        """The task that was added last; `changes` are what is typed otherwise."""
        with clock.at(NOW):
            own_task_acts.add(
                self.db, self.who(person), self.campaign, act_id=act or new_act(),
                form=TypedOwnTask(**{**FORM, **changes}),
            )  # fmt: skip
        return self.tasks(person)[-1]

    def change(
        self, person: Person, task: OwnTask, *, seen: int | None = None, **changes: object
    ) -> None:
        with clock.at(NOW):
            own_task_acts.change(
                self.db, self.who(person), self.campaign, act_id=new_act(),
                target=Target(task.own_task_id, seen or task.version),
                form=TypedOwnTask(**{**FORM, **changes}),
            )  # fmt: skip

    def step(
        self, person: Person, task: OwnTask, step: OwnStep, *, act: UUID | None = None
    ) -> None:
        with clock.at(NOW):
            own_task_acts.take_step(
                self.db, self.who(person), self.campaign, act_id=act or new_act(),
                target=Target(task.own_task_id, task.version), step=step,
            )  # fmt: skip

    def assign(
        self,
        person: Person = HUNG,
        *,
        code: str = small_campaign.HELD,
        seen: int = 0,
        assignee: object = "Hoàng Văn Đức",
        due_on: object = "",
    ) -> None:
        with clock.at(NOW):
            own_task_acts.assign(
                self.db, self.who(person), self.campaign, act_id=new_act(), task_code=code,
                seen_version=seen, assignee=assignee, due_on=due_on,
            )  # fmt: skip

    def tasks(self, person: Person = HUNG) -> list[OwnTask]:
        """Those of the person's unit, as they are read."""
        return [*own_tasks.of_unit(self.db, self.who(person), self.campaign)]

    def assignment(
        self, person: Person = HUNG, code: str = small_campaign.HELD
    ) -> Assignment | None:
        actor = self.who(person)
        told = own_tasks.assignments(self.db, actor, self.campaign, actor.unit_id)
        return told.get(small_campaign.task(self.db, code).task_id)

    def put_state(self, state: CampaignState) -> None:
        self.db.write(lambda tx: tx.run("UPDATE campaigns SET state = $1", [state.value]))


def make_scene(db: Database) -> Scene:
    loaded = nomination_scene.make_scene(db)
    return Scene(db, loaded.campaign, loaded.actors)
