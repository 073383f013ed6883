"""Reading what a unit has added to the plan for itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.own_tasks import Assignment, OwnTask
from lib.store import own_tasks as store
from lib.store import persons
from lib.store.engine.db import Database


def of_unit(
    db: Database, actor: Actor, campaign: Campaign, unit_id: UUID | None = None
) -> Sequence[OwnTask]:
    """The unit's own tasks that it has not dropped; the actor's own unit without `unit_id`."""
    wanted = unit_id or actor.unit_id
    access.check(actor, Action.ITEM_VIEW, unit_id=wanted)
    return db.kept(
        ("own tasks", campaign.campaign_id, wanted),
        store.TASKS_OF,
        lambda tx: store.tasks_of_unit(tx, campaign.campaign_id, wanted),
    )


def assignments(
    db: Database, actor: Actor, campaign: Campaign, unit_id: UUID
) -> Mapping[UUID, Assignment]:
    """How the unit goes about the Office's tasks, by task; only those that it has planned."""
    access.check(actor, Action.ITEM_VIEW, unit_id=unit_id)
    return db.kept(
        ("assignments", campaign.campaign_id, unit_id),
        store.ASSIGNMENTS_OF,
        lambda tx: store.assignments(tx, campaign.campaign_id, unit_id),
    )


def choices(db: Database, actor: Actor) -> list[str]:
    """The names that the actor can choose from in their unit, by given name."""
    access.check(actor, Action.OWN_TASK_EDIT, unit_id=actor.unit_id)
    return db.kept(
        ("unit list", actor.unit_id),
        ("accounts", "persons"),
        lambda tx: persons.names_of_unit(tx, actor.unit_id),
    )
