"""Sessions: opened by a sign-in, carried by a cookie, read again on every run."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from lib.domain.access import Actor
from lib.domain.accounts import IDLE_LIFE, SESSION_LIFE, Account, OpenSession, SignedIn
from lib.errors import Denied, Unavailable
from lib.services import acts, clock
from lib.services.acts import Act, Intent, Queue
from lib.store import accounts as account_store
from lib.store import attempts as attempt_store
from lib.store import sessions as store
from lib.store.engine import ids
from lib.store.engine.db import Database, Reader
from lib.store.sessions import Seen

_NOTE_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A new session, and the one-time ticket its browser trades for a cookie."""

    session_id: UUID
    ticket: str


@dataclass(frozen=True, slots=True)
class Left:
    """How long a session still lives.

    Attributes:
        is_renewable: it would end since nobody uses it, not since it has lived its whole life.
    """

    time: timedelta
    is_renewable: bool


def open_session(db: Database, account_id: UUID, address: str | None) -> OpenedSession:
    """Begin a session without asking for a password.

    Raises:
        Denied: no such account, or it is closed.
    """
    account = db.read(lambda tx: account_store.account(tx, account_id))
    if account is None:
        raise Denied("credentials")

    def work(act: Act) -> OpenedSession:
        still = account_store.account(act.tx, account_id)
        if still is None or not still.is_open:
            raise Denied("credentials")
        return begin(act)

    return opening(db, account, address).carry_out(work, again=never)


def opening(db: Database, account: Account, address: str | None) -> Intent:
    """The act of an account that signs in."""
    return acts.intend_as(db, account, act_id=acts.new_act(), queue=Queue.NONE, address=address)


def begin(act: Act) -> OpenedSession:
    """A new session of whoever acts, inside the transaction that found its right to exist."""
    tx, now, account_id = act.tx, act.now, act.author.account_id
    opened = OpenedSession(ids.new_id(), secrets.token_urlsafe(32))
    store.forget(tx, now=now)
    attempt_store.forget(tx, now=now)
    store.insert_session(tx, opened.session_id, account_id, _digest(opened.ticket), now=now)
    act.tell("account.sign_in", account_id)
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
    now, seen = clock.now(), _seen(db, session_id)
    if seen is None or seen.is_over(now):
        return None
    if now - seen.seen_at > _NOTE_EVERY:
        # A full disk must not keep people from reading.
        with suppress(Unavailable):
            db.write(lambda tx: store.touch(tx, session_id, now=now))
    return seen.actor


def left(db: Database, cookie: object) -> Left | None:
    """How long the cookie's session still lives; asking does not lengthen it. None once over."""
    now, found = clock.now(), find(db, cookie)
    seen = _seen(db, found.session_id) if found else None
    if seen is None or seen.is_over(now):
        return None
    whole, unused = seen.created_at + SESSION_LIFE - now, seen.seen_at + IDLE_LIFE - now
    return Left(min(whole, unused), is_renewable=unused < whole)


def renew(db: Database, cookie: object) -> Left | None:
    """The same after noting the session as used: somebody is there who only reads."""
    now, found = clock.now(), find(db, cookie)
    if found is not None:
        db.write(lambda tx: store.touch(tx, found.session_id, now=now))
    return left(db, cookie)


def open_sessions(db: Database, actor: Actor) -> list[OpenSession]:
    """The actor's own live sessions, the one used last first."""
    now = clock.now()
    return db.read(lambda tx: store.open_sessions(tx, actor.account_id, now=now))


def sign_out(db: Database, actor: Actor, address: str | None) -> None:
    """End the session the actor acts in; a second click changes nothing."""
    session_id = actor.session_id
    if session_id is None:
        return

    def work(act: Act) -> None:
        if store.end(act.tx, session_id, now=act.now):
            act.tell("account.sign_out", actor.account_id)

    _own(db, actor, address).carry_out(work, again=acts.nothing)


def end_other_sessions(db: Database, actor: Actor) -> int:
    """How many other sessions of the actor were ended."""
    session_id = actor.session_id
    if session_id is None:
        raise Denied("signed_out")

    def work(act: Act) -> int:
        ended = store.end_others(act.tx, actor.account_id, session_id, now=act.now)
        if ended:
            act.tell("account.end_sessions", actor.account_id, {"count": ended})
        return ended

    return _own(db, actor, None).carry_out(work, again=lambda _: 0)


def _seen(db: Database, session_id: UUID) -> Seen | None:
    today = clock.today()
    return db.kept(
        ("actor", session_id, today),
        store.parts_of_actor(session_id),
        lambda tx: store.actor(tx, session_id, today=today),
    )


def _own(db: Database, actor: Actor, address: str | None) -> Intent:
    """An act on one's own sessions, which everybody may do."""
    return acts.intend_as(db, actor, act_id=acts.new_act(), queue=Queue.NONE, address=address)


def never(_tx: Reader) -> OpenedSession:
    """A key made for this one call has not been used before."""
    raise Denied("credentials")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
