"""DuckDB as the live store: one process, one writer thread, two reader threads."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar, cast

import duckdb
from filelock import FileLock

from lib.errors import Unavailable
from lib.store.engine import copies, opening, safety
from lib.store.engine.db import Nesting, Reader, Writer
from lib.store.engine.duck_statements import (
    Cursor,
    DuckReader,
    DuckSnapshot,
    DuckWriter,
    RestartError,
    transaction_refusal,
)
from lib.store.engine.kept import NOTHING, KeptReads

T = TypeVar("T")
MINIMUM_FREE_BYTES = 200 << 20
LOG_LIMIT_BYTES = 8 << 20
WAIT_S = 30.0
_BROKEN = (duckdb.FatalException, duckdb.InternalException)


class _LostCommitError(Exception):
    """The engine broke inside COMMIT, so the log may or may not hold the save."""


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
    ) -> None:
        self.path = path.absolute()
        self.key = str(path.resolve())
        self.backups = (backups or self.path.parent / "backups").absolute()
        self.alarm: str | None = None
        self._free, self._log_limit_bytes, self._wait_s = free, log_limit_bytes, wait_s
        self._nesting = Nesting()
        self._gate = threading.Condition()
        self._active = 0
        self._commits = 0  # odd while a commit is under way
        self._stopped = False
        self._kept = KeptReads()
        self._log = safety.log_of(self.path)
        self._checkpoint_from_bytes = log_limit_bytes
        self._checkpoint_planned = False
        self._connection: Cursor | None = None
        self._lock = _locked(self.path, create)
        try:
            self.backups.mkdir(parents=True, exist_ok=True)
            self._connection = opening.open_connection(self.path, self.backups, free)
        except BaseException:
            self._lock.release()
            raise
        self._writer = ThreadPoolExecutor(1, "store-writer")
        self._readers = ThreadPoolExecutor(2, "store-reader")

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
        self._require_free(MINIMUM_FREE_BYTES)
        return self._await(self._submit(self._writer, lambda: self._write(work)))

    def backup(self, target: Path) -> None:
        self._nesting.check("backup")
        self._require_free(MINIMUM_FREE_BYTES + 2 * safety.size_of(self.path))
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
        self._writer.submit(self._finish)
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
        with self._gate:
            if self._connection is None:
                raise Unavailable("stopped" if self._stopped else "reopened")
            cursor = self._connection.cursor()
            self._active += 1
        try:
            yield cursor
        finally:
            try:
                cursor.close()
            finally:
                with self._gate:
                    self._active -= 1
                    self._gate.notify_all()

    def _read(self, work: Callable[[Reader], T]) -> T:
        with self._nesting.during("read"):
            try:
                return self._read_once_or_twice(work)
            except _BROKEN as error:
                self._ask_to_reopen()
                raise Unavailable("reopened") from error

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
            if self._connection is None:
                self._reopen()
            try:
                with self._cursor() as cursor:
                    result = self._transaction(cursor, work)
            except _BROKEN as error:
                self._reopen()
                raise Unavailable("reopened") from error
            except _LostCommitError as error:
                self._reopen()
                raise Unavailable("uncertain") from error
            self._plan_checkpoint()
            return result

    def _transaction(self, cursor: Cursor, work: Callable[[Writer], T]) -> T:
        cursor.begin()
        writer = DuckWriter(cursor)
        try:
            result = work(writer)
            writer.require_whole()
        except BaseException:
            with suppress(duckdb.Error):
                cursor.rollback()
            raise
        self._commits += 1
        moves = writer.moves.untold()
        try:
            cursor.commit()
            moves = writer.moves
        except duckdb.TransactionException as error:
            raise transaction_refusal(error) from error
        except _BROKEN as error:
            raise _LostCommitError from error
        finally:
            self._commits += 1
            # After a commit of unknown end as well: what is kept too long would be wrong for ever.
            self._kept.move(moves)
        return result

    def _plan_checkpoint(self) -> None:
        """Have the log written into the file after the saves that already wait."""
        if self._checkpoint_planned or safety.size_of(self._log) <= self._checkpoint_from_bytes:
            return
        self._checkpoint_planned = True
        with suppress(RuntimeError):  # closing: it checkpoints anyway
            self._writer.submit(self._checkpoint)

    def _checkpoint(self) -> None:
        self._checkpoint_planned = False
        log_bytes = safety.size_of(self._log)
        if self._connection is None or not log_bytes:
            return
        self._checkpoint_from_bytes = log_bytes + self._log_limit_bytes // 8
        try:
            safety.require_room(self.path, self._free(self.path))
            safety.make(self.path)
            self._checkpoint_guarded()
        except OSError as error:
            self.alarm = str(error)

    def _checkpoint_guarded(self) -> None:
        try:
            with self._cursor() as cursor:
                cursor.execute("CHECKPOINT").fetchall()
        except duckdb.TransactionException:
            safety.drop(self.path)  # a read is in the way; a later save tries again
        except duckdb.Error as error:
            # The file may be half written: nothing may follow before it has been opened anew.
            self.alarm = str(error)
            with suppress(Unavailable):
                self._reopen()
        else:
            safety.drop(self.path)
            self._checkpoint_from_bytes = self._log_limit_bytes
            self.alarm = None

    def _ask_to_reopen(self) -> None:
        with suppress(Unavailable):
            self._submit(self._writer, self._reopen_if_broken)

    def _reopen_if_broken(self) -> None:
        try:
            with self._cursor() as cursor:
                cursor.execute("SELECT 1").fetchall()
        except (Unavailable, duckdb.Error):
            self._reopen()

    def _reopen(self) -> None:
        """Start over as after a kill; runs in the writer's thread, which holds no cursor."""
        with self._gate:
            connection, self._connection = self._connection, None
            self._gate.wait_for(lambda: self._active == 0, timeout=self._wait_s)
        if connection is not None:
            with suppress(duckdb.Error):
                connection.close()
        self._connection = opening.open_connection(self.path, self.backups, self._free)
        self._kept.forget()

    def _finish(self) -> None:
        with self._gate:
            self._gate.wait_for(lambda: self._active == 0, timeout=self._wait_s)
        self._checkpoint()
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _locked(path: Path, create: bool) -> FileLock:
    if not path.exists() and not safety.is_whole(path):
        if safety.log_of(path).exists():
            raise Unavailable("missing_but_log", path=str(path))
        if not create:
            raise Unavailable("missing_file", path=str(path))
    return opening.take_lock(path)
