"""Whether the process can serve: a write, a read, the schema's level and room on the disk."""

from __future__ import annotations

import shutil

from lib import config
from lib.services import clock
from lib.store import health, migrations
from lib.store.engine.db import Database


def status(db: Database) -> dict[str, object]:
    """`ready`, and the details an admin may see.

    Raises:
        Unavailable: nothing can be written.
    """
    now = clock.now()
    written = db.write(lambda tx: health.touch(tx, now))
    read = db.read(health.last)
    level, newest = migrations.level(db), migrations.newest()
    free = db.free_bytes()
    data_free = shutil.disk_usage(_existing()).free
    enough = min(free if free is not None else data_free, data_free) >= _least_bytes()
    return {
        "ready": written == read and level == newest and enough,
        "engine": db.engine,
        "schema_level": level,
        "schema_newest": newest,
        "free_bytes": free if free is not None else data_free,
        "checkpoint_alarm": db.alarm,
        "checked_at": now.isoformat(),
    }


def _least_bytes() -> int:
    return config.settings().min_free_mb << 20


def _existing() -> str:
    folder = config.settings().data_dir
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder)
