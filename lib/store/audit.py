"""The append-only audit log; its key is the act's idempotency key."""

from __future__ import annotations

from uuid import UUID

from lib.domain.audit import AuditEvent
from lib.domain.vietnamese import local_day
from lib.store.engine.db import Reader, Writer
from lib.store.engine.json_column import to_json


def record(tx: Writer, event: AuditEvent) -> None:
    """Append one event.

    Raises:
        Duplicate: the act has been recorded before (at the latest when the transaction commits).
    """
    tx.run(
        """
        INSERT INTO audit_events (
            act_id, happened_at, happened_on, account_id, actor_name, address, event, subject,
            campaign_id, revision, detail
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """,
        [
            event.act_id,
            event.happened_at,
            local_day(event.happened_at),
            event.account_id,
            event.actor_name,
            event.address,
            event.event,
            event.subject,
            event.campaign_id,
            event.revision,
            to_json(event.detail),
        ],
    )


def is_recorded(tx: Reader, act_id: UUID) -> bool:
    """Whether this very act has been done already, so that a second click changes nothing."""
    return tx.row("SELECT 1 FROM audit_events WHERE act_id = $1", [act_id]) is not None
