"""The figures of a campaign carried on from revision to revision; read whole only when need be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain.campaigns import Campaign
from lib.domain.live_figures import LiveFigures
from lib.services.campaigns.campaigns import Plan
from lib.store import live_items as store
from lib.store import report_lists, revisions
from lib.store.engine.db import Database, Reader
from lib.store.live_items import Beside, Changed, StepRow

LATEST: Final = 10


@dataclass(frozen=True, slots=True)
class Live:
    """The figures, and what they were read at; the next revision is made out of them.

    Attributes:
        steps: the latest ones, the newest first.
    """

    revision: int
    beside: Beside
    plan: Plan
    day: date
    figures: LiveFigures
    steps: Sequence[StepRow]


def beside(db: Database, campaign_id: UUID) -> Beside:
    """What moves figures besides items; read again only after a write to it."""
    return db.kept(
        ("beside", campaign_id), store.BESIDE_READS, lambda tx: store.beside(tx, campaign_id)
    )


def whole(tx: Reader, campaign_id: UUID, plan: Plan, day: date) -> Live:
    """Everything read anew.

    Raises:
        NotFound: no such campaign.
    """
    revision, _, _ = revisions.at(tx, campaign_id)
    figures = LiveFigures(plan.tasks_by_id, report_lists.all_unit_labels(tx, day), day)
    figures.fill(store.states(tx, campaign_id))
    steps = store.latest_steps(tx, campaign_id, limit=LATEST)
    return Live(revision, store.beside(tx, campaign_id), plan, day, figures, steps)


def carried_on(db: Database, known: Live, campaign: Campaign, plan: Plan, day: date) -> Live:
    """The same, at the cost of what has changed; `known` is used up.

    Read anew on another day, under another plan, when units have changed, and when the counter
    has gone back: only items that were written are looked for.

    Raises:
        NotFound: no such campaign.
    """
    campaign_id, before = campaign.campaign_id, known.revision
    # Before the items: what moves between the two reads is found by the next one.
    now = beside(db, campaign_id)
    if (plan, day, now.units) != (known.plan, known.day, known.beside.units) or (
        campaign.revision < before
    ):
        return db.read(lambda tx: whole(tx, campaign_id, plan, day))

    def read(tx: Reader) -> tuple[Sequence[Changed], Sequence[StepRow]]:
        return store.changed(tx, campaign_id, before), store.steps_after(tx, campaign_id, before)

    # Applied outside, since a read may be run a second time.
    items, steps = db.read(read)
    for item in items:
        known.figures.put(item.unit_id, item.task_id, item.state)
    # The read may have seen more than the campaign that was asked for.
    seen = [*(item.revision for item in items), *(step.revision for step in steps)]
    revision = max([campaign.revision, *seen])
    latest = store.newest([*steps, *known.steps], LATEST)
    return Live(revision, now, plan, day, known.figures, latest)
