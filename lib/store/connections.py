"""The tables connections and connection_tables: keys of programs, and what they have read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from lib.domain.access import Actor
from lib.domain.accounts import roles_from_text
from lib.domain.connections import Connection, Grant, Use
from lib.store.engine.db import Reader, Row, Writer

_COLUMNS: Final = """
    connections.connection_id, connections.campaign_id, connections.name, connections.expires_on,
    connections.made_by, accounts.full_name, connections.made_at, connections.revoked_at,
    connections.revoked_by
"""


@dataclass(frozen=True, slots=True)
class Untold:
    """What was read of a table since the audit log was last told.

    Attributes:
        is_due: the log was told so long ago that it is to be told again.
    """

    requests: int
    rows: int
    is_due: bool


def insert(tx: Writer, made: Connection, secret_hash: str) -> None:
    """Store a key and the tables that it opens.

    Raises:
        Duplicate: one of its id is there.
    """
    tx.run(
        """
        INSERT INTO connections (
            connection_id, campaign_id, name, secret_hash, expires_on, made_by, made_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        [
            made.connection_id, made.campaign_id, made.name, secret_hash, made.expires_on,
            made.made_by, made.made_at,
        ],
    )  # fmt: skip
    for one in made.tables:
        tx.run(
            "INSERT INTO connection_tables (connection_id, table_key) VALUES ($1, $2)",
            [made.connection_id, one.table],
        )


def revoke(tx: Writer, connection_id: UUID, by: UUID, now: datetime) -> bool:
    """Whether there was one that had not been revoked."""
    touched = tx.run(
        """
        UPDATE connections
        SET revoked_by = $2, revoked_at = $3
        WHERE connection_id = $1
            AND revoked_at IS NULL
        """,
        [connection_id, by, now],
    )
    return touched == 1


def of_campaign(tx: Reader, campaign_id: UUID) -> list[Connection]:
    """The campaign's keys, the newest first."""
    rows = tx.rows(
        f"""
        SELECT {_COLUMNS}
        FROM connections
        JOIN accounts ON accounts.account_id = connections.made_by
        WHERE connections.campaign_id = $1
        ORDER BY connections.made_at DESC, connections.connection_id DESC
        """,  # noqa: S608 - our own columns
        [campaign_id],
    )
    uses = _uses(tx, [row[0] for row in rows])
    return [_connection(row, uses.get(row[0], ())) for row in rows]


def connection(tx: Reader, connection_id: UUID) -> Connection | None:
    """One key, of whichever campaign."""
    row = tx.row(
        f"""
        SELECT {_COLUMNS}
        FROM connections
        JOIN accounts ON accounts.account_id = connections.made_by
        WHERE connections.connection_id = $1
        """,  # noqa: S608 - our own columns
        [connection_id],
    )
    if row is None:
        return None
    return _connection(row, _uses(tx, [connection_id]).get(connection_id, ()))


def by_secret(tx: Reader, secret_hash: str) -> Grant | None:
    """The key of this hash with who made it; None for one that was revoked or whose maker is out.

    The maker's rights, and the day, are for the caller to look at.
    """
    row = tx.row(
        f"""
        SELECT {_COLUMNS}, accounts.username, accounts.unit_id, accounts.roles,
            accounts.must_change, campaigns.code
        FROM connections
        JOIN accounts ON accounts.account_id = connections.made_by
        JOIN campaigns ON campaigns.campaign_id = connections.campaign_id
        WHERE connections.secret_hash = $1
            AND connections.revoked_at IS NULL
            AND accounts.is_open
        """,  # noqa: S608 - our own columns
        [secret_hash],
    )
    if row is None:
        return None
    found = _connection(row[:9], _uses(tx, [row[0]]).get(row[0], ()))
    username, unit_id, roles, must_change, campaign = row[9:]
    actor = Actor(
        account_id=found.made_by,
        username=username,
        full_name=found.maker,
        unit_id=unit_id,
        unit_name="",
        roles=roles_from_text(roles),
        must_change=must_change,
    )
    return Grant(found, actor, campaign, secret_hash)


def note(
    tx: Writer, connection_id: UUID, table: str, *, requests: int, rows: int, now: datetime
) -> None:
    """Add to what was read of a table."""
    tx.run(
        """
        UPDATE connection_tables
        SET requests = requests + $3, rows_read = rows_read + $4, used_at = $5
        WHERE connection_id = $1
            AND table_key = $2
        """,
        [connection_id, table, requests, rows, now],
    )


def untold(
    tx: Reader, connection_id: UUID, table: str, *, every: timedelta, now: datetime
) -> Untold | None:
    """What the log has not been told yet; None for a table that the key does not open."""
    row = tx.row(
        """
        SELECT requests - requests_told, rows_read - rows_told, told_at
        FROM connection_tables
        WHERE connection_id = $1
            AND table_key = $2
        """,
        [connection_id, table],
    )
    if row is None:
        return None
    requests, rows, told_at = row
    return Untold(requests, rows, told_at is None or told_at <= now - every)


def tell(tx: Writer, connection_id: UUID, table: str, now: datetime) -> None:
    """Everything noted so far is in the log now."""
    tx.run(
        """
        UPDATE connection_tables
        SET told_at = $3, requests_told = requests, rows_told = rows_read
        WHERE connection_id = $1
            AND table_key = $2
        """,
        [connection_id, table, now],
    )


def _uses(tx: Reader, ids: Sequence[UUID]) -> dict[UUID, tuple[Use, ...]]:
    rows: Iterable[Row] = (
        tx.rows(
            """
            SELECT connection_id, table_key, requests, rows_read, used_at
            FROM connection_tables
            WHERE connection_id = ANY($1)
            ORDER BY connection_id, table_key
            """,
            [list(ids)],
        )
        if ids
        else ()
    )
    found: dict[UUID, tuple[Use, ...]] = {}
    for connection_id, *use in rows:
        found[connection_id] = (*found.get(connection_id, ()), Use(*use))
    return found


def _connection(row: Row, tables: tuple[Use, ...]) -> Connection:
    connection_id, campaign_id, name, expires_on, made_by, maker, made_at, gone_at, gone_by = row
    return Connection(
        connection_id, campaign_id, name, tables, expires_on, made_by, maker, made_at, gone_at,
        gone_by,
    )  # fmt: skip
