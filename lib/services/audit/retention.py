"""What the audit log forgets: from where somebody acted, once that is old."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Final

import structlog

from lib import config
from lib.domain.audit_chain import erased, key_of
from lib.services import acts, clock
from lib.services.acts import Act, Queue
from lib.store import audit
from lib.store.engine.db import Database

_AT_ONCE: Final = 500
_MONTH: Final = timedelta(days=30.44)
_REST_S: Final = 0.2

_log = structlog.get_logger(__name__)


def forget_places(db: Database, stopping: threading.Event) -> int:
    """How many events have lost address and browser, which are older than the setting says.

    The chain stays whole: their digests stand in their place. Each portion is told in the log.
    """
    until = clock.now() - config.settings().access_months * _MONTH
    total = 0
    while not stopping.wait(_REST_S if total else 0):
        count = _forget_some(db, until)
        if not count:
            break
        total += count
    if total:
        _log.info("places forgotten", events=total, until=until.isoformat())
    return total


def _forget_some(db: Database, until: datetime) -> int:
    old = db.read(lambda tx: audit.with_place(tx, until, _AT_ONCE))
    if not old:
        return 0

    def work(act: Act) -> None:
        audit.put_erased(act.tx, [erased(one, where=True) for one in old])
        chains = {key_of(one.event.campaign_id) for one in old}
        detail = {
            "chain": ", ".join(sorted(chains)), "until": until.date(), "events": len(old),
            "what": "address",
        }  # fmt: skip
        act.tell("audit.erase", "address", detail)

    intent = acts.intend_as(db, acts.OPERATOR, act_id=acts.new_act(), queue=Queue.NONE)
    intent.carry_out(work, again=acts.nothing)
    return len(old)
