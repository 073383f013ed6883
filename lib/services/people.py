"""What the admin does with accounts; a closed account keeps its name in the history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor, Role
from lib.domain.accounts import ONE_TIME_LIFE, Account, NewAccount
from lib.domain.units import Unit
from lib.errors import Conflict, Duplicate, NotFound, Refused
from lib.services import acts, clock, passwords, people_forms
from lib.services.people_forms import Typed
from lib.store import accounts as store
from lib.store import audit, locks, sessions
from lib.store import units as units_store
from lib.store.db import Database, Reader, Writer
from lib.store.ids import new_id


@dataclass(frozen=True, slots=True)
class Created:
    """A new account; the password is None when the same act had made it before."""

    account_id: UUID
    one_time_password: str | None


def create_person(
    db: Database,
    actor: Actor,
    *,
    act_id: UUID,
    username: object,
    full_name: object,
    unit_id: object,
    roles: Iterable[object],
) -> Created:
    """An open account whose one-time password is good for 24 hours.

    Raises:
        Problems: values that cannot be taken.
        Duplicate: `username`.
        Refused: `closed_unit`.
    """
    access.check(actor, Action.PEOPLE_MANAGE)
    typed = people_forms.typed_new(username, full_name, unit_id, roles)
    secret = passwords.one_time_password()
    hashed = passwords.hash_password(secret)

    def work(tx: Writer) -> Created:
        locks.lock_people_and_units(tx, clock.now())
        if audit.is_recorded(tx, act_id):
            known = store.by_username(tx, typed.username)
            return Created(known.account_id if known else act_id, None)
        expires_at = clock.now() + ONE_TIME_LIFE
        return Created(_create(tx, actor, act_id, typed, hashed, expires_at), secret)

    return db.write(work)


def create_person_at_terminal(
    db: Database,
    *,
    act_id: UUID,
    username: str,
    full_name: str,
    unit_code: str,
    roles: list[str],
    password: str | None = None,
) -> Created:
    """Like create_person, for the operator of the server, who has no account.

    Args:
        password: what the person typed at the terminal; a one-time one is made without it.
    Raises:
        NotFound: `unit`, no unit has that code.
    """
    unit_id = db.read(lambda tx: units_store.id_by_code(tx, unit_code.strip().upper()))
    if unit_id is None:
        raise NotFound("unit")
    typed = people_forms.typed_new(username, full_name, unit_id, roles)
    if password is not None:
        passwords.check_new_password(password, names=[username, full_name])
    secret = passwords.one_time_password() if password is None else None
    hashed = passwords.hash_password(secret or password or "")
    expires_at = clock.now() + ONE_TIME_LIFE if secret else None

    def work(tx: Writer) -> Created:
        locks.lock_people_and_units(tx, clock.now())
        return Created(_create(tx, None, act_id, typed, hashed, expires_at), secret)

    return db.write(work)


def change_person(
    db: Database,
    actor: Actor,
    *,
    act_id: UUID,
    account_id: UUID,
    seen_version: int,
    full_name: object,
    unit_id: object,
    roles: Iterable[object],
) -> None:
    """Change name, home unit and roles; they hold from the person's next click.

    Raises:
        Problems: values that cannot be taken.
        Refused: `last_admin`, `closed_unit`.
        Conflict: somebody else changed the account meanwhile.
    """
    access.check(actor, Action.PEOPLE_MANAGE)
    typed = people_forms.typed(full_name, unit_id, roles)

    def work(tx: Writer) -> None:
        before = begin(tx, act_id, account_id, seen_version)
        if before is None:
            return
        after = replace(before, full_name=typed.full_name, unit_id=typed.unit_id, roles=typed.roles)
        if after == before:
            return
        if before.is_open and Role.ADMIN in before.roles - after.roles:
            _check_other_admin(tx)
        if after.unit_id != before.unit_id:
            _open_unit(tx, after.unit_id)
        store.update_account(tx, after, seen_version=seen_version)
        acts.record(tx, actor, act_id, "account.change", account_id, **_changes(tx, before, after))

    db.write(work)


def close_person(
    db: Database, actor: Actor, *, act_id: UUID, account_id: UUID, seen_version: int
) -> None:
    """Close the account: its sessions end at their next click, its name stays in the history.

    Raises:
        Refused: `last_admin`.
        Conflict: somebody else changed the account meanwhile.
    """
    access.check(actor, Action.PEOPLE_MANAGE)

    def work(tx: Writer) -> None:
        account = begin(tx, act_id, account_id, seen_version)
        if account is None or not account.is_open:
            return
        if Role.ADMIN in account.roles:
            _check_other_admin(tx)
        store.set_open(tx, account_id, is_open=False, seen_version=seen_version)
        sessions.end_all(tx, account_id, now=clock.now())
        acts.record(tx, actor, act_id, "account.close", account_id)

    db.write(work)


def reopen_person(
    db: Database, actor: Actor, *, act_id: UUID, account_id: UUID, seen_version: int
) -> None:
    """Open a closed account with the password and the roles it had.

    Raises:
        Refused: `closed_unit`, its home unit has been closed meanwhile.
        Conflict: somebody else changed the account meanwhile.
    """
    access.check(actor, Action.PEOPLE_MANAGE)

    def work(tx: Writer) -> None:
        account = begin(tx, act_id, account_id, seen_version)
        if account is None or account.is_open:
            return
        _open_unit(tx, account.unit_id)
        store.set_open(tx, account_id, is_open=True, seen_version=seen_version)
        acts.record(tx, actor, act_id, "account.reopen", account_id)

    db.write(work)


def begin(tx: Writer, act_id: UUID, account_id: UUID, seen_version: int) -> Account | None:
    """The account as it is now, or None when this very act has been done before.

    Raises:
        Conflict: it is no longer the version that the admin saw.
    """
    locks.lock_people_and_units(tx, clock.now())
    if audit.is_recorded(tx, act_id):
        return None
    account = store.account(tx, account_id)
    if account is None:
        raise NotFound("account")
    if account.version != seen_version:
        raise Conflict("changed")
    return account


def _create(
    tx: Writer,
    actor: Actor | None,
    act_id: UUID,
    typed: Typed,
    hashed: str,
    expires_at: datetime | None,
) -> UUID:
    unit = _open_unit(tx, typed.unit_id)
    if store.by_username(tx, typed.username) is not None:
        raise Duplicate("username", username=typed.username)
    new = NewAccount(
        account_id=new_id(),
        username=typed.username,
        full_name=typed.full_name,
        unit_id=typed.unit_id,
        roles=typed.roles,
        password_hash=hashed,
        must_change=expires_at is not None,
        password_expires_at=expires_at,
        created_at=clock.now(),
    )
    store.insert_account(tx, new)
    detail = {"username": new.username, "unit": unit.code, "roles": sorted(new.roles)}
    acts.record(tx, actor, act_id, "account.create", new.account_id, **detail)
    return new.account_id


def _open_unit(tx: Reader, unit_id: UUID) -> Unit:
    today = clock.today()
    unit = units_store.unit(tx, unit_id, today)
    if unit is None:
        raise NotFound("unit")
    if not unit.is_open(today):
        raise Refused("closed_unit")
    return unit


def _check_other_admin(tx: Reader) -> None:
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
