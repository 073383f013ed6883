"""What every act on items shares: its place in the queue, its record, and being done once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from lib.domain import checklist
from lib.domain.access import Actor
from lib.domain.audit import AuditEvent
from lib.domain.campaigns import Campaign, Task
from lib.domain.checklist import Item
from lib.domain.units import Unit
from lib.domain.workflow import Step
from lib.errors import Conflict, Duplicate, NotFound, Refused
from lib.services import campaigns
from lib.store import audit
from lib.store import checklist as store
from lib.store import units as units_store
from lib.store.checklist import Author
from lib.store.db import Database, Reader, Writer
from lib.store.ids import new_id

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Target:
    """An item that a step is taken on, at the version the person saw."""

    unit_id: UUID
    task_id: UUID
    seen_version: int


def new_act() -> UUID:
    """The idempotency key of one act to come: made when its button is drawn."""
    return new_id()


def begin(tx: Writer, actor: Actor, campaign: Campaign, now: datetime) -> Author:
    """The author at the campaign's new revision; the campaign must take reports."""
    revision, state = campaigns.begin_write(tx, campaign.campaign_id, now)
    checklist.check_open(state)
    return Author(actor.account_id, now, revision)


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


def record(
    tx: Writer,
    actor: Actor,
    campaign: Campaign,
    author: Author,
    act_id: UUID,
    step: Step,
    subject: str,
    detail: Mapping[str, object],
) -> None:
    """Append the act to the audit log."""
    audit.record(
        tx,
        AuditEvent(
            act_id=act_id,
            event=f"item.{step.value}",
            happened_at=author.done_at,
            account_id=actor.account_id,
            actor_name=actor.full_name,
            subject=subject,
            campaign_id=campaign.campaign_id,
            revision=author.revision,
            detail=detail,
        ),
    )


def once(db: Database, act_id: UUID, act: Callable[[], T], done: T) -> T:
    """What the act returns; `done` when this very act was carried out before."""
    try:
        return act()
    except (Conflict, Duplicate, Refused):
        # A second click finds the version moved or the state changed by the first.
        if db.read(lambda tx: audit.is_recorded(tx, act_id)):
            return done
        raise
