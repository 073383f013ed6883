"""What people write in closing reports: parts with every version, drafts, and outlines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lib.domain.reports import hand
from lib.domain.reports.document import Written
from lib.domain.reports.sentences import Words
from lib.store.checklist import Author
from lib.store.engine.db import Reader, Writer
from lib.store.engine.json_column import to_json
from lib.store.item_drafts import Draft


@dataclass(frozen=True, slots=True)
class StoredPart:
    """What is written of a part, and by whom."""

    written: Written
    saved_by_name: str
    saved_at: datetime


def parts(tx: Reader, report_id: UUID) -> dict[str, StoredPart]:
    """What is written, by the key of the part."""
    rows = tx.rows(
        """
        SELECT parts.part_key, parts.words, parts.spans, parts.version, parts.is_dropped,
            accounts.full_name, parts.saved_at
        FROM closing_report_parts AS parts
        JOIN accounts ON accounts.account_id = parts.saved_by
        WHERE parts.report_id = $1
        ORDER BY parts.part_key
        """,
        [report_id],
    )
    return {
        row[0]: StoredPart(Written(_words(row[1], row[2]), row[3], row[4]), row[5], row[6])
        for row in rows
    }


def versions(tx: Reader, report_id: UUID, part_key: str) -> list[StoredPart]:
    """Every version of a part, the newest first."""
    rows = tx.rows(
        """
        SELECT versions.words, versions.spans, versions.version, versions.is_dropped,
            accounts.full_name, versions.saved_at
        FROM closing_report_versions AS versions
        JOIN accounts ON accounts.account_id = versions.saved_by
        WHERE versions.report_id = $1 AND versions.part_key = $2
        ORDER BY versions.version DESC
        """,
        [report_id, part_key],
    )
    return [
        StoredPart(Written(_words(row[0], row[1]), row[2], row[3]), row[4], row[5]) for row in rows
    ]


def put(
    tx: Writer,
    report_id: UUID,
    part_key: str,
    words: Words,
    *,
    version: int,
    author: Author,
    is_dropped: bool = False,
) -> None:
    """Store the next version of a part.

    Args:
        version: its number.
    """
    spans = to_json({"spans": [[one.start, one.end, one.name] for one in words.spans]})
    tx.run(
        """
        INSERT INTO closing_report_parts (
            report_id, part_key, version, words, spans, is_dropped, saved_by, saved_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (report_id, part_key) DO UPDATE
        SET version = excluded.version, words = excluded.words, spans = excluded.spans,
            is_dropped = excluded.is_dropped, saved_by = excluded.saved_by,
            saved_at = excluded.saved_at
        """,
        [
            report_id, part_key, version, words.text, spans, is_dropped, author.account_id,
            author.done_at,
        ],
    )  # fmt: skip
    tx.run(
        """
        INSERT INTO closing_report_versions (
            report_id, part_key, version, words, spans, is_dropped, revision, saved_by, saved_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        [
            report_id, part_key, version, words.text, spans, is_dropped, author.revision,
            author.account_id, author.done_at,
        ],
    )  # fmt: skip


def drafts(tx: Reader, account_id: UUID, report_id: UUID) -> dict[str, Draft]:
    """What the account has typed of the report and not saved, by part."""
    rows = tx.rows(
        """
        SELECT part_key, answers, seen_version, kept_at
        FROM closing_report_drafts
        WHERE account_id = $1 AND report_id = $2
        """,
        [account_id, report_id],
    )
    return {row[0]: Draft(json.loads(row[1]), row[2], row[3]) for row in rows}


def keep_draft(
    tx: Writer,
    *,
    account_id: UUID,
    report_id: UUID,
    part_key: str,
    answers: Mapping[str, object],
    seen_version: int,
    now: datetime,
) -> None:
    tx.run(
        """
        INSERT INTO closing_report_drafts (
            account_id, report_id, part_key, answers, seen_version, kept_at
        )
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (account_id, report_id, part_key) DO UPDATE
        SET answers = excluded.answers, seen_version = excluded.seen_version,
            kept_at = excluded.kept_at
        """,
        [account_id, report_id, part_key, to_json(answers), seen_version, now],
    )


def drop_draft(tx: Writer, account_id: UUID, report_id: UUID, part_key: str) -> None:
    tx.run(
        """
        DELETE FROM closing_report_drafts
        WHERE account_id = $1 AND report_id = $2 AND part_key = $3
        """,
        [account_id, report_id, part_key],
    )


def _words(text: str, spans: str) -> Words:
    return hand.checked(
        text, [(int(one[0]), int(one[1]), str(one[2])) for one in json.loads(spans)["spans"]]
    )
