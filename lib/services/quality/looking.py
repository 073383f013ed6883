"""What the rules find in a campaign now: worked out once per revision, for all who look."""

from __future__ import annotations

import functools
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain.campaigns import Campaign
from lib.domain.quality.findings import Finding
from lib.domain.units import Unit
from lib.domain.vietnamese import local_day
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.services.campaigns.campaigns import Handle
from lib.services.quality import reading
from lib.services.quality.reading import Raw
from lib.store import revisions
from lib.store import units as units_store
from lib.store.engine.db import Database, Reader

# Of a whole province the rules take seconds. There what they found lasts longer than until the next
# save of anybody, and the page says of which revision it is.
_LARGE: Final = 20_000
_LASTS_S: Final = 60
_ITEMS: Final[dict[UUID, int]] = {}
"""How many items a campaign had when it was last looked through."""
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What the rules found at a revision, seen on a day; the same object while it is kept.

    Attributes:
        units: those that have something to report, by id, in the agency's order.
        items: how many were looked through.
    """

    revision: int
    day: date
    findings: tuple[Finding, ...]
    units: Mapping[UUID, Unit]
    items: int


def now(db: Database, campaign: Campaign) -> Looked:
    """What the rules find now; of a whole province what they found within the last minute."""
    moment = clock.now()
    is_large = _ITEMS.get(campaign.campaign_id, 0) > _LARGE
    stamp = int(moment.timestamp()) // _LASTS_S if is_large else campaign.revision
    seen = (campaign.code, campaign.version, local_day(moment), stamp)
    # Who comes while somebody looks waits for what that one finds.
    with _one_at_a_time:
        looked = _looked(Handle(db), seen)
    _ITEMS[campaign.campaign_id] = looked.items
    return looked


def forget() -> None:
    """Look again at the next opening: what was found is known to be over."""
    _looked.cache_clear()


@functools.lru_cache(maxsize=4)
def _looked(handle: Handle, seen: tuple[str, int, date, int]) -> Looked:
    code, _, day, _ = seen
    campaign = campaigns.find(handle.db, code)
    tasks = campaigns.plan(handle.db, campaign).tasks

    def read(tx: Reader) -> tuple[int, Raw]:
        units = units_store.units(tx, day)
        revision = revisions.at(tx, campaign.campaign_id)[0]
        return revision, reading.read(tx, campaign.campaign_id, day, units=units, tasks=tasks)

    revision, raw = handle.db.read(read)
    asked = {one.unit_id for one in raw.items}
    return Looked(
        revision,
        day,
        tuple(reading.found(raw)),
        {one.unit_id: one for one in raw.units if one.unit_id in asked},
        sum(one.count for one in raw.items),
    )
