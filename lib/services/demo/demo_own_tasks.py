"""What one unit of the demo adds to the plan for itself, by the services people use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any, Final

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.own_tasks import OwnStep
from lib.domain.vietnamese import format_date
from lib.services import clock
from lib.services.acts import new_act
from lib.services.checklist import checklist
from lib.services.demo.demo_awards import Timed, day_at
from lib.services.own_tasks import own_task_acts, own_tasks
from lib.services.own_tasks.own_task_acts import Target, TypedOwnTask
from lib.store.engine.db import Database

_ADDED_AT: Final = 8
_TICKED_AT: Final = 16


def acts(
    db: Database, campaign: Campaign, actors: Mapping[str, Actor], told: Mapping[str, Any]
) -> list[Timed]:
    """All of the file: the head adds and assigns on one morning, staff ticks on later days."""
    head = actors[told["head"]]
    morning, today = day_at(int(told["days_ago"]), _ADDED_AT), clock.today()
    made = []
    for one in told["tasks"]:
        due_on = format_date(today + timedelta(days=one["due_in"]))
        form = TypedOwnTask(one["group"], one["title"], one["note"], due_on, one["assignee"])
        made.append(Timed(morning, partial(_add, db, campaign, head, form)))
        if one["done_by"]:
            who = actors[one["done_by"]]
            when = day_at(-one["due_in"], _TICKED_AT)
            made.append(Timed(when, partial(_tick, db, campaign, who, one["title"])))
    made.append(Timed(morning, partial(_assign, db, campaign, head, told["assignment"])))
    return made


def _add(db: Database, campaign: Campaign, head: Actor, form: TypedOwnTask) -> None:
    own_task_acts.add(db, head, campaign, act_id=new_act(), form=form)


def _tick(db: Database, campaign: Campaign, who: Actor, title: str) -> None:
    found = own_tasks.of_unit(db, who, campaign)
    task = next(one for one in found if one.title == title)
    target = Target(task.own_task_id, task.version)
    own_task_acts.take_step(db, who, campaign, act_id=new_act(), target=target, step=OwnStep.TICK)


def _assign(db: Database, campaign: Campaign, head: Actor, told: Mapping[str, Any]) -> None:
    item = checklist.opened_item(
        db, head, campaign, unit_id=head.unit_id, task_code=told["task"]
    ).item
    own_task_acts.assign(
        db, head, campaign, act_id=new_act(), task_code=told["task"], seen_version=0,
        assignee=told["assignee"], due_on=item.due_on - timedelta(days=told["before_due"]),
    )  # fmt: skip
