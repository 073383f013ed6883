"""Which revision a campaign had at an instant."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from lib.store.engine.db import Reader


def revision(tx: Reader, campaign_id: UUID, instant: datetime) -> int | None:
    """The last one until then; None before there was the campaign.

    Most acts are told in the campaign's log; a unit that was added, closed or opened again is told
    elsewhere, and moves its items.
    """
    row = tx.row(
        """
        SELECT max(revision)
        FROM (
            SELECT max(revision) AS revision
            FROM audit_events
            WHERE campaign_id = $1 AND happened_at <= $2
            UNION ALL
            SELECT max(revision)
            FROM item_history
            WHERE campaign_id = $1 AND done_at <= $2
            UNION ALL
            SELECT max(revision)
            FROM item_switches
            WHERE campaign_id = $1 AND done_at <= $2
        ) AS told
        """,
        [campaign_id, instant],
    )
    return int(row[0]) if row and row[0] is not None else None
