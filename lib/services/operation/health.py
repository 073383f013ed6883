"""Whether the process can serve: a write, a read, the schema's level and room on the disk."""

from __future__ import annotations

import shutil

from lib import config, text
from lib.domain.vietnamese import format_instant
from lib.errors import disk_refusal
from lib.services import clock
from lib.services.operation import audit_check, file_check
from lib.store import health, migrations
from lib.store.engine import logcut
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
        "alarms": alarms(db),
        "checked_at": now.isoformat(),
    }


def alarms(db: Database) -> list[str]:
    """What an operator should look after, although people can work; empty when all is well."""
    found = []
    if db.alarm:
        found.append(text.ALARMS["checkpoint"].format(detail=db.alarm))
    checked = file_check.last(db)
    if checked is not None and not checked.is_good:
        key = "rotten" if checked.rotten else "unread"
        found.append(
            text.ALARMS[key].format(
                at=format_instant(checked.checked_at), count=len(checked.rotten),
                detail=checked.error,
            )
        )  # fmt: skip
    audited = audit_check.last(db)
    if audited is not None and not audited.is_good:
        found.append(audit_check.alarm(audited))
    if db.path is not None:
        found += [text.ALARMS["cut"].format(path=one) for one in logcut.kept(db.path)]
    return found


def _least_bytes() -> int:
    return config.settings().min_free_mb << 20


def _existing() -> str:
    folder = config.settings().data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise disk_refusal(error, folder) from error
    return str(folder)
