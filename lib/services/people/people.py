"""What the admin does with accounts; a closed account keeps its name in the history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from lib.domain.access import Action, Actor
from lib.domain.accounts import ONE_TIME_LIFE
from lib.domain.confirmations import Kind, is_guarded
from lib.errors import NotFound
from lib.services import acts
from lib.services.acts import Act, Queue
from lib.services.people import account_changes, passwords, people_forms, proposals
from lib.services.people.account_changes import Accounts
from lib.store import accounts as store
from lib.store import units as units_store
from lib.store.engine.db import Database, Reader
from lib.store.engine.ids import new_id


@dataclass(frozen=True, slots=True)
class Created:
    """A new account.

    Attributes:
        one_time_password: None when the same act had made it before, and while roles wait.
        waits: whether some of its roles wait for a second person, who then hands its password over.
    """

    account_id: UUID
    one_time_password: str | None
    waits: bool = False


def create_person(
    db: Database,
    actor: Actor,
    *,
    act_id: UUID,
    username: object,
    full_name: object,
    unit_id: object,
    roles: Iterable[object],
    email: object = "",
) -> Created:
    """An open account whose one-time password is good for 24 hours.

    With a role that one admin cannot give alone it has no password until a second person confirms.

    Raises:
        Problems: values that cannot be taken.
        Duplicate: `username`.
        Refused: `closed_unit`.
    """
    intent = acts.intend(db, actor, Action.PEOPLE_MANAGE, act_id=act_id, queue=Queue.PEOPLE)
    typed = people_forms.typed_new(username, full_name, unit_id, roles, email)
    secret = passwords.one_time_password()
    hashed = passwords.hash_password(secret)

    def again(tx: Reader) -> Created:
        known = store.by_username(tx, typed.username)
        return Created(known.account_id if known else act_id, None)

    def work(act: Act) -> Created:
        account_changes.require_free(act.tx, typed.username)
        made = Accounts(act)
        account_id, waits = made.begin(typed, hashed)
        made.finish()
        return Created(account_id, None if waits else secret, waits=waits)

    return intent.carry_out(work, again=again)


def create_person_at_terminal(
    db: Database,
    *,
    act_id: UUID,
    username: str,
    full_name: str,
    unit_code: str,
    roles: list[str],
    email: str = "",
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
    typed = people_forms.typed_new(username, full_name, unit_id, roles, email)
    if password is not None:
        passwords.check_new_password(password, names=[username, full_name])
    secret = passwords.one_time_password() if password is None else None
    hashed = passwords.hash_password(secret or password or "")
    intent = acts.intend_as(db, acts.OPERATOR, act_id=act_id, queue=Queue.PEOPLE)
    expires_at = intent.now + ONE_TIME_LIFE if secret else None

    def work(act: Act) -> Created:
        account_id, made = new_id(), Accounts(act)
        account_changes.require_free(act.tx, typed.username)
        made.create(account_id, typed, hashed, expires_at)
        made.finish()
        return Created(account_id, secret)

    return intent.carry_out(work, again=lambda _: Created(act_id, None))


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
    email: object,
) -> bool:
    """Change name, home unit, roles and address; they hold from the person's next click.

    Returns:
        Whether some of the roles wait for a second person.
    Raises:
        Problems: values that cannot be taken.
        Refused: `last_admin`, `closed_unit`, `closed_account`.
        Conflict: somebody else changed the account meanwhile.
    """
    intent = acts.intend(db, actor, Action.PEOPLE_MANAGE, act_id=act_id, queue=Queue.PEOPLE)
    typed = people_forms.typed(full_name, unit_id, roles, email)

    def work(act: Act) -> bool:
        before = account_changes.seen(act.tx, account_id, seen_version)
        changed = Accounts(act)
        _, waits = changed.change(before, typed)
        changed.finish()
        return waits

    return intent.carry_out(work, again=lambda tx: proposals.has_roles_waiting(tx, account_id))


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
        account = account_changes.seen(act.tx, account_id, seen_version)
        if not account.is_open:
            return
        changed = Accounts(act)
        changed.close(account)
        changed.finish()

    intent.carry_out(work, again=acts.nothing)


def reopen_person(
    db: Database, actor: Actor, *, act_id: UUID, account_id: UUID, seen_version: int
) -> bool:
    """Open a closed account with the password and the roles it had.

    Returns:
        Whether it waits for a second person.
    Raises:
        Refused: `closed_unit`, its home unit has been closed meanwhile.
        Conflict: somebody else changed the account meanwhile.
    """
    intent = acts.intend(db, actor, Action.PEOPLE_MANAGE, act_id=act_id, queue=Queue.PEOPLE)

    def work(act: Act) -> bool:
        account = account_changes.seen(act.tx, account_id, seen_version)
        if account.is_open:
            return False
        if is_guarded(account.roles):
            Accounts(act).open_unit(account.unit_id)
            proposals.propose(act, Kind.REOPEN, account_id=account_id, version=seen_version)
            return True
        changed = Accounts(act)
        changed.open_again(account)
        changed.finish()
        return False

    return intent.carry_out(work, again=lambda tx: not _is_open(tx, account_id))


def _is_open(tx: Reader, account_id: UUID) -> bool:
    account = store.account(tx, account_id)
    return account is not None and account.is_open
