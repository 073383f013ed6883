"""Reading a campaign as it stood at an instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from lib.domain import past
from lib.domain.campaigns import Campaign
from lib.domain.past import Cut
from lib.errors import Refused
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.services.campaigns.campaigns import Plan
from lib.store.engine.db import Database, Reader
from lib.store.past import cuts
from lib.store.past.reader import PastReader

T = TypeVar("T")


def at(db: Database, campaign: Campaign, told: str) -> Cut | None:
    """What an address or a command asks for; None for the present, which "" means.

    Args:
        told: as of `past.instant`.
    Raises:
        Refused: `bad_instant`; `future_instant`; `before_campaign`.
    """
    return cut(db, campaign, past.instant(told, clock.now())) if told else None


def cut(db: Database, campaign: Campaign, instant: datetime) -> Cut:
    """How the campaign stood then.

    Raises:
        Refused: `before_campaign`.
    """
    revision = db.read(lambda tx: cuts.revision(tx, campaign.campaign_id, instant))
    if revision is None:
        raise Refused("before_campaign")
    return Cut(campaign.campaign_id, revision, instant)


def read(db: Database, one: Cut | None, work: Callable[[Reader], T]) -> T:
    """What `work` returns of the campaign as it stood, or as it is now."""
    if one is None:
        return db.read(work)
    found = one
    return db.read(
        lambda tx: work(PastReader(tx, db.engine, found.campaign_id, found.revision, found.instant))
    )


def plan(db: Database, campaign: Campaign, one: Cut | None) -> Plan:
    """The tasks that the plan asked for then, in the words of the plan as it is now."""
    if one is None:
        return campaigns.plan(db, campaign)
    return read(db, one, lambda tx: campaigns.plan_of(tx, campaign.campaign_id))


def day(one: Cut | None) -> date:
    """On which day overdue and due soon are judged."""
    return one.day if one else clock.today()
