"""What people have typed into the forms of items and not saved."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lib.store.engine.db import Reader, Writer
from lib.store.engine.json_column import to_json


@dataclass(frozen=True, slots=True)
class Draft:
    """What one person has typed and not yet saved."""

    answers: Mapping[str, object]
    seen_version: int
    kept_at: datetime


def parts_of_drafts(account_id: UUID) -> tuple[Hashable, ...]:
    """What an account's drafts depend on."""
    return "drafts", ("drafts", account_id)


def drafts(tx: Reader, account_id: UUID, unit_id: UUID) -> dict[UUID, Draft]:
    """What the account has typed and not saved, by task."""
    rows = tx.rows(
        """
        SELECT task_id, answers, seen_version, kept_at
        FROM drafts
        WHERE account_id = $1 AND unit_id = $2
        """,
        [account_id, unit_id],
    )
    return {row[0]: Draft(json.loads(row[1]), row[2], row[3]) for row in rows}


def keep_draft(
    tx: Writer,
    *,
    account_id: UUID,
    unit_id: UUID,
    task_id: UUID,
    answers: Mapping[str, object],
    seen_version: int,
    now: datetime,
) -> None:
    tx.run(
        """
        INSERT INTO drafts (account_id, unit_id, task_id, answers, seen_version, kept_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (account_id, unit_id, task_id) DO UPDATE
        SET answers = excluded.answers, seen_version = excluded.seen_version,
            kept_at = excluded.kept_at
        """,
        [
            account_id,
            unit_id,
            task_id,
            to_json(answers),
            seen_version,
            now,
        ],
        only=("drafts", account_id),
    )


def drop_draft(tx: Writer, account_id: UUID, unit_id: UUID, task_id: UUID) -> None:
    tx.run(
        "DELETE FROM drafts WHERE account_id = $1 AND unit_id = $2 AND task_id = $3",
        [account_id, unit_id, task_id],
        only=("drafts", account_id),
    )
