"""Beginning items, and counting those that a unit's type and state ask for."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from lib.domain.vietnamese import local_day
from lib.store.engine.db import Reader, Writer


def count(tx: Reader, campaign_id: UUID) -> int:
    """How many items of the campaign count."""
    row = tx.row("SELECT count(*) FROM items WHERE campaign_id = $1 AND is_active", [campaign_id])
    return int(row[0]) if row else 0


def insert_missing_items(tx: Writer, campaign_id: UUID, revision: int, now: datetime) -> int:
    """How many items were begun: one per task and reporting unit of a type it applies to."""
    today = local_day(now)
    begun = tx.run(
        """
        INSERT INTO items (
            unit_id, task_id, campaign_id, work_status, verification, answers, form_version,
            due_on, updated_at, revision
        )
        SELECT units.unit_id, tasks.task_id, tasks.campaign_id, 'not_started', 'not_sent', '{}',
            tasks.form_version, tasks.due_on, $2, $3
        FROM tasks
        JOIN units ON tasks.applies_to LIKE '%,' || units.unit_type || ',%'
        LEFT JOIN items
            ON items.unit_id = units.unit_id AND items.task_id = tasks.task_id
        WHERE tasks.campaign_id = $1
            AND NOT tasks.is_retired
            AND (units.closed_on IS NULL OR units.closed_on > $4)
            AND units.unit_type <> 'lanh_dao'
            AND items.unit_id IS NULL
        """,
        [campaign_id, now, revision, today],
    )
    tx.run(
        """
        INSERT INTO item_history (
            unit_id, task_id, version, campaign_id, revision, step, work_status, verification,
            answers, form_version, due_on, done_at, done_on
        )
        SELECT unit_id, task_id, version, campaign_id, revision, 'begin', work_status,
            verification, answers, form_version, due_on, updated_at, $3
        FROM items
        WHERE campaign_id = $1 AND revision = $2 AND version = 1
        """,
        [campaign_id, revision, today],
    )
    return begun


def move_due(
    tx: Writer, task_id: UUID, old: date, new: date, *, revision: int, now: datetime
) -> None:
    """Another due day for the task's items; one with a deadline of its own keeps it."""
    tx.run(
        """
        UPDATE items
        SET due_on = $3, version = version + 1, revision = $4, updated_at = $5
        WHERE task_id = $1 AND due_on = $2
        """,
        [task_id, old, new, revision, now],
    )
    tx.run(
        """
        INSERT INTO item_history (
            unit_id, task_id, version, campaign_id, revision, step, work_status, verification,
            answers, form_version, due_on, first_complete_on, done_at, done_on
        )
        SELECT unit_id, task_id, version, campaign_id, revision, 'begin', work_status,
            verification, answers, form_version, due_on, first_complete_on, $3, $4
        FROM items
        WHERE task_id = $1 AND revision = $2
        """,
        [task_id, revision, now, local_day(now)],
    )


def mark_items(
    tx: Writer, campaign_id: UUID, *, revision: int, now: datetime, unit_id: UUID | None = None
) -> None:
    """Count those items that their task and the type and state of their unit still ask for.

    Args:
        unit_id: of this unit alone; None for all.
    """
    tx.run(
        """
        INSERT INTO item_switches (unit_id, task_id, campaign_id, revision, is_active, done_at)
        SELECT items.unit_id, items.task_id, items.campaign_id, $2, NOT items.is_active, $3
        FROM items
        WHERE items.campaign_id = $1
            AND (CAST($5 AS UUID) IS NULL OR items.unit_id = $5)
            AND items.is_active <> EXISTS (
                SELECT 1
                FROM units
                JOIN tasks ON tasks.applies_to LIKE '%,' || units.unit_type || ',%'
                WHERE units.unit_id = items.unit_id
                    AND tasks.task_id = items.task_id
                    AND NOT tasks.is_retired
                    AND (units.closed_on IS NULL OR units.closed_on > $4)
            )
        """,
        [campaign_id, revision, now, local_day(now), unit_id],
    )
    tx.run(
        """
        UPDATE items
        SET is_active = NOT is_active
        WHERE campaign_id = $1
            AND EXISTS (
                SELECT 1
                FROM item_switches
                WHERE item_switches.unit_id = items.unit_id
                    AND item_switches.task_id = items.task_id
                    AND item_switches.revision = $2
            )
        """,
        [campaign_id, revision],
    )
