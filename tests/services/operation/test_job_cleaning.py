"""What goes at night of the files that people asked for."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lib.services import clock
from lib.services.operation import job_cleaning, nights
from lib.store.engine.db import Database

EVENING = datetime(2026, 11, 29, 13, tzinfo=UTC)


def test_it_is_done_soon_at_first_and_then_each_night(db: Database, own_data: Path) -> None:
    with clock.at(EVENING):
        first = job_cleaning.wait(db)
        done = job_cleaning.run(db, threading.Event())
        second = job_cleaning.wait(db)

    assert first == nights.SOON
    assert (done.lapsed, done.forgotten, done.removed, done.is_good) == (0, 0, 0, True)
    assert second == timedelta(hours=6, minutes=30)
