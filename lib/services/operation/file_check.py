"""The nightly reading of the whole database file, and what it found."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from lib.services import clock
from lib.services.operation import nights
from lib.store.engine import fullread
from lib.store.engine.db import Database
from lib.store.engine.paircopy import beside, write_synced

_LOOK_S: Final = 0.2


@dataclass(frozen=True, slots=True)
class FileCheck:
    """One reading.

    Attributes:
        rotten: where in the file blocks begin that are not as they were written.
        error: why the file could not be read to its end.
    """

    checked_at: datetime
    rotten: tuple[int, ...] = ()
    error: str | None = None

    @property
    def is_good(self) -> bool:
        return not self.rotten and self.error is None


def last(db: Database) -> FileCheck | None:
    """The last reading, also one of before a restart; None before the first."""
    if db.path is None:
        return None
    try:
        kept = json.loads(_result(db.path).read_text(encoding="utf-8"))
        at = datetime.fromisoformat(kept["checked_at"])
        return FileCheck(at, tuple(kept["rotten"]), kept["error"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def wait(db: Database) -> timedelta | None:
    """How long until the next reading; None where the database's server looks after its disk."""
    if db.path is None:
        return None
    known = last(db)
    return nights.until_next(known.checked_at if known else None)


def run(db: Database, stopping: threading.Event) -> FileCheck | None:
    """Read the whole file beside everything else; None when it was stopped.

    A process of its own does it at the lowest priority, block by block, so that no save waits.
    """
    if db.path is None:
        return None
    command = [sys.executable, "-I", fullread.__file__, str(db.path)]
    # The command is this program's own file, and no shell reads the path.
    process = subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with process:
        while process.poll() is None:
            if stopping.wait(_LOOK_S):
                process.kill()
                return None
        said, complaint = process.communicate()
    now = clock.now()
    if process.returncode:
        done = FileCheck(now, error=complaint.strip().rpartition("\n")[2][:300] or "?")
    else:
        done = FileCheck(now, tuple(json.loads(said)))
    _keep(db.path, done)
    return done


def _result(path: Path) -> Path:
    return beside(path, ".check.json")


def _keep(path: Path, done: FileCheck) -> None:
    kept = {
        "checked_at": done.checked_at.isoformat(),
        "rotten": list(done.rotten),
        "error": done.error,
    }
    write_synced(_result(path), json.dumps(kept).encode())
