"""Recording who did what, in the transaction that did it."""

from __future__ import annotations

from uuid import UUID

from lib import text
from lib.domain.access import Actor
from lib.domain.audit import AuditEvent
from lib.services import clock
from lib.store import audit
from lib.store.db import Writer


def record(
    tx: Writer, actor: Actor | None, act_id: UUID, event: str, subject: UUID, **detail: object
) -> None:
    """Append the act to the audit log; without an actor it was the operator at the terminal."""
    audit.record(
        tx,
        AuditEvent(
            act_id=act_id,
            event=event,
            happened_at=clock.now(),
            account_id=actor.account_id if actor else None,
            actor_name=actor.full_name if actor else text.OPERATOR,
            subject=str(subject),
            detail=detail,
        ),
    )
