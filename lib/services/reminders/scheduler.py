"""What the server does by itself: compose at its hour, release at another, send letters."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Final

from lib.config import settings
from lib.services import clock, frozen
from lib.services.reminders import channels, composing, delivering, schedule
from lib.services.reminders.delivering import Pass
from lib.store.engine.db import Database
from lib.store.engine.ids import new_id

EVERY: Final = timedelta(seconds=30)
_PASS: Final = timedelta(minutes=1)
"""So long letters go at most before what is due in the tool is looked at again."""
_HOLDER: Final = new_id()
"""This process, among the servers of one database."""


def wait() -> timedelta | None:
    """How long until the next look; None where this server is not to remind."""
    return EVERY if settings().reminders else None


def run(db: Database, stopping: threading.Event) -> None:
    """Do what is due by now, once, wherever the last run was interrupted.

    In read-only mode it waits: what falls due meanwhile is caught up.
    """
    if frozen.upkeep(db).is_frozen:
        return
    told, now = schedule.schedule(db), clock.now()
    if told.composes(now):
        composing.compose(db)
    channel = channels.letters(stopping)
    delivering.release(db, has_letters=channel is not None, at_once=False)
    if channel is not None:
        delivering.deliver(db, channel, Pass(_HOLDER, stopping, _PASS.total_seconds()))
