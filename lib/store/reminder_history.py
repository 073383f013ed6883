"""The table reminder_history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lib.store.engine.db import Reader, Writer


@dataclass(frozen=True, slots=True)
class ReminderEntry:
    """One thing that the Office did with a digest."""

    step: str
    note: str | None
    done_by_name: str
    done_at: datetime


def history(tx: Reader, digest_id: UUID) -> list[ReminderEntry]:
    """What the Office did, the newest first."""
    rows = tx.rows(
        """
        SELECT history.step, history.note, accounts.full_name, history.done_at
        FROM reminder_history AS history
        JOIN accounts ON accounts.account_id = history.done_by
        WHERE history.digest_id = $1
        ORDER BY history.version DESC
        """,
        [digest_id],
    )
    return [ReminderEntry(row[0], row[1] or None, *row[2:]) for row in rows]


def tell(
    tx: Writer, digest_id: UUID, version: int, step: str, *, note: str, by: UUID, now: datetime
) -> None:
    """Put a step of the Office's into the digest's history."""
    tx.run(
        """
        INSERT INTO reminder_history (digest_id, version, step, note, done_by, done_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        [digest_id, version, step, note, by, now],
    )
