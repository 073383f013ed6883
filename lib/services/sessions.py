"""Sessions: opened by a sign-in, carried by a cookie, read again on every run."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from lib.domain.access import Actor
from lib.domain.accounts import Account, OpenSession, SignedIn
from lib.domain.audit import AuditEvent
from lib.errors import Denied, Unavailable
from lib.services import clock
from lib.store import accounts as account_store
from lib.store import attempts as attempt_store
from lib.store import audit, ids
from lib.store import sessions as store
from lib.store.db import Database, Writer

_NOTE_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session, and the one-time ticket its browser trades for a cookie."""

    session_id: UUID
    ticket: str


def open_session(db: Database, account_id: UUID, address: str | None) -> Opened:
    """Begin a session without asking for a password.

    Raises:
        Denied: no such account, or it is closed.
    """
    now = clock.now()

    def work(tx: Writer) -> Opened:
        account = account_store.account(tx, account_id)
        if account is None or not account.is_open:
            raise Denied("credentials")
        return begin(tx, account, address, now=now)

    return db.write(work)


def begin(tx: Writer, account: Account, address: str | None, *, now: datetime) -> Opened:
    """Store and record a new session inside the transaction that found its right to exist."""
    opened = Opened(ids.new_id(), secrets.token_urlsafe(32))
    store.forget(tx, now=now)
    attempt_store.forget(tx, now=now)
    store.insert_session(tx, opened.session_id, account.account_id, _digest(opened.ticket), now=now)
    audit.record(
        tx,
        AuditEvent(
            act_id=opened.session_id,
            event="account.sign_in",
            happened_at=now,
            account_id=account.account_id,
            actor_name=account.full_name,
            subject=str(account.account_id),
            address=address,
        ),
    )
    return opened


def redeem(db: Database, ticket: str) -> str | None:
    """The cookie value for a ticket, once and within 30 seconds."""
    cookie, now = secrets.token_urlsafe(32), clock.now()
    done = db.write(lambda tx: store.redeem(tx, _digest(ticket), _digest(cookie), now=now))
    return cookie if done else None


def find(db: Database, cookie: object) -> SignedIn | None:
    """The live session that a browser's cookie belongs to; any object may come in."""
    if not isinstance(cookie, str) or not cookie:
        return None
    now = clock.now()
    return db.read(lambda tx: store.by_cookie(tx, _digest(cookie), now=now))


def actor(db: Database, session_id: UUID) -> Actor | None:
    """Who acts in this session, as the database has it now.

    None after sign-out, a password change, the closing of the account, 4 idle hours or 12 in all.
    """
    now, today = clock.now(), clock.today()
    seen = db.read(lambda tx: store.actor(tx, session_id, now=now, today=today))
    if seen is None:
        return None
    if now - seen.seen_at > _NOTE_EVERY:
        # A full disk must not keep people from reading.
        with suppress(Unavailable):
            db.write(lambda tx: store.touch(tx, session_id, now=now))
    return seen.actor


def open_sessions(db: Database, actor: Actor) -> list[OpenSession]:
    """The actor's own live sessions, the one used last first."""
    now = clock.now()
    return db.read(lambda tx: store.open_sessions(tx, actor.account_id, now=now))


def sign_out(db: Database, actor: Actor, address: str | None) -> None:
    """End the session the actor acts in; a second click changes nothing."""
    now, act_id = clock.now(), ids.new_id()
    session_id = actor.session_id
    if session_id is None:
        return

    def work(tx: Writer) -> None:
        if not store.end(tx, session_id, now=now):
            return
        audit.record(
            tx,
            AuditEvent(
                act_id=act_id,
                event="account.sign_out",
                happened_at=now,
                account_id=actor.account_id,
                actor_name=actor.full_name,
                subject=str(actor.account_id),
                address=address,
            ),
        )

    db.write(work)


def end_other_sessions(db: Database, actor: Actor) -> int:
    """How many other sessions of the actor were ended."""
    now, act_id = clock.now(), ids.new_id()
    session_id = actor.session_id
    if session_id is None:
        raise Denied("signed_out")

    def work(tx: Writer) -> int:
        ended = store.end_others(tx, actor.account_id, session_id, now=now)
        if ended:
            audit.record(
                tx,
                AuditEvent(
                    act_id=act_id,
                    event="account.end_sessions",
                    happened_at=now,
                    account_id=actor.account_id,
                    actor_name=actor.full_name,
                    subject=str(actor.account_id),
                    detail={"count": ended},
                ),
            )
        return ended

    return db.write(work)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
