"""What lies on the Office's desk, in pages: items that were sent, and those that are talked of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from lib.domain.checklist import Item
from lib.domain.workflow import Verification
from lib.store import waiting
from lib.store.checklist import BARE_ITEMS, from_row
from lib.store.engine.db import Reader

COUNTED: Final = (*waiting.READS, "units")
"""What `counts` depends on: saving a report leaves its state as it is."""
LOCKED: Final = frozenset({Verification.SENT, Verification.RECEIVED, Verification.VERIFIED})
"""In these nobody saves a report."""
LISTED: Final = (*COUNTED, "item_comments")
"""What `items` depends on in such states: a step, or an act on comments, which marks the item."""
_COUNTED_FROM: Final = "SELECT count(*) FROM items"
_ON_DESK: Final = """
    WHERE campaign_id = $1
        AND is_active
        AND (unit_id = ANY($2)) = ANY($3)
"""
_IN_STATES: Final = " AND verification = ANY($4)"
# In any state of the report.
_TALKED_OF: Final = " AND (waits_office OR waits_unit)"
_LONGEST_FIRST: Final = " ORDER BY sent_at, unit_id, task_id LIMIT $5 OFFSET $6"
_OFFICE_FIRST: Final = " ORDER BY waits_office DESC, sent_at, unit_id, task_id LIMIT $4 OFFSET $5"


@dataclass(frozen=True, slots=True)
class Units:
    """Whose items are wanted.

    Attributes:
        offices: the Office's own units; to join the table of units costs as much again.
        are_offices: whether those of these are wanted, those of all others, or both.
    """

    offices: Collection[UUID]
    are_offices: Sequence[bool]

    @property
    def values(self) -> list[object]:
        return [list(self.offices), list(self.are_offices)]


def items(
    tx: Reader,
    campaign_id: UUID,
    states: Sequence[Verification],
    *,
    of: Units,
    limit: int,
    offset: int,
) -> list[Item]:
    """So many of the items in one of the states, the longest waiting first.

    They come without the names of those who saved them.
    """
    wanted = [state.value for state in states]
    rows = tx.rows(
        BARE_ITEMS + _ON_DESK + _IN_STATES + _LONGEST_FIRST,
        [campaign_id, *of.values, wanted, limit, offset],
    )
    return [from_row(row) for row in rows]


def talked_of(
    tx: Reader, campaign_id: UUID, *, of: Units, limit: int, offset: int
) -> tuple[list[Item], int]:
    """The same of items on which a comment waits, those for the Office first; and how many."""
    asked = [campaign_id, *of.values]
    rows = tx.rows(BARE_ITEMS + _ON_DESK + _TALKED_OF + _OFFICE_FIRST, [*asked, limit, offset])
    found = tx.row(_COUNTED_FROM + _ON_DESK + _TALKED_OF, asked)
    return [from_row(row) for row in rows], int(found[0]) if found else 0


def counts(tx: Reader, campaign_id: UUID) -> list[tuple[bool, Verification, int]]:
    """How many items are in each state, those of the Office's own units by themselves."""
    rows = tx.rows(
        """
        SELECT units.is_office, items.verification, count(*)
        FROM items
        JOIN units ON units.unit_id = items.unit_id
        WHERE items.campaign_id = $1 AND items.is_active
        GROUP BY units.is_office, items.verification
        """,
        [campaign_id],
    )
    return [(bool(row[0]), Verification(row[1]), int(row[2])) for row in rows]


def files(tx: Reader, found: Sequence[Item]) -> dict[tuple[UUID, UUID], int]:
    """How many files back each of the items, by unit and task."""
    rows = tx.rows(
        """
        SELECT uses.unit_id, uses.task_id, count(*)
        FROM evidence_uses AS uses
        JOIN (
            SELECT unnest(CAST($1 AS UUID[])) AS unit_id, unnest(CAST($2 AS UUID[])) AS task_id
        ) AS asked ON asked.unit_id = uses.unit_id AND asked.task_id = uses.task_id
        WHERE uses.is_active
        GROUP BY uses.unit_id, uses.task_id
        """,
        [[one.unit_id for one in found], [one.task_id for one in found]],
    )
    return {(row[0], row[1]): int(row[2]) for row in rows}
