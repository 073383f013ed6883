"""What people have typed of nominations and not yet saved: one row per account, no history."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lib.domain.nominations import Subject
from lib.store.engine.db import Reader, Row, Writer
from lib.store.engine.json_column import to_json


@dataclass(frozen=True, slots=True)
class Draft:
    """What one person has typed and not yet saved, of a nomination that may not exist yet."""

    nomination_id: UUID
    subject: Subject
    answers: Mapping[str, object]
    seen_version: int
    kept_at: datetime


def draft(tx: Reader, account_id: UUID, nomination_id: UUID) -> Draft | None:
    row = tx.row(
        """
        SELECT nomination_id, subject, answers, seen_version, kept_at
        FROM nomination_drafts
        WHERE account_id = $1 AND nomination_id = $2
        """,
        [account_id, nomination_id],
    )
    return None if row is None else _draft(row)


def drafts(tx: Reader, account_id: UUID, campaign_id: UUID) -> list[Draft]:
    """What the account has typed in this campaign and not yet saved, the newest first."""
    rows = tx.rows(
        """
        SELECT nomination_id, subject, answers, seen_version, kept_at
        FROM nomination_drafts
        WHERE account_id = $1 AND campaign_id = $2
        ORDER BY kept_at DESC
        """,
        [account_id, campaign_id],
    )
    return [_draft(row) for row in rows]


def keep_draft(
    tx: Writer,
    *,
    account_id: UUID,
    nomination_id: UUID,
    campaign_id: UUID,
    unit_id: UUID,
    subject: Subject,
    answers: Mapping[str, object],
    seen_version: int,
    now: datetime,
) -> None:
    tx.run(
        """
        INSERT INTO nomination_drafts (
            account_id, nomination_id, campaign_id, unit_id, subject, answers, seen_version,
            kept_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (account_id, nomination_id) DO UPDATE
        SET answers = excluded.answers, seen_version = excluded.seen_version,
            kept_at = excluded.kept_at
        """,
        [
            account_id, nomination_id, campaign_id, unit_id, subject.value,
            to_json(answers), seen_version, now,
        ],
    )  # fmt: skip


def drop_draft(tx: Writer, account_id: UUID, nomination_id: UUID) -> None:
    tx.run(
        "DELETE FROM nomination_drafts WHERE account_id = $1 AND nomination_id = $2",
        [account_id, nomination_id],
    )


def _draft(row: Row) -> Draft:
    return Draft(row[0], Subject(row[1]), json.loads(row[2]), row[3], row[4])
