"""What reports may take over from documents: figures that are offered, never filled in."""

from __future__ import annotations

from collections.abc import Mapping

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.documents import State
from lib.domain.forms.fields import Counts
from lib.services.documents import pending
from lib.store.engine.db import Database


def offered(db: Database, actor: Actor, campaign: Campaign) -> Mapping[Counts, int]:
    """What documents come to for the actor's unit: those in force, by the word that counts."""
    access.check(actor, Action.DOCUMENT_ACKNOWLEDGE, unit_id=actor.unit_id)
    said = pending.said_by(db, campaign.campaign_id, actor.unit_id)
    out = [
        one
        for one in pending.entries(db, campaign.campaign_id)
        if one.document.state == State.PUBLISHED
    ]
    counting = [found for one in out if (found := pending.counting(one, said)) is not None]
    return {
        Counts.ACKNOWLEDGED_DOCUMENTS: len(counting),
        Counts.ACKNOWLEDGED_PEOPLE: sum(one.told_count for one in counting),
        Counts.PUBLISHED_DOCUMENTS: len(out),
    }
