"""Telling the log that somebody has opened a file: once a day, however often a browser asks."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid5

from lib.domain.access import Actor
from lib.services import acts, clock
from lib.services.acts import CampaignRevision, Queue
from lib.store import campaigns as store
from lib.store.engine.db import Database


def tell(
    db: Database,
    actor: Actor,
    event: str,
    detail: Mapping[str, object],
    *,
    subject: UUID,
    number: int,
    campaign_id: UUID,
    space: UUID,
    address: str | None,
) -> None:
    """Record that the actor opened a file today; a browser asks for it piece by piece.

    Args:
        subject: whose file it is.
        number: which one of that.
        space: of the keys of such acts.
        address: where the browser is.
    """
    once = f"{actor.account_id} {subject} {number} {clock.today()}"
    intent = acts.intend_as(db, actor, act_id=uuid5(space, once), queue=Queue.NONE, address=address)
    if intent.is_done():
        return
    revision, _ = db.read(lambda tx: store.revision(tx, campaign_id)) or (0, None)
    intent.note(event, detail, subject=str(subject), of=CampaignRevision(campaign_id, revision))
