"""What one admin asks for and a second person confirms: which roles wait, and who may confirm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from lib.domain.access import GUARDED, Role


class Kind(StrEnum):
    """What is to be done with the account."""

    ROLES = "roles"
    RESET = "reset"
    REOPEN = "reopen"
    SECOND_FACTOR = "second_factor"
    """The account's second factor is taken away, for who has lost it."""


class Outcome(StrEnum):
    """How a proposal ended."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    """By a newer one of the same kind for the same account."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One that waits.

    Attributes:
        account_version: it is for this version of the account; another makes it lapse.
        roles: all that the account is to have; None where they stay.
    """

    confirmation_id: UUID
    kind: Kind
    account_id: UUID
    account_version: int
    roles: frozenset[Role] | None
    proposed_by: UUID
    proposed_at: datetime

    def may_be_confirmed_by(self, account_id: UUID) -> bool:
        """Whether this is a second person: neither who proposed it nor who receives it."""
        return account_id not in (self.proposed_by, self.account_id)


def is_guarded(roles: frozenset[Role]) -> bool:
    """Whether an account with these roles is one that no admin takes over alone."""
    return not roles.isdisjoint(GUARDED)


def given_at_once(before: frozenset[Role], wanted: frozenset[Role]) -> frozenset[Role]:
    """The roles that hold without a second person, on the way from `before` to `wanted`.

    Taking a role away needs none, unless nothing would be left to sign in for.
    """
    kept = wanted - (GUARDED - before)
    return kept or before
