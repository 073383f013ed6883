"""Copies of a live DuckDB database: backup, Parquet export, and putting a backup back."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import duckdb

from lib.errors import DISK_ERRORS, Unavailable, disk_refusal
from lib.store.engine import faults, opening, safety
from lib.store.engine.ids import new_id
from lib.store.engine.opening import quoted
from lib.store.engine.paircopy import beside, copy_synced, sync_folder

Contents = list[tuple[str, int, int]]


def backup(cursor: duckdb.DuckDBPyConnection, backups: Path, target: Path) -> None:
    """Put a copy at `target` that was opened elsewhere and holds the same rows.

    Args:
        backups: the only folder the engine may write to; the copy is made there.
    Raises:
        Unavailable: the copy cannot be made or read back; nothing stands at `target`.
    """
    part = backups / f".{new_id()}.part"
    try:
        expected = _copy(cursor, part)
        if contents(part) != expected:
            raise Unavailable("bad_backup", path=str(target), detail="rows differ")
        _publish(part, target)
    except (duckdb.Error, OSError) as error:
        raise _refusal(error, target) from error
    finally:
        part.unlink(missing_ok=True)
        safety.log_of(part).unlink(missing_ok=True)


def export_parquet(cursor: duckdb.DuckDBPyConnection, backups: Path, folder: Path) -> None:
    """Fill the new folder `folder` with schema.sql, load.sql and a Parquet file per table."""
    part = backups / f".{new_id()}.part"
    try:
        cursor.execute(f"EXPORT DATABASE {quoted(part)} (FORMAT PARQUET)").fetchall()
        shutil.copytree(part, folder)
    except (duckdb.Error, OSError) as error:
        raise _refusal(error, folder) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def restore(source: Path, target: Path) -> None:
    """Put the backup `source` at `target`, where no database stands.

    Raises:
        Unavailable: there is one, or the backup cannot be read.
    """
    with opening.take_lock(target):
        for standing in (target, safety.log_of(target)):
            if standing.exists():
                raise Unavailable("not_empty", path=str(standing))
        contents(source)
        try:
            safety.drop(target)
            _publish(source, target)
        except OSError as error:
            raise disk_refusal(error, target) from error


def contents(path: Path) -> Contents:
    """Each table of a database file that nobody has open, with its row count and a hash.

    Raises:
        Unavailable: a block of it cannot be read.
    """
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            return _contents(connection)
    except duckdb.Error as error:
        raise Unavailable("bad_backup", path=str(path), detail=str(error)[:300]) from error


def _refusal(error: duckdb.Error | OSError, target: Path) -> Unavailable:
    """The disk's, where it is to blame; else the copy is no good."""
    if isinstance(error, duckdb.Error):
        known = faults.of_disk(error, target)
    else:
        known = disk_refusal(error, target) if error.errno in DISK_ERRORS else None
    return known or Unavailable("bad_backup", path=str(target), detail=str(error)[:300])


def _copy(cursor: duckdb.DuckDBPyConnection, part: Path) -> Contents:
    alias = f"copy_{new_id().hex}"
    [(name,)] = cursor.execute("SELECT current_database()").fetchall()
    cursor.execute(f"ATTACH {quoted(part)} AS {alias}").fetchall()
    try:
        cursor.begin()
        cursor.execute(f"COPY FROM DATABASE {_name(name)} TO {alias}").fetchall()
        expected = _contents(cursor)
        cursor.commit()
        cursor.execute(f"CHECKPOINT {alias}").fetchall()
    except duckdb.Error:
        with suppress(duckdb.Error):
            cursor.rollback()
        raise
    finally:
        with suppress(duckdb.Error):
            cursor.execute(f"DETACH {alias}").fetchall()
    return expected


def _contents(connection: duckdb.DuckDBPyConnection) -> Contents:
    tables = connection.execute(
        """
        SELECT table_name
        FROM duckdb_tables()
        WHERE database_name = current_database()
        ORDER BY table_name
        """
    ).fetchall()
    return [(table, *_sum(connection, table)) for (table,) in tables]


def _sum(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[int, int]:
    # A table's name cannot be a parameter; it comes from the catalogue.
    [(count, total)] = connection.execute(
        f"SELECT count(*), coalesce(bit_xor(hash(t)), 0) FROM {_name(table)} AS t"  # noqa: S608
    ).fetchall()
    return int(count), int(total)


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _publish(source: Path, target: Path) -> None:
    """Durable under its name all at once, also across file systems."""
    part = beside(target, ".part")
    try:
        copy_synced(source, part)
        part.replace(target)
        sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)
