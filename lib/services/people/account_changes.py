"""Changes of an account inside an act that may make them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lib.domain.access import Role
from lib.domain.accounts import ONE_TIME_LIFE, Account, NewAccount
from lib.domain.confirmations import Kind
from lib.domain.units import Unit
from lib.errors import Conflict, Duplicate, NotFound, Refused
from lib.services import clock
from lib.services.acts import Act
from lib.services.people import passwords, proposals
from lib.services.people.people_forms import Typed
from lib.store import accounts as store
from lib.store import sessions
from lib.store import units as units_store
from lib.store.engine.db import Reader
from lib.store.engine.ids import new_id


def begin(act: Act, typed: Typed, unit: Unit, hashed: str | None) -> tuple[UUID, bool]:
    """The id of an open account with a one-time password, and whether roles of it wait.

    With a role that one admin cannot give alone it has no password until a second person confirms.

    Args:
        typed: with a user name that is free (`require_free`).
        unit: the home unit, as `open_unit` gave it.
        hashed: the one-time password's; None for an account that gets its first password later.
    """
    account_id = new_id()
    nobody = Account(
        account_id, typed.username, typed.full_name, typed.unit_id, frozenset(),
        is_open=True, must_change=True, password_expires_at=None, version=1,
    )  # fmt: skip
    now = proposals.roles_at_once(act, nobody, typed.roles)
    waits = now != typed.roles
    alone = {} if waits else proposals.told(nobody.roles, now)
    if waits or hashed is None:
        # It runs out as it begins: nobody has this password.
        hashed, expires_at = passwords.dummy_hash(), act.now
    else:
        expires_at = act.now + ONE_TIME_LIFE
    create(act, account_id, replace(typed, roles=now), unit, hashed, expires_at, alone)
    if waits:
        proposals.propose(act, Kind.ROLES, account_id=account_id, version=1, roles=typed.roles)
    return account_id, waits


def require_free(tx: Reader, username: str) -> None:
    """Nothing while nobody has the user name.

    Raises:
        Duplicate: `username`.
    """
    if store.by_username(tx, username) is not None:
        raise Duplicate("username", username=username)


def create(
    act: Act,
    account_id: UUID,
    typed: Typed,
    unit: Unit,
    hashed: str,
    expires_at: datetime | None,
    more: Mapping[str, object] | None = None,
) -> None:
    """Store a new account.

    Args:
        typed: with a user name that is free (`require_free`).
        unit: the home unit, as `open_unit` gave it.
        expires_at: None for a password that the person chose.
        more: what the audit log says besides.
    """
    new = NewAccount(
        account_id=account_id,
        username=typed.username,
        full_name=typed.full_name,
        unit_id=typed.unit_id,
        roles=typed.roles,
        password_hash=hashed,
        must_change=expires_at is not None,
        password_expires_at=expires_at,
        created_at=act.now,
    )
    store.insert_account(act.tx, new)
    detail = {"username": new.username, "unit": unit.code, "roles": sorted(new.roles)}
    act.tell("account.create", new.account_id, {**detail, **(more or {})})


def change(act: Act, before: Account, typed: Typed) -> bool:
    """Give the account another name, home unit and roles; whether some of the roles wait.

    Raises:
        Refused: `last_admin`, `closed_unit`, `closed_account`.
        Conflict: somebody else changed the account since `before` was read.
    """
    now = proposals.roles_at_once(act, before, typed.roles)
    after = replace(before, full_name=typed.full_name, unit_id=typed.unit_id, roles=now)
    if after != before:
        put(act, before, after, proposals.told(before.roles, now))
    if now == typed.roles:
        return False
    version = before.version + (after != before)
    proposals.propose(
        act, Kind.ROLES, account_id=before.account_id, version=version, roles=typed.roles
    )
    return True


def close(act: Act, account: Account) -> None:
    """Close the account and end its sessions.

    Raises:
        Refused: `last_admin`.
    """
    if Role.ADMIN in account.roles:
        check_other_admin(act.tx)
    store.set_open(act.tx, account.account_id, is_open=False, seen_version=account.version)
    sessions.end_all(act.tx, account.account_id, now=act.now)
    act.tell("account.close", account.account_id)


def open_again(act: Act, account: Account) -> None:
    """Open the closed account, inside the act that may."""
    open_unit(act.tx, account.unit_id)
    store.set_open(act.tx, account.account_id, is_open=True, seen_version=account.version)
    act.tell("account.reopen", account.account_id)


def put(
    act: Act, before: Account, after: Account, more: Mapping[str, object] | None = None
) -> None:
    """Store name, home unit and roles, inside the act that may.

    Args:
        more: what the audit log says besides.
    Raises:
        Refused: `last_admin`, `closed_unit`.
        Conflict: somebody else changed the account since `before` was read.
    """
    if before.is_open and Role.ADMIN in before.roles - after.roles:
        check_other_admin(act.tx)
    if after.unit_id != before.unit_id:
        open_unit(act.tx, after.unit_id)
    proposals.remember_second_person(act, before, after)
    store.update_account(act.tx, after, seen_version=before.version)
    act.tell(
        "account.change", after.account_id, {**_changes(act.tx, before, after), **(more or {})}
    )


def seen(tx: Reader, account_id: UUID, seen_version: int) -> Account:
    """The account, if it still has the version that the admin saw.

    Raises:
        NotFound: there is none.
        Conflict: somebody has changed it since.
    """
    account = store.account(tx, account_id)
    if account is None:
        raise NotFound("account")
    if account.version != seen_version:
        raise Conflict("changed")
    return account


def open_unit(tx: Reader, unit_id: UUID) -> Unit:
    """The unit, if people may belong to it from now on.

    Raises:
        NotFound: there is none.
        Refused: `closed_unit`.
    """
    today = clock.today()
    unit = units_store.unit(tx, unit_id, today)
    if unit is None:
        raise NotFound("unit")
    if not unit.is_open(today):
        raise Refused("closed_unit")
    return unit


def check_other_admin(tx: Reader) -> None:
    """Refuse what would leave nobody to administer."""
    if store.open_admins(tx) <= 1:
        raise Refused("last_admin")


def _facts(tx: Reader, account: Account) -> dict[str, object]:
    unit = units_store.unit(tx, account.unit_id, clock.today())
    return {
        "full_name": account.full_name,
        "unit": unit.code if unit else None,
        "roles": sorted(account.roles),
    }


def _changes(tx: Reader, before: Account, after: Account) -> dict[str, object]:
    old, new = _facts(tx, before), _facts(tx, after)
    changed = [key for key in old if old[key] != new[key]]
    return {
        "changed": changed,
        "before": {key: old[key] for key in changed},
        "after": {key: new[key] for key in changed},
    }
