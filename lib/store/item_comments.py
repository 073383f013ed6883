"""The table item_comments, and what items say of it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lib.domain.comment_lines import CommentLine
from lib.domain.comments import Comment, Side, Step
from lib.domain.vietnamese import local_day
from lib.store.checklist import Author, part
from lib.store.engine.db import Reader, Writer


def parts_of_waiting(unit_id: UUID) -> tuple[Hashable, ...]:
    """What `waiting` depends on for somebody of the unit, who saves its items and no others.

    An act on comments changes an item's marks, and nothing else does.
    """
    return "item_comments", "item_switches", "evidence_history", part(unit_id)


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """An item on which somebody has still to answer.

    Attributes:
        since: when the first of what waits for the Office was said; where nothing does, the first
            of what waits for the unit.
        is_own_work: whether the reader ever saved or sent the report, or worked on its evidence.
    """

    unit_id: UUID
    task_id: UUID
    is_office: bool
    waits_unit: bool
    waits_office: bool
    since: datetime
    is_own_work: bool


def of_item(tx: Reader, unit_id: UUID, task_id: UUID, on: date) -> list[Comment]:
    """All of an item's comments, the oldest first, with the names that units bear that day."""
    rows = tx.rows(
        """
        SELECT item_comments.comment_id, item_comments.thread_id, item_comments.step,
            item_comments.side, item_comments.body, accounts.full_name,
            (
                SELECT unit_names.short_name
                FROM unit_names
                WHERE unit_names.unit_id = item_comments.home_unit_id
                    AND unit_names.valid_from <= $3
                ORDER BY unit_names.valid_from DESC
                LIMIT 1
            ),
            item_comments.done_at
        FROM item_comments
        JOIN accounts ON accounts.account_id = item_comments.done_by
        WHERE item_comments.unit_id = $1 AND item_comments.task_id = $2
        ORDER BY item_comments.revision
        """,
        [unit_id, task_id, on],
    )
    return [
        Comment(row[0], row[1], Step(row[2]), Side(row[3]), row[4], row[5], row[6] or "", row[7])
        for row in rows
    ]


def lines(tx: Reader, campaign_id: UUID) -> tuple[CommentLine, ...]:
    """Every comment of the campaign, the oldest first."""
    rows = tx.rows(
        """
        SELECT item_comments.unit_id, tasks.code, tasks.short_title,
            CAST(item_comments.thread_id AS VARCHAR), item_comments.step, item_comments.side,
            item_comments.body, CAST(item_comments.home_unit_id AS VARCHAR),
            CAST(item_comments.done_by AS VARCHAR),
            substr(CAST(item_comments.done_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS VARCHAR), 1, 19)
        FROM item_comments
        JOIN tasks ON tasks.task_id = item_comments.task_id
        WHERE item_comments.campaign_id = $1
        ORDER BY item_comments.revision
        """,
        [campaign_id],
    )
    return tuple(CommentLine(*row) for row in rows)


def waiting(tx: Reader, campaign_id: UUID, account_id: UUID) -> list[WaitingItem]:
    """The items on which a comment waits for either side, what has waited longest first.

    Args:
        account_id: of the reader.
    """
    rows = tx.rows(
        """
        WITH said AS (
            SELECT unit_id, task_id, side, step, done_at,
                row_number() OVER (PARTITION BY thread_id ORDER BY revision DESC) AS place
            FROM item_comments
            WHERE campaign_id = $1
        )
        SELECT items.unit_id, items.task_id, units.is_office, items.waits_unit,
            items.waits_office,
            coalesce(
                min(said.done_at) FILTER (WHERE said.side = 'unit'), min(said.done_at)
            ) AS since,
            EXISTS (
                SELECT 1
                FROM item_history AS versions
                WHERE versions.unit_id = items.unit_id AND versions.task_id = items.task_id
                    AND versions.done_by = $2 AND versions.step IN ('save', 'send')
                UNION ALL
                SELECT 1
                FROM evidence_history AS brought
                WHERE brought.unit_id = items.unit_id AND brought.task_id = items.task_id
                    AND brought.done_by = $2 AND brought.act <> 'restore'
            )
        FROM items
        JOIN units ON units.unit_id = items.unit_id
        JOIN said
            ON said.unit_id = items.unit_id AND said.task_id = items.task_id
            AND said.place = 1 AND said.step = 'say'
        WHERE items.campaign_id = $1 AND items.is_active
            AND (items.waits_unit OR items.waits_office)
        GROUP BY items.unit_id, items.task_id, units.is_office, items.waits_unit,
            items.waits_office
        ORDER BY since, items.unit_id, items.task_id
        """,
        [campaign_id, account_id],
    )
    return [
        WaitingItem(row[0], row[1], bool(row[2]), bool(row[3]), bool(row[4]), row[5], bool(row[6]))
        for row in rows
    ]


def insert(
    tx: Writer,
    campaign_id: UUID,
    *,
    item: tuple[UUID, UUID],
    new: Comment,
    home_unit_id: UUID,
    author: Author,
) -> None:
    """A comment on an item, which is its unit and its task."""
    tx.run(
        """
        INSERT INTO item_comments (
            comment_id, campaign_id, unit_id, task_id, thread_id, step, side, body, home_unit_id,
            done_by, done_at, done_on, revision
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """,
        [
            new.comment_id, campaign_id, *item, new.thread_id, new.step.value, new.side.value,
            new.body, home_unit_id, author.account_id, author.done_at,
            local_day(author.done_at), author.revision,
        ],
    )  # fmt: skip


def mark(tx: Writer, item: tuple[UUID, UUID], *, waits_unit: bool, waits_office: bool) -> None:
    """Say of an item for whom its comments wait; its version and its report stay."""
    unit_id, task_id = item
    tx.change(
        """
        UPDATE items
        SET waits_unit = $1, waits_office = $2
        WHERE unit_id = $3 AND task_id = $4
        """,
        [waits_unit, waits_office, unit_id, task_id],
        only=part(unit_id),
    )
