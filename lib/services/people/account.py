"""What people do with their own account."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.accounts import Account, clean_password
from lib.domain.problem_collector import ProblemCollector
from lib.errors import Denied, Invalid
from lib.services import acts, clock
from lib.services.acts import Act, Queue
from lib.services.people import (
    account_changes,
    failures,
    hashing,
    passwords,
    people_forms,
    sessions,
)
from lib.services.people.account_changes import Accounts
from lib.services.people.hashing import Lane
from lib.services.people.sessions import OpenedSession
from lib.store import accounts, attempts, confirmations, devices, setup
from lib.store import sessions as session_store
from lib.store.accounts import StoredPassword
from lib.store.attempts import Counted
from lib.store.engine.db import Database, Reader, Writer


def own_account(db: Database, actor: Actor) -> Account:
    """The actor's account as stored.

    Raises:
        Denied: it is gone.
    """
    access.check(actor, Action.ACCOUNT_SELF)
    found = db.read(lambda tx: accounts.account(tx, actor.account_id))
    if found is None:
        raise Denied("signed_out")
    return found


def change_email(
    db: Database, actor: Actor, *, act_id: UUID, seen_version: int, email: object
) -> None:
    """Where letters to the actor go from now on; "" for nowhere.

    Raises:
        Problems: no address.
        Denied: the account is closed.
        Conflict: the account changed meanwhile.
    """
    intent = acts.intend(db, actor, Action.ACCOUNT_SELF, act_id=act_id, queue=Queue.PEOPLE)
    collector = ProblemCollector()
    typed = collector.take("email", lambda: people_forms.typed_email(email), "")
    collector.finish()

    def work(act: Act) -> None:
        before = account_changes.seen(act.tx, actor.account_id, seen_version)
        if not before.is_open:
            raise Denied("signed_out")
        if before.email == typed:
            return
        changed = Accounts(act)
        changed.put(before, replace(before, email=typed))
        changed.finish()
        confirmations.hold_on(act.tx, before.account_id, before.version)

    intent.carry_out(work, again=acts.nothing)


def change_password(
    db: Database,
    actor: Actor,
    *,
    current: str,
    new: str,
    repeated: str,
    address: str | None,
) -> OpenedSession:
    """Give the actor a new password and, in place of all their sessions, a new one.

    The account forgets all devices but this one.

    Raises:
        Invalid: what is wrong with the new password, or "wrong_password" for the current one;
            only the latter counts as a wrong try.
        Denied: "waiting" after wrong tries; then nothing was checked.
        Conflict: the account changed meanwhile.
        Unavailable: "hashing_busy".
    """
    access.check(actor, Action.ACCOUNT_SELF)
    current, new, repeated = (clean_password(text) for text in (current, new, repeated))
    _check_choice(db, actor, current=current, new=new, repeated=repeated)
    stored = check_password(db, actor, current, address)
    new_hash = passwords.hash_password(new)

    def work(act: Act) -> OpenedSession:
        account = accounts.account(act.tx, actor.account_id)
        if account is None or not account.is_open:
            raise Denied("signed_out")
        accounts.set_password(
            act.tx, account.account_id, new_hash, set_at=act.now, seen_version=stored.version
        )
        confirmations.carry_on(act.tx, account.account_id, stored.version)
        here = session_store.device_of(act.tx, actor.session_id) if actor.session_id else None
        session_store.end_all(act.tx, account.account_id, now=act.now)
        devices.end_all(act.tx, account.account_id, kept_id=here, now=act.now)
        attempts.clear_name(act.tx, account.username)
        act.tell("account.change_password", account.account_id)
        return sessions.begin(act, here)

    intent = acts.intend(
        db, actor, Action.ACCOUNT_SELF, act_id=acts.new_act(), queue=Queue.NONE, address=address
    )
    return intent.carry_out(work, again=sessions.never)


def _check_choice(db: Database, actor: Actor, *, current: str, new: str, repeated: str) -> None:
    if new != repeated:
        raise Invalid("passwords_differ")
    if new == current:
        raise Invalid("same_password")

    def names(tx: Reader) -> tuple[str, ...]:
        agency = setup.agency(tx)
        return (agency.name, agency.superior) if agency else ()

    passwords.check_new_password(
        new, names=[actor.full_name, actor.username, actor.unit_name, *db.read(names)]
    )


def check_password(db: Database, actor: Actor, current: str, address: str | None) -> StoredPassword:
    """The actor's stored password, which `current` is.

    Raises:
        Invalid: "wrong_password", which counts.
        Denied: "waiting" after wrong tries; then nothing was checked.
        Unavailable: "hashing_busy".
    """
    now, asked = clock.now(), attempts.own_password(actor.username)

    def count(tx: Writer) -> tuple[Counted, StoredPassword]:
        counted = attempts.count(tx, asked, now=now)
        stored = accounts.stored_password(tx, actor.account_id)
        if stored is None:
            raise Denied("signed_out")
        if counted is None:
            until = attempts.waits_until(tx, [asked], now=now)
            raise failures.waiting(until, now)
        return counted, stored

    with hashing.place(Lane.KNOWN) as place:
        counted, stored = db.write(count)
        is_right = passwords.matches(current, stored.password_hash, place)
    if not is_right:
        failures.wrong_password(db, actor, address, counted)
        raise Invalid("wrong_password")
    return stored
