"""Writing anonymous opinions: those of days past, together, in an order that tells nothing."""

from __future__ import annotations

import secrets
import threading
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from lib import text
from lib.domain import opinions
from lib.domain.campaigns import Campaign
from lib.domain.opinions import Sealed
from lib.domain.vietnamese import local_day
from lib.services import acts, clock
from lib.services.acts import Act, Intent, Named
from lib.services.opinions import box
from lib.store import campaigns as campaigns_store
from lib.store import opinions as store
from lib.store.engine.db import Database

SERVER: Final = Named(text.SERVER)
"""Nobody: what is written so has no author."""
_RANDOM: Final = secrets.SystemRandom()


def run(db: Database, _stopping: threading.Event) -> None:
    """What is done each minute: stir the box, and write what is due.

    Raises:
        Unavailable: the disk or the database takes nothing now; what waits goes on waiting.
    """
    own = box.of(db)
    own.stir(clock.today())
    by_campaign: defaultdict[UUID, list[Sealed]] = defaultdict(list)
    for one in own.waiting():
        by_campaign[one.campaign_id].append(one)
    for campaign_id, waiting in by_campaign.items():
        batch = opinions.due(waiting, clock.today())
        campaign = _campaign(db, campaign_id) if batch else None
        # A restored copy may not know the campaign: the next one will.
        if campaign is not None:
            write(db, campaign, batch)
            own.remove({one.code_hash for one in batch})


def write(db: Database, campaign: Campaign, batch: Sequence[Sealed]) -> None:
    """One transaction, which no author takes part in; those that are there already stay."""

    def work(act: Act) -> None:
        there = store.written(act.tx, [one.code_hash for one in batch])
        new = [one for one in batch if one.code_hash not in there]
        _RANDOM.shuffle(new)
        eve = local_day(act.now) - timedelta(days=1)
        store.insert_anonymous(act.tx, new, received_on=eve, revision=act.revision)
        act.tell("opinion.receive", campaign.code, {"opinions": len(new)})

    intent = Intent(db, SERVER, acts.new_act(), campaign, clock.now())
    intent.carry_out(work, again=acts.nothing)


def _campaign(db: Database, campaign_id: UUID) -> Campaign | None:
    known = db.read(campaigns_store.campaigns)
    return next((one for one in known if one.campaign_id == campaign_id), None)
