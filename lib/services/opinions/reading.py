"""Reading opinions: one's own, public answers, and what a code opens."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from lib.domain import access, opinions
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.opinions import Opinion, Rules, Sealed
from lib.errors import NotFound, Refused
from lib.services.opinions import box, opinion_forms
from lib.store import opinions as store
from lib.store.engine.db import Database, Reader

TRIES: Final = 10
TRIES_S: Final = 600.0


def rules(db: Database, actor: Actor, campaign: Campaign) -> Rules:
    """What the campaign says of opinions."""
    access.check(actor, Action.OPINION_SEND)
    return db.kept(
        ("opinion rules", campaign.campaign_id),
        ("opinion_rules",),
        lambda tx: store.rules(tx, campaign.campaign_id),
    )


def own(db: Database, actor: Actor, campaign: Campaign) -> Sequence[Opinion]:
    """Those that the actor has sent in their own name, the newest first."""
    access.check(actor, Action.OPINION_SEND)

    def read(tx: Reader) -> Sequence[Opinion]:
        found = store.of_author(tx, campaign.campaign_id, actor.account_id)
        return opinion_forms.with_told(tx, campaign.code, found)

    return db.read(read)


def public(db: Database, actor: Actor, campaign: Campaign) -> Sequence[Opinion]:
    """Those with a public answer, the newest answer first."""
    access.check(actor, Action.OPINION_SEND)
    return db.kept(
        ("public answers", campaign.campaign_id),
        store.READS,
        lambda tx: store.answered_publicly(tx, campaign.campaign_id),
    )


def by_code(db: Database, actor: Actor, campaign: Campaign, typed: object) -> Opinion | Sealed:
    """What a code opens; what waits still to be written, as it was sent.

    Both places are asked in any case, by a hash of what was typed: neither the answer's time nor
    anything that is stored tells which code it was, or who asked.

    Raises:
        Refused: the actor has tried too many.
        NotFound: no such code.
    """
    access.check(actor, Action.OPINION_SEND)
    _tries.count(actor.account_id)
    wanted = opinions.code_hash(typed)
    waits = box.of(db).find(campaign.campaign_id, wanted)
    written = db.read(lambda tx: store.by_code(tx, campaign.campaign_id, wanted))
    found = written or waits
    if found is None:
        raise NotFound("opinion_code")
    return found


@dataclass(frozen=True, slots=True)
class _Tries:
    """How often each account has tried a code of late; in memory alone."""

    lock: threading.Lock
    instants: dict[UUID, deque[float]]

    def count(self, account_id: UUID) -> None:
        now = time.monotonic()
        with self.lock:
            tried = self.instants.setdefault(account_id, deque(maxlen=TRIES))
            if len(tried) == TRIES and now - tried[0] < TRIES_S:
                raise Refused("codes_tried", minutes=int(TRIES_S // 60))
            tried.append(now)


_tries: Final = _Tries(threading.Lock(), {})
