"""What the rules find in a campaign now: worked out once per revision, for all who look."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from weakref import WeakKeyDictionary

from lib.domain.campaigns import Campaign
from lib.domain.quality import findings
from lib.domain.quality.findings import Finding
from lib.domain.quality.rules import RULES
from lib.domain.units import Unit
from lib.domain.vietnamese import local_day
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.services.checklist import kept
from lib.services.quality import reading
from lib.services.quality.reading import Raw
from lib.store import revisions
from lib.store.engine.db import Database, Reader

# Of a whole province the rules take seconds. There what they found lasts longer than until the next
# save of anybody, and the page says of which revision it is.
_LARGE: Final = 20_000
_LASTS_S: Final = 60
_PLACES: Final = 500
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
    _places: dict[str, int | None] = field(default_factory=dict)

    def places(self, fingerprints: Iterable[str]) -> dict[str, int | None]:
        """Where each of these findings stands; None where it is no more.

        Looked for once: of a province an index of all would hold megabytes for nothing, and to
        work out all fingerprints takes a fifth of a second.
        """
        asked = set(fingerprints)
        known = {one: self._places[one] for one in asked if one in self._places}
        left = asked - known.keys()
        for place, one in enumerate(self.findings if left else ()):
            fingerprint = one.fingerprint
            if fingerprint in left:
                known[fingerprint] = place
                left.discard(fingerprint)
                if not left:
                    break
        known |= dict.fromkeys(left)
        if len(self._places) > _PLACES:
            self._places.clear()
        self._places.update(known)
        return known


@dataclass(frozen=True, slots=True)
class _Last:
    """What was found last in a campaign, of which version, and until when that serves.

    Attributes:
        lasts_until: by the clock; None for as long as nobody writes.
    """

    looked: Looked
    version: int
    revision: int
    lasts_until: datetime | None


_last: WeakKeyDictionary[Database, dict[UUID, _Last]] = WeakKeyDictionary()


def now(db: Database, campaign: Campaign) -> Looked:
    """What the rules find now; of a whole province what they found within the last minute."""
    moment = clock.now()
    # Who comes while somebody looks waits for what that one finds.
    with _one_at_a_time:
        last = _last.setdefault(db, {}).get(campaign.campaign_id)
        if last is not None and _serves(last, campaign, moment):
            return last.looked
        looked = _look(db, campaign, local_day(moment))
        is_large = looked.items > _LARGE
        until = moment + timedelta(seconds=_LASTS_S) if is_large else None
        _last[db][campaign.campaign_id] = _Last(looked, campaign.version, campaign.revision, until)
        return looked


def forget(db: Database, campaign: Campaign) -> None:
    """Look again at the next opening: what was found is known to be over."""
    with _one_at_a_time:
        _last.get(db, {}).pop(campaign.campaign_id, None)


def _serves(last: _Last, campaign: Campaign, moment: datetime) -> bool:
    if (last.version, last.looked.day) != (campaign.version, local_day(moment)):
        return False
    if last.lasts_until is not None:
        return moment < last.lasts_until
    return last.revision == campaign.revision


def _look(db: Database, campaign: Campaign, day: date) -> Looked:
    campaign = campaigns.find(db, campaign.code)
    tasks = campaigns.plan(db, campaign).tasks

    def read(units: Sequence[Unit]) -> tuple[int, Raw]:
        def work(tx: Reader) -> tuple[int, Raw]:
            revision = revisions.at(tx, campaign.campaign_id)[0]
            return revision, reading.read(tx, campaign.campaign_id, day, units=units, tasks=tasks)

        return db.read(work)

    known = tuple(kept.units(db, day).values())
    revision, raw = read(known)
    while len(kept.units(db, day)) > len(known):
        # Somebody has added one in between, and its reports are part of that revision.
        known = tuple(kept.units(db, day).values())
        revision, raw = read(known)
    asked = {one.unit_id for one in raw.items}
    units = {one.unit_id: one for one in raw.units if one.unit_id in asked}
    items = sum(one.count for one in raw.items)
    looked_at = reading.data(raw)
    # A province's texts are some megabytes.
    del raw
    return Looked(revision, day, tuple(findings.findings(looked_at, RULES)), units, items)
