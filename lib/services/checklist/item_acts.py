"""What acts on items share: what they are about, at the version that the person saw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lib.domain.campaigns import Campaign, Task
from lib.domain.checklist import Item
from lib.domain.units import Unit
from lib.errors import Conflict, NotFound
from lib.services.acts import Act
from lib.services.campaigns import campaigns
from lib.store import checklist as store
from lib.store import item_drafts
from lib.store import units as units_store
from lib.store.engine.db import Database, Reader


@dataclass(frozen=True, slots=True)
class Target:
    """An item that a step is taken on, at the version the person saw."""

    unit_id: UUID
    task_id: UUID
    seen_version: int


def seen(tx: Reader, target: Target) -> Item:
    """The item, if it still has the version that was seen."""
    found = item(tx, target.unit_id, target.task_id)
    if found.version != target.seen_version:
        raise Conflict("changed")
    return found


def item(tx: Reader, unit_id: UUID, task_id: UUID) -> Item:
    found = store.item(tx, unit_id, task_id)
    if found is None:
        raise NotFound("item")
    return found


def unit(tx: Reader, unit_id: UUID, on: date) -> Unit:
    found = units_store.unit(tx, unit_id, on)
    if found is None:
        raise NotFound("unit")
    return found


def task(db: Database, campaign: Campaign, code: str) -> Task:
    found = campaigns.plan(db, campaign).tasks_by_code.get(code)
    if found is None:
        raise NotFound("task")
    return found


def save(act: Act, task: Task, saved: Item, *, has_draft: bool) -> None:
    """Store a report over the version it was read at, drop the actor's draft of it, tell of it.

    Raises:
        Conflict: the item has another version by now.
    """
    store.save_item(
        act.tx, saved, campaign_id=act.campaign.campaign_id, form_version=task.form.version,
        author=act.author,
    )  # fmt: skip
    if has_draft:
        item_drafts.drop_draft(act.tx, act.actor.account_id, saved.unit_id, task.task_id)
    told = {"version": saved.version + 1, "status": saved.status.value}
    act.tell("item.save", task.code, told)
