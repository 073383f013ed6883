"""What the live summary reads: a campaign's items once, then what has changed since.

Each statement reads one table, since binding a join costs more than it finds (FACTS 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain.live_figures import ItemState
from lib.domain.workflow import Verification, WorkStatus
from lib.store.engine.db import Reader, Row


@dataclass(frozen=True, slots=True)
class Beside:
    """What moves figures besides items, and seldom.

    Attributes:
        nominated: the revision at which a nomination changed last; None without any.
        units: grows with every change of a unit, be it its name.
    """

    nominated: int | None
    units: int


BESIDE_READS: Final = ("nominations", "units")
"""What `beside` depends on."""


@dataclass(frozen=True, slots=True)
class Changed:
    """An item that was written.

    Attributes:
        state: None where it counts no more.
    """

    unit_id: UUID
    task_id: UUID
    state: ItemState | None
    revision: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step taken on an item."""

    unit_id: UUID
    task_id: UUID
    step: str
    status: WorkStatus
    verification: Verification
    done_at: datetime
    done_by: UUID | None
    revision: int


def beside(tx: Reader, campaign_id: UUID) -> Beside:
    """As it stands now."""
    row = tx.row(
        """
        SELECT
            (SELECT max(revision) FROM nominations WHERE campaign_id = $1),
            (SELECT CAST(sum(version) AS BIGINT) FROM units)
        """,
        [campaign_id],
    )
    return Beside(None, 0) if row is None else Beside(row[0], row[1] or 0)


def states(tx: Reader, campaign_id: UUID) -> list[tuple[ItemState, list[str]]]:
    """The states that items which count are in, each with the ids of the units as text.

    The engine gathers them: 136,000 items as rows of values take ten times as long.
    """
    rows = tx.rows(
        """
        SELECT task_id, work_status, verification, due_on, first_complete_on,
            string_agg(CAST(unit_id AS VARCHAR), ',')
        FROM items
        WHERE campaign_id = $1 AND is_active
        GROUP BY task_id, work_status, verification, due_on, first_complete_on
        """,
        [campaign_id],
    )
    return [(_state(row[:5]), row[5].split(",")) for row in rows]


def changed(tx: Reader, campaign_id: UUID, after: int) -> list[Changed]:
    """The items written after a revision."""
    rows = tx.rows(
        """
        SELECT unit_id, is_active, revision,
            task_id, work_status, verification, due_on, first_complete_on
        FROM items
        WHERE campaign_id = $1 AND revision > $2
        """,
        [campaign_id, after],
    )
    return [Changed(row[0], row[3], _state(row[3:]) if row[1] else None, row[2]) for row in rows]


def latest_steps(tx: Reader, campaign_id: UUID, *, limit: int) -> list[StepRow]:
    """The last steps people took, in the order of `newest`."""
    rows = tx.rows(
        """
        SELECT unit_id, task_id, step, work_status, verification, done_at, done_by, revision
        FROM item_history
        WHERE campaign_id = $1 AND step <> 'begin'
        ORDER BY revision DESC, done_at DESC, unit_id, task_id
        LIMIT $2
        """,
        [campaign_id, limit],
    )
    return [_step(row) for row in rows]


def steps_after(tx: Reader, campaign_id: UUID, after: int) -> list[StepRow]:
    """The steps people took after a revision, in no order."""
    rows = tx.rows(
        """
        SELECT unit_id, task_id, step, work_status, verification, done_at, done_by, revision
        FROM item_history
        WHERE campaign_id = $1 AND revision > $2 AND step <> 'begin'
        """,
        [campaign_id, after],
    )
    return [_step(row) for row in rows]


def newest(steps: Sequence[StepRow], limit: int) -> list[StepRow]:
    """The last of the steps, the newest first."""
    in_order = sorted(steps, key=lambda step: (step.unit_id.int, step.task_id.int))
    return sorted(in_order, key=lambda step: (step.revision, step.done_at), reverse=True)[:limit]


def _state(row: Row) -> ItemState:
    return ItemState(row[0], WorkStatus(row[1]), Verification(row[2]), row[3], row[4])


def _step(row: Row) -> StepRow:
    return StepRow(row[0], row[1], row[2], WorkStatus(row[3]), Verification(row[4]), *row[5:])
