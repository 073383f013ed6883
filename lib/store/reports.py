"""Counts over a campaign's items: in SQL exactly what domain/progress.py counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lib.domain.progress import Progress
from lib.store.db import Reader

# The items that count, each with what the formula of domain/progress.py says of it. NOT
# MATERIALIZED lets DuckDB read only the columns that the rest of the statement asks for.
FACTS = """
    WITH facts AS NOT MATERIALIZED (
        SELECT
            items.unit_id, items.task_id, items.work_status, items.verification, items.answers,
            items.due_on, items.first_complete_on, tasks.group_code, tasks.is_mandatory,
            tasks.sort_order,
            items.verification <> 'returned' AND (
                items.work_status = 'done' OR (items.work_status = 'nil' AND tasks.nil_allowed)
            ) AS is_complete
        FROM items
        JOIN tasks ON tasks.task_id = items.task_id
        WHERE items.campaign_id = $1 AND items.is_active
    )
"""
# In the order of Progress's fields; $2 is today.
_COUNTS = """
    count(*) FILTER (WHERE is_mandatory),
    count(*) FILTER (WHERE is_mandatory AND is_complete),
    count(*) FILTER (WHERE is_mandatory AND is_complete AND work_status = 'nil'),
    count(*) FILTER (WHERE is_mandatory AND is_complete AND first_complete_on <= due_on),
    count(*) FILTER (WHERE is_mandatory AND is_complete)
        - count(*) FILTER (WHERE is_mandatory AND is_complete AND first_complete_on <= due_on),
    count(*) FILTER (WHERE is_mandatory AND NOT is_complete AND due_on < $2),
    count(*) FILTER (WHERE is_mandatory AND verification IN ('sent', 'received')),
    count(*) FILTER (WHERE is_mandatory AND verification = 'returned'),
    count(*) FILTER (WHERE is_mandatory AND is_complete AND verification = 'verified'),
    count(*) FILTER (WHERE NOT is_mandatory),
    count(*) FILTER (WHERE NOT is_mandatory AND is_complete)
"""
_GROUPS_HEAD = """
    SELECT group_code,
"""
_GROUPS_TAIL = """
    FROM facts
    GROUP BY group_code
"""
_UNITS_HEAD = """
    SELECT unit_id,
"""
_UNITS_TAIL = """
    FROM facts
    GROUP BY unit_id
"""
_CELLS_HEAD = """
    SELECT unit_id, group_code,
"""
_CELLS_TAIL = """
    FROM facts
    GROUP BY unit_id, group_code
"""
# $3 is a part of the unit's name, $4 and $5 the places before and at the end of the page.
_RANKED = """
    , counted AS NOT MATERIALIZED (
        SELECT
            unit_id,
            count(*) FILTER (WHERE is_mandatory) AS assigned,
            count(*) FILTER (WHERE is_mandatory AND is_complete) AS complete,
            count(*) FILTER (WHERE is_mandatory AND NOT is_complete AND due_on < $2) AS overdue
        FROM facts
        WHERE CAST($3 AS VARCHAR) IS NULL
            OR unit_id IN (
                SELECT units.unit_id
                FROM units
                JOIN unit_names ON unit_names.unit_id = units.unit_id
                WHERE strpos(unit_names.search_key, $3) > 0 OR strpos(lower(units.code), $3) > 0
            )
        GROUP BY unit_id
    ),
    ranked AS NOT MATERIALIZED (
        SELECT
            unit_id,
            count(*) OVER () AS units,
            row_number() OVER (
                ORDER BY
                    CAST(complete AS DOUBLE PRECISION) / NULLIF(assigned, 0) NULLS LAST,
                    overdue DESC,
                    unit_id
            ) AS place
        FROM counted
    ),
    page AS MATERIALIZED (
        SELECT unit_id, units, place
        FROM ranked
        WHERE place > $4 AND place <= $5
    )
"""
_PAGE_HEAD = """
    SELECT page.units, page.place, facts.unit_id, facts.group_code,
"""
_PAGE_TAIL = """
    FROM facts
    JOIN page ON page.unit_id = facts.unit_id
    GROUP BY page.units, page.place, facts.unit_id, facts.group_code
    ORDER BY page.place
"""
_DAYS = """
    SELECT first_complete_on AS day, count(*) AS complete, 0 AS due
    FROM facts
    WHERE is_mandatory AND is_complete AND first_complete_on IS NOT NULL
    GROUP BY first_complete_on
    UNION ALL
    SELECT due_on, 0, count(*)
    FROM facts
    WHERE is_mandatory
    GROUP BY due_on
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """The progress of one unit in one content group."""

    unit_id: UUID
    group_code: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class CellPage:
    """The cells of some units, the lowest completion first, and how many units there are."""

    cells: tuple[Cell, ...]
    units: int


def by_group(tx: Reader, campaign_id: UUID, today: date) -> list[tuple[str, Progress]]:
    """Progress per content group; groups without items are left out."""
    rows = tx.rows(FACTS + _GROUPS_HEAD + _COUNTS + _GROUPS_TAIL, [campaign_id, today])
    return [(row[0], Progress(*row[1:])) for row in rows]


def by_unit(tx: Reader, campaign_id: UUID, today: date) -> list[tuple[UUID, Progress]]:
    """Progress per unit that reports, in no particular order."""
    rows = tx.rows(FACTS + _UNITS_HEAD + _COUNTS + _UNITS_TAIL, [campaign_id, today])
    return [(row[0], Progress(*row[1:])) for row in rows]


def cells(tx: Reader, campaign_id: UUID, today: date) -> list[Cell]:
    """Progress of every unit in every content group it has items in."""
    rows = tx.rows(FACTS + _CELLS_HEAD + _COUNTS + _CELLS_TAIL, [campaign_id, today])
    return [Cell(row[0], row[1], Progress(*row[2:])) for row in rows]


def cells_of_lowest(
    tx: Reader,
    campaign_id: UUID,
    today: date,
    *,
    search_key: str | None,
    offset: int,
    limit: int,
) -> CellPage:
    """The cells of one page of units, the lowest completion first.

    Args:
        search_key: a part of a name the unit bears or bore, without accents, or of its code.
    """
    rows = tx.rows(
        FACTS + _RANKED + _PAGE_HEAD + _COUNTS + _PAGE_TAIL,
        [campaign_id, today, search_key, offset, offset + limit],
    )
    found = tuple(Cell(row[2], row[3], Progress(*row[4:])) for row in rows)
    return CellPage(found, rows[0][0] if rows else 0)


def days(tx: Reader, campaign_id: UUID) -> list[tuple[date, int, int]]:
    """Per day, in order: items that became complete, and items due."""
    by_day: dict[date, tuple[int, int]] = {}
    for day, complete, due in tx.rows(FACTS + _DAYS, [campaign_id]):
        before = by_day.get(day, (0, 0))
        by_day[day] = (before[0] + complete, before[1] + due)
    return [(day, *by_day[day]) for day in sorted(by_day)]


def units_at_most(tx: Reader, limit: int) -> bool:
    """Whether there are no more units than that, closed ones and those that do not report too."""
    row = tx.row("SELECT count(*) FROM units")
    return row is not None and row[0] <= limit
