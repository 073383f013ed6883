"""How many findings nobody has accepted, for a first page: at so little cost as it may bear."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID
from weakref import WeakKeyDictionary

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.quality.findings import Severity
from lib.services.quality import looking, tallies
from lib.services.quality.tallies import Wanted
from lib.store.engine.db import Database

REST_S: Final = 5.0
SHARE: Final = 20
"""After a look that took a second nobody looks for twenty."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """What nobody has accepted, at the revision that was last looked at.

    Attributes:
        by_severity: zeros are left out.
    """

    by_severity: Mapping[Severity, int]
    revision: int
    day: date

    @property
    def total(self) -> int:
        return sum(self.by_severity.values())


@dataclass(slots=True)
class _Known:
    lock: threading.Lock = field(default_factory=threading.Lock)
    unseen: Unseen | None = None
    rests_until: float = 0.0


_known: WeakKeyDictionary[Database, dict[UUID, _Known]] = WeakKeyDictionary()
_known_lock = threading.Lock()


def unseen(db: Database, actor: Actor, campaign: Campaign) -> Unseen:
    """The counts; they may be REST_S old, or SHARE times as old as looking takes.

    What is known serves while somebody looks again.
    """
    access.check(actor, Action.QUALITY_REVIEW)
    with _known_lock:
        known = _known.setdefault(db, {}).setdefault(campaign.campaign_id, _Known())
    last = known.unseen
    if last is not None and time.monotonic() < known.rests_until:
        return last
    if not known.lock.acquire(blocking=last is None) and last is not None:
        return last
    try:
        if known.unseen is not None and time.monotonic() < known.rests_until:
            return known.unseen
        began = time.monotonic()
        looked = looking.now(db, campaign)
        kept = tallies.of(db, campaign, looked).view(Wanted()).by_show
        by_severity = {of: kept[show] for show, of in tallies.SEVERITIES.items() if show in kept}
        counted = Unseen(by_severity, looked.revision, looked.day)
        known.unseen = counted
        ended = time.monotonic()
        known.rests_until = ended + max(REST_S, SHARE * (ended - began))
        return counted
    finally:
        known.lock.release()
