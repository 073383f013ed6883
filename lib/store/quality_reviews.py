"""Which findings the Office has seen and accepted, step by step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from lib.domain.quality.findings import Finding
from lib.domain.quality.reviews import Review, Step
from lib.store.checklist import Author
from lib.store.engine.db import Reader, Row, Writer


def mark(tx: Reader, campaign_id: UUID) -> tuple[int, int]:
    """What moves with each step: how many there were, and the revision of the last."""
    row = tx.row(
        """
        SELECT count(*), COALESCE(max(revision), 0)
        FROM quality_reviews
        WHERE campaign_id = $1
        """,
        [campaign_id],
    )
    return (int(row[0]), int(row[1])) if row else (0, 0)


def latest(tx: Reader, campaign_id: UUID) -> dict[str, Review]:
    """What is in force of each finding that anything was said of, by its fingerprint."""
    rows = tx.rows(
        """
        SELECT DISTINCT ON (reviews.fingerprint)
            reviews.fingerprint, reviews.version, reviews.step, reviews.sentence, reviews.reason,
            reviews.done_by, accounts.full_name, reviews.done_at, reviews.unit_id, reviews.task_id
        FROM quality_reviews AS reviews
        LEFT JOIN accounts ON accounts.account_id = reviews.done_by
        WHERE reviews.campaign_id = $1
        ORDER BY reviews.fingerprint, reviews.version DESC
        """,
        [campaign_id],
    )
    return {row[0]: _review(row) for row in rows}


def steps(tx: Reader, campaign_id: UUID, fingerprint: str) -> list[Review]:
    """Every step about one finding, the newest first."""
    rows = tx.rows(
        """
        SELECT
            reviews.fingerprint, reviews.version, reviews.step, reviews.sentence, reviews.reason,
            reviews.done_by, accounts.full_name, reviews.done_at, reviews.unit_id, reviews.task_id
        FROM quality_reviews AS reviews
        LEFT JOIN accounts ON accounts.account_id = reviews.done_by
        WHERE reviews.campaign_id = $1 AND reviews.fingerprint = $2
        ORDER BY reviews.version DESC
        """,
        [campaign_id, fingerprint],
    )
    return [_review(row) for row in rows]


def put(
    tx: Writer,
    campaign_id: UUID,
    found: Sequence[tuple[Finding, str, int]],
    *,
    step: Step,
    reason: str | None,
    author: Author,
) -> None:
    """Store a step on findings, each with its sentence and the number of the step.

    Raises:
        Duplicate: somebody else was faster.
    """
    tx.run(
        """
        INSERT INTO quality_reviews (
            campaign_id, fingerprint, version, step, rule, unit_id, task_id, sentence, reason,
            done_by, done_at, revision
        )
        SELECT $1, given.fingerprint, given.version, $2, given.rule,
            CAST(given.unit_id AS UUID), CAST(given.task_id AS UUID), given.sentence, $3, $4, $5, $6
        FROM (
            SELECT
                unnest(CAST($7 AS VARCHAR[])) AS fingerprint,
                unnest(CAST($8 AS INTEGER[])) AS version,
                unnest(CAST($9 AS VARCHAR[])) AS rule,
                unnest(CAST($10 AS VARCHAR[])) AS unit_id,
                unnest(CAST($11 AS VARCHAR[])) AS task_id,
                unnest(CAST($12 AS VARCHAR[])) AS sentence
        ) AS given
        """,
        [
            campaign_id, step.value, reason, author.account_id, author.done_at, author.revision,
            [one.fingerprint for one, _, _ in found],
            [version for _, _, version in found],
            [one.rule.value for one, _, _ in found],
            [str(one.unit_id) for one, _, _ in found],
            [str(one.task_id) if one.task_id else None for one, _, _ in found],
            [sentence for _, sentence, _ in found],
        ],
    )  # fmt: skip


def moved_at(
    tx: Reader, campaign_id: UUID, unit_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID], int]:
    """The last revision that changed each item of the units, or its evidence."""
    rows = tx.rows(
        """
        SELECT unit_id, task_id, max(revision)
        FROM (
            SELECT unit_id, task_id, revision
            FROM items
            WHERE campaign_id = $1 AND unit_id = ANY($2)
            UNION ALL
            SELECT unit_id, task_id, revision
            FROM evidence_history
            WHERE campaign_id = $1 AND unit_id = ANY($2) AND task_id IS NOT NULL
        ) AS moved
        GROUP BY unit_id, task_id
        """,
        [campaign_id, list(unit_ids)],
    )
    return {(row[0], row[1]): int(row[2]) for row in rows}


def authored(
    tx: Reader, campaign_id: UUID, account_id: UUID, unit_ids: Collection[UUID]
) -> set[tuple[UUID, UUID]]:
    """The units' items, by unit and task, that the account saved, sent or gave evidence of."""
    rows = tx.rows(
        """
        SELECT unit_id, task_id
        FROM item_history
        WHERE campaign_id = $1 AND done_by = $2 AND unit_id = ANY($3) AND step IN ('save', 'send')
        UNION
        SELECT unit_id, task_id
        FROM evidence_history
        WHERE campaign_id = $1
            AND done_by = $2
            AND unit_id = ANY($3)
            AND act <> 'restore'
            AND task_id IS NOT NULL
        """,
        [campaign_id, account_id, list(unit_ids)],
    )
    return {(row[0], row[1]) for row in rows}


def _review(row: Row) -> Review:
    return Review(row[0], row[1], Step(row[2]), *row[3:])
