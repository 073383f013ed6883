"""Everything that is stored, to see that a refusal left no trace."""

from __future__ import annotations

import json
from typing import Any

from lib.store.engine.db import Database

TABLES = (
    "agency",
    "units",
    "unit_names",
    "accounts",
    "confirmations",
    "campaigns",
    "items",
    "item_history",
    "audit_events",
)


def trace(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the tables whose changes are acts of people."""
    return db.read(
        lambda tx: {name: sorted(tx.rows(f"SELECT * FROM {name}"), key=repr) for name in TABLES}
    )


def events(db: Database, prefix: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Event, actor's name and detail of the audit rows whose event begins so, in their order."""
    rows = db.read(
        lambda tx: tx.rows(
            """
            SELECT event, actor_name, detail
            FROM audit_events
            WHERE event LIKE $1
            ORDER BY happened_at, act_id
            """,
            [f"{prefix}%"],
        )
    )
    return [(event, name, json.loads(detail)) for event, name, detail in rows]
