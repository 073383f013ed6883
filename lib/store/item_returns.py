"""How often the Office has given reports back."""

from __future__ import annotations

from uuid import UUID

from lib.store.engine.db import Reader


def counts(tx: Reader, campaign_id: UUID) -> dict[tuple[UUID, UUID], int]:
    """By unit and task, where it was at least once."""
    rows = tx.rows(
        """
        SELECT unit_id, task_id, count(*)
        FROM item_history
        WHERE campaign_id = $1 AND step = 'return'
        GROUP BY unit_id, task_id
        ORDER BY unit_id, task_id
        """,
        [campaign_id],
    )
    return {(row[0], row[1]): int(row[2]) for row in rows}
