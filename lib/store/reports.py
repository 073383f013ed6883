"""Counts over a campaign's items, by the formula of item_facts.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lib.domain.progress import Progress
from lib.domain.summary import Slice
from lib.store.engine.db import Reader
from lib.store.item_facts import COUNTS, FACTS, IN_SLICE, bounds

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
_SOME_UNITS_TAIL = """
    FROM facts
    WHERE unit_id = ANY($4)
    GROUP BY unit_id
"""
_COMPLETED_HEAD = """
    SELECT unit_id, first_complete_on, count(*)
    FROM facts
    WHERE unit_id = ANY($4) AND
"""
_COMPLETED_TAIL = """
    GROUP BY unit_id, first_complete_on
"""
_RANKED_HEAD = """
    , counted AS NOT MATERIALIZED (
        SELECT unit_id,
"""
# $4 is a part of the unit's name, $5 and $6 the places before and at the end of the page.
_RANKED_TAIL = """
        FROM facts
        WHERE CAST($4 AS VARCHAR) IS NULL
            OR unit_id IN (
                SELECT units.unit_id
                FROM units
                JOIN unit_names ON unit_names.unit_id = units.unit_id
                WHERE strpos(unit_names.search_key, $4) > 0 OR strpos(lower(units.code), $4) > 0
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
        WHERE place > $5 AND place <= $6
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


@dataclass(frozen=True, slots=True)
class Cell:
    """The progress of one unit in one content group."""

    unit_id: UUID
    group_code: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class CompletedOn:
    """How many mandatory items of a unit are complete since a day; None where none is known."""

    unit_id: UUID
    day: date | None
    items: int


@dataclass(frozen=True, slots=True)
class CellPage:
    """The cells of some units, the lowest completion first, and how many units there are."""

    cells: tuple[Cell, ...]
    units: int


def by_group(tx: Reader, campaign_id: UUID, today: date) -> list[tuple[str, Progress]]:
    """Progress per content group; groups without items are left out."""
    rows = tx.rows(FACTS + _GROUPS_HEAD + COUNTS + _GROUPS_TAIL, bounds(campaign_id, today))
    return [(row[0], Progress(*row[1:])) for row in rows]


def by_unit(tx: Reader, campaign_id: UUID, today: date) -> list[tuple[UUID, Progress]]:
    """Progress per unit that reports, in no particular order."""
    rows = tx.rows(FACTS + _UNITS_HEAD + COUNTS + _UNITS_TAIL, bounds(campaign_id, today))
    return [(row[0], Progress(*row[1:])) for row in rows]


def of_units(
    tx: Reader, campaign_id: UUID, today: date, unit_ids: Sequence[UUID]
) -> list[tuple[UUID, Progress]]:
    """The same of those of these units that report."""
    rows = tx.rows(
        FACTS + _UNITS_HEAD + COUNTS + _SOME_UNITS_TAIL,
        [*bounds(campaign_id, today), list(unit_ids)],
    )
    return [(row[0], Progress(*row[1:])) for row in rows]


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
        FACTS + _RANKED_HEAD + COUNTS + _RANKED_TAIL + _PAGE_HEAD + COUNTS + _PAGE_TAIL,
        [*bounds(campaign_id, today), search_key, offset, offset + limit],
    )
    found = tuple(Cell(row[2], row[3], Progress(*row[4:])) for row in rows)
    return CellPage(found, rows[0][0] if rows else 0)


def completed_on(
    tx: Reader, campaign_id: UUID, today: date, unit_ids: Sequence[UUID]
) -> list[CompletedOn]:
    """On which days the units' mandatory items became complete."""
    rows = tx.rows(
        FACTS + _COMPLETED_HEAD + IN_SLICE[Slice.COMPLETE] + _COMPLETED_TAIL,
        [*bounds(campaign_id, today), list(unit_ids)],
    )
    return [CompletedOn(*row) for row in rows]
