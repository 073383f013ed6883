"""What waits for the Office and after it: counted by unit, and what has waited longest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from lib.domain import evaluations as evaluation_states
from lib.domain.nomination_workflow import State
from lib.domain.workflow import Verification
from lib.store.engine.db import Reader

STEPS: Final = "steps of items"
"""What changes with a step, and not with a save: a report is sent, received, verified, returned."""
READS: Final = ("items", STEPS)
"""What `items` depends on; no save of a report, since what was sent is locked."""
LONGEST_READS: Final = (*READS, "units")


@dataclass(frozen=True, slots=True)
class Sent:
    """A report before the Office, and since when it stands as it does."""

    unit_id: UUID
    task_id: UUID
    is_office: bool
    verification: Verification
    since: datetime


@dataclass(frozen=True, slots=True)
class OpenNomination:
    """A nomination somebody has still to do something about."""

    nomination_id: UUID
    unit_id: UUID
    state: State
    name: str
    drafted_by: UUID
    due_on: date | None
    since: datetime


def campaign(tx: Reader) -> UUID | None:
    """The newest campaign that runs."""
    row = tx.row(
        """
        SELECT campaign_id
        FROM campaigns
        WHERE state = 'running'
        ORDER BY created_at DESC
        LIMIT 1
        """
    )
    return None if row is None else row[0]


def items(tx: Reader, campaign_id: UUID) -> list[tuple[UUID, Verification, int]]:
    """How many reports of each unit are sent or received, and not yet verified or returned."""
    rows = tx.rows(
        """
        SELECT unit_id, verification, count(*)
        FROM items
        WHERE campaign_id = $1 AND is_active AND verification IN ('sent', 'received')
        GROUP BY unit_id, verification
        """,
        [campaign_id],
    )
    return [(row[0], Verification(row[1]), int(row[2])) for row in rows]


def longest_sent(tx: Reader, campaign_id: UUID, most: int) -> list[Sent]:
    """So many of each state that have waited longest, of the Office's own units and of others."""
    rows = tx.rows(
        """
        SELECT unit_id, task_id, is_office, verification, updated_at
        FROM (
            SELECT items.unit_id, items.task_id, units.is_office, items.verification,
                items.updated_at,
                row_number() OVER (
                    PARTITION BY units.is_office, items.verification
                    ORDER BY items.updated_at, items.unit_id, items.task_id
                ) AS place
            FROM items
            JOIN units ON units.unit_id = items.unit_id
            WHERE items.campaign_id = $1 AND items.is_active
                AND items.verification IN ('sent', 'received')
        ) AS placed
        WHERE place <= $2
        ORDER BY updated_at, unit_id, task_id
        """,
        [campaign_id, most],
    )
    return [Sent(row[0], row[1], bool(row[2]), Verification(row[3]), row[4]) for row in rows]


def open_nominations(
    tx: Reader, campaign_id: UUID, states: Collection[State]
) -> list[OpenNomination]:
    """Those in these states, what has stood longest first."""
    rows = tx.rows(
        """
        SELECT nomination_id, unit_id, state, name, drafted_by, due_on, updated_at
        FROM nominations
        WHERE campaign_id = $1 AND state = ANY($2)
        ORDER BY updated_at, nomination_id
        """,
        [campaign_id, sorted(states)],
    )
    return [OpenNomination(row[0], row[1], State(row[2]), *row[3:]) for row in rows]


def nominations(tx: Reader, campaign_id: UUID) -> list[tuple[UUID, State, int]]:
    """How many nominations each unit has in each state."""
    rows = tx.rows(
        """
        SELECT unit_id, state, count(*)
        FROM nominations
        WHERE campaign_id = $1
        GROUP BY unit_id, state
        """,
        [campaign_id],
    )
    return [(row[0], State(row[1]), int(row[2])) for row in rows]


def evaluations(tx: Reader, campaign_id: UUID) -> list[tuple[UUID, evaluation_states.State, int]]:
    """In which state the evaluation of each unit is of which something has been said."""
    rows = tx.rows("SELECT unit_id, state FROM evaluations WHERE campaign_id = $1", [campaign_id])
    return [(row[0], evaluation_states.State(row[1]), 1) for row in rows]


def opinions(tx: Reader, campaign_id: UUID) -> int:
    """How many opinions the Office has done nothing with."""
    row = tx.row(
        "SELECT count(*) FROM opinions WHERE campaign_id = $1 AND state = 'received'",
        [campaign_id],
    )
    return int(row[0]) if row else 0


def notices(tx: Reader, campaign_id: UUID) -> int:
    """How many notices of false information the Office has done nothing with."""
    row = tx.row(
        "SELECT count(*) FROM notices WHERE campaign_id = $1 AND state = 'received'",
        [campaign_id],
    )
    return int(row[0]) if row else 0


def office_units(tx: Reader) -> frozenset[UUID]:
    """The Office's own units."""
    return frozenset(row[0] for row in tx.rows("SELECT unit_id FROM units WHERE is_office"))
