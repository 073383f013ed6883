"""Reports of units at a campaign's end: the figures that were fixed, where each one stands."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lib.domain.forms.fields import Value
from lib.domain.unit_reports import AT_UNIT, Figures
from lib.domain.workflow import Verification
from lib.store.engine.db import Reader, Row, Writer
from lib.store.engine.json_column import to_json


@dataclass(frozen=True, slots=True)
class FixedReport:
    """What was sent: the words of one version, and the unit's figures then."""

    version: int
    figures: Figures
    answers: Mapping[str, Value]
    revision: int
    audit_head: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class UnitState:
    """Where a unit's report stands; `sent_at` is when it was last sent."""

    unit_id: UUID
    verification: Verification
    sent_at: datetime | None


def insert(
    tx: Writer,
    *,
    unit_id: UUID,
    task_id: UUID,
    version: int,
    campaign_id: UUID,
    revision: int,
    audit_head: str,
    figures: Figures,
    sent_at: datetime,
) -> None:
    """Fix the figures of what has just been sent."""
    tx.run(
        """
        INSERT INTO unit_reports (
            unit_id, task_id, version, campaign_id, revision, audit_head, figures, sent_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        [
            unit_id, task_id, version, campaign_id, revision, audit_head,
            to_json(figures.to_data()), sent_at,
        ],
    )  # fmt: skip


def newest(tx: Reader, unit_id: UUID, task_id: UUID) -> FixedReport | None:
    """What was sent last; it may have been recalled or returned since."""
    row = tx.row(
        """
        SELECT reports.version, reports.figures, item_history.answers, reports.revision,
            reports.audit_head, reports.sent_at
        FROM unit_reports AS reports
        JOIN item_history
            ON item_history.unit_id = reports.unit_id
            AND item_history.task_id = reports.task_id
            AND item_history.version = reports.version
        WHERE reports.unit_id = $1 AND reports.task_id = $2
        ORDER BY reports.version DESC
        LIMIT 1
        """,
        [unit_id, task_id],
    )
    return None if row is None else _fixed(row)


def states(tx: Reader, campaign_id: UUID, task_id: UUID) -> list[UnitState]:
    """Of every unit that the report is asked of, in the agency's order."""
    rows = tx.rows(
        """
        SELECT items.unit_id, items.verification, items.sent_at
        FROM items
        JOIN units ON units.unit_id = items.unit_id
        WHERE items.campaign_id = $1 AND items.task_id = $2 AND items.is_active
        ORDER BY units.sort_order, units.code
        """,
        [campaign_id, task_id],
    )
    return [UnitState(row[0], Verification(row[1]), row[2]) for row in rows]


def count_by_state(tx: Reader, campaign_id: UUID, task_id: UUID) -> dict[Verification, int]:
    """Of how many units the report is in each state; one without any is left out."""
    rows = tx.rows(
        """
        SELECT verification, count(*)
        FROM items
        WHERE campaign_id = $1 AND task_id = $2 AND is_active
        GROUP BY verification
        """,
        [campaign_id, task_id],
    )
    return {Verification(row[0]): int(row[1]) for row in rows}


def page(
    tx: Reader,
    campaign_id: UUID,
    task_id: UUID,
    *,
    search_key: str | None,
    offset: int,
    limit: int,
) -> tuple[list[UnitState], int]:
    """As `states`, from a place on; with how many there are from the first on.

    Args:
        search_key: a part of a name the unit bears or bore, without accents, or of its code.
    Returns:
        Nothing and 0 for a place behind the last.
    """
    rows = tx.rows(
        """
        SELECT items.unit_id, items.verification, items.sent_at, count(*) OVER ()
        FROM items
        JOIN units ON units.unit_id = items.unit_id
        WHERE items.campaign_id = $1 AND items.task_id = $2 AND items.is_active
            AND (
                CAST($3 AS VARCHAR) IS NULL
                OR strpos(lower(units.code), $3) > 0
                OR units.unit_id IN (
                    SELECT unit_id
                    FROM unit_names
                    WHERE strpos(search_key, $3) > 0
                )
            )
        ORDER BY units.sort_order, units.code
        LIMIT $4 OFFSET $5
        """,
        [campaign_id, task_id, search_key, limit, offset],
    )
    found = [UnitState(row[0], Verification(row[1]), row[2]) for row in rows]
    return found, int(rows[0][3]) if rows else 0


def missing(tx: Reader, campaign_id: UUID, unit_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Those of these units whose report is asked for and is not with the Office."""
    rows = tx.rows(
        """
        SELECT items.unit_id
        FROM items
        JOIN tasks ON tasks.task_id = items.task_id
        WHERE items.campaign_id = $1 AND items.is_active AND tasks.is_unit_report
            AND items.verification IN ('not_sent', 'returned') AND items.unit_id = ANY($2)
        """,
        [campaign_id, list(unit_ids)],
    )
    return frozenset(row[0] for row in rows)


def nominations_sent(tx: Reader, campaign_id: UUID, unit_id: UUID) -> tuple[int, int]:
    """How many collectives and how many persons the unit has proposed to the Office."""
    row = tx.row(
        """
        SELECT
            count(*) FILTER (WHERE subject = 'collective'),
            count(*) FILTER (WHERE subject = 'individual')
        FROM nominations
        WHERE campaign_id = $1 AND unit_id = $2 AND NOT state = ANY($3)
        """,
        [campaign_id, unit_id, sorted(state.value for state in AT_UNIT)],
    )
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _fixed(row: Row) -> FixedReport:
    return FixedReport(
        row[0], Figures.from_data(json.loads(row[1])), json.loads(row[2]), row[3], row[4], row[5]
    )
