"""The tables agency and settings: what the first run writes and every page may ask."""

from __future__ import annotations

from datetime import datetime

from lib.domain.agency import Agency
from lib.store.engine.db import Reader, Writer


def agency(tx: Reader) -> Agency | None:
    row = tx.row(
        """
        SELECT name, superior
        FROM agency
        WHERE agency_id = 1
        """
    )
    return Agency(*row) if row else None


def insert_agency(tx: Writer, new: Agency, *, now: datetime) -> None:
    """Store the agency; its one key is what makes a second first run fail.

    Raises:
        Duplicate: there is one already (at the latest when the transaction commits).
    """
    tx.run(
        """
        INSERT INTO agency (agency_id, name, superior, created_at)
        VALUES (1, $1, $2, $3)
        """,
        [new.name, new.superior, now],
    )


def setting(tx: Reader, name: str) -> str | None:
    row = tx.row(
        """
        SELECT body
        FROM settings
        WHERE name = $1
        """,
        [name],
    )
    return str(row[0]) if row else None


def put_setting(tx: Writer, name: str, body: str, *, now: datetime) -> None:
    tx.run(
        """
        INSERT INTO settings (name, body, updated_at)
        VALUES ($1, $2, $3)
        ON CONFLICT (name) DO UPDATE
        SET body = excluded.body, updated_at = excluded.updated_at, version = settings.version + 1
        """,
        [name, body, now],
    )
