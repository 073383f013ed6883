"""What is removed of jobs: files that have waited too long, and what nobody needs any more."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from lib import config
from lib.domain.jobs import REMEMBERED_FOR
from lib.services import clock
from lib.services.jobs import job_files
from lib.store import jobs as store
from lib.store.engine.db import Database, Writer


@dataclass(frozen=True, slots=True)
class Cleaned:
    """How many files of people lapsed, jobs were forgotten, and files on disk removed."""

    lapsed: int
    forgotten: int
    removed: int

    @property
    def is_good(self) -> bool:
        return True


def clean(db: Database) -> Cleaned:
    """Let lapse what has waited too long, with its file; forget what has been over for a month."""
    now = clock.now()

    def work(tx: Writer) -> tuple[int, int]:
        return store.lapse(tx, now=now), store.forget(tx, until=now - REMEMBERED_FOR)

    # Packs of papers lay here before they were jobs; nobody finds them any more.
    shutil.rmtree(config.settings().data_dir / "cache" / "papers", ignore_errors=True)
    lapsed, forgotten = db.write(work)
    return Cleaned(lapsed, forgotten, job_files.of(db).clean(db.read(store.with_files)))
