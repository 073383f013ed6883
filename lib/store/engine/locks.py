"""Rows that writers lock, so that a rule over several rows holds on every engine."""

from __future__ import annotations

from datetime import datetime

from lib.store.engine.db import Writer


def lock_people_and_units(tx: Writer, now: datetime) -> None:
    """Until the transaction ends, nobody else changes accounts or units by way of this row.

    DuckDB's writers queue anyway. On PostgreSQL two admins could close each other at the same
    moment, each seeing the other still open.
    """
    tx.run(
        """
        INSERT INTO settings (name, body, updated_at)
        VALUES ('people_queue', '', $1)
        ON CONFLICT (name) DO UPDATE
        SET updated_at = excluded.updated_at,
            version = settings.version + 1
        """,
        [now],
    )
