"""What leaves the tool on paper, on record."""

from __future__ import annotations

from uuid import UUID

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.services import acts
from lib.services.acts import CampaignRevision, Queue
from lib.store.engine.db import Database


def told(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    sheet: str,
    rows: int,
    unit_id: UUID | None,
    address: str | None = None,
) -> None:
    """Record that the actor has opened a sheet to print it; who may is asked where it is composed.

    Args:
        sheet: its name in the address.
        unit_id: whose sheet it is, if one unit's.
    """
    intent = acts.intend(
        db, actor, None, act_id=acts.new_act(), queue=Queue.NONE, unit_id=unit_id, address=address
    )
    intent.note(
        "export.print",
        {"what": sheet, "rows": rows},
        subject=campaign.code,
        of=CampaignRevision(campaign.campaign_id, campaign.revision),
    )
