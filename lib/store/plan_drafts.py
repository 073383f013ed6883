"""Drafts of campaigns' plans, and what people have typed of their records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from lib.domain.nominations import Subject
from lib.domain.plan_drafts import Body, Changed, Name, Part
from lib.store.checklist import Author
from lib.store.engine.db import Reader, Row, Writer
from lib.store.engine.json_column import to_json
from lib.store.item_drafts import Draft


def place(tx: Reader, campaign_id: UUID) -> tuple[int, int]:
    """Number and version of the campaign's draft; (1, 0) before anything was changed."""
    row = tx.row("SELECT draft_no, version FROM plan_drafts WHERE campaign_id = $1", [campaign_id])
    return (1, 0) if row is None else (row[0], row[1])


def move(tx: Writer, campaign_id: UUID, now: datetime, *, is_over: bool = False) -> tuple[int, int]:
    """The draft at its next version; whoever else changes it waits, or begins again.

    Args:
        is_over: whether what comes is another draft.
    """
    tx.run(
        """
        INSERT INTO plan_drafts (campaign_id, draft_no, version, updated_at)
        VALUES ($1, 1 + $3, 1, $2)
        ON CONFLICT (campaign_id) DO UPDATE
        SET draft_no = plan_drafts.draft_no + $3, version = plan_drafts.version + 1,
            updated_at = excluded.updated_at
        """,
        [campaign_id, now, int(is_over)],
    )
    return place(tx, campaign_id)


def changed(tx: Reader, campaign_id: UUID, draft_no: int) -> list[Changed]:
    """The records of a draft, in the order in which they were saved last."""
    rows = tx.rows(
        """
        SELECT records.part, records.code, records.body, records.version, accounts.full_name,
            records.saved_at
        FROM plan_draft_records AS records
        JOIN accounts ON accounts.account_id = records.saved_by
        WHERE records.campaign_id = $1 AND records.draft_no = $2
        ORDER BY records.version, records.part, records.code
        """,
        [campaign_id, draft_no],
    )
    return [_changed(row) for row in rows]


def versions(tx: Reader, campaign_id: UUID) -> dict[Name, int]:
    """The newest version of every record that a draft has ever changed."""
    rows = tx.rows(
        """
        SELECT part, code, MAX(version)
        FROM plan_draft_records
        WHERE campaign_id = $1
        GROUP BY part, code
        """,
        [campaign_id],
    )
    return {Name(Part(part), code): version for part, code, version in rows}


def put(
    tx: Writer,
    campaign_id: UUID,
    draft_no: int,
    name: Name,
    body: Body | None,
    *,
    version: int,
    author: Author,
) -> None:
    """A record as the draft has it from now on."""
    tx.run(
        """
        INSERT INTO plan_draft_records (
            campaign_id, draft_no, part, code, body, version, saved_by, saved_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (campaign_id, draft_no, part, code) DO UPDATE
        SET body = excluded.body, version = excluded.version, saved_by = excluded.saved_by,
            saved_at = excluded.saved_at
        """,
        [
            campaign_id, draft_no, name.part.value, name.code,
            None if body is None else to_json(body), version, author.account_id, author.done_at,
        ],
    )  # fmt: skip


def typed(tx: Reader, account_id: UUID, campaign_id: UUID) -> dict[Name, Draft]:
    """What the account has typed of the plan and not saved."""
    rows = tx.rows(
        """
        SELECT part, code, answers, seen_version, kept_at
        FROM plan_draft_typing
        WHERE account_id = $1 AND campaign_id = $2
        """,
        [account_id, campaign_id],
    )
    return {Name(Part(row[0]), row[1]): Draft(json.loads(row[2]), row[3], row[4]) for row in rows}


def keep_typed(
    tx: Writer,
    account_id: UUID,
    campaign_id: UUID,
    name: Name,
    answers: Mapping[str, object],
    *,
    seen_version: int,
    now: datetime,
) -> None:
    tx.run(
        """
        INSERT INTO plan_draft_typing (
            account_id, campaign_id, part, code, answers, seen_version, kept_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (account_id, campaign_id, part, code) DO UPDATE
        SET answers = excluded.answers, seen_version = excluded.seen_version,
            kept_at = excluded.kept_at
        """,
        [
            account_id, campaign_id, name.part.value, name.code, to_json(answers), seen_version,
            now,
        ],
    )  # fmt: skip


def drop_typed(tx: Writer, account_id: UUID, campaign_id: UUID, name: Name) -> None:
    tx.run(
        """
        DELETE FROM plan_draft_typing
        WHERE account_id = $1 AND campaign_id = $2 AND part = $3 AND code = $4
        """,
        [account_id, campaign_id, name.part.value, name.code],
    )


def move_typed(
    tx: Writer, account_id: UUID, campaign_id: UUID, name: Name, seen: int, made: int
) -> None:
    """Have what the account typed over one version of a record stand over the next."""
    tx.run(
        """
        UPDATE plan_draft_typing
        SET seen_version = $1
        WHERE account_id = $2 AND campaign_id = $3 AND part = $4 AND code = $5
            AND seen_version = $6
        """,
        [made, account_id, campaign_id, name.part.value, name.code, seen],
    )


def answered(tx: Reader, campaign_id: UUID, code: str) -> frozenset[str]:
    """The keys of a task's form under which anybody has ever reported, with files too, or types."""
    rows = tx.rows(
        """
        SELECT CAST(item_history.answers AS VARCHAR)
        FROM item_history
        JOIN tasks ON tasks.task_id = item_history.task_id
        WHERE tasks.campaign_id = $1 AND tasks.code = $2
        UNION
        SELECT CAST(drafts.answers AS VARCHAR)
        FROM drafts
        JOIN tasks ON tasks.task_id = drafts.task_id
        WHERE tasks.campaign_id = $1 AND tasks.code = $2
        """,
        [campaign_id, code],
    )
    tied = tx.rows(
        """
        SELECT DISTINCT history.question
        FROM evidence_history AS history
        JOIN tasks ON tasks.task_id = history.task_id
        WHERE tasks.campaign_id = $1
            AND tasks.code = $2
            AND history.question IS NOT NULL
            AND history.question <> ''
        """,
        [campaign_id, code],
    )
    return _answered(rows) | {question for (question,) in tied}


def nominated(tx: Reader, campaign_id: UUID, subject: Subject) -> frozenset[str]:
    """The keys of a form of nominations under which anybody has ever answered or is typing."""
    rows = tx.rows(
        """
        SELECT CAST(nomination_history.answers AS VARCHAR)
        FROM nomination_history
        JOIN nominations ON nominations.nomination_id = nomination_history.nomination_id
        WHERE nominations.campaign_id = $1 AND nominations.subject = $2
        UNION
        SELECT CAST(answers AS VARCHAR)
        FROM nomination_drafts
        WHERE campaign_id = $1 AND subject = $2
        """,
        [campaign_id, subject.value],
    )
    return _answered(rows)


def self_assessed(tx: Reader, campaign_id: UUID) -> frozenset[str]:
    """The keys under which any unit has ever answered in its self-assessment or is typing."""
    rows = tx.rows(
        """
        SELECT CAST(body -> 'own' -> 'answers' AS VARCHAR)
        FROM evaluation_history
        WHERE campaign_id = $1 AND (body -> 'own' -> 'answers') IS NOT NULL
        UNION
        SELECT CAST(answers AS VARCHAR)
        FROM evaluation_drafts
        WHERE campaign_id = $1 AND subject LIKE 'own:%'
        """,
        [campaign_id],
    )
    return _answered(rows)


def opined(tx: Reader, campaign_id: UUID) -> frozenset[str]:
    """The keys under which anybody has answered in an opinion of their own name."""
    rows = tx.rows(
        """
        SELECT CAST(answers AS VARCHAR)
        FROM opinions
        WHERE campaign_id = $1 AND account_id IS NOT NULL
        """,
        [campaign_id],
    )
    return _answered(rows)


def _answered(rows: Iterable[Row]) -> frozenset[str]:
    return frozenset(
        key
        for (told,) in rows
        for key, value in json.loads(told).items()
        if value not in (None, "", [])
    )


def _changed(row: Row) -> Changed:
    body = None if row[2] is None else json.loads(row[2])
    return Changed(Name(Part(row[0]), row[1]), body, row[3], row[4], row[5])


def reported(tx: Reader, campaign_id: UUID) -> dict[str, int]:
    """How many units have reported on each task, by its code."""
    rows = tx.rows(
        """
        SELECT tasks.code, COUNT(*)
        FROM items
        JOIN tasks ON tasks.task_id = items.task_id
        WHERE items.campaign_id = $1 AND items.is_active AND items.saved_at IS NOT NULL
        GROUP BY tasks.code
        """,
        [campaign_id],
    )
    return dict(rows)
