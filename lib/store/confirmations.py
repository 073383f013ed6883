"""The table confirmations: what one admin has asked for and a second person has to confirm."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain.access import Role
from lib.domain.accounts import roles_from_text, roles_to_text
from lib.domain.confirmations import Kind, Outcome, Proposal
from lib.store.engine.db import Reader, Row, Writer

READS: Final = ("confirmations", "accounts")
"""What the list of those that wait depends on."""


def waiting(tx: Reader) -> list[Proposal]:
    """Those that wait for an account that is still as it was, the oldest first.

    They go with the right of who proposed them.
    """
    rows = tx.rows(
        """
        SELECT
            confirmation_id, kind, confirmations.account_id, account_version,
            confirmations.roles, proposed_by, proposed_at
        FROM confirmations
        JOIN accounts
            ON accounts.account_id = confirmations.account_id
            AND accounts.version = confirmations.account_version
        JOIN accounts AS proposers
            ON proposers.account_id = confirmations.proposed_by
            AND proposers.is_open
            AND proposers.roles LIKE $1
        WHERE state = 'waiting'
        ORDER BY proposed_at, confirmation_id
        """,
        [f"%,{Role.ADMIN},%"],
    )
    return [_proposal(row) for row in rows]


def proposal(tx: Reader, confirmation_id: UUID) -> Proposal | None:
    """One, whether it still waits or not."""
    row = tx.row(
        """
        SELECT
            confirmation_id, kind, account_id, account_version, roles, proposed_by, proposed_at
        FROM confirmations
        WHERE confirmation_id = $1
        """,
        [confirmation_id],
    )
    return _proposal(row) if row else None


def insert(tx: Writer, new: Proposal) -> None:
    """Store a proposal in the place of those of its kind that wait for the account."""
    tx.run(
        """
        UPDATE confirmations
        SET state = 'replaced', decided_at = $1
        WHERE account_id = $2
            AND kind = $3
            AND state = 'waiting'
        """,
        [new.proposed_at, new.account_id, new.kind],
    )
    tx.run(
        """
        INSERT INTO confirmations (
            confirmation_id, kind, account_id, account_version, roles, proposed_by, proposed_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        [
            new.confirmation_id,
            new.kind,
            new.account_id,
            new.account_version,
            None if new.roles is None else roles_to_text(new.roles),
            new.proposed_by,
            new.proposed_at,
        ],
    )


def decide(
    tx: Writer, confirmation_id: UUID, outcome: Outcome, *, by: UUID | None, now: datetime
) -> None:
    """Store how it ended.

    Raises:
        Conflict: it does not wait any more.
    """
    tx.change(
        """
        UPDATE confirmations
        SET state = $1, decided_by = $2, decided_at = $3
        WHERE confirmation_id = $4
            AND state = 'waiting'
        """,
        [outcome, by, now, confirmation_id],
    )


def hold_on(tx: Writer, account_id: UUID, version: int) -> None:
    """Something changed that nothing which waits is about: all of it holds.

    Args:
        version: the account's before that.
    """
    tx.run(
        """
        UPDATE confirmations
        SET account_version = account_version + 1
        WHERE account_id = $1
            AND account_version = $2
            AND state = 'waiting'
        """,
        [account_id, version],
    )


def carry_on(tx: Writer, account_id: UUID, version: int) -> None:
    """The account's own person chose a password: what was asked for it holds, but for a reset.

    Args:
        version: the account's before that.
    """
    tx.run(
        """
        UPDATE confirmations
        SET account_version = account_version + 1
        WHERE account_id = $1
            AND account_version = $2
            AND state = 'waiting'
            AND kind <> 'reset'
        """,
        [account_id, version],
    )


def is_taken(tx: Reader, account_id: UUID) -> bool:
    """Whether a person has made the account theirs: signed in, or given it a password."""
    row = tx.row(
        """
        SELECT 1
        FROM accounts
        WHERE account_id = $1
            AND (
                NOT must_change
                OR EXISTS (
                    SELECT 1
                    FROM audit_events
                    WHERE audit_events.account_id = $1
                        AND audit_events.event = 'account.sign_in'
                )
            )
        """,
        [account_id],
    )
    return row is not None


def _proposal(row: Row) -> Proposal:
    confirmation_id, kind, account_id, version, roles, proposed_by, proposed_at = row
    return Proposal(
        confirmation_id=confirmation_id,
        kind=Kind(kind),
        account_id=account_id,
        account_version=version,
        roles=None if roles is None else roles_from_text(roles),
        proposed_by=proposed_by,
        proposed_at=proposed_at,
    )
