"""Loading a campaign or units, and reading the plan."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import (
    Campaign,
    CampaignHead,
    CampaignSeed,
    CampaignState,
    ContentGroup,
    Milestone,
    Task,
)
from lib.domain.units import UnitSeed
from lib.domain.vietnamese import local_day
from lib.errors import NotFound
from lib.services.acts import Act, CampaignRevision
from lib.services.campaigns import reloading
from lib.store import campaign_writes as writes
from lib.store import campaigns as store
from lib.store import items, revisions
from lib.store import units as units_store
from lib.store.engine.db import Database, Reader, Writer


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a file did.

    Attributes:
        is_new: False when the same file was loaded before.
        over: what changed of a campaign that was there already.
    """

    code: str
    is_new: bool
    tasks: int = 0
    items: int = 0
    units: int = 0
    over: reloading.Reloaded | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A campaign's fixed parts, shared by all readers of one version."""

    milestones: tuple[Milestone, ...]
    groups: tuple[ContentGroup, ...]
    tasks: tuple[Task, ...]
    tasks_by_code: Mapping[str, Task]
    tasks_by_id: Mapping[UUID, Task]

    @property
    def unit_report(self) -> Task | None:
        """The task that is the unit's own report at the end, where the campaign asks for one."""
        return next((task for task in self.tasks if task.is_unit_report), None)


def campaign(db: Database, actor: Actor, code: str | None = None) -> Campaign:
    """The campaign asked for; without a code the running one, else the newest.

    Raises:
        NotFound: there is none, or none of that code.
    """
    access.check(actor, Action.PLAN_VIEW)
    return find(db, code)


def find(db: Database, code: str | None = None) -> Campaign:
    """The same for the operator at the terminal."""
    heads = _heads(db)
    if code is not None:
        wanted: Sequence[CampaignHead] = [one for one in heads if one.code == code]
    else:
        running = [one for one in heads if one.state == CampaignState.RUNNING]
        wanted = running or heads
    if not wanted:
        raise NotFound("campaign")
    return _of_head(db, wanted[0])


def running(db: Database, actor: Actor) -> list[Campaign]:
    """Those that take reports, the newest first."""
    access.check(actor, Action.PLAN_VIEW)
    return [_of_head(db, one) for one in _heads(db) if one.state == CampaignState.RUNNING]


def revision(db: Database, campaign_id: UUID) -> int | None:
    """The campaign's write counter, for pages that poll; None when there is no such campaign.

    An engine whose process is alone with its data is asked only after a write.
    """
    return next((one.revision for one in _heads(db) if one.campaign_id == campaign_id), None)


def _of_head(db: Database, head: CampaignHead) -> Campaign:
    whole = _campaign(Handle(db), head.code, head.version)
    return replace(whole, state=head.state, revision=head.revision)


def _heads(db: Database) -> Sequence[CampaignHead]:
    return db.kept(revisions.HEADS, revisions.READS, store.heads)


def campaigns(db: Database, actor: Actor) -> list[Campaign]:
    """Every campaign, the newest first."""
    access.check(actor, Action.PLAN_VIEW)
    return db.read(store.campaigns)


def plan(db: Database, campaign: Campaign) -> Plan:
    """The milestones, groups and tasks; read once per version of the campaign."""
    return _plan(Handle(db), campaign.campaign_id, campaign.version)


def plan_of(tx: Reader, campaign_id: UUID) -> Plan:
    """The same, read anew."""
    tasks = tuple(store.tasks(tx, campaign_id))
    return Plan(
        milestones=tuple(store.milestones(tx, campaign_id)),
        groups=tuple(store.groups(tx, campaign_id)),
        tasks=tasks,
        tasks_by_code=MappingProxyType({task.code: task for task in tasks}),
        tasks_by_id=MappingProxyType({task.task_id: task for task in tasks}),
    )


def load_units(tx: Writer, seeds: Sequence[UnitSeed], *, now: datetime) -> int:
    """How many units were new; units already there keep what was edited in the app."""
    today = local_day(now)
    known = {unit.code for unit in units_store.units(tx, today)}
    new = [seed for seed in seeds if seed.is_active and seed.code not in known]
    for seed in new:
        units_store.insert_unit(tx, seed, valid_from=today)
    for one in store.campaigns(tx) if new else ():
        revision = revisions.move(tx, one.campaign_id, now)
        items.insert_missing_items(tx, one.campaign_id, revision, now)
    return len(new)


def load_campaign(
    act: Act, seed: CampaignSeed, *, state: CampaignState, anchor_on: date, dates_moved: bool
) -> Loaded:
    """Store a campaign and begin its items; the same file again changes nothing.

    A changed file of a campaign that is there already is loaded over it (`reloading`).

    Args:
        state, anchor_on, dates_moved: of a campaign that is new.
        anchor_on: the day the anchor milestone falls on; all other dates move with it.
        dates_moved: whether pages must say that the days were shifted for a trial.
    Raises:
        Refused: as `reloading.reload`.
    """
    sha256 = fingerprint(seed)
    tx, now = act.tx, act.now
    stored = store.campaign_by_code(tx, seed.code)
    if stored is not None and store.source_sha256(tx, seed.code) == sha256:
        # What files say for their readers is no part of what is compared.
        writes.put_comments(tx, stored.campaign_id, seed.comments)
        return Loaded(seed.code, is_new=False)
    if stored is not None:
        told = reloading.reload(act, stored, seed, sha256)
        return Loaded(seed.code, is_new=True, tasks=len(seed.tasks), items=told.items, over=told)
    campaign_id = writes.insert_campaign(
        tx,
        seed.moved_to(anchor_on),
        state=state,
        dates_moved=dates_moved,
        sha256=sha256,
        now=now,
    )
    begun = items.insert_missing_items(tx, campaign_id, 1, now)
    detail = {"code": seed.code, "tasks": len(seed.tasks), "items": begun}
    act.tell("campaign.load", seed.code, detail, of=CampaignRevision(campaign_id, 1))
    return Loaded(seed.code, is_new=True, tasks=len(seed.tasks), items=begun)


def load_seed(act: Act, name: str, seed: CampaignSeed | Sequence[UnitSeed]) -> Loaded:
    """Load what a file holds, within an act; a new campaign runs at once.

    Args:
        name: of a list of units.
    Raises:
        Refused: as `reloading.reload`.
    """
    if not isinstance(seed, CampaignSeed):
        return Loaded(name, is_new=True, units=load_units(act.tx, seed, now=act.now))
    return load_campaign(
        act, seed, state=CampaignState.RUNNING, anchor_on=seed.anchor_on, dates_moved=False
    )


def move_revisions(tx: Writer, now: datetime) -> None:
    """A revision more in every campaign: names and order of units stand in its figures too."""
    for one in store.heads(tx):
        revisions.move(tx, one.campaign_id, now)


def refresh_items(tx: Writer, now: datetime, unit_id: UUID | None = None) -> None:
    """After units were added, closed, reopened or changed their type: begin and count their items.

    Args:
        unit_id: the unit, if it was one alone.
    """
    for one in store.campaigns(tx):
        if one.state == CampaignState.CLOSED:
            continue
        revision = revisions.move(tx, one.campaign_id, now)
        items.insert_missing_items(tx, one.campaign_id, revision, now)
        items.mark_items(tx, one.campaign_id, revision=revision, now=now, unit_id=unit_id)


def fingerprint(seed: CampaignSeed) -> str:
    """The same for the same content in every process, where sets have no order of their own."""
    digest = hashlib.sha256(repr(replace(seed, tasks=())).encode())
    for task in seed.tasks:
        digest.update(repr(replace(task, applies_to=frozenset())).encode())
        digest.update(",".join(sorted(task.applies_to)).encode())
    return digest.hexdigest()


class Handle:
    """A database as a cache key: equal when it is the same opening of the same database."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def __hash__(self) -> int:
        return hash(self.db.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Handle) and other.db is self.db


@functools.lru_cache(maxsize=16)
def _campaign(handle: Handle, code: str, _version: int) -> Campaign:
    found = handle.db.read(lambda tx: store.campaign_by_code(tx, code))
    if found is None:
        raise NotFound("campaign")
    return found


@functools.lru_cache(maxsize=16)
def _plan(handle: Handle, campaign_id: UUID, _version: int) -> Plan:
    return handle.db.read(lambda tx: plan_of(tx, campaign_id))
