"""What a plan's own paper says beside passages, groups and tasks, as pages show it."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from lib.domain.campaigns import Campaign, Milestone
from lib.services.campaigns.campaign_details import Details
from lib.services.campaigns.campaigns import Handle
from lib.store import campaigns as store
from lib.store.engine.db import Database


@dataclass(frozen=True, slots=True)
class PlanWords:
    """Words of the plan's paper; "" and None for what it does not say.

    Attributes:
        bases: the documents that the plan itself rests on, as it cites them.
        form: what kind of emulation it calls for.
        scope: whom it calls upon.
        starts_on, ends_on: first and last day.
        is_suggested: whether nobody has confirmed these days.
    """

    opening: str
    closing: str
    bases: tuple[str, ...]
    form: str
    scope: str
    starts_on: date | None
    ends_on: date | None
    is_suggested: bool


def read(db: Database, campaign: Campaign) -> PlanWords:
    """Of the plan in force; read once per version of the campaign."""
    return _read(Handle(db), campaign.campaign_id, campaign.version)


@functools.lru_cache(maxsize=16)
def _read(handle: Handle, campaign_id: UUID, _version: int) -> PlanWords:
    details, milestones = handle.db.read(
        lambda tx: (store.details(tx, campaign_id), store.milestones(tx, campaign_id))
    )
    return from_details(details, milestones)


def from_details(details: Mapping[str, Any], milestones: Sequence[Milestone]) -> PlanWords:
    """Those that a campaign's details hold; whatever is not there or not usable is left out."""
    told = Details(details)
    document, emulation = told.part("document"), told.part("emulation")
    days = {one.key: one.due_on for one in milestones}
    period = told.part("emulation", "period")
    return PlanWords(
        opening=str(document.get("opening") or ""),
        closing=str(document.get("closing") or ""),
        bases=told.of_plan(),
        form=str(emulation.get("form_label") or ""),
        scope=str(emulation.get("scope") or ""),
        starts_on=_day(told.part("emulation", "period", "starts"), days),
        ends_on=_day(told.part("emulation", "period", "ends"), days),
        is_suggested=bool(period.get("suggested")),
    )


def _day(told: Mapping[str, Any], days: Mapping[str, date]) -> date | None:
    milestone, offset = days.get(str(told.get("milestone"))), told.get("offset_days")
    return milestone + timedelta(days=offset) if milestone and isinstance(offset, int) else None
