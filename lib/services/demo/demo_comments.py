"""What the Office and units of the demo have asked each other about items."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.comments import Side
from lib.domain.units import Unit
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.checklist import comment_acts, comments
from lib.services.checklist.comments import Place
from lib.services.demo.demo_awards import Timed, day_at
from lib.store.engine.db import Database

Told = Mapping[str, Any]


def acts(
    db: Database,
    campaign: Campaign,
    actors: Mapping[str, Actor],
    units: Mapping[str, Unit],
    told: Told,
) -> list[Timed]:
    """All of the file; a thread is the first of its item.

    Args:
        units: by their codes.
    """
    return [
        Timed(
            day_at(one["days_ago"], one["hour"]),
            partial(_say, db, campaign, actors[one["who"]], units[thread["unit"]], thread, one),
        )
        for thread in told["threads"]
        for one in thread["comments"]
    ]


def _say(db: Database, campaign: Campaign, who: Actor, unit: Unit, thread: Told, one: Told) -> None:
    task = campaigns.plan(db, campaign).tasks_by_code[thread["task"]]
    side = Side(one["side"])
    said = comments.of_item(db, who, campaign, unit, task.task_id, side=side).threads
    last = said[0].last if said else None
    place = Place(unit.unit_id, task.task_id, side, last.thread_id if last else None)
    if one["text"]:
        comment_acts.say(
            db, who, campaign, act_id=new_act(), place=place, body=one["text"],
            seen=last.comment_id if last else None,
        )  # fmt: skip
    elif last:
        comment_acts.mark_seen(
            db, who, campaign, act_id=new_act(), place=place, seen=last.comment_id
        )
