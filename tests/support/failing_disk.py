"""A disk that fails where the store meets it, with the engine's own words (DuckDB 2.0.0).

The words were taken from a process whose system calls failed; here they are raised in the engine's
place, since nothing in Python can make the calls inside of it fail and succeed again.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from lib.store.engine.duck import DuckDatabase

FSYNC = duckdb.FatalException("FATAL Error: fsync failed!")
CHECKPOINT_FSYNC = duckdb.FatalException(
    "FATAL Error: Failed to create checkpoint because of error: fsync failed!"
)
COMMIT_FULL = duckdb.TransactionException(
    'TransactionContext Error: Failed to commit: Could not write file "/srv/a.duckdb.wal": '
    "No space left on device"
)
COMMIT_EIO = duckdb.TransactionException(
    'TransactionContext Error: Failed to commit: Could not write file "/srv/a.duckdb.wal": '
    "Input/output error"
)
READ_EIO = duckdb.IOException(
    'IO Error: Could not read from file "/srv/a.duckdb": Input/output error'
)
OPEN_READ_ONLY = duckdb.IOException(
    'IO Error: Cannot open file "/srv/a.duckdb": Read-only file system'
)
OPEN_HELD = duckdb.IOException(
    'IO Error: Could not set lock on file "/srv/a.duckdb": Conflicting lock is held in '
    "/usr/bin/python3.11 (PID 1)."
)
OPEN_TOO_MANY = duckdb.IOException(
    'IO Error: Cannot open file "/srv/a.duckdb": Too many open files'
)
CORRUPT = duckdb.Error(
    "Corrupt database file: computed checksum 74 does not match stored checksum 18 in block at "
    "location 12288"
)
NO_DATABASE = duckdb.IOException(
    'IO Error: The file "/srv/a.duckdb" exists, but it is not a valid DuckDB database file!'
)
CUT_SHORT = duckdb.IOException(
    'IO Error: Could not read enough bytes from file "/srv/a.duckdb": attempted to read 3288 bytes '
    "from location 9000"
)


class FailingDisk:
    """Which of the engine's calls fail now, and with what.

    Attributes:
        fails: "connect", "commit", "checkpoint" or "select" -> the error.
        opened: how often a file was opened.
    """

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.fails: dict[str, duckdb.Error] = {}
        self.opened = 0
        self._connect: Callable[..., Any] = duckdb.connect
        patch.setattr(duckdb, "connect", self._connected)

    def check(self, call: str) -> None:
        if call in self.fails:
            # A new one each time: a raised error holds on to frames, and these to connections.
            raise type(self.fails[call])(*self.fails[call].args)

    def _connected(self, *args: Any, **settings: Any) -> _Connection:
        self.opened += 1
        self.check("connect")
        return _Connection(self._connect(*args, **settings), self)


class _Connection:
    """A connection or cursor in front of the engine's."""

    def __init__(self, real: Any, disk: FailingDisk) -> None:
        self._real, self._disk = real, disk

    def cursor(self) -> _Connection:
        return _Connection(self._real.cursor(), self._disk)

    def commit(self) -> None:
        self._disk.check("commit")
        self._real.commit()

    def execute(self, sql: Any, *params: Any) -> Any:
        words = getattr(sql, "query", sql).lstrip().upper()
        for call in ("checkpoint", "select"):
            if words.startswith(call.upper()):
                self._disk.check(call)
        return self._real.execute(sql, *params)

    def __enter__(self) -> _Connection:
        return self

    def __exit__(self, *_error: object) -> None:
        self._real.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def refuse(number: int) -> Callable[..., Any]:
    """A stand-in for a call of the operating system that fails with this errno."""

    def call(*_args: object, **_settings: object) -> Any:
        raise OSError(number, os.strerror(number))

    return call


FULL, EIO, READ_ONLY = (refuse(one) for one in (errno.ENOSPC, errno.EIO, errno.EROFS))


def set_clock(database: DuckDatabase) -> list[float]:
    """The seconds by which the database waits between two openings, to be moved by hand."""
    now_s = [0.0]
    database._file._clock = lambda: now_s[0]
    return now_s
