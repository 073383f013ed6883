"""The tables second_factors, recovery_codes and half_sign_ins: none of them is ever exported.

And when a session has last shown its second factor.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain.second_factor import HALF_LIFE, Factor, Half
from lib.store import setup
from lib.store.engine.db import Reader, Writer

RULE: Final = "second_factor_rule"
"""The setting that says whether everybody who may has to have one."""
_STEPS: Final = "second factor steps"
"""No kept read depends on which code was the last."""


def factor(tx: Reader, account_id: UUID) -> Factor | None:
    """The account's, confirmed or not; None without one."""
    row = tx.row(
        """
        SELECT account_id, sealed_key, confirmed_at, last_step
        FROM second_factors
        WHERE account_id = $1
            AND sealed_key <> ''
        """,
        [account_id],
    )
    return Factor(*row) if row else None


def in_force(tx: Reader, account_id: UUID) -> Factor | None:
    """The account's, if it is asked for."""
    found = factor(tx, account_id)
    return found if found and found.confirmed_at else None


def is_rule(tx: Reader) -> bool:
    return setup.setting(tx, RULE) == "1"


def accounts_in_force(tx: Reader) -> set[UUID]:
    """The accounts whose second factor is asked for."""
    rows = tx.rows("SELECT account_id FROM second_factors WHERE confirmed_at IS NOT NULL")
    return {row[0] for row in rows}


def begin(tx: Writer, account_id: UUID, sealed_key: str, *, now: datetime) -> None:
    """Store a key that no code has confirmed yet, in the place of another such."""
    tx.change(
        """
        INSERT INTO second_factors (account_id, sealed_key, created_at)
        VALUES ($1, $2, $3)
        ON CONFLICT (account_id) DO UPDATE
        SET sealed_key = excluded.sealed_key, created_at = excluded.created_at
        WHERE second_factors.confirmed_at IS NULL
        """,
        [account_id, sealed_key, now],
    )


def confirm(tx: Writer, account_id: UUID, *, now: datetime) -> None:
    """From now on it is asked for.

    Raises:
        Conflict: it is so already, or there is none.
    """
    tx.change(
        """
        UPDATE second_factors
        SET confirmed_at = $1
        WHERE account_id = $2
            AND confirmed_at IS NULL
            AND sealed_key <> ''
        """,
        [now, account_id],
    )


def take_step(tx: Writer, account_id: UUID, step: int) -> bool:
    """Whether a code of this step may be taken: of each one, once, and none of an earlier one."""
    touched = tx.run(
        """
        UPDATE second_factors
        SET last_step = $1
        WHERE account_id = $2
            AND last_step < $1
        """,
        [step, account_id],
        only=_STEPS,
    )
    return touched == 1


def remove(tx: Writer, account_id: UUID) -> bool:
    """Whether there was one to take away; its recovery codes are used up."""
    # Kept without a key: DuckDB may refuse a key again while an old snapshot still has the row.
    touched = tx.run(
        """
        UPDATE second_factors
        SET sealed_key = '', confirmed_at = NULL
        WHERE account_id = $1
            AND sealed_key <> ''
        """,
        [account_id],
    )
    tx.run("DELETE FROM recovery_codes WHERE account_id = $1", [account_id])
    return touched == 1


def put_codes(tx: Writer, account_id: UUID, hashes: Collection[str]) -> None:
    """Store recovery codes in the place of all earlier ones."""
    tx.run("DELETE FROM recovery_codes WHERE account_id = $1", [account_id])
    for code_hash in hashes:
        tx.run(
            """
            INSERT INTO recovery_codes (account_id, code_hash)
            VALUES ($1, $2)
            """,
            [account_id, code_hash],
        )


def use_code(tx: Writer, account_id: UUID, code_hash: str, *, now: datetime) -> bool:
    """Whether it is one that had not been used."""
    touched = tx.run(
        """
        UPDATE recovery_codes
        SET used_at = $1
        WHERE account_id = $2
            AND code_hash = $3
            AND used_at IS NULL
        """,
        [now, account_id, code_hash],
    )
    return touched == 1


def codes_left(tx: Reader, account_id: UUID) -> int:
    row = tx.row(
        """
        SELECT count(*)
        FROM recovery_codes
        WHERE account_id = $1
            AND used_at IS NULL
        """,
        [account_id],
    )
    return int(row[0]) if row else 0


def insert_half(tx: Writer, token_hash: str, half: Half, *, now: datetime) -> None:
    """Store that a password was right; what is over is forgotten."""
    tx.run("DELETE FROM half_sign_ins WHERE begun_at < $1", [now - 10 * HALF_LIFE])
    tx.run(
        """
        INSERT INTO half_sign_ins (token_hash, account_id, account_version, failures, begun_at)
        VALUES ($1, $2, $3, $4, $5)
        """,
        [token_hash, half.account_id, half.account_version, half.failures, now],
    )


def half(tx: Reader, token_hash: str, *, now: datetime) -> Half | None:
    """The sign-in that waits for its code; None once it is over."""
    row = tx.row(
        """
        SELECT account_id, account_version, failures
        FROM half_sign_ins
        WHERE token_hash = $1
            AND begun_at > $2
            AND ended_at IS NULL
        """,
        [token_hash, now - HALF_LIFE],
    )
    return Half(*row) if row else None


def end_half(tx: Writer, token_hash: str, *, now: datetime) -> bool:
    """Whether it was still waiting."""
    touched = tx.run(
        """
        UPDATE half_sign_ins
        SET ended_at = $1
        WHERE token_hash = $2
            AND ended_at IS NULL
        """,
        [now, token_hash],
    )
    return touched == 1


def note_proof(tx: Writer, session_id: UUID, *, now: datetime) -> None:
    """Note that the session has shown its second factor."""
    tx.run(
        """
        UPDATE sessions
        SET second_factor_at = $1
        WHERE session_id = $2
        """,
        [now, session_id],
        # No actor depends on it.
        only="session second factors",
    )


def proved_at(tx: Reader, session_id: UUID) -> datetime | None:
    """When the session last showed its second factor."""
    row = tx.row("SELECT second_factor_at FROM sessions WHERE session_id = $1", [session_id])
    return row[0] if row else None
