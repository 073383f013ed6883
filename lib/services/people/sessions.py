"""Sessions: opened by a sign-in, carried by a cookie, read again on every run."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from lib.domain.access import Actor
from lib.domain.accounts import IDLE_LIFE, SESSION_LIFE, Account, OpenSession, SignedIn
from lib.domain.devices import Handed
from lib.domain.second_factor import may_have
from lib.errors import Denied, Unavailable
from lib.services import acts, clock
from lib.services.acts import Act, Intent, Queue
from lib.store import accounts as account_store
from lib.store import attempts as attempt_store
from lib.store import devices as device_store
from lib.store import second_factors
from lib.store import sessions as store
from lib.store.engine import ids
from lib.store.engine.db import Database, Reader, Writer
from lib.store.sessions import Seen

_NOTE_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A new session, the one-time ticket its browser trades for cookies, and where it began."""

    session_id: UUID
    ticket: str
    device_id: UUID | None = None


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


def begin(
    act: Act, device_id: UUID | None = None, detail: Mapping[str, object] | None = None
) -> OpenedSession:
    """A new session of whoever acts, inside the transaction that found its right to exist.

    Args:
        device_id: where they sit, if that is known.
        detail: what the audit log says of the sign-in.
    """
    tx, now, account_id = act.tx, act.now, act.author.account_id
    opened = OpenedSession(ids.new_id(), secrets.token_urlsafe(32), device_id)
    store.forget(tx, now=now)
    attempt_store.forget(tx, now=now)
    device_store.forget(tx, now=now)
    ticket_hash = digest(opened.ticket)
    store.insert_session(tx, opened.session_id, account_id, device_id, ticket_hash, now=now)
    act.tell("account.sign_in", account_id, detail)
    return opened


def redeem(db: Database, ticket: str, device_cookie: str | None = None) -> Handed | None:
    """The cookies for a ticket, once and within 30 seconds.

    Args:
        device_cookie: the long-lived cookie that the browser shows already.
    """
    cookie, fresh, now = secrets.token_urlsafe(32), secrets.token_urlsafe(32), clock.now()
    hashed = digest(ticket)

    def work(tx: Writer) -> Handed | None:
        if not store.redeem(tx, hashed, digest(cookie), now=now):
            return None
        return Handed(cookie, _device_cookie(tx, digest(cookie), device_cookie, fresh))

    # Anybody may ask, and writers queue: only who shows a ticket gets in.
    is_good = db.read(lambda tx: store.has_ticket(tx, hashed, now=now))
    return db.write(work) if is_good else None


def _device_cookie(tx: Writer, cookie_hash: str, shown: str | None, fresh: str) -> str | None:
    """What the browser of the session is to keep: what it has, or a fresh value."""
    session = store.redeemed(tx, cookie_hash)
    if session is None:
        return None
    account_id, device_id, created_at = session
    if device_id is None:
        return None
    known = device_store.cookie(tx, account_id, device_id)
    if known is None:
        return None
    known_hash, first_seen_at = known
    # Whoever was at this browser before may have noted its cookie: it ends with a new account.
    if shown and digest(shown) == known_hash and first_seen_at < created_at:
        return shown
    device_store.set_cookie(tx, device_id, digest(fresh))
    return fresh


def find(db: Database, cookie: object) -> SignedIn | None:
    """The live session that a browser's cookie belongs to; any object may come in."""
    if not isinstance(cookie, str) or not cookie:
        return None
    now = clock.now()
    return db.read(lambda tx: store.by_cookie(tx, digest(cookie), now=now))


def actor(db: Database, session_id: UUID, *, is_use: bool = True) -> Actor | None:
    """Who acts in this session, as the database has it now.

    None after sign-out, a password change, the closing of the account, 4 idle hours or 12 in all.

    Args:
        is_use: whether a person asks, and not a timer of a page that nobody looks at.
    """
    now, seen = clock.now(), _seen(db, session_id)
    if seen is None or seen.is_over(now):
        return None
    if is_use and now - seen.seen_at > _NOTE_EVERY:
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
    seen = db.kept(
        ("actor", session_id, today),
        store.parts_of_actor(session_id),
        lambda tx: store.actor(tx, session_id, today=today),
    )
    if seen is None or not may_have(seen.actor.roles) or not _must_enrol(db, seen.actor):
        return seen
    return replace(seen, actor=replace(seen.actor, must_enrol=True))


def _must_enrol(db: Database, actor: Actor) -> bool:
    """Whether a second factor is the rule and the account has none.

    Asked apart from the actor, since joined to it these would cost every run twice as much.
    """
    if not db.kept("second factor rule", ("settings",), second_factors.is_rule):
        return False
    account_id = actor.account_id
    return not db.kept(
        ("second factor", account_id),
        ("second_factors",),
        lambda tx: second_factors.in_force(tx, account_id) is not None,
    )


def _own(db: Database, actor: Actor, address: str | None) -> Intent:
    """An act on one's own sessions, which everybody may do."""
    return acts.intend_as(db, actor, act_id=acts.new_act(), queue=Queue.NONE, address=address)


def never(_tx: Reader) -> OpenedSession:
    """A key made for this one call has not been used before."""
    raise Denied("credentials")


def digest(secret: str) -> str:
    """What is stored of a ticket or a cookie."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
