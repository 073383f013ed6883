"""Whole tables, whichever they are: their columns, their rows in pages, and rows put back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lib.store.engine.db import Reader, Row, Writer

PAGE_ROWS: Final = 20_000
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
# As DuckDB and as PostgreSQL call them.
_KINDS: Final = {
    "uuid": "UUID", "varchar": "VARCHAR", "character varying": "VARCHAR", "text": "VARCHAR",
    "json": "JSON", "jsonb": "JSON", "boolean": "BOOLEAN", "integer": "INTEGER",
    "bigint": "BIGINT", "date": "DATE", "timestamp with time zone": "TIMESTAMPTZ",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column and its kind, called alike on both engines."""

    name: str
    kind: str


def names(tx: Reader) -> list[str]:
    """Every table, by name."""
    rows = tx.rows(
        """
        SELECT table_name
        FROM information_schema.tables
        WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
        ORDER BY table_name
        """
    )
    return [row[0] for row in rows]


def columns(tx: Reader, table: str) -> list[TableColumn]:
    """The table's columns in their order.

    Raises:
        KeyError: a kind that no table of ours has had before.
    """
    rows = tx.rows(
        """
        SELECT column_name, lower(data_type)
        FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name = $1
        ORDER BY ordinal_position
        """,
        [table],
    )
    return [TableColumn(name, _KINDS[kind]) for name, kind in rows]


def pages(tx: Reader, table: str, asked: Sequence[TableColumn]) -> Iterator[list[Row]]:
    """The rows in the order of their primary key, so many at a time."""
    key = ", ".join(map(_quoted, _key(tx, table)))
    listed = ", ".join(_text_of(one) for one in asked)
    place = 0
    while True:
        found = tx.rows(
            f"SELECT {listed} FROM {_quoted(table)} ORDER BY {key} LIMIT $1 OFFSET $2",  # noqa: S608 names of our own schema
            [PAGE_ROWS, place],
        )
        if found:
            yield found
        if len(found) < PAGE_ROWS:
            return
        place += PAGE_ROWS


def insert(
    tx: Writer, table: str, asked: Sequence[TableColumn], rows: Sequence[Sequence[object]]
) -> None:
    """Put rows back as `pages` gave them."""
    given = [f"unnest(CAST(${place} AS {_carried(one)}[]))" for place, one in enumerate(asked, 1)]
    listed = ", ".join(_quoted(one.name) for one in asked)
    taken = ", ".join(f"CAST({_place(place)} AS {one.kind})" for place, one in enumerate(asked, 1))
    inner = ", ".join(f"{one} AS {_place(place)}" for place, one in enumerate(given, 1))
    tx.run(
        f"INSERT INTO {_quoted(table)} ({listed}) SELECT {taken} FROM (SELECT {inner}) AS given",  # noqa: S608 names of our own schema
        [[row[place] for row in rows] for place in range(len(asked))],
    )


def is_empty(tx: Reader, table: str) -> bool:
    return tx.row(f"SELECT 1 FROM {_quoted(table)} LIMIT 1") is None  # noqa: S608 a name of our own schema


def in_order(tx: Reader, tables: Sequence[str]) -> list[str]:
    """The tables, each after those that its foreign keys lead to.

    Raises:
        ValueError: the keys go round in a circle.
    """
    rows = tx.rows(
        """
        SELECT DISTINCT child.table_name, parent.table_name
        FROM information_schema.referential_constraints AS links
        JOIN information_schema.table_constraints AS child
            ON child.constraint_name = links.constraint_name
        JOIN information_schema.table_constraints AS parent
            ON parent.constraint_name = links.unique_constraint_name
        """
    )
    needed = {table: {to for of, to in rows if of == table and to != table} for table in tables}
    done: list[str] = []
    while len(done) < len(tables):
        ready = [one for one in tables if one not in done and needed[one] <= set(done)]
        if not ready:
            raise ValueError("foreign keys in a circle")
        done += ready
    return done


def _key(tx: Reader, table: str) -> list[str]:
    rows = tx.rows(
        """
        SELECT keys.column_name
        FROM information_schema.table_constraints AS constraints
        JOIN information_schema.key_column_usage AS keys
            ON keys.constraint_name = constraints.constraint_name
            AND keys.table_name = constraints.table_name
        WHERE constraints.table_schema = current_schema()
            AND constraints.table_name = $1
            AND constraints.constraint_type = 'PRIMARY KEY'
        ORDER BY keys.ordinal_position
        """,
        [table],
    )
    return [row[0] for row in rows]


def _text_of(column: TableColumn) -> str:
    """Keys and JSON as text, which every reader knows."""
    name = _quoted(column.name)
    return f"CAST({name} AS VARCHAR)" if column.kind in ("UUID", "JSON") else name


def _carried(column: TableColumn) -> str:
    return "VARCHAR" if column.kind in ("UUID", "JSON") else column.kind


def _place(number: int) -> str:
    return f"c{number}"


def _quoted(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"no name of our schema: {name!r}")
    return f'"{name}"'
