"""Reading a campaign as it stood at an instant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar
from uuid import UUID

from lib.domain import past
from lib.domain.campaigns import Campaign
from lib.domain.past import Cut
from lib.domain.vietnamese import local
from lib.errors import Refused
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.services.campaigns.campaigns import Plan
from lib.store.engine.db import Database, Reader
from lib.store.past import cuts
from lib.store.past.reader import reader

T = TypeVar("T")


def asked(db: Database, campaign: Campaign, told: str) -> Campaign:
    """The campaign as an address or a command asks for it; "" means the present.

    Args:
        told: as of `past.instant`.
    Raises:
        Refused: `bad_instant`; `future_instant`; `before_campaign`.
    """
    return at(db, campaign, past.instant(told, clock.now())) if told else campaign


def at(db: Database, campaign: Campaign, instant: datetime) -> Campaign:
    """The campaign as it stood then; its words are those of now.

    Raises:
        Refused: `before_campaign`.
    """
    # An order to a process of its own holds it, and takes no zone that has a name.
    moment = instant.astimezone(UTC)
    revision = db.read(lambda tx: cuts.revision(tx, campaign.campaign_id, moment))
    if revision is None:
        raise Refused("before_campaign")
    return replace(campaign, revision=revision, at=Cut(revision, moment))


def read(db: Database, campaign: Campaign, work: Callable[[Reader], T]) -> T:
    """What `work` returns of the campaign, be it a past one."""
    return read_at(db, campaign.campaign_id, campaign.at, work)


def read_at(db: Database, campaign_id: UUID, at: Cut | None, work: Callable[[Reader], T]) -> T:
    """The same, where the campaign itself is not at hand."""
    if at is None:
        return db.read(work)
    return db.read(lambda tx: work(reader(tx, db.engine, campaign_id, at.revision, at.instant)))


def plan(db: Database, campaign: Campaign) -> Plan:
    """The tasks that the plan asked for then, in the words of the plan as it is now."""
    if campaign.at is None:
        return campaigns.plan(db, campaign)
    return read(db, campaign, lambda tx: campaigns.plan_of(tx, campaign.campaign_id))


def day(campaign: Campaign) -> date:
    """On which day overdue and due soon are judged."""
    return campaign.at.day if campaign.at else clock.today()


def told(campaign: Campaign) -> dict[str, object]:
    """What the log says of files of a past; nothing of the present."""
    return {"as_of": local(campaign.at.instant).isoformat()} if campaign.at else {}
