"""Taking the demo away: its database with all that lies under its name, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

from lib import config
from lib.errors import Refused
from lib.services.operation import runtime, setup
from lib.store.engine import opening, safety


def remove(path: Path) -> None:
    """Delete the demo, which is a database of its own.

    Copies that somebody has made of it stay, like all backups.

    Raises:
        Refused: `no_demo`, what stands there is somebody's data.
        Unavailable: there is none, or a server has it open.
    """
    db = runtime.open_migrated(str(path), create=False)
    try:
        is_demo = setup.demo(db) is not None
    finally:
        db.close()
    if not is_demo:
        raise Refused("no_demo")
    with opening.take_lock(path):
        remove_file(path)
        settings = config.settings()
        for folder in (settings.evidence_dir, settings.jobs_dir, settings.opinions_dir):
            shutil.rmtree(folder / path.stem, ignore_errors=True)


def remove_file(path: Path) -> None:
    """Delete a database file with its log and its safety pair."""
    path.unlink(missing_ok=True)
    safety.log_of(path).unlink(missing_ok=True)
    safety.drop(path)
