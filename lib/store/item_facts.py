"""The one formula of progress in SQL: of each item, for every query, what domain/progress.py says.

Text to compose from and no view: a view knows no day, and would be a second copy in each database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain.progress import Progress
from lib.domain.summary import Slice, soon_until

# NOT MATERIALIZED lets DuckDB read only the columns that the rest of the statement asks for.
_HEAD: Final = """
    WITH facts AS NOT MATERIALIZED (
        SELECT
            items.unit_id, items.task_id, items.work_status, items.verification, items.answers,
            items.due_on, items.first_complete_on, tasks.group_code, tasks.is_mandatory,
            tasks.sort_order,
            CAST($2 AS DATE) AS today,
            CAST($3 AS DATE) AS soon_until,
            items.verification <> 'returned' AND (
                items.work_status = 'done' OR (items.work_status = 'nil' AND tasks.nil_allowed)
            ) AS is_complete
"""
_TAIL: Final = """
        FROM items
        JOIN tasks ON tasks.task_id = items.task_id
        WHERE items.campaign_id = $1 AND items.is_active AND NOT tasks.is_retired
    )
"""
FACTS: Final = _HEAD + _TAIL
"""The items that count; the first three parameters of every query are those of `bounds`."""
_ON_TIME: Final = "is_complete AND first_complete_on <= due_on"
_LATE: Final = "is_complete AND COALESCE(first_complete_on > due_on, TRUE)"
_OVERDUE: Final = "NOT is_complete AND due_on < today"
# Of mandatory items and optional ones alike.
TIMELINESS: Final = (
    f"CASE WHEN {_ON_TIME} THEN 'on_time' WHEN {_LATE} THEN 'late'"
    f" WHEN {_OVERDUE} THEN 'overdue' ELSE 'open' END"
)
IN_SLICE: Final[Mapping[Slice, str]] = {
    Slice.ASSIGNED: "is_mandatory",
    Slice.COMPLETE: "is_mandatory AND is_complete",
    Slice.DONE: "is_mandatory AND is_complete AND work_status = 'done'",
    Slice.ON_TIME: f"is_mandatory AND {_ON_TIME}",
    Slice.LATE: f"is_mandatory AND {_LATE}",
    Slice.NIL: "is_mandatory AND is_complete AND work_status = 'nil'",
    Slice.INCOMPLETE: "is_mandatory AND NOT is_complete",
    Slice.UPCOMING: "is_mandatory AND NOT is_complete AND due_on >= today",
    Slice.OVERDUE: f"is_mandatory AND {_OVERDUE}",
    Slice.DUE_SOON: (
        "is_mandatory AND NOT is_complete AND due_on >= today AND due_on <= soon_until"
    ),
    Slice.SENT: "is_mandatory AND verification IN ('sent', 'received')",
    Slice.RETURNED: "is_mandatory AND verification = 'returned'",
    Slice.VERIFIED: "is_mandatory AND is_complete AND verification = 'verified'",
    Slice.OPTIONAL: "NOT is_mandatory",
    Slice.OPTIONAL_COMPLETE: "NOT is_mandatory AND is_complete",
}
# In the order of Progress's fields, and under their names.
COUNTS: Final = ", ".join(
    f"count(*) FILTER (WHERE {IN_SLICE[Slice(field.name)]}) AS {field.name}"
    for field in fields(Progress)
)


def facts_and(columns: str) -> str:
    """FACTS with more columns of items, which every query would pay for."""
    return _HEAD + ", " + columns + _TAIL


def bounds(campaign_id: UUID, today: date) -> list[object]:
    """The first three parameters of every query over the facts."""
    return [campaign_id, today, soon_until(today)]
