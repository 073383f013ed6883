"""The nightly removal of files that people asked for and that have lapsed."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Final

from lib.services import clock
from lib.services.jobs import lapsing
from lib.services.jobs.lapsing import Cleaned
from lib.services.operation import nights
from lib.store import setup
from lib.store.engine.db import Database

_SETTING: Final = "job_cleaning"


def wait(db: Database) -> timedelta:
    """How long until the next time."""
    body = db.read(lambda tx: setup.setting(tx, _SETTING))
    return nights.until_next(None if body is None else datetime.fromisoformat(body))


def run(db: Database, _stopping: threading.Event) -> Cleaned:
    """Remove them, and note when."""
    done, now = lapsing.clean(db), clock.now()
    db.write(lambda tx: setup.put_setting(tx, _SETTING, now.isoformat(), now=now))
    return done
