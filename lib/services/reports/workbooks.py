"""The workbook: every export of one revision in one XLSX file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.exports import Snapshot
from lib.domain.jobs import Job, Kind
from lib.exports.workbook import orders
from lib.exports.workbook.origin import Origin, file_name
from lib.services import acts, clock
from lib.services.jobs import jobs
from lib.services.jobs.jobs import Wanted
from lib.services.reports import exports
from lib.store import setup as setup_store
from lib.store.engine.db import Database


def ask(db: Database, actor: Actor, campaign: Campaign, *, address: str | None = None) -> Job:
    """Ask for the workbook of the campaign.

    Raises:
        Refused: the actor has asked for enough already.
    """
    access.check(actor, Action.EXPORT_CSV)
    taken = exports.snapshot(db, campaign)
    parameters = {"day": taken.day.isoformat()}
    if taken.as_of:
        parameters["as_of"] = taken.as_of.isoformat()
    order = wanted(db, actor, campaign, taken, parameters)
    return jobs.ask(db, actor, order, act_id=acts.new_act(), address=address)


def wanted(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    taken: Snapshot,
    parameters: Mapping[str, str],
) -> Wanted:
    """The workbook of a revision that was read now or kept before."""
    now = clock.now()
    cover = origin(db, campaign, actor.full_name, now)
    return Wanted(
        kind=Kind.WORKBOOK, campaign=campaign, parameters=parameters, revision=taken.revision,
        file_name=file_name(taken, now), steps=orders.STEPS,
        order=lambda out: orders.write(out, taken, cover),
    )  # fmt: skip


def origin(db: Database, campaign: Campaign, made_by: str, now: datetime) -> Origin:
    """What the cover of the campaign's workbook says."""
    agency = db.read(setup_store.agency)
    return Origin(agency.name if agency else "", campaign.title, made_by, now)
