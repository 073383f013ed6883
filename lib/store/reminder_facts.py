"""All that waits in all units, and whom it can be told: set by set, not person by person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from lib.domain.access import Role
from lib.domain.accounts import roles_from_text
from lib.store.document_counts import WITH_STANDINGS
from lib.store.engine.db import Reader

_UNACKNOWLEDGED: Final = """
    SELECT addressed.document_id, addressed.unit_id
    FROM addressed
    LEFT JOIN counting
        ON counting.document_id = addressed.document_id
        AND counting.unit_id = addressed.unit_id
    WHERE counting.unit_id IS NULL
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


def open_items(tx: Reader, campaign_id: UUID, *, until: date) -> list[OpenItem]:
    """Mandatory ones that are not complete and due by then, and all that came back; a unit's own
    report also while it is complete and nobody has sent it."""
    rows = tx.rows(
        """
        SELECT items.unit_id, tasks.code, tasks.short_title, tasks.is_unit_report,
            items.verification = 'returned', items.due_on, items.updated_at, persons.account_id,
            plans.person_id IS NOT NULL
        FROM items
        JOIN tasks ON tasks.task_id = items.task_id
        LEFT JOIN unit_plans AS plans
            ON plans.unit_id = items.unit_id AND plans.task_id = items.task_id
        LEFT JOIN persons ON persons.person_id = plans.person_id
        WHERE items.campaign_id = $1
            AND items.is_active
            AND NOT tasks.is_retired
            AND (
                items.verification = 'returned'
                OR (
                    tasks.is_mandatory
                    AND items.due_on <= $2
                    AND (
                        (tasks.is_unit_report AND items.verification = 'not_sent')
                        OR NOT (
                            items.work_status = 'done'
                            OR (items.work_status = 'nil' AND tasks.nil_allowed)
                        )
                    )
                )
            )
        ORDER BY items.unit_id, tasks.sort_order
        """,
        [campaign_id, until],
    )
    return [OpenItem(*row) for row in rows]


def unacknowledged(tx: Reader, campaign_id: UUID, day: date) -> list[tuple[UUID, UUID]]:
    """Each document of the Office with each unit that is to acknowledge it and has not."""
    rows = tx.rows(WITH_STANDINGS + _UNACKNOWLEDGED, [campaign_id, day])
    return [(row[0], row[1]) for row in rows]


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
