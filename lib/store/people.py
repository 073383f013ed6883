"""Accounts as the admin looks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from lib.domain.accounts import Account, roles_from_text
from lib.store.engine.db import Reader, Row

_FOUND: Final = """
    SELECT
        account_id, username, full_name, unit_id, roles, is_open, must_change,
        password_expires_at, version, email, count(*) OVER ()
    FROM accounts
    WHERE strpos(search_key, $1) > 0
        AND (CAST($2 AS UUID) IS NULL OR unit_id = CAST($2 AS UUID))
        AND strpos(roles, $3) > 0
        AND (CAST($4 AS VARCHAR) = 'all' OR is_open = (CAST($4 AS VARCHAR) = 'open'))
    ORDER BY given_name COLLATE vi, full_name COLLATE vi, username
    LIMIT $5 OFFSET $6
"""


@dataclass(frozen=True, slots=True)
class Found:
    """Some of the accounts that match, how many match, and how many there are."""

    accounts: tuple[Account, ...]
    matching: int
    total: int


def found(
    tx: Reader,
    *,
    words: str,
    unit_id: UUID | None,
    role: str,
    state: str,
    limit: int,
    offset: int = 0,
) -> Found:
    """Accounts in Vietnamese order: given name, then the rest of the name.

    Args:
        words: part of the search key, or "".
        role: a role's code, or "" for any.
        state: "open", "closed" or "all".
        offset: how many to pass over; none, where that would pass over all of them.
    """
    asked = [words, unit_id, f",{role}," if role else ",", state, limit]
    rows = tx.rows(_FOUND, [*asked, offset])
    if offset and not rows:
        rows = tx.rows(_FOUND, [*asked, 0])
    total = tx.row("SELECT count(*) FROM accounts")
    return Found(
        accounts=tuple(_account(row[:-1]) for row in rows),
        matching=rows[0][-1] if rows else 0,
        total=total[0] if total else 0,
    )


def never_signed_in(tx: Reader, unit_id: UUID) -> list[Account]:
    """The unit's open accounts that wait for their first password to be used."""
    rows = tx.rows(
        """
        SELECT
            account_id, username, full_name, unit_id, roles, is_open, must_change,
            password_expires_at, version, email
        FROM accounts
        WHERE unit_id = $1
            AND is_open
            AND must_change
            AND NOT EXISTS (
                SELECT 1
                FROM audit_events
                WHERE audit_events.account_id = accounts.account_id
                    AND audit_events.event = 'account.sign_in'
            )
        ORDER BY given_name COLLATE vi, full_name COLLATE vi, username
        """,
        [unit_id],
    )
    return [_account(row) for row in rows]


def _account(row: Row) -> Account:
    account_id, username, full_name, unit_id, roles, *rest = row
    return Account(account_id, username, full_name, unit_id, roles_from_text(roles), *rest)
