"""What people have typed about documents and not yet saved: one row per account and form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lib.store.engine.db import Reader, Writer
from lib.store.engine.json_column import to_json
from lib.store.item_drafts import Draft


@dataclass(frozen=True, slots=True)
class DraftKey:
    """Whose draft, and of what.

    Attributes:
        subject: the form, and the document that it is about.
    """

    account_id: UUID
    campaign_id: UUID
    subject: str


def draft(tx: Reader, key: DraftKey) -> Draft | None:
    row = tx.row(
        """
        SELECT answers, seen_version, kept_at
        FROM document_drafts
        WHERE account_id = $1 AND campaign_id = $2 AND subject = $3
        """,
        [key.account_id, key.campaign_id, key.subject],
    )
    return None if row is None else Draft(json.loads(row[0]), row[1], row[2])


def drafts(tx: Reader, account_id: UUID, campaign_id: UUID) -> dict[str, Draft]:
    """All that the account has typed there and not saved, by subject, the newest first."""
    rows = tx.rows(
        """
        SELECT subject, answers, seen_version, kept_at
        FROM document_drafts
        WHERE account_id = $1 AND campaign_id = $2
        ORDER BY kept_at DESC, subject
        """,
        [account_id, campaign_id],
    )
    return {row[0]: Draft(json.loads(row[1]), row[2], row[3]) for row in rows}


def keep_draft(
    tx: Writer, key: DraftKey, answers: Mapping[str, object], *, seen_version: int, now: datetime
) -> None:
    tx.run(
        """
        INSERT INTO document_drafts (
            account_id, campaign_id, subject, answers, seen_version, kept_at
        )
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (account_id, campaign_id, subject) DO UPDATE
        SET answers = excluded.answers, seen_version = excluded.seen_version,
            kept_at = excluded.kept_at
        """,
        [key.account_id, key.campaign_id, key.subject, to_json(answers), seen_version, now],
    )


def drop_draft(tx: Writer, key: DraftKey) -> None:
    tx.run(
        """
        DELETE FROM document_drafts
        WHERE account_id = $1 AND campaign_id = $2 AND subject = $3
        """,
        [key.account_id, key.campaign_id, key.subject],
    )
