"""What units have still to do that presses: of all of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain.workflow import Verification
from lib.store.engine.db import Reader
from lib.store.item_facts import FACTS, bounds

_ITEMS: Final = """
    SELECT unit_id, task_id, verification, due_on
    FROM facts
    WHERE NOT is_complete
        AND (verification = 'returned' OR (is_mandatory AND due_on <= soon_until))
"""
_UNSENT: Final = """
    SELECT facts.unit_id, facts.task_id, facts.verification, facts.due_on
    FROM facts
    JOIN tasks ON tasks.task_id = facts.task_id
    WHERE tasks.is_unit_report
        AND facts.is_complete
        AND facts.verification = 'not_sent'
        AND facts.due_on <= facts.soon_until
"""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A task that a unit has not completed, or whose report was returned."""

    unit_id: UUID
    task_id: UUID
    verification: Verification
    due_on: date


def items(tx: Reader, campaign_id: UUID, today: date) -> list[OpenItem]:
    """Mandatory ones that are overdue or due soon, and all that were returned."""
    rows = tx.rows(
        FACTS + _ITEMS,
        bounds(campaign_id, today),
    )
    return [OpenItem(row[0], row[1], Verification(row[2]), row[3]) for row in rows]


def unsent_reports(tx: Reader, campaign_id: UUID, today: date) -> list[OpenItem]:
    """Reports of units that are complete, due and not with the Office."""
    rows = tx.rows(
        FACTS + _UNSENT,
        bounds(campaign_id, today),
    )
    return [OpenItem(row[0], row[1], Verification(row[2]), row[3]) for row in rows]
