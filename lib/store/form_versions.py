"""Published versions of forms: added, never changed."""

from __future__ import annotations

from datetime import datetime

from lib.store.engine.db import Reader, Writer


def newest_form(tx: Reader, key: str) -> str | None:
    """The body of the newest published version."""
    row = tx.row(
        """
        SELECT body
        FROM form_versions
        WHERE form_key = $1
        ORDER BY form_version DESC
        LIMIT 1
        """,
        [key],
    )
    return None if row is None else str(row[0])


def form_body(tx: Reader, key: str, version: int) -> str | None:
    row = tx.row(
        "SELECT body FROM form_versions WHERE form_key = $1 AND form_version = $2", [key, version]
    )
    return None if row is None else str(row[0])


def publish_form(tx: Writer, *, key: str, version: int, body: str, now: datetime) -> None:
    """A version of a form, unless it has been published before."""
    tx.run(
        """
        INSERT INTO form_versions (form_key, form_version, body, published_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (form_key, form_version) DO NOTHING
        """,
        [key, version, body, now],
    )
