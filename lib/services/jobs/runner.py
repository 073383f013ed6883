"""Makes the files that were asked for: one at a time, each in a process of its own.

Nothing is read from the database while one is made: what it is made of was written down at one
revision when it was asked for, so that a file begun again after a restart is the same. Whoever
holds the lock of the folder is the only runner of the installation; what runs in the database
without it was left by a server that stopped.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import BinaryIO, Final
from weakref import WeakSet

import structlog
from filelock import FileLock, Timeout

from lib.config import ROOT
from lib.domain.failures import new_number
from lib.domain.jobs import KEPT_FOR, TRIES, Failure, Job
from lib.errors import AppError, Unavailable
from lib.services import clock
from lib.services.files.inspection.bounds import bare_environment
from lib.services.jobs import job_files
from lib.store import jobs as store
from lib.store.engine.db import Database
from lib.store.engine.paircopy import make_folder

STALL: Final = timedelta(minutes=5)
"""The longest paper takes seconds; what makes no step for so long will not end."""
# How often the database is told how far a file is, and asked whether it is still wanted.
_TELL_S: Final = 1.0
# Another server of the same database may have been asked, or may have stopped.
_LOOK_S: Final = 3.0
_SAID_BYTES: Final = 4000
_LOCK: Final = "runner.lock"
# By its name: what fills papers takes memory that only makers need.
_MAKING: Final = "lib.exports.making"

_log = structlog.get_logger(__name__)
_runners: Final[WeakSet[Runner]] = WeakSet()


def ring() -> None:
    """Let the runners of this process look at once: something was asked for, or cancelled."""
    for one in _runners:
        one.wake()


class Runner:
    """A thread that makes what waits.

    Args:
        stall: how long a maker may take for one step.
    """

    def __init__(self, db: Database, *, stall: timedelta = STALL) -> None:
        self._db, self._stall_s = db, stall.total_seconds()
        self._files = job_files.of(db)
        self._lock = FileLock(self._files.root / _LOCK, thread_local=False)
        self._woken, self._stopping = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)

    def start(self) -> None:
        _runners.add(self)
        self._thread.start()

    def stop(self) -> None:
        """End it; what is being made is begun again at the next start."""
        self._stopping.set()
        self.wake()
        if self._thread.ident is not None:
            self._thread.join()

    def wake(self) -> None:
        self._woken.set()

    def _work(self) -> None:
        try:
            while not self._stopping.is_set():
                self._woken.clear()
                if not self._has_made_one():
                    self._woken.wait(_LOOK_S)
        finally:
            self._lock.release(force=True)

    def _has_made_one(self) -> bool:
        """Whether to go on at once."""
        try:
            if not self._lock.is_locked:
                make_folder(self._files.root)
                self._lock.acquire(timeout=0)
            found = self._db.read(store.next_one)
            return found is not None and self._take_on(found)
        except Timeout:
            return False
        except (OSError, AppError):
            _log.exception("job runner")
            return False

    def _take_on(self, found: Job) -> bool:
        """Begin what waits, or what was left in the middle; whether it is over then."""
        if found.tries >= TRIES:
            self._fail(found, Failure.STOPPED)
        elif not self._files.order(found.job_id).is_file():
            self._fail(found, Failure.LOST)
        elif not self._files.has_room():
            self._fail(found, Failure.FULL)
        else:
            now = clock.now()
            if self._db.write(lambda tx: store.begin(tx, found, now=now)):
                return self._make(replace(found, tries=found.tries + 1, done=0))
        return True

    def _make(self, job: Job) -> bool:
        """Whether it is over, and was not just stopped in the middle."""
        with (
            self._files.order(job.job_id).open("rb") as order,
            tempfile.TemporaryFile() as said,
            # A maker that is ended leaves its own behind; it may still be writing there.
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as room,
        ):
            maker = subprocess.Popen(  # noqa: S603 our own module in our own interpreter
                [sys.executable, "-m", _MAKING, job.kind, str(self._files.part(job))],
                cwd=ROOT, stdin=order, stdout=subprocess.PIPE, stderr=said,
                env={**bare_environment(), "TMPDIR": room}, start_new_session=True,
            )  # fmt: skip
            try:
                failure = self._followed(job, maker)
            finally:
                maker.wait()
            if maker.returncode == 0:
                self._keep(job)
            elif failure is not None:
                self._fail(job, failure, _last_words(said))
            elif self._is_wanted(job, 0, 0):
                self._files.part(job).unlink(missing_ok=True)
                return False
            else:
                self._files.remove(job.job_id)
            return True

    def _followed(self, job: Job, maker: subprocess.Popen[bytes]) -> Failure | None:
        """Tell how far it is until it ends; why it did not end well, unless it was stopped."""
        steps = _Steps(maker, self._woken)
        told, moved_at_s = 0, time.monotonic()
        while not steps.is_over:
            self._woken.wait(_TELL_S)
            self._woken.clear()
            done = steps.done
            if self._stopping.is_set() or not self._is_wanted(job, told, done):
                _end(maker)
                return None
            if done != told:
                told, moved_at_s = done, time.monotonic()
            elif time.monotonic() - moved_at_s > self._stall_s and not steps.is_over:
                _end(maker)
                return Failure.STALLED
            if not self._files.has_room():
                _end(maker)
                return Failure.FULL
        # A negative code is a signal that is not ours, as of a machine that runs out of memory.
        return Failure.BROKEN if maker.wait() > 0 else None

    def _is_wanted(self, job: Job, told: int, done: int) -> bool:
        try:
            if done != told:
                return self._db.write(lambda tx: store.progress(tx, job, done))
            found = self._db.read(lambda tx: store.job(tx, job.job_id))
        except Unavailable:
            return True
        return found is not None and found.is_under_way and found.tries == job.tries

    def _keep(self, job: Job) -> None:
        kept = self._files.keep(job)
        now = clock.now()
        made = replace(
            job, size_bytes=kept.size_bytes, sha256=kept.sha256, ended_at=now,
            expires_at=now + KEPT_FOR,
        )  # fmt: skip
        if self._db.write(lambda tx: store.finish(tx, made)):
            self._files.order(job.job_id).unlink(missing_ok=True)
        else:
            self._files.remove(job.job_id)

    def _fail(self, job: Job, failure: Failure, said: str = "") -> None:
        failed = replace(job, failure=failure, error_no=new_number(), ended_at=clock.now())
        self._db.write(lambda tx: store.fail(tx, failed))
        self._files.remove(job.job_id)
        _log.error(
            "job failed", number=failed.error_no, job=str(job.job_id), kind=job.kind,
            failure=failure, said=said,
        )  # fmt: skip


if sys.platform == "win32":

    def _end(maker: subprocess.Popen[bytes]) -> None:
        maker.kill()

else:

    def _end(maker: subprocess.Popen[bytes]) -> None:
        """The maker, and what it has others do, as a LibreOffice of its own."""
        with suppress(ProcessLookupError):
            os.killpg(maker.pid, signal.SIGKILL)


class _Steps:
    """Counts the lines of a maker, and rings when it has ended.

    Its thread alone reads the pipe, and closes it: closed from another, a read under way breaks.
    """

    def __init__(self, maker: subprocess.Popen[bytes], ended: threading.Event) -> None:
        self.done = 0
        self.is_over = False
        self._maker, self._ended = maker, ended
        threading.Thread(target=self._count, name="job steps", daemon=True).start()

    def _count(self) -> None:
        assert self._maker.stdout is not None  # noqa: S101 asked for as a pipe
        with self._maker.stdout as lines:
            for _ in lines:
                self.done += 1
        self.is_over = True
        self._ended.set()


def _last_words(said: BinaryIO) -> str:
    said.seek(max(0, said.seek(0, 2) - _SAID_BYTES))
    return said.read().decode("utf-8", "replace").strip()
