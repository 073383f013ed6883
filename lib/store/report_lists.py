"""Lists over a campaign's items: the rows behind a figure, the sums of the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from lib.domain.summary import Slice, UnitLabel
from lib.domain.workflow import Verification, WorkStatus
from lib.store.engine.db import Reader, Row
from lib.store.item_facts import FACTS, IN_SLICE, bounds

# $4 is the unit, $5 the content group, $6 a part of the unit's name.
_FILTER = """
        AND (CAST($4 AS UUID) IS NULL OR unit_id = $4)
        AND (CAST($5 AS VARCHAR) IS NULL OR group_code = $5)
        AND (
            CAST($6 AS VARCHAR) IS NULL
            OR unit_id IN (
                SELECT units.unit_id
                FROM units
                JOIN unit_names ON unit_names.unit_id = units.unit_id
                WHERE strpos(unit_names.search_key, $6) > 0 OR strpos(lower(units.code), $6) > 0
            )
        )
"""
_ROWS = """
    SELECT unit_id, task_id, work_status, verification, due_on, first_complete_on, answers
    FROM facts
    WHERE
"""
_ROWS_ORDER = """
    ORDER BY due_on, sort_order, unit_id
    LIMIT $7 OFFSET $8
"""
_ROWS_COUNT = """
    SELECT count(*)
    FROM facts
    WHERE
"""
_LABELS = """
    SELECT DISTINCT ON (units.unit_id) units.unit_id, units.code, unit_names.name,
        unit_names.short_name, units.sort_order
    FROM units
    JOIN unit_names ON unit_names.unit_id = units.unit_id
"""
_LABELS_WANTED = """
    WHERE units.unit_id = ANY($2)
"""
_LABELS_ORDER = """
    ORDER BY
        units.unit_id,
        CASE WHEN unit_names.valid_from <= $1 THEN unit_names.valid_from END DESC NULLS LAST,
        unit_names.valid_from
"""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as a list shows it; `answers` is empty where the list has no figures."""

    unit_id: UUID
    task_id: UUID
    status: WorkStatus
    verification: Verification
    due_on: date
    first_complete_on: date | None
    answers: str = ""


@dataclass(frozen=True, slots=True)
class PartTotal:
    """The sum of one numeric part of the answers, and how many items gave one."""

    task_id: UUID
    part_key: str
    field_key: str
    kind: str
    label: str
    unit_label: str
    total: Decimal
    items: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items a list asks for; None means any."""

    slice: Slice
    unit_id: UUID | None = None
    group_code: str | None = None
    search_key: str | None = None


def items(
    tx: Reader, campaign_id: UUID, today: date, wanted: Wanted, *, offset: int, limit: int
) -> list[ItemRow]:
    """One page of the items behind a figure, the earliest due first."""
    rows = tx.rows(
        FACTS + _ROWS + IN_SLICE[wanted.slice] + _FILTER + _ROWS_ORDER,
        [*_wanted(campaign_id, today, wanted), limit, offset],
    )
    return [_item_row(row) for row in rows]


def count_items(tx: Reader, campaign_id: UUID, today: date, wanted: Wanted) -> int:
    """How many items stand behind a figure."""
    row = tx.row(
        FACTS + _ROWS_COUNT + IN_SLICE[wanted.slice] + _FILTER,
        _wanted(campaign_id, today, wanted),
    )
    return int(row[0]) if row else 0


def part_totals(tx: Reader, campaign_id: UUID) -> list[PartTotal]:
    """What the units that report have given, added up, in the plan's order."""
    rows = tx.rows(
        """
        SELECT indicators.task_id, indicators.part_key, indicators.field_key, indicators.kind,
            indicators.label, indicators.unit_label,
            sum(CAST((items.answers ->> indicators.part_key) AS DECIMAL(24, 6))),
            count((items.answers ->> indicators.part_key))
        FROM tasks
        JOIN indicators ON indicators.task_id = tasks.task_id
        LEFT JOIN items
            ON items.task_id = tasks.task_id AND items.is_active
        WHERE tasks.campaign_id = $1
        GROUP BY tasks.sort_order, indicators.sort_order, indicators.task_id,
            indicators.part_key, indicators.field_key, indicators.kind, indicators.label,
            indicators.unit_label
        ORDER BY tasks.sort_order, indicators.sort_order
        """,
        [campaign_id],
    )
    return [
        PartTotal(row[0], row[1], row[2], row[3], row[4], row[5], row[6] or Decimal(0), row[7])
        for row in rows
    ]


def unit_labels(tx: Reader, unit_ids: Sequence[UUID], on: date) -> dict[UUID, UnitLabel]:
    """The units with the names they bear on a day."""
    rows = tx.rows(_LABELS + _LABELS_WANTED + _LABELS_ORDER, [on, list(unit_ids)])
    return {row[0]: UnitLabel(*row) for row in rows}


def all_unit_labels(tx: Reader, on: date) -> list[UnitLabel]:
    """Every unit with the name it bears on a day."""
    return [UnitLabel(*row) for row in tx.rows(_LABELS + _LABELS_ORDER, [on])]


def _wanted(campaign_id: UUID, today: date, wanted: Wanted) -> list[object]:
    return [
        *bounds(campaign_id, today), wanted.unit_id, wanted.group_code, wanted.search_key,
    ]  # fmt: skip


def _item_row(row: Row) -> ItemRow:
    return ItemRow(row[0], row[1], WorkStatus(row[2]), Verification(row[3]), *row[4:])
