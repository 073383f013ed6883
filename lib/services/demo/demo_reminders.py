"""Reminders of the sample: those of the days before are out, today's lie in the outbox."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from lib.services import clock
from lib.services.reminders import composing, delivering
from lib.store.engine.db import Database

_DAYS: Final = 6


def fill(db: Database, now: datetime) -> None:
    """As the server would have done it, without letters."""
    for days in range(_DAYS, 0, -1):
        with clock.at(now - timedelta(days=days)):
            composing.compose(db)
            delivering.release(db, has_letters=False, at_once=True)
    with clock.at(now):
        composing.compose(db)
