"""Reports and steps on days gone by, done by the services in the name of the cast."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from lib.domain.campaigns import Campaign
from lib.domain.checklist import Item, Report
from lib.domain.vietnamese import TIMEZONE
from lib.domain.workflow import Step, WorkStatus
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.checklist import checklist, verification
from lib.services.checklist.item_acts import Target
from lib.store.engine.db import Database
from tests import cast
from tests.cast import Person


class Hands:
    """Everyone's hands, on days gone by."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.campaign: Campaign = campaigns.find(db)

    def save(
        self, who: Person, code: str, days_ago: int, status: WorkStatus, **raw: object
    ) -> None:
        """Report on an item of the person's own unit; `raw` is what they typed."""
        with clock.at(_nine(days_ago)):
            actor = cast.actor(self.db, who)
            seen = self.item(who, code).version
            checklist.save_item(
                self.db, actor, self.campaign, act_id=new_act(), unit_id=actor.unit_id,
                task_code=code, seen_version=seen, report=Report(status.value, raw),
            )  # fmt: skip

    def step(
        self,
        who: Person,
        step: Step,
        owner: Person,
        *codes: str,
        days_ago: int,
        reason: str = "",
        due_in: int | None = None,
    ) -> None:
        """Take a step on items of the owner's unit.

        Args:
            due_in: days from today to the new deadline of a return.
        """
        due_on = clock.today() + timedelta(days=due_in) if due_in is not None else None
        with clock.at(_nine(days_ago)):
            verification.take_step(
                self.db, cast.actor(self.db, who), self.campaign, act_id=new_act(), step=step,
                targets=[self._target(owner, code) for code in codes], reason=reason, due_on=due_on,
            )  # fmt: skip

    def item(self, owner: Person, code: str) -> Item:
        """The item of the owner's unit as it is stored now."""
        actor = cast.actor(self.db, owner)
        return checklist.opened_item(
            self.db, actor, self.campaign, unit_id=actor.unit_id, task_code=code
        ).item

    def _target(self, owner: Person, code: str) -> Target:
        item = self.item(owner, code)
        return Target(item.unit_id, item.task_id, item.version)


def _nine(days_ago: int) -> datetime:
    return datetime.combine(clock.today() - timedelta(days=days_ago), time(9), TIMEZONE)
