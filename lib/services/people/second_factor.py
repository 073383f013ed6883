"""The second factor of one's own account: set up, asked for, taken away (decision 0031)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyotp

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.second_factor import FRESH_FOR, RECOVERY_CODES, may_have, possible_recovery_code
from lib.errors import Denied, Refused
from lib.services import acts, clock
from lib.services.acts import Act, Intent, Queue
from lib.services.people import account, codes, passwords, sealing, sessions
from lib.store import second_factors as store
from lib.store.engine.db import Database, Reader

_NONE: Final[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """How one's own account stands.

    Attributes:
        since: since when it is asked for; None while it is not.
        may_have: whether there is anything to set up for this account.
    """

    since: datetime | None
    codes_left: int
    is_rule: bool
    may_have: bool


@dataclass(frozen=True, slots=True)
class NewKey:
    """What an authenticator is to take over: as text, and as the address in a QR code."""

    key: str
    address: str


def overview(db: Database, actor: Actor) -> Overview:
    """What "Tài khoản" shows."""
    access.check(actor, Action.ACCOUNT_SELF)

    def work(tx: Reader) -> Overview:
        found = store.in_force(tx, actor.account_id)
        return Overview(
            since=found.confirmed_at if found else None,
            codes_left=store.codes_left(tx, actor.account_id) if found else 0,
            is_rule=store.is_rule(tx),
            may_have=may_have(actor.roles),
        )

    return db.read(work)


def begin(db: Database, actor: Actor, *, current: str, address: str | None) -> NewKey:
    """A key for an authenticator; it is not asked for before a first code was right.

    Args:
        current: the account's password, so that a screen left open does not lock its person out.
    Raises:
        Invalid: "wrong_password".
        Denied: "role", or "waiting" after wrong tries.
        Conflict: it is set up already.
    """
    access.check(actor, Action.ACCOUNT_SELF)
    if not may_have(actor.roles):
        raise Denied("role")
    account.check_password(db, actor, current, address)
    key = pyotp.random_base32()
    sealed = sealing.seal(key)
    # Nothing holds yet: what is told is told when a code confirms it.
    db.write(lambda tx: store.begin(tx, actor.account_id, sealed, now=clock.now()))
    totp = pyotp.TOTP(key, name=actor.username, issuer=text.PRODUCT)
    return NewKey(key, totp.provisioning_uri())


def confirm(db: Database, actor: Actor, code: str, address: str | None) -> tuple[str, ...]:
    """Ask for the factor from now on; the recovery codes, this once.

    Raises:
        Denied: "wrong_second", "waiting".
        Refused: "no_second_factor", nothing was begun.
        Conflict: it is set up already.
    """
    access.check(actor, Action.ACCOUNT_SELF)
    codes.take(db, actor, code, address, is_new=True)

    def work(act: Act) -> tuple[str, ...]:
        store.confirm(act.tx, actor.account_id, now=act.now)
        act.tell("account.set_up_second_factor", actor.account_id)
        _note_proof(act, actor)
        return _fresh_codes(act, actor)

    return _own(db, actor, address).carry_out(work, again=lambda _: _NONE)


def new_codes(db: Database, actor: Actor, code: str, address: str | None) -> tuple[str, ...]:
    """Recovery codes in the place of those that are left, this once.

    Raises:
        Denied: "wrong_second", "waiting".
        Refused: "no_second_factor".
    """
    access.check(actor, Action.ACCOUNT_SELF)
    taken = codes.take(db, actor, code, address)

    def work(act: Act) -> tuple[str, ...]:
        codes.tell(act, actor.account_id, taken)
        act.tell("account.new_recovery_codes", actor.account_id)
        return _fresh_codes(act, actor)

    return _own(db, actor, address).carry_out(work, again=lambda _: _NONE)


def remove(db: Database, actor: Actor, code: str, address: str | None) -> None:
    """Ask for it no more.

    Raises:
        Denied: "wrong_second", "waiting".
        Refused: "no_second_factor", or "second_factor_rule" where it is the rule.
    """
    access.check(actor, Action.ACCOUNT_SELF)
    if may_have(actor.roles) and db.read(store.is_rule):
        raise Refused("second_factor_rule")
    taken = codes.take(db, actor, code, address)

    def work(act: Act) -> None:
        codes.tell(act, actor.account_id, taken)
        store.remove(act.tx, actor.account_id)
        act.tell("account.remove_second_factor", actor.account_id)

    _own(db, actor, address).carry_out(work, again=acts.nothing)


def prove(db: Database, actor: Actor, code: str, address: str | None) -> None:
    """Show it again in this session, before what asks for it.

    Raises:
        Denied: "wrong_second", "waiting".
        Refused: "no_second_factor".
    """
    access.check(actor, Action.ACCOUNT_SELF)
    taken = codes.take(db, actor, code, address)

    def work(act: Act) -> None:
        codes.tell(act, actor.account_id, taken)
        _note_proof(act, actor)
        act.tell("account.prove_second_factor", actor.account_id)

    _own(db, actor, address).carry_out(work, again=acts.nothing)


def is_stale(db: Database, actor: Actor) -> bool:
    """Whether the account has a second factor that this session has not shown of late."""
    now = clock.now()

    def work(tx: Reader) -> bool:
        if store.in_force(tx, actor.account_id) is None:
            return False
        shown = actor.session_id and store.proved_at(tx, actor.session_id)
        return not shown or shown < now - FRESH_FOR

    return db.read(work)


def require_fresh(db: Database, actor: Actor) -> None:
    """Refuse what asks for the second factor again.

    Raises:
        Refused: "second_factor_needed".
    """
    if is_stale(db, actor):
        raise Refused("second_factor_needed")


def _fresh_codes(act: Act, actor: Actor) -> tuple[str, ...]:
    fresh = tuple(passwords.recovery_code() for _ in range(RECOVERY_CODES))
    # Random codes of 123 bits: nothing slower is needed to keep them from being guessed.
    hashes = [sessions.digest(possible_recovery_code(one)) for one in fresh]
    store.put_codes(act.tx, actor.account_id, hashes)
    return fresh


def _note_proof(act: Act, actor: Actor) -> None:
    if actor.session_id:
        store.note_proof(act.tx, actor.session_id, now=act.now)


def _own(db: Database, actor: Actor, address: str | None) -> Intent:
    """An act on one's own account."""
    return acts.intend(
        db, actor, Action.ACCOUNT_SELF, act_id=acts.new_act(), queue=Queue.NONE, address=address
    )
