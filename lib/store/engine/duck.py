"""DuckDB as the live store: one process, one writer thread, two reader threads."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn, TypeVar, cast

import duckdb
from filelock import FileLock

from lib.errors import Unavailable, disk_refusal
from lib.store.engine import copies, faults, opening, safety
from lib.store.engine.db import Nesting, Reader, Writer
from lib.store.engine.duck_statements import (
    Cursor,
    DuckReader,
    DuckSnapshot,
    DuckWriter,
    RestartError,
    rival,
)
from lib.store.engine.kept import NOTHING, KeptReads
from lib.store.engine.live_file import LiveFile

T = TypeVar("T")
MINIMUM_FREE_BYTES = 200 << 20
LOG_LIMIT_BYTES = 8 << 20
WAIT_S = 30.0
_BROKEN = (duckdb.FatalException, duckdb.InternalException)


class _LostCommitError(Exception):
    """COMMIT failed at the disk, so the log may or may not hold the save."""

    def __init__(self, *, is_withdrawn: bool) -> None:
        """Args: is_withdrawn: whether the engine has cut its log back and goes on."""
        super().__init__()
        self.is_withdrawn = is_withdrawn


class DuckDatabase:
    """One DuckDB file. Statements run in long-lived threads, where they cost half (FACTS 3)."""

    engine = "duckdb"

    def __init__(
        self,
        path: Path,
        *,
        create: bool = False,
        backups: Path | None = None,
        free: Callable[[Path], int] = opening.free_bytes,
        log_limit_bytes: int = LOG_LIMIT_BYTES,
        wait_s: float = WAIT_S,
        least_free_bytes: int = MINIMUM_FREE_BYTES,
    ) -> None:
        self.path = path.absolute()
        self.key = str(path.resolve())
        self.backups = (backups or self.path.parent / "backups").absolute()
        self._free, self._wait_s = free, wait_s
        self._least_free_bytes, self._nesting = least_free_bytes, Nesting()
        self._gate = threading.Lock()
        self._commits = 0  # odd while a commit is under way
        self._stopped = False
        self._kept = KeptReads()
        self._checkpoint_planned = False
        self._lock = _locked(self.path, create)
        try:
            self.backups.mkdir(parents=True, exist_ok=True)
            self._file = LiveFile(
                self.path, self.backups, free=free, log_limit_bytes=log_limit_bytes, wait_s=wait_s,
                reopened=self._kept.forget,
            )  # fmt: skip
        except BaseException as error:
            self._lock.release()
            if isinstance(error, OSError):
                raise disk_refusal(error, self.backups) from error
            raise
        self._writer = ThreadPoolExecutor(1, "store-writer")
        self._readers = ThreadPoolExecutor(2, "store-reader")

    @property
    def alarm(self) -> str | None:
        return self._file.alarm

    def read(self, work: Callable[[Reader], T]) -> T:
        self._nesting.check("read")
        return self._submit(self._readers, lambda: self._read(work)).result()

    def kept(self, key: Hashable, of: Sequence[Hashable], work: Callable[[Reader], T]) -> T:
        self._nesting.check("kept")
        found = self._kept.get(key, of)
        if found is NOTHING:
            before = self._kept.generations(of)
            found = self.read(work)
            self._kept.put(key, of, before, found)
        return cast(T, found)

    def write(self, work: Callable[[Writer], T]) -> T:
        self._nesting.check("write")
        self._require_free(self._least_free_bytes)
        return self._await(self._submit(self._writer, lambda: self._write(work)))

    def backup(self, target: Path) -> None:
        self._nesting.check("backup")
        self._require_free(self._least_free_bytes + 2 * safety.size_of(self.path))
        with self._cursor() as cursor:
            copies.backup(cursor, self.backups, target)

    def export_parquet(self, folder: Path) -> None:
        self._nesting.check("export_parquet")
        with self._cursor() as cursor:
            copies.export_parquet(cursor, self.backups, folder)

    def free_bytes(self) -> int | None:
        return self._free(self.path)

    def checkpoint(self) -> None:
        """Try a guarded checkpoint in the writer's turn; a failure becomes the alarm."""
        self._nesting.check("checkpoint")
        self._await(self._submit(self._writer, self._checkpoint))

    def close(self) -> None:
        self._nesting.check("close")
        with self._gate:
            if self._stopped:
                return
            self._stopped = True
        self._readers.shutdown()
        self._writer.submit(self._file.close)
        self._writer.shutdown()
        self._lock.release()

    def _require_free(self, needed_bytes: int) -> None:
        free = self._free(self.path)
        if free < needed_bytes:
            raise Unavailable("disk_full", free_bytes=free)

    def _submit(self, threads: ThreadPoolExecutor, job: Callable[[], T]) -> Future[T]:
        context = contextvars.copy_context()
        with self._gate:
            if self._stopped:
                raise Unavailable("stopped")
            return threads.submit(context.run, job)

    def _await(self, future: Future[T]) -> T:
        try:
            return future.result(timeout=self._wait_s)
        except TimeoutError:
            # Not begun: nobody will run it. Begun, or done with a TimeoutError of its own: that
            # is the outcome.
            if future.cancel():
                raise Unavailable("busy") from None
            return future.result()

    @contextmanager
    def _cursor(self) -> Iterator[Cursor]:
        """A cursor; a file that a fault has closed is tried again first."""
        if self._file.connection is None:
            self._submit(self._writer, self._file.reopen_if_due).result()
        with self._file.cursor() as cursor:
            yield cursor

    def _read(self, work: Callable[[Reader], T]) -> T:
        with self._nesting.during("read"):
            try:
                return self._read_once_or_twice(work)
            except _BROKEN as error:
                self._submit(self._writer, self._file.reopen_if_broken).result()
                raise Unavailable("reopened") from error
            except duckdb.Error as error:
                self._raise(error)

    def _read_once_or_twice(self, work: Callable[[Reader], T]) -> T:
        try:
            with self._cursor() as cursor:
                return work(DuckSnapshot(cursor, lambda: self._commits))
        except RestartError:
            with self._cursor() as cursor:
                cursor.begin()
                return work(DuckReader(cursor))

    def _write(self, work: Callable[[Writer], T]) -> T:
        with self._nesting.during("write"):
            if self._file.connection is None:
                self._file.reopen()
            self._file.require_no_pair()
            try:
                with self._file.cursor() as cursor:
                    result = self._transaction(cursor, work)
            except _BROKEN as error:
                self._file.reopen()
                raise Unavailable("reopened") from error
            except _LostCommitError as error:
                if not error.is_withdrawn:
                    with suppress(Unavailable):
                        self._file.reopen()
                raise Unavailable("uncertain") from error
            except duckdb.Error as error:
                self._raise(error)
            self._plan_checkpoint()
            return result

    def _raise(self, error: duckdb.Error) -> NoReturn:
        """What a failed statement means, where the disk is to blame; else the error itself."""
        refused = faults.of_use(error, self.path)
        if refused is None:
            raise error
        raise refused from error

    def _transaction(self, cursor: Cursor, work: Callable[[Writer], T]) -> T:
        cursor.begin()
        writer = DuckWriter(cursor, self._kept)
        try:
            result = work(writer)
            writer.require_whole()
        except BaseException:
            with suppress(duckdb.Error):
                cursor.rollback()
            raise
        self._commits += 1
        moves = writer.moves.untold()
        log_bytes = self._file.log_bytes()
        try:
            cursor.commit()
            moves = writer.moves
            self._file.name_log()
        except OSError as error:
            raise _LostCommitError(is_withdrawn=True) from error
        except duckdb.Error as error:
            refused = rival(error)
            if refused is not None:
                raise refused from error
            is_withdrawn = not isinstance(error, _BROKEN) and log_bytes == self._file.log_bytes()
            raise _LostCommitError(is_withdrawn=is_withdrawn) from error
        finally:
            self._commits += 1
            # After a commit of unknown end as well: what is kept too long would be wrong for ever.
            self._kept.move(moves)
        return result

    def _plan_checkpoint(self) -> None:
        """Have the log written into the file after the saves that already wait."""
        if self._checkpoint_planned or not self._file.is_checkpoint_due():
            return
        self._checkpoint_planned = True
        with suppress(RuntimeError):  # closing: it checkpoints anyway
            self._writer.submit(self._checkpoint)

    def _checkpoint(self) -> None:
        self._checkpoint_planned = False
        self._file.checkpoint()


def _locked(path: Path, create: bool) -> FileLock:
    if not path.exists() and not safety.is_whole(path):
        if safety.log_of(path).exists():
            raise Unavailable("missing_but_log", path=str(path))
        if not create:
            raise Unavailable("missing_file", path=str(path))
        safety.require_never_begun(path)
        # The lock file is made when the file is there: alone it tells of one that was lost.
        opening.create(path)
    return opening.take_lock(path)
