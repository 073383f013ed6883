"""The rules of reminders among the settings, and what the audit log tells of their changes."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from lib.domain.audit_chain import Link
from lib.store.audit import EVENT, link_of
from lib.store.engine.db import Reader, Writer

_NAME: Final = "reminder_rules"


def stored(tx: Reader) -> tuple[int, str] | None:
    """Version and text of what was stored; None while nobody has changed the rules."""
    row = tx.row("SELECT version, body FROM settings WHERE name = $1", [_NAME])
    return (row[0], row[1]) if row else None


def put(tx: Writer, body: str, *, seen_version: int, now: datetime) -> None:
    """Store the rules over the version that was seen; 0 for the first.

    Raises:
        Conflict: they have another version by now.
    """
    if seen_version == 0:
        tx.change(
            """
            INSERT INTO settings (name, body, updated_at)
            VALUES ($1, $2, $3)
            ON CONFLICT (name) DO NOTHING
            """,
            [_NAME, body, now],
        )
        return
    tx.change(
        """
        UPDATE settings
        SET body = $1, updated_at = $2, version = version + 1
        WHERE name = $3 AND version = $4
        """,
        [body, now, _NAME, seen_version],
    )


def changes(tx: Reader, event: str, limit: int) -> list[Link]:
    """The last events of the name that are of no campaign, the newest first."""
    rows = tx.rows(
        EVENT + "WHERE campaign_id IS NULL AND event = $1 ORDER BY number DESC LIMIT $2",
        [event, limit],
    )
    return [link_of(row) for row in rows]
