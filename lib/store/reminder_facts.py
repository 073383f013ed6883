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
class OpenOwnTask:
    """A task that a unit has set itself; the account is that of whoever is to do it."""

    unit_id: UUID
    own_task_id: UUID
    title: str
    due_on: date
    account_id: UUID | None


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


def own_tasks(tx: Reader, campaign_id: UUID, *, until: date) -> list[OpenOwnTask]:
    """The tasks that units have set themselves, which are open and due by then."""
    rows = tx.rows(
        """
        SELECT own.unit_id, own.unit_task_id, own.title, own.due_on, persons.account_id
        FROM unit_tasks AS own
        LEFT JOIN persons ON persons.person_id = own.person_id
        WHERE own.campaign_id = $1 AND own.state = 'open' AND own.due_on <= $2
        ORDER BY own.unit_id, own.due_on, own.unit_task_id
        """,
        [campaign_id, until],
    )
    return [OpenOwnTask(*row) for row in rows]


def unread_documents(tx: Reader, campaign_id: UUID) -> list[tuple[UUID, UUID]]:
    """Document and account, where a unit publishes to its people and one of them has not read."""
    return tx.rows(
        """
        SELECT documents.document_id, accounts.account_id
        FROM documents
        JOIN accounts
            ON accounts.unit_id = documents.unit_id
            AND accounts.is_open
            AND (accounts.roles LIKE '%,staff,%' OR accounts.roles LIKE '%,head,%')
        LEFT JOIN document_readings AS seen
            ON seen.document_id = documents.document_id
            AND seen.account_id = accounts.account_id
            AND seen.version_no >= documents.asked_no
        WHERE documents.campaign_id = $1
            AND documents.is_own
            AND documents.state = 'published'
            AND seen.account_id IS NULL
        ORDER BY documents.document_id, accounts.account_id
        """,
        [campaign_id],
    )


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
