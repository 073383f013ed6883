"""Fixtures of the store: databases without the product's tables, and a small table for both."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lib.store.engine.db import Database
from lib.store.engine.duck import DuckDatabase
from lib.store.engine.postgres import PgDatabase
from tests.support import pg

_numbers = itertools.count(1)
MARKS = """
    CREATE TABLE marks (
        mark_id INTEGER PRIMARY KEY,
        code VARCHAR NOT NULL UNIQUE,
        share INTEGER NOT NULL CHECK (share <= 100),
        version INTEGER NOT NULL DEFAULT 1
    )
"""


@pytest.fixture
def bare_duck(tmp_path: Path) -> Iterator[DuckDatabase]:
    """A DuckDB database without any table."""
    database = DuckDatabase(tmp_path / "bare.duckdb", create=True)
    yield database
    database.close()


@pytest.fixture
def bare_postgresql(pg_server: pg.Server) -> Iterator[PgDatabase]:
    """A PostgreSQL database without any table."""
    name = f"bare_{next(_numbers)}"
    pg_server.run(f"CREATE DATABASE {name}")
    database = PgDatabase(pg_server.address(name))
    yield database
    database.close()
    pg_server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["duckdb", "postgresql"])
def bare(request: pytest.FixtureRequest) -> Database:
    """A database without any table, on both engines."""
    fixture = "bare_duck" if request.param == "duckdb" else "bare_postgresql"
    database: Database = request.getfixturevalue(fixture)
    return database


@pytest.fixture
def marked(bare: Database) -> Database:
    """A database with one row of marks: (1, 'a', 10)."""
    add_marks(bare)
    return bare


@pytest.fixture
def stored(marked: Database) -> Callable[[], list[tuple[int, str, int, int]]]:
    """Every row of marks, in the order of their keys."""
    return lambda: marks(marked)


def add_marks(db: Database) -> None:
    db.write(lambda tx: tx.run(MARKS))
    db.write(lambda tx: tx.run("INSERT INTO marks (mark_id, code, share) VALUES (1, 'a', 10)"))


def marks(db: Database) -> list[tuple[int, str, int, int]]:
    sql = "SELECT mark_id, code, share, version FROM marks ORDER BY mark_id"
    return db.read(lambda tx: tx.rows(sql))
