"""All that waits in all units, and whom it can be told: set by set, not person by person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from lib.domain.access import Role
from lib.domain.accounts import roles_from_text
from lib.store.engine.db import Reader
from lib.store.item_facts import bounds, facts_and

_CHANGED: Final = facts_and("items.updated_at")
_OPEN: Final = """
    SELECT facts.unit_id, tasks.code, tasks.short_title, tasks.is_unit_report,
        facts.verification = 'returned', facts.due_on, facts.updated_at, persons.account_id,
        plans.person_id IS NOT NULL
    FROM facts
    JOIN tasks ON tasks.task_id = facts.task_id
    LEFT JOIN unit_plans AS plans
        ON plans.unit_id = facts.unit_id AND plans.task_id = facts.task_id
    LEFT JOIN persons ON persons.person_id = plans.person_id
    WHERE facts.verification = 'returned'
        OR (
            facts.is_mandatory
            AND facts.due_on <= $4
            AND (
                NOT facts.is_complete
                OR (tasks.is_unit_report AND facts.verification = 'not_sent')
            )
        )
    ORDER BY facts.unit_id, facts.sort_order
"""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A task that a unit has not completed, or whose report came back.

    Attributes:
        account_id: of whoever of the unit does it, if they have an account.
        is_given: whether it was given to somebody.
    """

    unit_id: UUID
    code: str
    title: str
    is_unit_report: bool
    is_returned: bool
    due_on: date
    changed_at: datetime
    account_id: UUID | None
    is_given: bool


@dataclass(frozen=True, slots=True)
class Reminded:
    """An open account of a unit's staff or head."""

    account_id: UUID
    full_name: str
    unit_id: UUID
    roles: frozenset[Role]
    email: str


def open_items(tx: Reader, campaign_id: UUID, today: date, *, until: date) -> list[OpenItem]:
    """Mandatory ones that are not complete and due by then, and all that came back; a unit's own
    report also while it is complete and nobody has sent it."""
    rows = tx.rows(
        _CHANGED + _OPEN,
        [*bounds(campaign_id, today), until],
    )
    return [OpenItem(*row) for row in rows]


def returned_evaluations(tx: Reader, campaign_id: UUID) -> list[tuple[UUID, datetime]]:
    """The units whose evaluation came back, and when it last changed."""
    rows = tx.rows(
        "SELECT unit_id, updated_at FROM evaluations WHERE campaign_id = $1 AND state = 'returned'",
        [campaign_id],
    )
    return [(row[0], row[1]) for row in rows]


def people(tx: Reader) -> list[Reminded]:
    """Everybody in a unit who reports for it, by name; closed units and accounts have nobody."""
    rows = tx.rows(
        """
        SELECT accounts.account_id, accounts.full_name, accounts.unit_id, accounts.roles,
            accounts.email
        FROM accounts
        WHERE accounts.is_open
            AND (accounts.roles LIKE '%,staff,%' OR accounts.roles LIKE '%,head,%')
        ORDER BY accounts.given_name COLLATE vi, accounts.full_name COLLATE vi, accounts.username
        """
    )
    return [Reminded(row[0], row[1], row[2], roles_from_text(row[3]), row[4]) for row in rows]
