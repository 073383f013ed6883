"""The table sessions: who is signed in; only hashes of tickets and cookies are stored."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lib.domain import list_choices
from lib.domain.access import Actor
from lib.domain.accounts import (
    IDLE_LIFE,
    SESSION_LIFE,
    TICKET_LIFE,
    OpenSession,
    SignedIn,
    roles_from_text,
)
from lib.store.engine.db import Reader, Writer


@dataclass(frozen=True, slots=True)
class Seen:
    """A session that was not ended, with its account.

    Attributes:
        actor: bears the unit's name of today.
        seen_at: when the session was last noted as used.
    """

    actor: Actor
    created_at: datetime
    seen_at: datetime

    def is_over(self, now: datetime) -> bool:
        """Whether it has lived too long, or nobody has used it for too long."""
        return self.created_at <= now - SESSION_LIFE or self.seen_at <= now - IDLE_LIFE


def part(session_id: UUID) -> Hashable:
    """What changes with one session alone, for kept reads."""
    return "sessions", session_id


def parts_of_actor(session_id: UUID) -> tuple[Hashable, ...]:
    """What `actor` depends on."""
    return "sessions", part(session_id), "accounts", "unit_names", "reminder_digests"


def actor(tx: Reader, session_id: UUID, *, today: date) -> Seen | None:
    """Session, account and the unit's name of today in one statement; None once it was ended."""
    rows = tx.rows(
        """
        SELECT
            accounts.account_id, accounts.username, accounts.full_name, accounts.unit_id,
            accounts.roles, accounts.must_change, sessions.created_at, sessions.seen_at,
            unit_names.valid_from, unit_names.name,
            (
                SELECT count(*)
                FROM reminder_digests AS told
                WHERE told.account_id = accounts.account_id
                    AND told.unit_id = accounts.unit_id
                    AND told.state = 'released'
                    AND told.read_at IS NULL
            ),
            accounts.list_choices
        FROM sessions
        JOIN accounts ON accounts.account_id = sessions.account_id
        JOIN unit_names ON unit_names.unit_id = accounts.unit_id
        WHERE sessions.session_id = $1
            AND sessions.ended_at IS NULL
            AND sessions.created_at >= accounts.password_set_at
            AND accounts.is_open
        """,
        [session_id],
    )
    if not rows:
        return None
    account_id, username, full_name, unit_id, roles, must_change, created_at, seen_at = rows[0][:8]
    found = Actor(
        account_id=account_id,
        username=username,
        full_name=full_name,
        unit_id=unit_id,
        unit_name=_in_force([(row[8], row[9]) for row in rows], today),
        roles=roles_from_text(roles),
        session_id=session_id,
        must_change=must_change,
        unread=int(rows[0][10]),
        lists=list_choices.from_text(rows[0][11]),
    )
    return Seen(found, created_at, seen_at)


def _in_force(names: list[tuple[date, str]], today: date) -> str:
    # Picked here because sorting a handful of names costs DuckDB half a millisecond a run.
    begun = [name for name in names if name[0] <= today]
    return max(begun)[1] if begun else min(names)[1]


def by_cookie(tx: Reader, cookie_hash: str, *, now: datetime) -> SignedIn | None:
    row = tx.row(
        """
        SELECT sessions.session_id, sessions.account_id
        FROM sessions
        JOIN accounts ON accounts.account_id = sessions.account_id
        WHERE sessions.cookie_hash = $1
            AND sessions.ended_at IS NULL
            AND sessions.created_at > $2
            AND sessions.seen_at > $3
            AND sessions.created_at >= accounts.password_set_at
            AND accounts.is_open
        """,
        [cookie_hash, now - SESSION_LIFE, now - IDLE_LIFE],
    )
    return SignedIn(*row) if row else None


def open_sessions(tx: Reader, account_id: UUID, *, now: datetime) -> list[OpenSession]:
    """The account's live sessions, the one used last first."""
    rows = tx.rows(
        """
        SELECT sessions.session_id, sessions.created_at, sessions.seen_at
        FROM sessions
        JOIN accounts ON accounts.account_id = sessions.account_id
        WHERE sessions.account_id = $1
            AND sessions.ended_at IS NULL
            AND sessions.created_at > $2
            AND sessions.seen_at > $3
            AND sessions.created_at >= accounts.password_set_at
        ORDER BY sessions.seen_at DESC, sessions.session_id
        """,
        [account_id, now - SESSION_LIFE, now - IDLE_LIFE],
    )
    return [OpenSession(*row) for row in rows]


def insert_session(
    tx: Writer,
    session_id: UUID,
    account_id: UUID,
    device_id: UUID | None,
    ticket_hash: str,
    *,
    now: datetime,
) -> None:
    tx.run(
        """
        INSERT INTO sessions (session_id, account_id, device_id, created_at, seen_at, ticket_hash)
        VALUES ($1, $2, $3, $4, $4, $5)
        """,
        [session_id, account_id, device_id, now, ticket_hash],
        only=part(session_id),
    )


def has_ticket(tx: Reader, ticket_hash: str, *, now: datetime) -> bool:
    """Whether the ticket is good now."""
    row = tx.row(
        """
        SELECT 1
        FROM sessions
        WHERE ticket_hash = $1
            AND created_at > $2
            AND ended_at IS NULL
        """,
        [ticket_hash, now - TICKET_LIFE],
    )
    return row is not None


def redeem(tx: Writer, ticket_hash: str, cookie_hash: str, *, now: datetime) -> bool:
    """Whether the ticket was good; it is used up now and the session has its cookie."""
    touched = tx.run(
        """
        UPDATE sessions
        SET ticket_hash = NULL, cookie_hash = $1
        WHERE ticket_hash = $2
            AND created_at > $3
            AND ended_at IS NULL
        """,
        [cookie_hash, ticket_hash, now - TICKET_LIFE],
        # No actor depends on ticket and cookie.
        only="session cookies",
    )
    return touched == 1


def redeemed(tx: Reader, cookie_hash: str) -> tuple[UUID, UUID | None, datetime] | None:
    """Account, device and beginning of the session that has this cookie."""
    row = tx.row(
        """
        SELECT account_id, device_id, created_at
        FROM sessions
        WHERE cookie_hash = $1
        """,
        [cookie_hash],
    )
    return (row[0], row[1], row[2]) if row else None


def device_of(tx: Reader, session_id: UUID) -> UUID | None:
    """The device that the session was opened at, as far as we know."""
    row = tx.row("SELECT device_id FROM sessions WHERE session_id = $1", [session_id])
    return row[0] if row else None


def touch(tx: Writer, session_id: UUID, *, now: datetime) -> None:
    """Note that the session is in use."""
    tx.run(
        """
        UPDATE sessions
        SET seen_at = $1
        WHERE session_id = $2
        """,
        [now, session_id],
        only=part(session_id),
    )


def end(tx: Writer, session_id: UUID, *, now: datetime) -> bool:
    """Whether there was a session to end."""
    touched = tx.run(
        """
        UPDATE sessions
        SET ended_at = $1, ticket_hash = NULL
        WHERE session_id = $2
            AND ended_at IS NULL
        """,
        [now, session_id],
        only=part(session_id),
    )
    return touched == 1


def end_all(tx: Writer, account_id: UUID, *, now: datetime) -> int:
    """How many sessions of the account were ended."""
    return end_of(tx, [account_id], now=now)


def end_of(tx: Writer, account_ids: Sequence[UUID], *, now: datetime) -> int:
    """How many sessions of the accounts were ended; one statement for all."""
    return tx.run(
        """
        UPDATE sessions
        SET ended_at = $1, ticket_hash = NULL
        WHERE ended_at IS NULL
            AND account_id IN (
                SELECT CAST(one AS UUID)
                FROM (SELECT unnest(CAST($2 AS VARCHAR[])) AS one) AS given
            )
        """,
        [now, [str(one) for one in account_ids]],
    )


def end_others(tx: Writer, account_id: UUID, kept_id: UUID, *, now: datetime) -> int:
    """How many sessions of the account were ended; `kept_id` goes on."""
    return tx.run(
        """
        UPDATE sessions
        SET ended_at = $1, ticket_hash = NULL
        WHERE account_id = $2
            AND session_id <> $3
            AND ended_at IS NULL
        """,
        [now, account_id, kept_id],
    )


def end_at_device(
    tx: Writer, account_id: UUID, device_id: UUID, kept_id: UUID, *, now: datetime
) -> int:
    """How many sessions of the account at the device were ended; `kept_id` goes on."""
    return tx.run(
        """
        UPDATE sessions
        SET ended_at = $1, ticket_hash = NULL
        WHERE account_id = $2
            AND device_id = $3
            AND session_id <> $4
            AND ended_at IS NULL
        """,
        [now, account_id, device_id, kept_id],
    )


def forget(tx: Writer, *, now: datetime) -> None:
    """Delete what has been over for longer than any session lives; the audit log remembers."""
    tx.run(
        """
        DELETE FROM sessions
        WHERE created_at < $1
        """,
        [now - 2 * SESSION_LIFE],
        # They have been over for long, so no actor comes of them.
        only="forgotten sessions",
    )
