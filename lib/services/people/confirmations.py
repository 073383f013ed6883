"""What waits for a second person, and what that person does about it (decision 0030)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

import structlog

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.accounts import Account
from lib.domain.confirmations import Kind, Outcome, Proposal, is_guarded
from lib.errors import NotFound, Refused
from lib.services import acts, clock
from lib.services.acts import Act, Intent, Queue
from lib.services.people import (
    account_changes,
    passwords,
    people_passwords,
    second_factor_admin,
)
from lib.services.people.account_changes import Accounts
from lib.store import accounts, units
from lib.store import confirmations as store
from lib.store.engine.db import Database, Reader

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal as it is shown.

    Attributes:
        account: as it is now, and as it was when this was proposed.
        gives_password: whoever confirms gets a one-time password to hand over.
        is_own: the viewer proposed it, and may withdraw it.
        may_confirm: the viewer is a second person.
    """

    proposal: Proposal
    account: Account
    unit_name: str
    proposer_name: str
    gives_password: bool
    is_own: bool = False
    may_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Whom it was about, and the one-time password to hand over, if there is one."""

    account: Account
    one_time_password: str | None


def waiting(db: Database, actor: Actor) -> list[Waiting]:
    """What waits, the oldest first; others' for the viewer to confirm, own ones to withdraw."""
    access.check(actor, Action.CONFIRMATION_DECIDE)
    return [
        replace(
            one,
            is_own=one.proposal.proposed_by == actor.account_id,
            may_confirm=one.proposal.may_be_confirmed_by(actor.account_id),
        )
        for one in db.read(_waiting)
    ]


def waiting_for(db: Database, actor: Actor, account_id: UUID) -> list[Waiting]:
    """What waits of one account, for who looks after accounts."""
    access.check(actor, Action.PEOPLE_MANAGE)
    return [one for one in waiting(db, actor) if one.proposal.account_id == account_id]


def waiting_at_terminal(db: Database) -> list[Waiting]:
    """The same for the operator of the server."""
    return [replace(one, may_confirm=True) for one in db.read(_waiting)]


def confirm(db: Database, actor: Actor, *, act_id: UUID, confirmation_id: UUID) -> Confirmed:
    """Let what another proposed take effect.

    Returns:
        A one-time password for whoever enters the circle of guarded accounts, or has theirs reset:
        the second person hands it over, so that who proposed it never sees it.
    Raises:
        NotFound: there is no such proposal.
        Refused: `second_person`, the actor proposed or would receive it; `lapsed`; and what the
            change itself may be refused for.
    """
    intent = acts.intend(db, actor, Action.CONFIRMATION_DECIDE, act_id=act_id, queue=Queue.PEOPLE)
    return _confirm(intent, confirmation_id, by=actor)


def confirm_at_terminal(db: Database, *, act_id: UUID, confirmation_id: UUID) -> Confirmed:
    """The emergency way, for the operator of the server, who has no account."""
    intent = acts.intend_as(db, acts.OPERATOR, act_id=act_id, queue=Queue.PEOPLE)
    return _confirm(intent, confirmation_id, by=None)


def turn_down(db: Database, actor: Actor, *, act_id: UUID, confirmation_id: UUID) -> Outcome:
    """Decline what another proposed, or withdraw what one proposed oneself.

    Raises:
        NotFound: there is no such proposal.
        Refused: `lapsed`.
    """
    intent = acts.intend(db, actor, Action.CONFIRMATION_DECIDE, act_id=act_id, queue=Queue.PEOPLE)

    def work(act: Act) -> Outcome:
        found = _standing(act.tx, confirmation_id)
        is_own = found.proposed_by == actor.account_id
        outcome = Outcome.WITHDRAWN if is_own else Outcome.DECLINED
        store.decide(act.tx, confirmation_id, outcome, by=actor.account_id, now=act.now)
        if is_own:
            act.tell("account.withdraw", found.account_id, _facts(found))
        else:
            act.tell("account.decline", found.account_id, _facts(found) | _proposer(found))
        return outcome

    return intent.carry_out(work, again=lambda _: Outcome.DECLINED)


def _confirm(intent: Intent, confirmation_id: UUID, *, by: Actor | None) -> Confirmed:
    found = intent.db.read(lambda tx: store.proposal(tx, confirmation_id))
    if found is None:
        raise NotFound("confirmation")
    if by is not None and not found.may_be_confirmed_by(by.account_id):
        raise Refused("second_person")
    about, secret = found.account_id, passwords.one_time_password()
    # Hashing is slow on purpose, so it is done before the writers' queue is entered.
    hashed = passwords.hash_password(secret)

    def work(act: Act) -> Confirmed:
        proposal = _standing(act.tx, confirmation_id)
        account = account_changes.seen(act.tx, proposal.account_id, proposal.account_version)
        gives_password = _gives_password(proposal, account)
        decided_by = by.account_id if by else None
        store.decide(act.tx, confirmation_id, Outcome.CONFIRMED, by=decided_by, now=act.now)
        act.tell("account.confirm", account.account_id, _facts(proposal) | _proposer(proposal))
        _DO[proposal.kind](act, proposal, account)
        if gives_password:
            changed = _account(act.tx, account.account_id)
            people_passwords.give_password(act, changed, hashed)
        return Confirmed(account, secret if gives_password else None)

    def again(tx: Reader) -> Confirmed:
        return Confirmed(_account(tx, about), None)

    confirmed = intent.carry_out(work, again=again)
    if confirmed.one_time_password:
        by_id = str(by.account_id) if by else None
        _log.warning("password_reset", account=str(confirmed.account.account_id), by=by_id)
    return confirmed


def _waiting(tx: Reader) -> list[Waiting]:
    proposals = store.waiting(tx)
    if not proposals:
        return []
    people = {one.account_id: one for one in accounts.accounts(tx)}
    names = {one.unit_id: one.short_name for one in units.units(tx, clock.today())}
    return [
        Waiting(
            proposal=one,
            account=people[one.account_id],
            unit_name=names[people[one.account_id].unit_id],
            proposer_name=people[one.proposed_by].full_name,
            gives_password=_gives_password(one, people[one.account_id]),
        )
        for one in proposals
    ]


def _standing(tx: Reader, confirmation_id: UUID) -> Proposal:
    """The proposal, if it still waits for the account as it was."""
    found = {one.confirmation_id: one for one in store.waiting(tx)}
    if confirmation_id in found:
        return found[confirmation_id]
    if store.proposal(tx, confirmation_id) is None:
        raise NotFound("confirmation")
    raise Refused("lapsed")


def _gives_password(proposal: Proposal, account: Account) -> bool:
    """Whether the account's password comes from the hand of the second person.

    That of an account with guarded roles always has; one that gets its first begins so.
    """
    return proposal.kind == Kind.RESET or (
        proposal.kind == Kind.ROLES and not is_guarded(account.roles)
    )


def _give_roles(act: Act, proposal: Proposal, account: Account) -> None:
    if proposal.roles is None:
        raise ValueError("a proposal of roles names them")
    changed = Accounts(act)
    changed.put(account, replace(account, roles=proposal.roles))
    changed.finish()


def _reopen(act: Act, _proposal: Proposal, account: Account) -> None:
    changed = Accounts(act)
    changed.open_again(account)
    changed.finish()


def _take_second_factor(act: Act, _proposal: Proposal, account: Account) -> None:
    second_factor_admin.take_away(act, account.account_id)


def _nothing_else(_act: Act, _proposal: Proposal, _account: Account) -> None:
    """The password is all."""


_DO: dict[Kind, Callable[[Act, Proposal, Account], None]] = {
    Kind.ROLES: _give_roles,
    Kind.RESET: _nothing_else,
    Kind.REOPEN: _reopen,
    Kind.SECOND_FACTOR: _take_second_factor,
}


def _account(tx: Reader, account_id: UUID) -> Account:
    found = accounts.account(tx, account_id)
    if found is None:
        raise NotFound("account")
    return found


def _facts(proposal: Proposal) -> dict[str, object]:
    roles = None if proposal.roles is None else sorted(proposal.roles)
    return {"kind": proposal.kind, "roles": roles}


def _proposer(proposal: Proposal) -> dict[str, object]:
    return {"proposed_by": str(proposal.proposed_by)}
