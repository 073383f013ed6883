"""Who comes with a key, what it opens now, and how its reads get on record (decision 0044)."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from lib.domain.campaigns import Campaign
from lib.domain.connections import Grant, is_key
from lib.domain.vietnamese import local_day
from lib.errors import Denied, NotFound, Unavailable
from lib.exports.export import AnyExport
from lib.exports.registry import EXPORTS
from lib.services import acts, clock
from lib.services.acts import Act, CampaignRevision, Queue
from lib.services.campaigns import campaigns
from lib.services.connections import connections
from lib.services.people import failures, sessions
from lib.store import attempts
from lib.store import connections as store
from lib.store.attempts import Counted
from lib.store.engine.db import Database, Reader, Writer

TOLD_EVERY: Final = timedelta(hours=1)
"""How often the log is told of reads of one table by one key."""
NOTED_EVERY: Final = timedelta(minutes=1)
_NOWHERE: Final = "local"


@dataclass(slots=True)
class _Reads:
    """What was read of a table since it was last noted."""

    noted_at: datetime | None = None
    requests: int = 0
    rows: int = 0


class Meter:
    """Reads of this process that the database has not been told of; of keys that are right only."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reads: dict[tuple[UUID, str], _Reads] = {}

    def count(self, key: tuple[UUID, str], rows: int, now: datetime) -> _Reads | None:
        """What is to be noted now, this read with it; None while there is time."""
        with self._lock:
            held = self._reads.setdefault(key, _Reads())
            held.requests, held.rows = held.requests + 1, held.rows + rows
            if held.noted_at is not None and now - held.noted_at < NOTED_EVERY:
                return None
            self._reads[key] = _Reads(now)
            self._forget(now)
            return held

    def give_back(self, key: tuple[UUID, str], reads: _Reads) -> None:
        """What could not be noted is noted with the next read."""
        with self._lock:
            held = self._reads.setdefault(key, _Reads())
            held.noted_at = None
            held.requests, held.rows = held.requests + reads.requests, held.rows + reads.rows

    def _forget(self, now: datetime) -> None:
        over = [
            key
            for key, one in self._reads.items()
            if not one.requests and one.noted_at and now - one.noted_at > TOLD_EVERY
        ]
        for key in over:
            del self._reads[key]


_meter: Final = Meter()


def opened(db: Database, secret: str, address: str | None) -> Grant:
    """What a key opens now; a wrong one counts for its address.

    Raises:
        Denied: "key", it opens nothing: nobody's, over, revoked, or its maker may not any more;
            "key_waiting" after too many of these from this address.
    """
    grant = db.read(lambda tx: _grant(tx, secret)) if is_key(secret) else None
    if grant is not None:
        return grant
    # Who has a right key never waits for what others at the address do.
    now, asked = clock.now(), attempts.wrong_keys(address or _NOWHERE)
    until = db.read(lambda tx: attempts.waits_until(tx, [asked], now=now))
    if until is not None:
        raise _waiting(until, now)

    def count(tx: Writer) -> Counted | None:
        return attempts.count(tx, asked, now=now)

    counted = db.write(count)
    if counted is not None:
        failures.wrong_key(db, address, counted)
    raise Denied("key")


def campaign_of(db: Database, grant: Grant) -> Campaign:
    """The campaign that the key is one of."""
    return campaigns.find(db, grant.campaign)


def export_of(grant: Grant, key: str) -> AnyExport:
    """The table, if the key opens it.

    Raises:
        NotFound: "table"; whether there is such a table it does not say.
    """
    if key not in grant.tables or key not in EXPORTS:
        raise NotFound("table")
    return EXPORTS[key]


def exports_of(grant: Grant) -> Sequence[AnyExport]:
    """All tables that the key opens, in their order."""
    return [export for key, export in EXPORTS.items() if key in grant.tables]


def note(
    db: Database,
    grant: Grant,
    table: str,
    *,
    revision: int,
    of: int,
    rows: int,
    address: str | None,
    at: Mapping[str, object],
) -> None:
    """Count a read of a table, before its first byte; the log is told once an hour.

    Args:
        revision: at which the rows are.
        of: how many rows the table has.
        rows: how many are read.
        at: what the log says of a past (`past.told`).
    """
    connection, now = grant.connection, clock.now()
    key = connection.connection_id, table
    reads = _meter.count(key, rows, now)
    if reads is None:
        return
    intent = acts.intend_as(
        db, grant.actor, act_id=acts.new_act(), queue=Queue.NONE, address=address
    )
    place = CampaignRevision(connection.campaign_id, revision)

    def work(act: Act) -> None:
        untold = store.untold(act.tx, *key, every=TOLD_EVERY, now=now)
        store.note(act.tx, *key, requests=reads.requests, rows=reads.rows, now=now)
        if untold is not None and untold.is_due:
            # Reads that came before this one; it is told by what the table holds.
            requests, before = untold.requests + reads.requests - 1, untold.rows + reads.rows - rows
            detail = {"name": connection.name, "what": table, "rows": of, **at}
            if requests:
                detail |= {"requests": requests, "rows_before": before}
            act.tell("connection.read", connection.connection_id, detail, of=place)
            store.tell(act.tx, *key, now)

    try:
        intent.carry_out(work, again=acts.nothing)
    except BaseException as error:
        _meter.give_back(key, reads)
        # A full disk must not keep programs from reading what the log knows of already.
        if not isinstance(error, Unavailable) or not _is_told(db, key, now):
            raise


def _is_told(db: Database, key: tuple[UUID, str], now: datetime) -> bool:
    with suppress(Unavailable):
        untold = db.read(lambda tx: store.untold(tx, *key, every=TOLD_EVERY, now=now))
        return untold is not None and not untold.is_due
    return False


def _grant(tx: Reader, secret: str) -> Grant | None:
    found = store.by_secret(tx, sessions.digest(secret))
    if found is None or found.connection.expires_on < local_day(clock.now()):
        return None
    found = replace(found, actor=connections.with_rule(tx, found.actor))
    return found if connections.may_read(found.actor) else None


def _waiting(until: datetime, now: datetime) -> Denied:
    return Denied("key_waiting", seconds=max(1, -((now - until) // timedelta(seconds=1))))
