"""The figures of a campaign carried on from revision to revision; read whole only when need be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain.live_figures import ItemState, LiveFigures
from lib.errors import NotFound
from lib.services.campaigns.campaigns import Plan
from lib.store import live_items as store
from lib.store import report_lists
from lib.store.engine.db import Database, Reader
from lib.store.live_items import Standing, StepRow

LATEST: Final = 10


@dataclass(frozen=True, slots=True)
class Live:
    """The figures, and what they were read at; the next revision is made out of them.

    Attributes:
        steps: the latest ones, the newest first.
        names: of those who took them.
    """

    standing: Standing
    plan: Plan
    day: date
    figures: LiveFigures
    steps: Sequence[StepRow]
    names: dict[UUID, str]


@dataclass(frozen=True, slots=True)
class _Change:
    """What has been written since."""

    standing: Standing
    items: Sequence[tuple[UUID, UUID, ItemState | None]]
    steps: Sequence[StepRow]
    names: dict[UUID, str]


def whole(tx: Reader, campaign_id: UUID, plan: Plan, day: date) -> Live:
    """Everything read anew.

    Raises:
        NotFound: no such campaign.
    """
    standing = _standing(tx, campaign_id)
    figures = LiveFigures(plan.tasks_by_id, report_lists.all_unit_labels(tx, day), day)
    figures.fill(store.states(tx, campaign_id))
    steps = store.latest_steps(tx, campaign_id, limit=LATEST)
    return Live(standing, plan, day, figures, steps, _names(tx, steps))


def carried_on(db: Database, known: Live, campaign_id: UUID, plan: Plan, day: date) -> Live:
    """The same, at the cost of what has changed; `known` is used up.

    Read anew on another day, under another plan, when units have changed, and when the counter
    has gone back: only items that were written are looked for.

    Raises:
        NotFound: no such campaign.
    """

    def read(tx: Reader) -> Live | _Change:
        standing = _standing(tx, campaign_id)
        before = known.standing
        if (plan, day, standing.units) != (known.plan, known.day, before.units) or (
            standing.revision < before.revision
        ):
            return whole(tx, campaign_id, plan, day)
        items = store.changed(tx, campaign_id, before.revision)
        steps = store.newest(
            [*store.steps_after(tx, campaign_id, before.revision), *known.steps], LATEST
        )
        return _Change(standing, items, steps, _names(tx, steps))

    # Applied outside, since a read may be run a second time.
    found = db.read(read)
    if isinstance(found, Live):
        return found
    for unit_id, task_id, state in found.items:
        known.figures.put(unit_id, task_id, state)
    return Live(found.standing, plan, day, known.figures, found.steps, found.names)


def _standing(tx: Reader, campaign_id: UUID) -> Standing:
    found = store.standing(tx, campaign_id)
    if found is None:
        raise NotFound("campaign")
    return found


def _names(tx: Reader, steps: Sequence[StepRow]) -> dict[UUID, str]:
    account_ids = {step.done_by for step in steps if step.done_by}
    return store.names(tx, sorted(account_ids)) if account_ids else {}
