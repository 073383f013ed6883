"""A campaign as a file to take away."""

from __future__ import annotations

from lib.domain.access import Action, Actor
from lib.services import acts
from lib.services.acts import CampaignRevision, Queue
from lib.services.campaigns import campaigns, file_writing
from lib.services.reports.exports import Made
from lib.store.engine.db import Database


def file(
    db: Database, actor: Actor, campaign_code: str | None, *, address: str | None = None
) -> Made:
    """The campaign's file; that it was taken is recorded before its first byte.

    Args:
        address: where the browser is.
    Raises:
        NotFound: no such campaign.
    """
    intent = acts.intend(
        db, actor, Action.CAMPAIGN_LOAD, act_id=acts.new_act(), queue=Queue.NONE, address=address
    )
    campaign = campaigns.campaign(db, actor, campaign_code)
    seed = db.read(
        lambda tx: file_writing.with_comments(tx, campaign, file_writing.stored(tx, campaign))
    )
    intent.note(
        "export.campaign",
        {"rows": len(seed.tasks)},
        subject=campaign.code,
        of=CampaignRevision(campaign.campaign_id, campaign.revision),
    )
    name = f"TDKT_{campaign.code}_phong-trao_r{campaign.revision}.yaml"
    return Made(name, len(seed.tasks), iter([file_writing.written(seed)]))
