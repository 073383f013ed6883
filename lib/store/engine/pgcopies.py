"""Copies of a PostgreSQL database: pg_dump's archive, and a Parquet file per table."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from lib.errors import Unavailable
from lib.store.engine.db import Reader
from lib.store.engine.paircopy import beside, sync_folder


def dump(address: str, target: Path) -> None:
    """Put a pg_dump archive at `target`; pg_restore reads it.

    Raises:
        Unavailable: pg_dump is not installed or failed; nothing stands at `target`.
    """
    known = conninfo_to_dict(address)
    password = str(known.pop("password", ""))
    part = beside(target, ".part")
    command = [
        shutil.which("pg_dump") or "pg_dump",
        "--format=custom",
        f"--file={part}",
        f"--dbname={make_conninfo('', **known)}",
    ]
    # Other users of the machine see a command line, but not an environment.
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    try:
        # The address is the operator's setting, and no shell reads it.
        subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: S603
        part.replace(target)
        sync_folder(target.parent)
    except (OSError, subprocess.CalledProcessError) as error:
        detail = getattr(error, "stderr", b"").decode(errors="replace") or str(error)
        raise Unavailable("bad_backup", path=str(target), detail=detail[:300]) from error
    finally:
        part.unlink(missing_ok=True)


def export_parquet(tx: Reader, folder: Path) -> None:
    """Fill the new folder `folder`; keys become text."""
    folder.mkdir(parents=True)
    for (table,) in tx.rows(
        """
        SELECT table_name
        FROM information_schema.tables
        WHERE table_schema = 'public'
        ORDER BY table_name
        """
    ):
        columns = [
            column
            for (column,) in tx.rows(
                """
                SELECT column_name
                FROM information_schema.columns
                WHERE table_schema = 'public' AND table_name = $1
                ORDER BY ordinal_position
                """,
                [table],
            )
        ]
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        query = sql.SQL("SELECT {} FROM {}").format(names, sql.Identifier(table))
        rows = tx.rows(query.as_string())
        values = {
            column: [_plain(row[index]) for row in rows] for index, column in enumerate(columns)
        }
        pq.write_table(pa.table(values), folder / f"{table}.parquet")


def _plain(value: object) -> object:
    return str(value) if isinstance(value, UUID) else value
