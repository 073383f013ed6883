"""What leaves the tool on paper, on record."""

from __future__ import annotations

from uuid import UUID

from lib import text
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.services import acts
from lib.services.acts import CampaignRevision, Queue
from lib.store.engine.db import Database


def told(
    db: Database,
    actor: Actor,
    campaign: Campaign | None,
    *,
    sheet: str,
    rows: int,
    unit_id: UUID | None,
    address: str | None = None,
) -> None:
    """Record that the actor has opened a sheet to print it; who may is asked where it is composed.

    Args:
        campaign: None for what is of the installation, as its accounts.
        sheet: its name in the address.
        unit_id: whose sheet it is, if one unit's.
    """
    intent = acts.intend(
        db, actor, None, act_id=acts.new_act(), queue=Queue.NONE, unit_id=unit_id, address=address
    )
    name = campaign.code if campaign else text.INSTALLATION_CHAIN
    place = CampaignRevision(campaign.campaign_id, campaign.revision) if campaign else None
    detail = {"what": sheet, "rows": rows}
    intent.carry_out(
        lambda act: act.tell("export.print", name, detail, of=place), again=acts.nothing
    )
