"""The nightly reading of the audit log, compared with the heads that backups have kept."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from lib import text
from lib.domain.vietnamese import format_instant
from lib.errors import Unavailable
from lib.services import clock
from lib.services.audit import chains, retention
from lib.services.audit.chains import ChainCheck, Kept, Stopped
from lib.services.operation import backup, nights
from lib.store import audit, setup
from lib.store.engine.db import Database

_SETTING: Final = "audit_check"
# Half of the time it rests, so that whoever works at night does not wait for it.
_REST_S: Final = 0.2

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """One reading.

    Attributes:
        told: a sentence for each chain that is not whole.
    """

    checked_at: datetime
    told: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        return not self.told


def last(db: Database) -> AuditCheck | None:
    """The last reading, also one of before a restart; None before the first."""
    body = db.read(lambda tx: setup.setting(tx, _SETTING))
    if body is None:
        return None
    kept = json.loads(body)
    return AuditCheck(datetime.fromisoformat(kept["checked_at"]), tuple(kept["told"]))


def alarm(checked: AuditCheck) -> str:
    """What a reading that found something says to whoever looks after the installation."""
    at = format_instant(checked.checked_at)
    return text.ALARMS["audit"].format(at=at, told="; ".join(checked.told))


def wait(db: Database) -> timedelta:
    """How long until the next reading."""
    known = last(db)
    return nights.until_next(known.checked_at if known else None)


def run(db: Database, stopping: threading.Event) -> AuditCheck | None:
    """Read every chain beside everything else, then forget what is old; None when stopped."""
    try:
        found = chains.verify(db, kept=noted(db), rest=lambda: stopping.wait(_REST_S))
    except Stopped:
        return None
    for one in found:
        # What the log says elsewhere is one more place where heads are kept.
        _log.info("audit chain read", chain=one.key, head=one.head.shown, is_whole=not one.broken)
    done = keep(db, found)
    if done.is_good:
        # Of a log that somebody has changed nothing is erased until a person has looked at it.
        retention.forget_places(db, stopping)
    return done


def keep(db: Database, found: list[ChainCheck]) -> AuditCheck:
    """Remember what a whole reading found, for the health page."""
    done = AuditCheck(clock.now(), tuple(one.told for one in found if one.broken))
    body = json.dumps({"checked_at": done.checked_at.isoformat(), "told": done.told})
    db.write(lambda tx: setup.put_setting(tx, _SETTING, body, now=done.checked_at))
    return done


def noted(db: Database) -> Kept:
    """The heads in the notes of the backups since the database was last restored.

    A restore gives up what came after its backup, and so those heads.
    """
    restored = db.read(lambda tx: audit.last_instant(tx, "backup.restore"))
    found: dict[str, dict[int, str]] = {}
    for path in backup.files_of(db):
        try:
            note = backup.note_of(path)
        except Unavailable:
            continue  # the list of backups says so
        if note is None or (restored and datetime.fromisoformat(note["made_at"]) < restored):
            continue
        for key, (number, hashed) in (note.get("audit") or {}).items():
            if number:
                found.setdefault(key, {})[number] = hashed
    return found
