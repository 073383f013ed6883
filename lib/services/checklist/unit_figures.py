"""The figures of a unit: as they stand, and fixed when the unit's own report is sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from lib.domain import unit_reports
from lib.domain.campaigns import Campaign
from lib.domain.unit_reports import Figures
from lib.domain.vietnamese import local_day
from lib.services.acts import Act
from lib.services.campaigns.campaigns import Plan
from lib.services.checklist import item_acts
from lib.services.checklist.item_acts import Target
from lib.store import checklist as store
from lib.store import unit_reports as reports_store
from lib.store.engine.db import Reader


def fix(act: Act, plan: Plan, sent: Iterable[Target]) -> None:
    """Store the figures of each unit whose report is among what the act has just sent.

    All of it is sent and told of by then, so that the figures are those of the act's revision.
    """
    campaign_id = act.campaign.campaign_id
    for one in sent:
        if plan.tasks_by_id[one.task_id].is_unit_report:
            reports_store.insert(
                act.tx, unit_id=one.unit_id, task_id=one.task_id, version=one.seen_version + 1,
                campaign_id=campaign_id, revision=act.revision,
                audit_head=act.ends[campaign_id].shown, sent_at=act.now,
                figures=read(act.tx, act.campaign, plan, one.unit_id, local_day(act.now)),
            )  # fmt: skip


def read(tx: Reader, campaign: Campaign, plan: Plan, unit_id: UUID, today: date) -> Figures:
    """The unit's figures as they stand."""
    collectives, individuals = reports_store.nominations_sent(tx, campaign.campaign_id, unit_id)
    return unit_reports.figures_of(
        item_acts.unit(tx, unit_id, today),
        plan.groups,
        plan.tasks,
        store.items_of_unit(tx, campaign.campaign_id, unit_id),
        today,
        collectives=collectives,
        individuals=individuals,
    )
