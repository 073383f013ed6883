"""One-time passwords and the ends of sessions, by the admin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.accounts import ONE_TIME_LIFE, Account
from lib.errors import NotFound, Refused
from lib.services import acts, clock, passwords, people
from lib.store import accounts as store
from lib.store import audit, locks, sessions
from lib.store import people as people_store
from lib.store.db import Database, Writer
from lib.store.ids import new_id


@dataclass(frozen=True, slots=True)
class Slip:
    """A first password to be cut out and handed over."""

    full_name: str
    username: str
    one_time_password: str
    expires_at: datetime


def reset_password(
    db: Database, actor: Actor, *, act_id: UUID, account_id: UUID, seen_version: int
) -> str | None:
    """A one-time password good for 24 hours; the person's sessions end at their next click.

    Returns:
        None when this very act has been done before: the password is shown only once.
    Raises:
        Refused: `closed_account`, or `own_account` for the actor's own.
        Conflict: somebody else changed the account meanwhile.
    """
    access.check(actor, Action.PEOPLE_MANAGE)
    if account_id == actor.account_id:
        raise Refused("own_account")
    secret = passwords.one_time_password()
    hashed = passwords.hash_password(secret)

    def work(tx: Writer) -> str | None:
        account = people.begin(tx, act_id, account_id, seen_version)
        if account is None:
            return None
        if not account.is_open:
            raise Refused("closed_account")
        _give_password(tx, account, hashed, clock.now())
        acts.record(tx, actor, act_id, "account.reset_password", account_id)
        return secret

    return db.write(work)


def first_password_slips(
    db: Database, actor: Actor, *, act_id: UUID, unit_id: UUID
) -> tuple[Slip, ...]:
    """New first passwords for the unit's open accounts that never signed in.

    Returns:
        Nothing when there is no such account, or when this very act has been done before.
    Raises:
        Conflict: somebody changed one of the accounts meanwhile.
    """
    access.check(actor, Action.PEOPLE_MANAGE)
    waiting = db.read(lambda tx: people_store.never_signed_in(tx, unit_id))
    secrets = {account.account_id: passwords.one_time_password() for account in waiting}
    # Hashing is slow on purpose, so it is done before the writers' queue is entered.
    hashes = {key: passwords.hash_password(secret) for key, secret in secrets.items()}

    def work(tx: Writer) -> tuple[Slip, ...]:
        now = clock.now()
        locks.lock_people_and_units(tx, now)
        if audit.is_recorded(tx, act_id):
            return ()
        for number, account in enumerate(waiting):
            _give_password(tx, account, hashes[account.account_id], now)
            own_act = act_id if number == 0 else new_id()
            acts.record(tx, actor, own_act, "account.reset_password", account.account_id)
        return tuple(
            Slip(one.full_name, one.username, secrets[one.account_id], now + ONE_TIME_LIFE)
            for one in waiting
        )

    return db.write(work)


def end_sessions(db: Database, actor: Actor, *, act_id: UUID, account_id: UUID) -> int:
    """How many sessions of the person were ended; they notice at their next click."""
    access.check(actor, Action.PEOPLE_MANAGE)

    def work(tx: Writer) -> int:
        now = clock.now()
        locks.lock_people_and_units(tx, now)
        if store.account(tx, account_id) is None:
            raise NotFound("account")
        if audit.is_recorded(tx, act_id):
            return 0
        count = sessions.end_all(tx, account_id, now=now)
        acts.record(tx, actor, act_id, "account.end_sessions", account_id, count=count)
        return count

    return db.write(work)


def _give_password(tx: Writer, account: Account, password_hash: str, now: datetime) -> None:
    store.set_one_time_password(
        tx,
        account.account_id,
        password_hash,
        set_at=now,
        expires_at=now + ONE_TIME_LIFE,
        seen_version=account.version,
    )
    sessions.end_all(tx, account.account_id, now=now)
