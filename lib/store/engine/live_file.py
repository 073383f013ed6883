"""The open connection to a DuckDB file: its cursors, its checkpoints, and opening it anew."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import duckdb

from lib.errors import Unavailable, disk_refusal
from lib.store.engine import opening, safety
from lib.store.engine.duck_statements import Cursor
from lib.store.engine.paircopy import sync_folder

FIRST_PAUSE_S: Final = 1.0
LONGEST_PAUSE_S: Final = 60.0


class LiveFile:
    """One file and the connection to it; everything but `cursor` runs in the writer's thread.

    Attributes:
        connection: None while the file cannot be opened.
        alarm: why the last checkpoint or opening failed.
    """

    def __init__(
        self,
        path: Path,
        backups: Path,
        *,
        free: Callable[[Path], int],
        log_limit_bytes: int,
        wait_s: float,
        reopened: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open the file.

        Args:
            reopened: told after each later opening.
        Raises:
            Unavailable: it cannot be opened.
        """
        self.path = path
        self.log = safety.log_of(path)
        self.alarm: str | None = None
        self._backups, self._free, self._wait_s, self._clock = backups, free, wait_s, clock
        self._reopened = reopened
        self._gate = threading.Condition()
        self._active = 0
        self._log_limit_bytes = self._checkpoint_from_bytes = log_limit_bytes
        self._is_log_named = False
        self._has_pair = False
        self._refusal: Unavailable | None = None
        self._pause_s, self._next_try_s = 0.0, float("-inf")
        self.connection: Cursor | None = opening.open_connection(path, backups, free)

    @contextmanager
    def cursor(self) -> Iterator[Cursor]:
        """A cursor of its own; any thread.

        Raises:
            Unavailable: the file is not open.
        """
        with self._gate:
            if self.connection is None:
                raise self._why_closed()
            cursor = self.connection.cursor()
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

    def log_bytes(self) -> int:
        return safety.size_of(self.log)

    def name_log(self) -> None:
        """Have a log that a commit has just begun found after a power cut; its bytes are synced.

        Raises:
            OSError: the folder cannot be synced.
        """
        if not self._is_log_named and self.log.exists():
            sync_folder(self.path.parent)
            self._is_log_named = True

    def require_no_pair(self) -> None:
        """Nothing once the last safety pair is gone for good: it would lack what is saved next.

        Raises:
            Unavailable: the disk refuses to remove it.
        """
        try:
            self._drop_pair()
        except OSError as error:
            raise disk_refusal(error, self.path) from error

    def is_checkpoint_due(self) -> bool:
        return self.log_bytes() > self._checkpoint_from_bytes

    def checkpoint(self) -> None:
        """Write the log into the file, guarded by a safety pair; a failure becomes the alarm."""
        log_bytes = self.log_bytes()
        if self.connection is None or not log_bytes:
            return
        self._checkpoint_from_bytes = log_bytes + self._log_limit_bytes // 8
        try:
            safety.require_room(self.path, self._free(self.path))
            self._has_pair = True
            safety.make(self.path)
            self._checkpoint_guarded()
        except OSError as error:
            self.alarm = str(error)

    def reopen_if_due(self) -> None:
        """Open a file that is closed after a fault, unless the last try was a moment ago.

        Raises:
            Unavailable: why it is still closed.
        """
        if self.connection is None:
            if self._clock() < self._next_try_s:
                raise self._why_closed()
            self.reopen()

    def reopen_if_broken(self) -> None:
        try:
            with self.cursor() as cursor:
                cursor.execute("SELECT 1").fetchall()
        except duckdb.Error:
            self.reopen()
        except Unavailable:
            self.reopen_if_due()

    def reopen(self) -> None:
        """Start over as after a kill; the caller holds no cursor.

        Raises:
            Unavailable: the fault is still there; the file stays closed.
        """
        self.let_go()
        try:
            self.connection = opening.open_connection(self.path, self._backups, self._free)
        except Unavailable as error:
            # Without its trace, which would hold on to the closed connection.
            self._refusal, self.alarm = Unavailable(error.reason, **error.facts), str(error)
            self._pause_s = min(max(2 * self._pause_s, FIRST_PAUSE_S), LONGEST_PAUSE_S)
            self._next_try_s = self._clock() + self._pause_s
            raise
        if self._refusal is not None:
            self._refusal, self.alarm, self._pause_s = None, None, 0.0
        self._is_log_named = self._has_pair = False
        self._reopened()

    def let_go(self) -> None:
        """Close the connection when no cursor is in use any more."""
        with self._gate:
            connection, self.connection = self.connection, None
            self._gate.wait_for(lambda: self._active == 0, timeout=self._wait_s)
        if connection is not None:
            with suppress(duckdb.Error):
                connection.close()

    def close(self) -> None:
        """Checkpoint after the last cursor, and close for good."""
        with self._gate:
            self._gate.wait_for(lambda: self._active == 0, timeout=self._wait_s)
        self.checkpoint()
        self.let_go()
        self._refusal = Unavailable("stopped")

    def _why_closed(self) -> Unavailable:
        known = self._refusal or Unavailable("reopened")
        return Unavailable(known.reason, **known.facts)

    def _checkpoint_guarded(self) -> None:
        try:
            with self.cursor() as cursor:
                cursor.execute("CHECKPOINT").fetchall()
        except duckdb.TransactionException:
            self._drop_pair()  # a read is in the way; a later save tries again
        except duckdb.Error as error:
            # The file may be half written: nothing may follow before it has been opened anew.
            self.alarm = str(error)
            with suppress(Unavailable):
                self.reopen()
        else:
            self._is_log_named = False
            self._drop_pair()
            self._checkpoint_from_bytes = self._log_limit_bytes
            self.alarm = None

    def _drop_pair(self) -> None:
        if self._has_pair:
            safety.drop(self.path)
            self._has_pair = False
