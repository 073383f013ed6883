"""What a person has been reminded of, in the tool: their own and nobody else's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.reminders.outbox import Kept
from lib.services import clock, frozen
from lib.store import reminder_reading as reading
from lib.store import reminders as store
from lib.store.engine.db import Database

SHOWN: Final = 60
"""So many of a person's digests are listed: two months of days."""


def mine(db: Database, actor: Actor) -> Sequence[Kept]:
    """The newest first; those without `read_at` are new."""
    access.check(actor, Action.REMINDER_VIEW)
    return db.kept(
        ("reminders of", actor.account_id),
        ("reminder_digests", "accounts"),
        lambda tx: store.of_person(tx, actor.account_id, SHOWN),
    )


def mark_read(db: Database, actor: Actor, digest_ids: Sequence[UUID]) -> int:
    """How many of the actor's own were new until now; others' are left alone.

    Raises:
        Refused: `frozen`.
    """
    access.check(actor, Action.REMINDER_VIEW)
    frozen.require_thawed(db)
    now = clock.now()
    return db.write(lambda tx: reading.mark_read(tx, actor.account_id, digest_ids, now=now))


def mark_all_read(db: Database, actor: Actor, up_to: datetime) -> int:
    """How many of the actor's own that were out by then were new, listed or not.

    Raises:
        Refused: `frozen`.
    """
    access.check(actor, Action.REMINDER_VIEW)
    frozen.require_thawed(db)
    now = clock.now()
    return db.write(lambda tx: reading.mark_all_read(tx, actor.account_id, up_to, now=now))
