"""What a campaign settles about awards, read from the details it was loaded with."""

from __future__ import annotations

import functools
from uuid import UUID

from lib.domain.campaigns import Campaign
from lib.domain.nominations import AwardRules
from lib.services.campaigns.award_details import from_details
from lib.services.campaigns.campaigns import Handle
from lib.store import campaigns as store
from lib.store.engine.db import Database


def rules(db: Database, campaign: Campaign) -> AwardRules:
    """The award forms, shares and council rules; read once per version of the campaign."""
    return rules_of(db, campaign.campaign_id, campaign.version)


def rules_of(db: Database, campaign_id: UUID, version: int) -> AwardRules:
    """The same by the campaign's key and version."""
    return _rules(Handle(db), campaign_id, version)


@functools.lru_cache(maxsize=16)
def _rules(handle: Handle, campaign_id: UUID, _version: int) -> AwardRules:
    return from_details(handle.db.read(lambda tx: store.details(tx, campaign_id)))
