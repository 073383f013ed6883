"""The write and the read by which health is told."""

from __future__ import annotations

from datetime import datetime

from lib.store.engine.db import Reader, Writer


def touch(tx: Writer, now: datetime) -> datetime:
    """Write the instant of this check, and give it as it was stored."""
    row = tx.row(
        """
        INSERT INTO health_checks (check_id, checked_at)
        VALUES (1, $1)
        ON CONFLICT (check_id) DO UPDATE
        SET checked_at = excluded.checked_at
        RETURNING checked_at
        """,
        [now],
    )
    assert row is not None  # noqa: S101 - an upsert without a condition gives its row
    stored: datetime = row[0]
    return stored


def last(tx: Reader) -> datetime | None:
    """The instant of the last check."""
    row = tx.row("SELECT checked_at FROM health_checks WHERE check_id = 1")
    return None if row is None else row[0]
