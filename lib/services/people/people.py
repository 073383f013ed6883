"""What the admin does with accounts; a closed account keeps its name in the history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lib.domain.access import Action, Actor, Role
from lib.domain.accounts import ONE_TIME_LIFE, Account, NewAccount
from lib.domain.units import Unit
from lib.errors import Conflict, Duplicate, NotFound, Refused
from lib.services import acts, clock
from lib.services.acts import Act, Queue
from lib.services.people import passwords, people_forms
from lib.services.people.people_forms import Typed
from lib.store import accounts as store
from lib.store import sessions
from lib.store import units as units_store
from lib.store.engine.db import Database, Reader
from lib.store.engine.ids import new_id


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
    intent = acts.intend(db, actor, Action.PEOPLE_MANAGE, act_id=act_id, queue=Queue.PEOPLE)
    typed = people_forms.typed_new(username, full_name, unit_id, roles)
    secret = passwords.one_time_password()
    hashed = passwords.hash_password(secret)

    def again(tx: Reader) -> Created:
        known = store.by_username(tx, typed.username)
        return Created(known.account_id if known else act_id, None)

    return intent.carry_out(
        lambda act: Created(_create(act, typed, hashed, act.now + ONE_TIME_LIFE), secret),
        again=again,
    )


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
    intent = acts.intend_as(db, acts.OPERATOR, act_id=act_id, queue=Queue.PEOPLE)
    expires_at = intent.now + ONE_TIME_LIFE if secret else None
    return intent.carry_out(
        lambda act: Created(_create(act, typed, hashed, expires_at), secret),
        again=lambda _: Created(act_id, None),
    )


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
    intent = acts.intend(db, actor, Action.PEOPLE_MANAGE, act_id=act_id, queue=Queue.PEOPLE)
    typed = people_forms.typed(full_name, unit_id, roles)

    def work(act: Act) -> None:
        before = seen(act.tx, account_id, seen_version)
        after = replace(before, full_name=typed.full_name, unit_id=typed.unit_id, roles=typed.roles)
        if after == before:
            return
        if before.is_open and Role.ADMIN in before.roles - after.roles:
            _check_other_admin(act.tx)
        if after.unit_id != before.unit_id:
            _open_unit(act.tx, after.unit_id)
        store.update_account(act.tx, after, seen_version=seen_version)
        act.tell("account.change", account_id, _changes(act.tx, before, after))

    intent.carry_out(work, again=acts.nothing)


def close_person(
    db: Database, actor: Actor, *, act_id: UUID, account_id: UUID, seen_version: int
) -> None:
    """Close the account: its sessions end at their next click, its name stays in the history.

    Raises:
        Refused: `last_admin`.
        Conflict: somebody else changed the account meanwhile.
    """
    intent = acts.intend(db, actor, Action.PEOPLE_MANAGE, act_id=act_id, queue=Queue.PEOPLE)

    def work(act: Act) -> None:
        account = seen(act.tx, account_id, seen_version)
        if not account.is_open:
            return
        if Role.ADMIN in account.roles:
            _check_other_admin(act.tx)
        store.set_open(act.tx, account_id, is_open=False, seen_version=seen_version)
        sessions.end_all(act.tx, account_id, now=act.now)
        act.tell("account.close", account_id)

    intent.carry_out(work, again=acts.nothing)


def reopen_person(
    db: Database, actor: Actor, *, act_id: UUID, account_id: UUID, seen_version: int
) -> None:
    """Open a closed account with the password and the roles it had.

    Raises:
        Refused: `closed_unit`, its home unit has been closed meanwhile.
        Conflict: somebody else changed the account meanwhile.
    """
    intent = acts.intend(db, actor, Action.PEOPLE_MANAGE, act_id=act_id, queue=Queue.PEOPLE)

    def work(act: Act) -> None:
        account = seen(act.tx, account_id, seen_version)
        if account.is_open:
            return
        _open_unit(act.tx, account.unit_id)
        store.set_open(act.tx, account_id, is_open=True, seen_version=seen_version)
        act.tell("account.reopen", account_id)

    intent.carry_out(work, again=acts.nothing)


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


def _create(act: Act, typed: Typed, hashed: str, expires_at: datetime | None) -> UUID:
    unit = _open_unit(act.tx, typed.unit_id)
    if store.by_username(act.tx, typed.username) is not None:
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
        created_at=act.now,
    )
    store.insert_account(act.tx, new)
    detail = {"username": new.username, "unit": unit.code, "roles": sorted(new.roles)}
    act.tell("account.create", new.account_id, detail)
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
