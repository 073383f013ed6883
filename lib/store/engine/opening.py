"""Opens a DuckDB file so that neither a kill nor a power cut costs an acknowledged save."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where the engine opens a file for itself alone
    fcntl = None  # type: ignore[assignment]

import duckdb
from filelock import FileLock, Timeout

from lib.domain.vietnamese import TIMEZONE
from lib.errors import Unavailable, disk_refusal
from lib.store.engine import faults, logcheck, logcut, safety
from lib.store.engine.paircopy import beside, sync_folder

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    # A second thread inside a statement costs a sixth more CPU and saves no time with ours.
    "threads": 1,
    # What a large statement took goes back to the machine in seconds; else the process keeps it.
    "allocator_background_threads": True,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    # Every checkpoint is ours: an automatic one would not be guarded by a safety pair.
    "wal_autocheckpoint": "1TB",
}
_DAMAGED_LOG = re.compile(r"Corrupt WAL file: entry at byte position (\d+)")


def take_lock(path: Path) -> FileLock:
    """Our own lock on a side file, held until it is released.

    Raises:
        Unavailable: another process, or another opening in this one, holds it.
    """
    lock = FileLock(beside(path, ".lock"), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Unavailable("in_use", path=str(path)) from error
    except OSError as error:
        raise disk_refusal(error, lock.lock_file) from error
    return lock


def free_bytes(path: Path) -> int:
    return shutil.disk_usage(path.parent).free


def open_connection(
    path: Path, backups: Path, free: Callable[[Path], int]
) -> duckdb.DuckDBPyConnection:
    """A connection on which tables may be touched: the log is replayed and checkpointed.

    Raises:
        Unavailable: file or log cannot be used; what is on disk has not been made worse.
    """
    try:
        return _open(path, backups, free)
    except OSError as error:
        raise disk_refusal(error, path) from error


def _open(path: Path, backups: Path, free: Callable[[Path], int]) -> duckdb.DuckDBPyConnection:
    _require_unheld(path)
    interrupted = safety.is_whole(path)
    if interrupted and not path.exists():
        safety.restore(path)
    elif not interrupted and safety.log_of(path).exists():
        _guard(path, free)
    try:
        connection = _connect(path) if interrupted else _connect_past_torn_end(path)
    except Unavailable as error:
        if error.reason in faults.PASSING:
            raise
        if not interrupted:
            # The pair was made a moment ago of the same damaged files: nothing to gain from it.
            safety.drop(path)
            raise
        connection = _connect_to_pair(path)
    connection = _checkpointed(path, connection)
    safety.drop(path)
    _shut_in(connection, backups)
    return connection


def truncate_log(path: Path, position: int) -> Path:
    """Cut a damaged log at `position`, on the operator's explicit word; later saves are given up.

    Returns:
        The copy of the whole log.
    Raises:
        Unavailable: a server has the file open.
    """
    with take_lock(path):
        if not 0 <= position < safety.size_of(safety.log_of(path)):
            raise ValueError(f"{position} lies outside the log")
        kept = logcut.cut_for_operator(path, position)
        safety.drop(path)
        return kept


def _require_unheld(path: Path) -> None:
    """Refuse a file that another process has open although our lock file is gone.

    The engine would refuse it too, but only after its safety pair had been taken from under it.
    Nothing of this process has the file open yet, or closing it here would end that one's lock.
    """
    if fcntl is None or not path.exists():
        return
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN):
                raise Unavailable("in_use", path=str(path)) from error
            raise


def _guard(path: Path, free: Callable[[Path], int]) -> None:
    if not path.exists():
        raise Unavailable("missing_but_log", path=str(path))
    try:
        safety.require_room(path, free(path))
        safety.make(path)
    except OSError as error:
        raise safety.no_pair(error, path) from error


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection to a readable file with a readable log; neither has been changed."""
    log = safety.log_of(path)
    hidden = logcheck.hidden_damage(log)
    try:
        connection = duckdb.connect(str(path), config=_SETTINGS)
    except duckdb.Error as error:
        raise _refusal(path, error, hidden) from error
    connection.execute("PRAGMA disable_checkpoint_on_shutdown").fetchall()
    if hidden is not None:
        connection.close()
        raise Unavailable("damaged_log", path=str(log), position=hidden)
    return connection


def _connect_past_torn_end(path: Path) -> duckdb.DuckDBPyConnection:
    """The same, where power has torn the last commit, of which nobody was told yet."""
    try:
        return _connect(path)
    except Unavailable as error:
        position = error.facts.get("position")
        if not isinstance(position, int) or not logcheck.is_torn_end(safety.log_of(path), position):
            raise
    logcut.cut_torn_end(path, position)
    return _connect(path)


def create(path: Path) -> None:
    """Begin an empty database file: whole under its name, or not there at all.

    Raises:
        Unavailable: another process begins it just now, or the disk refuses.
    """
    part = beside(path, ".creating")
    with take_lock(part):
        try:
            if not path.exists():
                _create(path, part)
        except OSError as error:
            raise disk_refusal(error, path) from error
        except duckdb.Error as error:
            raise faults.of_opening(error, path) from error
        finally:
            beside(part, ".lock").unlink(missing_ok=True)


def _create(path: Path, part: Path) -> None:
    for left in (part, safety.log_of(part)):
        left.unlink(missing_ok=True)
    duckdb.connect(str(part), config=_SETTINGS).close()
    with part.open("rb") as made:
        os.fsync(made.fileno())
    part.replace(path)
    sync_folder(path.parent)


def _connect_to_pair(path: Path) -> duckdb.DuckDBPyConnection:
    safety.restore(path)
    try:
        return _connect_past_torn_end(path)
    except Unavailable:
        safety.drop(path)  # it is the same as what now stands in its place
        raise


def _checkpointed(path: Path, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The connection, or a new one to the pair, after the checkpoint that binds every index.

    Until it has run, indexes lack what was replayed from the log (duckdb#23788).
    """
    try:
        return _checkpoint(path, connection)
    except Unavailable as error:
        if error.reason in faults.PASSING or not safety.is_whole(path):
            raise
        return _checkpoint(path, _connect_to_pair(path))


def _checkpoint(path: Path, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    try:
        connection.execute("CHECKPOINT").fetchall()
    except duckdb.Error as error:
        connection.close()
        raise _refusal(path, error, None) from error
    return connection


def _shut_in(connection: duckdb.DuckDBPyConnection, backups: Path) -> None:
    """Let SQL reach no file but the backups, and nobody change that."""
    connection.execute(f"SET GLOBAL TimeZone = '{TIMEZONE.key}'").fetchall()
    connection.execute(f"SET GLOBAL allowed_directories = [{quoted(backups)}]").fetchall()
    connection.execute("SET GLOBAL enable_external_access = false").fetchall()
    connection.execute("SET GLOBAL lock_configuration = true").fetchall()


def quoted(path: Path) -> str:
    """The path as an SQL string; DuckDB takes no parameter in ATTACH, EXPORT and SET."""
    return "'" + str(path.absolute()).replace("'", "''") + "'"


def _refusal(path: Path, error: duckdb.Error, hidden: int | None) -> Unavailable:
    refused = faults.of_opening(error, path)
    if refused.reason in faults.PASSING:
        return refused
    named = _DAMAGED_LOG.search(str(error))
    position = int(named.group(1)) if named else hidden
    if position is not None:
        return Unavailable("damaged_log", path=str(safety.log_of(path)), position=position)
    return refused
