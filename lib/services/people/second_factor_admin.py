"""Second factors of others: whether they are the rule, and taking a lost one away."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.confirmations import Kind, is_guarded
from lib.domain.second_factor import may_have
from lib.errors import NotFound, Refused
from lib.services import acts
from lib.services.acts import Act, Queue
from lib.services.people import account_changes, proposals
from lib.store import accounts, sessions, setup
from lib.store import second_factors as store
from lib.store.engine.db import Database, Reader


@dataclass(frozen=True, slots=True)
class Rule:
    """Whether everybody who may has to have one; how many of them do."""

    is_rule: bool
    with_factor: int
    who_may: int


def rule(db: Database, actor: Actor) -> Rule:
    """How it stands now."""
    access.check(actor, Action.PEOPLE_MANAGE)

    def work(tx: Reader) -> Rule:
        have = store.accounts_in_force(tx)
        may = [one for one in accounts.accounts(tx) if one.is_open and may_have(one.roles)]
        return Rule(store.is_rule(tx), sum(one.account_id in have for one in may), len(may))

    return db.read(work)


def set_rule(db: Database, actor: Actor, *, act_id: UUID, is_rule: bool) -> None:
    """From each person's next click on."""
    intent = acts.intend(db, actor, Action.PEOPLE_MANAGE, act_id=act_id, queue=Queue.PEOPLE)

    def work(act: Act) -> None:
        if store.is_rule(act.tx) == is_rule:
            return
        setup.put_setting(act.tx, store.RULE, "1" if is_rule else "0", now=act.now)
        act.tell("account.second_factor_rule", store.RULE, {"is_rule": is_rule})

    intent.carry_out(work, again=acts.nothing)


def has_one(db: Database, actor: Actor, account_id: UUID) -> bool:
    """Whether the account's second factor is asked for."""
    access.check(actor, Action.PEOPLE_MANAGE)
    return db.read(lambda tx: store.in_force(tx, account_id)) is not None


def reset(db: Database, actor: Actor, *, act_id: UUID, account_id: UUID, seen_version: int) -> bool:
    """Take away the second factor of somebody who has lost it.

    Returns:
        Whether it waits for a second person, as for an account with a guarded role.
    Raises:
        Refused: `no_second_factor`.
        Conflict: somebody else changed the account meanwhile.
    """
    intent = acts.intend(db, actor, Action.PEOPLE_MANAGE, act_id=act_id, queue=Queue.PEOPLE)

    def work(act: Act) -> bool:
        account = account_changes.seen(act.tx, account_id, seen_version)
        if store.in_force(act.tx, account_id) is None:
            raise Refused("no_second_factor")
        if is_guarded(account.roles):
            proposals.propose(act, Kind.SECOND_FACTOR, account_id=account_id, version=seen_version)
            return True
        take_away(act, account_id)
        return False

    def again(tx: Reader) -> bool:
        return store.in_force(tx, account_id) is not None

    return intent.carry_out(work, again=again)


def reset_at_terminal(db: Database, *, act_id: UUID, username: str) -> None:
    """The emergency way, for the operator of the server, who has no account.

    Raises:
        NotFound: `account`.
        Refused: `no_second_factor`.
    """
    intent = acts.intend_as(db, acts.OPERATOR, act_id=act_id, queue=Queue.PEOPLE)

    def work(act: Act) -> None:
        account = accounts.by_username(act.tx, username.strip().lower())
        if account is None:
            raise NotFound("account")
        if store.in_force(act.tx, account.account_id) is None:
            raise Refused("no_second_factor")
        take_away(act, account.account_id)

    intent.carry_out(work, again=acts.nothing)


def take_away(act: Act, account_id: UUID) -> None:
    """Ask for it no more and end the person's sessions, inside the act that may.

    Raises:
        Refused: `no_second_factor`, its person was faster.
    """
    if not store.remove(act.tx, account_id):
        raise Refused("no_second_factor")
    sessions.end_all(act.tx, account_id, now=act.now)
    act.tell("account.reset_second_factor", account_id)
