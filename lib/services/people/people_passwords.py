"""One-time passwords and the ends of sessions, by the admin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

from lib.domain.access import Action, Actor
from lib.domain.accounts import ONE_TIME_LIFE, Account
from lib.domain.confirmations import Kind, is_guarded
from lib.errors import NotFound, Refused
from lib.services import acts
from lib.services.acts import Act, Queue
from lib.services.people import account_changes, passwords, proposals
from lib.store import accounts as store
from lib.store import attempts, devices, sessions
from lib.store import people as people_store
from lib.store.engine.db import Database

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Slip:
    """A first password to be cut out and handed over."""

    full_name: str
    username: str
    one_time_password: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Reset:
    """What came of asking for a new password.

    Attributes:
        one_time_password: None when the same act had been done before, and while it waits.
        waits: a second person has to confirm, and then hands the password over.
    """

    one_time_password: str | None
    waits: bool = False


def reset_password(
    db: Database, actor: Actor, *, act_id: UUID, account_id: UUID, seen_version: int
) -> Reset:
    """A one-time password good for 24 hours; the person's sessions end at their next click.

    That of an account with a role which one admin cannot give alone is proposed.

    Raises:
        Refused: `closed_account`, `no_roles_yet`, or `own_account` for the actor's own.
        Conflict: somebody else changed the account meanwhile.
    """
    intent = acts.intend(db, actor, Action.PEOPLE_MANAGE, act_id=act_id, queue=Queue.PEOPLE)
    if account_id == actor.account_id:
        raise Refused("own_account")
    secret = passwords.one_time_password()
    hashed = passwords.hash_password(secret)

    def work(act: Act) -> Reset:
        account = account_changes.seen(act.tx, account_id, seen_version)
        if not account.is_open:
            raise Refused("closed_account")
        if not account.roles:
            raise Refused("no_roles_yet")
        if not is_guarded(account.roles):
            give_password(act, account, hashed)
        elif proposals.may_reset_alone(act, account):
            give_password(act, account, hashed, {"alone": True})
        else:
            proposals.propose(act, Kind.RESET, account_id=account_id, version=seen_version)
            return Reset(None, waits=True)
        return Reset(secret)

    given = intent.carry_out(work, again=lambda _: Reset(None))
    if given.one_time_password is not None:
        _log.warning("password_reset", account=str(account_id), by=str(actor.account_id))
    return given


def first_password_slips(
    db: Database, actor: Actor, *, act_id: UUID, unit_id: UUID
) -> tuple[Slip, ...]:
    """New first passwords for the unit's open accounts that never signed in.

    Those with a role that one admin cannot give alone get theirs from a second person.

    Returns:
        Nothing when there is no such account, or when this very act has been done before.
    Raises:
        Conflict: somebody changed one of the accounts meanwhile.
    """
    intent = acts.intend(db, actor, Action.PEOPLE_MANAGE, act_id=act_id, queue=Queue.PEOPLE)
    waiting = [
        account
        for account in db.read(lambda tx: people_store.never_signed_in(tx, unit_id))
        if account.roles and not is_guarded(account.roles)
    ]
    secrets = {account.account_id: passwords.one_time_password() for account in waiting}
    # Hashing is slow on purpose, so it is done before the writers' queue is entered.
    hashes = {key: passwords.hash_password(secret) for key, secret in secrets.items()}

    def work(act: Act) -> tuple[Slip, ...]:
        for account in waiting:
            give_password(act, account, hashes[account.account_id])
        return tuple(
            Slip(one.full_name, one.username, secrets[one.account_id], act.now + ONE_TIME_LIFE)
            for one in waiting
        )

    given = intent.carry_out(work, again=lambda _: ())
    for account in waiting if given else ():
        _log.warning("password_reset", account=str(account.account_id), by=str(actor.account_id))
    return given


def end_sessions(db: Database, actor: Actor, *, act_id: UUID, account_id: UUID) -> int:
    """How many sessions of the person were ended; they notice at their next click."""
    intent = acts.intend(db, actor, Action.PEOPLE_MANAGE, act_id=act_id, queue=Queue.PEOPLE)

    def work(act: Act) -> int:
        if store.account(act.tx, account_id) is None:
            raise NotFound("account")
        count = sessions.end_all(act.tx, account_id, now=act.now)
        act.tell("account.end_sessions", account_id, {"count": count})
        return count

    return intent.carry_out(work, again=lambda _: 0)


def give_password(
    act: Act,
    account: Account,
    password_hash: str,
    more: Mapping[str, object] | None = None,
) -> None:
    """Store a one-time password and end the person's sessions, inside the act that may.

    Args:
        more: what the audit log says besides.
    """
    store.set_one_time_password(
        act.tx,
        account.account_id,
        password_hash,
        set_at=act.now,
        expires_at=act.now + ONE_TIME_LIFE,
        seen_version=account.version,
    )
    sessions.end_all(act.tx, account.account_id, now=act.now)
    devices.end_all(act.tx, account.account_id, now=act.now)
    # Who waits after wrong tries is told to ask for this.
    attempts.clear_name(act.tx, account.username)
    act.tell("account.reset_password", account.account_id, more)
