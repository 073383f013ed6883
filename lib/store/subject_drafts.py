"""What people have typed and not saved: one row per account, campaign and subject."""

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
        subject: the form, and what it is about.
    """

    account_id: UUID
    campaign_id: UUID
    subject: str


@dataclass(frozen=True, slots=True)
class SubjectDrafts:
    """The drafts of one such table.

    Attributes:
        table: its name, which code chooses.
    """

    table: str

    def draft(self, tx: Reader, key: DraftKey) -> Draft | None:
        row = tx.row(
            f"""
            SELECT answers, seen_version, kept_at
            FROM {self.table}
            WHERE account_id = $1 AND campaign_id = $2 AND subject = $3
            """,  # noqa: S608 - a name of our own schema
            [key.account_id, key.campaign_id, key.subject],
        )
        return None if row is None else Draft(json.loads(row[0]), row[1], row[2])

    def drafts(self, tx: Reader, account_id: UUID, campaign_id: UUID) -> dict[str, Draft]:
        """All that the account has typed there and not saved, by subject, the newest first."""
        rows = tx.rows(
            f"""
            SELECT subject, answers, seen_version, kept_at
            FROM {self.table}
            WHERE account_id = $1 AND campaign_id = $2
            ORDER BY kept_at DESC, subject
            """,  # noqa: S608 - a name of our own schema
            [account_id, campaign_id],
        )
        return {row[0]: Draft(json.loads(row[1]), row[2], row[3]) for row in rows}

    def keep(
        self,
        tx: Writer,
        key: DraftKey,
        answers: Mapping[str, object],
        *,
        seen_version: int,
        now: datetime,
    ) -> None:
        tx.run(
            f"""
            INSERT INTO {self.table} (
                account_id, campaign_id, subject, answers, seen_version, kept_at
            )
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (account_id, campaign_id, subject) DO UPDATE
            SET answers = excluded.answers, seen_version = excluded.seen_version,
                kept_at = excluded.kept_at
            """,  # noqa: S608 - a name of our own schema
            [key.account_id, key.campaign_id, key.subject, to_json(answers), seen_version, now],
        )

    def drop(self, tx: Writer, key: DraftKey) -> None:
        tx.run(
            f"""
            DELETE FROM {self.table}
            WHERE account_id = $1 AND campaign_id = $2 AND subject = $3
            """,  # noqa: S608 - a name of our own schema
            [key.account_id, key.campaign_id, key.subject],
        )
