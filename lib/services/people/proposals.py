"""What one admin cannot do alone is proposed here, inside the act that asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from lib.domain.access import CONFIRMING, GUARDED, Role
from lib.domain.accounts import Account
from lib.domain.confirmations import Kind, Proposal, given_at_once, is_guarded
from lib.errors import Refused
from lib.services.acts import Act
from lib.store import accounts, setup
from lib.store import confirmations as store
from lib.store.engine.db import Reader
from lib.store.engine.ids import new_id

_SEEN: Final = "second_person"
"""The setting that stays once somebody else could confirm, even when nobody can any more."""


def propose(
    act: Act, kind: Kind, *, account_id: UUID, version: int, roles: frozenset[Role] | None = None
) -> None:
    """Ask for it; it waits for a second person as long as the account has this version.

    Args:
        roles: all that the account is to have, where that is what is asked for.
    """
    store.insert(
        act.tx,
        Proposal(
            confirmation_id=new_id(),
            kind=kind,
            account_id=account_id,
            account_version=version,
            roles=roles,
            proposed_by=act.author.account_id,
            proposed_at=act.now,
        ),
    )
    detail = {"kind": kind, "roles": None if roles is None else sorted(roles)}
    act.tell("account.propose", account_id, detail)


def roles_at_once(act: Act, before: Account, wanted: frozenset[Role]) -> frozenset[Role]:
    """The roles that the account gets now; what is left of `wanted` has to be proposed.

    Raises:
        Refused: `closed_account`, which gets no guarded role.
    """
    now = given_at_once(before.roles, wanted)
    if now == wanted:
        return wanted
    if not before.is_open:
        raise Refused("closed_account")
    return wanted if makes_first_leader(act, before, wanted) else now


def makes_first_leader(act: Act, before: Account, wanted: frozenset[Role]) -> bool:
    """Whether this gives the installation its first second person, and nothing else guarded.

    Somebody has to be the first to confirm. There must never have been anybody else who could.
    """
    return (
        (wanted - before.roles) & GUARDED == {Role.LEADER}
        and not is_guarded(before.roles)
        and before.account_id != act.author.account_id
        and not any(one.is_open and Role.LEADER in one.roles for one in accounts.accounts(act.tx))
        and is_alone(act)
    )


def is_alone(act: Act) -> bool:
    """Whether there is not, and never was, anybody who could have confirmed what the actor does."""
    if setup.setting(act.tx, _SEEN) is not None:
        return False
    return not any(
        one.account_id != act.author.account_id and _is_second_person(act.tx, one)
        for one in accounts.accounts(act.tx)
    )


def told(before: frozenset[Role], after: frozenset[Role]) -> Mapping[str, object]:
    """What the audit log says of roles that an admin has given without a second person."""
    return {"alone": True} if is_guarded(after - before) else {}


def has_roles_waiting(tx: Reader, account_id: UUID) -> bool:
    """Whether roles of the account wait for a second person."""
    return any(one.account_id == account_id and one.kind == Kind.ROLES for one in store.waiting(tx))


def may_reset_alone(act: Act, account: Account) -> bool:
    """Whether the first leader, made alone, has let the first password run out."""
    return (
        account.account_id != act.author.account_id
        and account.roles & GUARDED == {Role.LEADER}
        and is_alone(act)
    )


def remember_second_person(act: Act, before: Account, after: Account) -> None:
    """Note that there has been one, before the role that says so is taken away."""
    if not (before.roles - after.roles).isdisjoint(CONFIRMING) and _is_second_person(
        act.tx, before
    ):
        setup.put_setting(act.tx, _SEEN, "1", now=act.now)


def _is_second_person(tx: Reader, account: Account) -> bool:
    """Whether the account has a role that confirms, and has been made somebody's own.

    Closed ones count, and those whose first password nobody has used do not.
    """
    return not account.roles.isdisjoint(CONFIRMING) and store.is_taken(tx, account.account_id)
