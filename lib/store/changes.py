"""What has become of items since a revision, until that which the reader reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain.changes import Kind
from lib.domain.workflow import Verification, WorkStatus
from lib.store.engine.db import Reader, Row

# $1 is the campaign and $2 the revision since when.
_MOVED: Final = """
    WITH moved AS (
        SELECT
            unit_id,
            task_id,
            max(version) FILTER (WHERE revision <= $2) AS was_version,
            count(*) FILTER (WHERE revision > $2 AND step = 'return') AS returns
        FROM item_history
        WHERE campaign_id = $1
        GROUP BY unit_id, task_id
        HAVING max(revision) > $2
    ),
    compared AS (
        SELECT
            items.unit_id, items.task_id, tasks.sort_order,
            was.work_status AS was_status, was.verification AS was_verification,
            was.due_on AS was_due_on, was.answers AS was_answers,
            items.work_status, items.verification, items.due_on, items.answers,
            was.version IS NULL AS assigned,
            COALESCE(was.work_status, 'not_started') = 'not_started'
                AND items.work_status <> 'not_started' AS reported,
            was.work_status <> 'not_started' AND (
                was.work_status <> items.work_status
                OR CAST(was.answers AS VARCHAR) <> CAST(items.answers AS VARCHAR)
            ) AS revised,
            moved.returns > 0 AS returned,
            items.verification = 'verified'
                AND COALESCE(was.verification, '') <> 'verified' AS verified,
            was.due_on <> items.due_on AND moved.returns = 0 AS moved
        FROM moved
        JOIN items ON items.unit_id = moved.unit_id AND items.task_id = moved.task_id
        JOIN tasks ON tasks.task_id = items.task_id
        LEFT JOIN item_history AS was
            ON was.unit_id = moved.unit_id AND was.task_id = moved.task_id
            AND was.version = moved.was_version
        WHERE items.is_active AND NOT tasks.is_retired
    ),
    changed AS (
        SELECT *
        FROM compared
        WHERE assigned OR reported OR revised OR returned OR verified OR moved
    )
"""
_FLAGS: Final = ", ".join(kind.value for kind in Kind)
_COUNTS: Final = ", ".join(f"count(*) FILTER (WHERE {kind.value})" for kind in Kind)
_TOTAL_HEAD: Final = """
    SELECT count(*), count(DISTINCT unit_id),
"""
_TOTAL_TAIL: Final = """
    FROM changed
"""
_UNITS_HEAD: Final = """
    SELECT count(*) OVER (), changed.unit_id, count(*),
"""
_UNITS_TAIL: Final = """
    FROM changed
    JOIN units ON units.unit_id = changed.unit_id
    GROUP BY changed.unit_id, units.sort_order, units.code
    ORDER BY count(*) DESC, units.sort_order, units.code
    LIMIT $3 OFFSET $4
"""
_ITEMS_HEAD: Final = """
    SELECT
        count(*) OVER (), changed.unit_id, changed.task_id, changed.was_status,
        changed.was_verification, changed.was_due_on, changed.was_answers, changed.work_status,
        changed.verification, changed.due_on, changed.answers,
"""
# $3 is a unit; the conditions of a kind follow.
_ITEMS_TAIL: Final = """
    FROM changed
    JOIN units ON units.unit_id = changed.unit_id
    WHERE (CAST($3 AS UUID) IS NULL OR changed.unit_id = $3) AND
"""
_ITEMS_ORDER: Final = """
    ORDER BY units.sort_order, units.code, changed.sort_order
    LIMIT $4 OFFSET $5
"""


@dataclass(frozen=True, slots=True)
class StateRow:
    """An item at one of the two revisions; `answers` is JSON."""

    status: WorkStatus
    verification: Verification
    due_on: date
    answers: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """An item that has changed; `before` is None where it was not there."""

    unit_id: UUID
    task_id: UUID
    kinds: tuple[Kind, ...]
    before: StateRow | None
    after: StateRow


def total(tx: Reader, campaign_id: UUID, since: int) -> tuple[int, int, tuple[int, ...]]:
    """How many items have changed, of how many units, and how many by kind in Kind's order."""
    row = tx.row(_MOVED + _TOTAL_HEAD + _COUNTS + _TOTAL_TAIL, [campaign_id, since])
    return (0, 0, (0,) * len(Kind)) if row is None else (row[0], row[1], tuple(row[2:]))


def units(
    tx: Reader, campaign_id: UUID, since: int, *, offset: int, limit: int
) -> tuple[list[tuple[UUID, int, tuple[int, ...]]], int]:
    """The same by unit, those with the most changes first, and how many units there are; 0 where
    the page is behind the last."""
    rows = tx.rows(
        _MOVED + _UNITS_HEAD + _COUNTS + _UNITS_TAIL, [campaign_id, since, limit, offset]
    )
    return [(row[1], row[2], tuple(row[3:])) for row in rows], rows[0][0] if rows else 0


def items(
    tx: Reader,
    campaign_id: UUID,
    since: int,
    *,
    unit_id: UUID | None,
    kind: Kind | None,
    offset: int,
    limit: int,
) -> tuple[list[ChangeRow], int]:
    """One page of the items, and how many there are; 0 where the page is behind the last."""
    condition = kind.value if kind else "TRUE"
    rows = tx.rows(
        _MOVED + _ITEMS_HEAD + _FLAGS + _ITEMS_TAIL + condition + _ITEMS_ORDER,
        [campaign_id, since, unit_id, limit, offset],
    )
    found = []
    for _, unit, task, *rest in rows:
        states = tuple(rest)
        kinds = tuple(one for one, holds in zip(Kind, states[8:], strict=True) if holds)
        before = None if states[0] is None else _state(states[:4])
        found.append(ChangeRow(unit, task, kinds, before, _state(states[4:8])))
    return found, rows[0][0] if rows else 0


def _state(row: Row) -> StateRow:
    return StateRow(WorkStatus(row[0]), Verification(row[1]), row[2], row[3])
