"""The table sign_in_attempts: tries counted before any password is checked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from lib.store.engine.db import Reader, Writer

FREE_TRIES: Final = 5
WAITS: Final = tuple(timedelta(minutes=m) for m in (1, 2, 4, 8, 16, 30))
"""After the fifth wrong try in a row and after each further one; the last goes on for ever."""
FORGET_AFTER: Final = timedelta(hours=24)
ADDRESS_TRIES: Final = 100
ADDRESS_WINDOW: Final = timedelta(minutes=10)
_NO_WAIT: Final = datetime(1970, 1, 1, tzinfo=UTC)


def count_name(tx: Writer, username: str, *, now: datetime) -> bool:
    """Whether this try may be checked; it counts as wrong until clear_name() says otherwise.

    A try during a wait neither counts nor makes the wait longer.
    """
    row = tx.row(
        """
        INSERT INTO sign_in_attempts (subject, failures, wait_until, tried_at)
        VALUES ($1, 1, $2, $3)
        ON CONFLICT (subject) DO UPDATE
        SET failures = CASE
                WHEN sign_in_attempts.tried_at < $4 THEN 1
                ELSE sign_in_attempts.failures + 1
            END,
            wait_until = CASE
                WHEN sign_in_attempts.tried_at < $4 OR sign_in_attempts.failures < 4 THEN $2
                WHEN sign_in_attempts.failures = 4 THEN $5
                WHEN sign_in_attempts.failures = 5 THEN $6
                WHEN sign_in_attempts.failures = 6 THEN $7
                WHEN sign_in_attempts.failures = 7 THEN $8
                WHEN sign_in_attempts.failures = 8 THEN $9
                ELSE $10
            END,
            tried_at = excluded.tried_at
        WHERE sign_in_attempts.wait_until <= excluded.tried_at
        RETURNING failures
        """,
        [_name(username), _NO_WAIT, now, now - FORGET_AFTER, *(now + wait for wait in WAITS)],
    )
    return row is not None


def waits_until(tx: Reader, username: str) -> datetime | None:
    """Until when a name has to wait, whether or not anybody has it; None for one that need not."""
    row = tx.row("SELECT wait_until FROM sign_in_attempts WHERE subject = $1", [_name(username)])
    return None if row is None or row[0] == _NO_WAIT else row[0]


def count_address(tx: Writer, address: str, *, now: datetime) -> bool:
    """Whether this try may be checked: the address has not used up its tries of the window.

    Here `tried_at` is when the window began, and a try that succeeds is given back.
    """
    row = tx.row(
        """
        INSERT INTO sign_in_attempts (subject, failures, wait_until, tried_at)
        VALUES ($1, 1, $2, $3)
        ON CONFLICT (subject) DO UPDATE
        SET failures = CASE
                WHEN sign_in_attempts.tried_at <= $4 THEN 1
                ELSE sign_in_attempts.failures + 1
            END,
            tried_at = CASE
                WHEN sign_in_attempts.tried_at <= $4 THEN excluded.tried_at
                ELSE sign_in_attempts.tried_at
            END
        WHERE sign_in_attempts.failures < $5
            OR sign_in_attempts.tried_at <= $4
        RETURNING failures
        """,
        [_address(address), _NO_WAIT, now, now - ADDRESS_WINDOW, ADDRESS_TRIES],
    )
    return row is not None


def clear_name(tx: Writer, username: str) -> None:
    """Forget the wrong tries of a person who has now signed in, or got a new password."""
    # Kept at zero, not deleted: DuckDB may refuse a key again while an old snapshot still has it.
    tx.run(
        """
        UPDATE sign_in_attempts
        SET failures = 0, wait_until = $1
        WHERE subject = $2
        """,
        [_NO_WAIT, _name(username)],
    )


def give_back_address(tx: Writer, address: str) -> None:
    tx.run(
        """
        UPDATE sign_in_attempts
        SET failures = failures - 1
        WHERE subject = $1
            AND failures > 0
        """,
        [_address(address)],
    )


def forget(tx: Writer, *, now: datetime) -> None:
    """Delete counts that no longer matter, so that guessed names do not pile up."""
    tx.run(
        """
        DELETE FROM sign_in_attempts
        WHERE tried_at < $1
            AND wait_until < $2
        """,
        [now - 2 * FORGET_AFTER, now],
    )


def _name(username: str) -> str:
    return f"name:{username}"


def _address(address: str) -> str:
    return f"address:{address}"
