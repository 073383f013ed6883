"""What the rules on the quality of data look at beside the items: a statement for each list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from lib.domain.quality.packed import PackedReports
from lib.domain.quality.rows import JumpRow, MovedRow, PaperRow
from lib.store.engine.db import Reader


@dataclass(frozen=True, slots=True)
class Activity:
    """When a unit was given its first task, and when it last did anything; None for never."""

    begun_on: date | None
    acted_on: date | None


# The fields are those of ReportLine, in its order; chr(31) is FIELD, chr(30) RECORD.
_REPORTS: Final = """
    WITH backing AS (
        SELECT unit_id, task_id, count(*) AS files
        FROM evidence_uses
        WHERE is_active AND task_id IS NOT NULL
        GROUP BY unit_id, task_id
    )
    SELECT
        items.unit_id,
        string_agg(
            concat_ws(
                chr(31),
                CAST(items.task_id AS VARCHAR),
                items.work_status,
                items.verification,
                CAST(items.answers AS VARCHAR),
                COALESCE(CAST(backing.files AS VARCHAR), '0')
            ),
            chr(30)
        )
    FROM items
    JOIN tasks ON tasks.task_id = items.task_id
    LEFT JOIN backing ON backing.unit_id = items.unit_id AND backing.task_id = items.task_id
    WHERE items.campaign_id = $1
        AND items.is_active
        AND NOT tasks.is_retired
        AND items.unit_id BETWEEN $2 AND $3
    GROUP BY items.unit_id
"""
_UNITS_AT_ONCE: Final = 500


def reports(tx: Reader, campaign_id: UUID, units: Iterable[UUID]) -> list[PackedReports]:
    """The counted reports of these units, in no order: a third of what `packed_items` takes.

    Some hundred units at once: the engine holds the texts of all of them until the last is done.
    """
    every, found = sorted(units), []
    for first in range(0, len(every), _UNITS_AT_ONCE):
        some = every[first : first + _UNITS_AT_ONCE]
        found += tx.rows(_REPORTS, [campaign_id, some[0], some[-1]])
    return [PackedReports(*row) for row in found]


def activity(tx: Reader, campaign_id: UUID) -> dict[UUID, Activity]:
    """By unit; what the Office does to its reports is none of the unit's."""
    rows = tx.rows(
        """
        SELECT unit_id, min(begun_on), max(acted_on)
        FROM (
            SELECT
                unit_id,
                min(done_on) AS begun_on,
                max(done_on) FILTER (WHERE step IN ('save', 'send', 'recall')) AS acted_on
            FROM item_history
            WHERE campaign_id = $1
            GROUP BY unit_id
            UNION ALL
            SELECT unit_id, NULL, max(done_on)
            FROM evidence_history
            WHERE campaign_id = $1 AND act <> 'restore'
            GROUP BY unit_id
        ) AS told
        GROUP BY unit_id
        """,
        [campaign_id],
    )
    return {row[0]: Activity(row[1], row[2]) for row in rows}


def jumps(
    tx: Reader, campaign_id: UUID, part_keys: Sequence[str], *, factor: float, least: float
) -> list[JumpRow]:
    """The last save of each figure that multiplied it.

    Args:
        part_keys: of the figures that are looked at.
        factor: how many times as much at least.
        least: by how much at least.
    """
    rows = tx.rows(
        """
        WITH given AS (
            SELECT
                history.unit_id, history.task_id, history.version, history.done_on,
                indicators.part_key,
                CAST((history.answers ->> indicators.part_key) AS DECIMAL(24, 6)) AS amount
            FROM item_history AS history
            JOIN indicators ON indicators.task_id = history.task_id
            WHERE history.campaign_id = $1
                AND history.step = 'save'
                AND indicators.part_key = ANY($2)
        ),
        grown AS (
            SELECT
                unit_id, task_id, part_key, version, done_on, amount,
                lag(amount) OVER (
                    PARTITION BY unit_id, task_id, part_key
                    ORDER BY version
                ) AS amount_before
            FROM given
            WHERE amount IS NOT NULL
        )
        SELECT DISTINCT ON (unit_id, task_id, part_key)
            unit_id, task_id, part_key, amount_before, amount, done_on
        FROM grown
        WHERE amount_before > 0
            AND amount >= amount_before * CAST($3 AS DECIMAL(12, 3))
            AND amount - amount_before >= CAST($4 AS DECIMAL(24, 6))
        ORDER BY unit_id, task_id, part_key, version DESC
        """,
        [campaign_id, list(part_keys), Decimal(str(factor)), Decimal(str(least))],
    )
    return [JumpRow(*row) for row in rows]


def papers(tx: Reader, campaign_id: UUID) -> list[PaperRow]:
    """The files behind done reports that are dated after the day these first said so."""
    rows = tx.rows(
        """
        SELECT
            uses.unit_id, uses.task_id, evidence.evidence_id, evidence.title,
            evidence.effective_on, items.first_complete_on
        FROM evidence_uses AS uses
        JOIN evidence ON evidence.evidence_id = uses.evidence_id
        JOIN items ON items.unit_id = uses.unit_id AND items.task_id = uses.task_id
        WHERE evidence.campaign_id = $1
            AND uses.is_active
            AND items.is_active
            AND items.work_status = 'done'
            AND evidence.effective_on > items.first_complete_on
        ORDER BY uses.unit_id, uses.task_id, evidence.evidence_id
        """,
        [campaign_id],
    )
    return [PaperRow(*row) for row in rows]


def moved(tx: Reader, campaign_id: UUID) -> list[MovedRow]:
    """The reports that were returned, with how many different deadlines, and the one in force."""
    rows = tx.rows(
        """
        SELECT told.unit_id, told.task_id, told.times, items.due_on
        FROM (
            SELECT unit_id, task_id, count(DISTINCT due_on) AS times
            FROM item_history
            WHERE campaign_id = $1 AND step = 'return'
            GROUP BY unit_id, task_id
        ) AS told
        JOIN items ON items.unit_id = told.unit_id AND items.task_id = told.task_id
        WHERE items.is_active
        """,
        [campaign_id],
    )
    return [MovedRow(*row) for row in rows]
