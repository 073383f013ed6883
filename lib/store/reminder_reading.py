"""The table reminder_digests: which of their own somebody has read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from lib.store.engine.db import Writer


def mark_read(tx: Writer, account_id: UUID, digest_ids: Sequence[UUID], *, now: datetime) -> int:
    """How many of the person's own were read for the first time."""
    return tx.run(
        """
        UPDATE reminder_digests
        SET read_at = $1
        WHERE account_id = $2 AND state = 'released' AND read_at IS NULL
            AND digest_id = ANY($3)
        """,
        [now, account_id, list(digest_ids)],
    )


def mark_all_read(tx: Writer, account_id: UUID, up_to: datetime, *, now: datetime) -> int:
    """How many of the person's own that were out by then were read for the first time."""
    return tx.run(
        """
        UPDATE reminder_digests
        SET read_at = $1
        WHERE account_id = $2 AND state = 'released' AND read_at IS NULL AND released_at <= $3
        """,
        [now, account_id, up_to],
    )
