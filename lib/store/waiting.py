"""What waits for the Office and after it, counted by unit."""

from __future__ import annotations

from uuid import UUID

from lib.domain import evaluations as evaluation_states
from lib.domain.nomination_workflow import State
from lib.domain.workflow import Verification
from lib.store.engine.db import Reader


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


def office_units(tx: Reader) -> frozenset[UUID]:
    """The Office's own units."""
    return frozenset(row[0] for row in tx.rows("SELECT unit_id FROM units WHERE is_office"))
