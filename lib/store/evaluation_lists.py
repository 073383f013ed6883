"""The list of units that are evaluated: how many are in each state, and one page of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain.evaluations import State
from lib.store.engine.db import Reader

READS: Final = ("evaluations", "items", "units", "unit_names")
"""What both depend on; reports move none of it, since they leave items in or out of the count."""
# Of the units that report; those of whom nothing has been said have no row of their own.
_UNITS: Final = """
    FROM units
    LEFT JOIN evaluations AS said
        ON said.campaign_id = $1 AND said.unit_id = units.unit_id
"""
_REPORTING: Final = """
    WHERE units.unit_id IN (
        SELECT unit_id
        FROM items
        WHERE campaign_id = $1 AND is_active
    )
"""
_COUNT: Final = "SELECT COALESCE(said.state, 'none'), count(*)" + _UNITS + _REPORTING + "GROUP BY 1"
_NAMES: Final = """
    JOIN (
        SELECT DISTINCT ON (unit_id) unit_id, name
        FROM unit_names
        ORDER BY unit_id, CASE WHEN valid_from <= $2 THEN valid_from END DESC NULLS LAST,
            valid_from
    ) AS names ON names.unit_id = units.unit_id
"""
_PAGE: Final = (
    "SELECT units.unit_id"
    + _UNITS
    + _NAMES
    + _REPORTING
    + """
        AND COALESCE(said.state, 'none') = ANY($3)
    ORDER BY units.sort_order, names.name COLLATE vi, units.code
    LIMIT $4 OFFSET $5
"""
)


def count_by_state(tx: Reader, campaign_id: UUID) -> dict[State, int]:
    """How many of the units that report are in each state; one without any is left out."""
    return {State(row[0]): int(row[1]) for row in tx.rows(_COUNT, [campaign_id])}


def page(
    tx: Reader,
    campaign_id: UUID,
    states: Collection[State],
    today: date,
    *,
    offset: int,
    limit: int,
) -> list[UUID]:
    """Those in one of the states, from a place on, in the agency's order of that day."""
    wanted = sorted(one.value for one in states)
    return [row[0] for row in tx.rows(_PAGE, [campaign_id, today, wanted, limit, offset])]
