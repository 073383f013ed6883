"""What jobs have on disk: what a file is made of, the file in the making, and the finished one."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from lib import config
from lib.domain.jobs import Job
from lib.errors import Unavailable, disk_refusal
from lib.services.files import stored_files
from lib.store.engine.db import Database
from lib.store.engine.paircopy import make_folder, sync_folder

Write = Callable[[BinaryIO], object]
# Somebody may be asking for a file right now, whose row is still to come.
_ASKING_TAKES: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished file."""

    size_bytes: int
    sha256: str


class JobFiles:
    """The folder of one database's jobs; all in it bears the key of its job."""

    def __init__(self, root: Path, *, least_free_bytes: int = 0) -> None:
        self.root = root
        self._least_free_bytes = least_free_bytes

    def order(self, job_id: UUID) -> Path:
        """What the file is made of: everything, read at one revision."""
        return self.root / f"{job_id}.order"

    def told(self, job_id: UUID) -> Path:
        """What is told of the file beside it."""
        return self.root / f"{job_id}.told"

    def part(self, job: Job) -> Path:
        """The file in the making; a maker whose server was killed may still write an older one."""
        return self.root / f"{job.job_id}.{job.tries}.part"

    def made(self, job_id: UUID) -> Path:
        return self.root / f"{job_id}.file"

    @contextmanager
    def laid_down(self, job_id: UUID, order: Write, told: bytes) -> Iterator[None]:
        """The order is on disk; inside, the caller writes the row. It goes when that is refused.

        Raises:
            Unavailable: no room, or the disk fails.
        """
        try:
            if not self.has_room():
                raise Unavailable("disk_full")
            self._put(self.order(job_id), order)
            if told:
                self._put(self.told(job_id), lambda out: out.write(told))
            sync_folder(self.root)
            yield
        except BaseException as error:
            # The row may have been written all the same.
            if not (isinstance(error, Unavailable) and error.reason == "uncertain"):
                self.remove(job_id)
            if isinstance(error, OSError):
                raise disk_refusal(error, self.root) from error
            raise

    def has_room(self) -> bool:
        """Whether more may be written: the database stops when the disk is too full."""
        make_folder(self.root)
        return shutil.disk_usage(self.root).free >= self._least_free_bytes

    def keep(self, job: Job) -> Kept:
        """Put what was made in its place, whole."""
        part = self.part(job)
        part.chmod(0o600)
        with part.open("rb+") as made:
            sha256 = hashlib.file_digest(made, "sha256").hexdigest()
            size_bytes = made.tell()
            os.fsync(made.fileno())
        part.replace(self.made(job.job_id))
        sync_folder(self.root)
        return Kept(size_bytes, sha256)

    def remove(self, job_id: UUID) -> None:
        """Remove all that the job has."""
        for path in self.root.glob(f"{job_id}.*"):
            path.unlink(missing_ok=True)

    def clean(self, needed: Collection[UUID]) -> int:
        """Remove what belongs to no job that needs it; how many files."""
        names = {str(job_id) for job_id in needed}
        before_s = time.time() - _ASKING_TAKES.total_seconds()
        left = [
            one
            for one in (self.root.iterdir() if self.root.is_dir() else ())
            if one.suffix in _ENDINGS
            and one.name.partition(".")[0] not in names
            and one.stat().st_mtime < before_s
        ]
        for one in left:
            one.unlink(missing_ok=True)
        return len(left)

    @staticmethod
    def _put(path: Path, write: Write) -> None:
        # Windows would else write line ends of its own.
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags, 0o600)
        with os.fdopen(handle, "wb") as out:
            write(out)
            out.flush()
            os.fsync(out.fileno())


_ENDINGS: Final = frozenset({".order", ".told", ".part", ".file"})


def of(db: Database) -> JobFiles:
    """Those of this database; each database of one data folder has a folder of its own."""
    settings = config.settings()
    return JobFiles(
        settings.jobs_dir / stored_files.name(db), least_free_bytes=settings.min_free_mb << 20
    )
