"""PostgreSQL behind the same interface, for several app servers."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict
from psycopg.types.string import TextLoader
from psycopg_pool import ConnectionPool, PoolTimeout

from lib.domain.vietnamese import TIMEZONE
from lib.errors import Duplicate, Unavailable
from lib.store.engine import pgcopies
from lib.store.engine.db import Nesting, Params, Reader, Row, Writer, require_one

T = TypeVar("T")
Connection = psycopg.Connection[Row]

POOL_SIZE = 8
WAIT_S = 30.0
CONNECT_S = 10.0
CONNECT_TRY_S = 3
ATTEMPTS = 5
# One number for all app servers of a database: the turn to write.
_WRITERS_TURN = 0x7464_6B74


class PgDatabase:
    """One PostgreSQL database, written by one transaction at a time as DuckDB is.

    So a rule over several rows that is checked inside a write holds on both engines.
    """

    engine = "postgresql"
    path: Path | None = None
    backups: Path | None = None
    alarm: str | None = None

    def __init__(self, address: str, *, wait_s: float = WAIT_S) -> None:
        self._address = address
        self.key = _key(address)
        self._nesting = Nesting()
        self._pool = ConnectionPool(
            address,
            connection_class=psycopg.Connection[Row],
            min_size=1,
            max_size=POOL_SIZE,
            timeout=min(wait_s, CONNECT_S),
            kwargs={"cursor_factory": psycopg.RawCursor, "options": _options(wait_s)},
            configure=_configure,
            check=ConnectionPool.check_connection,
            open=False,
        )
        try:
            self._pool.open(wait=True, timeout=min(wait_s, CONNECT_S))
        except PoolTimeout as error:
            self._pool.close()
            raise Unavailable("no_server") from error

    def read(self, work: Callable[[Reader], T]) -> T:
        self._nesting.check("read")
        with self._nesting.during("read"), self._connection() as connection, _mapped():
            connection.set_isolation_level(psycopg.IsolationLevel.REPEATABLE_READ)
            connection.set_read_only(True)
            return work(_Reader(connection.cursor()))

    def kept(self, key: Hashable, of: Sequence[Hashable], work: Callable[[Reader], T]) -> T:
        # Other servers write too, and nobody tells this one.
        return self.read(work)

    def write(self, work: Callable[[Writer], T]) -> T:
        self._nesting.check("write")
        with self._nesting.during("write"):
            for attempt in range(1, ATTEMPTS + 1):
                try:
                    return self._write(work)
                except (errors.SerializationFailure, errors.DeadlockDetected) as error:
                    if attempt == ATTEMPTS:
                        raise Unavailable("busy") from error
                    time.sleep(random.uniform(0.005, 0.02) * attempt)  # noqa: S311 no secret
        raise AssertionError("the last attempt returns or raises")

    def backup(self, target: Path) -> None:
        self._nesting.check("backup")
        pgcopies.dump(self._address, target)

    def export_parquet(self, folder: Path) -> None:
        self._nesting.check("export_parquet")
        self.read(lambda tx: pgcopies.export_parquet(tx, folder))

    def free_bytes(self) -> int | None:
        return None

    def close(self) -> None:
        self._nesting.check("close")
        self._pool.close()

    def _write(self, work: Callable[[Writer], T]) -> T:
        with self._connection() as connection:
            with _mapped():
                connection.set_isolation_level(psycopg.IsolationLevel.READ_COMMITTED)
                connection.set_read_only(False)
                cursor = connection.cursor()
                cursor.execute("SELECT pg_advisory_xact_lock($1)", [_WRITERS_TURN])
                writer = _Writer(cursor)
                result = work(writer)
                writer.require_whole()
            try:
                connection.commit()
            except errors.IntegrityError as error:
                raise Duplicate("exists", detail=str(error)[:200]) from error
            except (errors.SerializationFailure, errors.DeadlockDetected):
                raise
            except psycopg.OperationalError as error:
                raise Unavailable("uncertain") from error
            return result

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """A connection whose transaction, when still open, is rolled back at the end."""
        if self._pool.closed:
            raise Unavailable("stopped")
        try:
            connection = self._pool.getconn()
        except PoolTimeout as error:
            raise Unavailable("busy" if self._answers() else "no_server") from error
        try:
            yield connection
        finally:
            with suppress(psycopg.OperationalError):
                connection.rollback()
            self._pool.putconn(connection)

    def _answers(self) -> bool:
        """Whether the server takes connections, so that only the pool's are all in use."""
        try:
            psycopg.connect(self._address, connect_timeout=CONNECT_TRY_S).close()
        except psycopg.OperationalError as error:
            return isinstance(error, errors.TooManyConnections)
        return True


class _Reader:
    def __init__(self, cursor: psycopg.Cursor[Row]) -> None:
        self._cursor = cursor

    def rows(self, sql: str, params: Params = ()) -> list[Row]:
        self._execute(sql, params)
        return self._cursor.fetchall() if self._cursor.description else []

    def row(self, sql: str, params: Params = ()) -> Row | None:
        found = self.rows(sql, params)
        return found[0] if found else None

    def _execute(self, sql: str, params: Params) -> None:
        # Every statement is a literal of ours; the driver's type for that cannot see through here.
        statement: Any = sql
        self._cursor.execute(statement, params or None)


class _Writer(_Reader):
    def __init__(self, cursor: psycopg.Cursor[Row]) -> None:
        super().__init__(cursor)
        self._failed = False

    def run(self, sql: str, params: Params = (), *, only: Hashable | None = None) -> int:
        self._execute(sql, params)
        return max(self._cursor.rowcount, 0)

    def change(self, sql: str, params: Params, *, only: Hashable | None = None) -> None:
        require_one(self.run(sql, params))

    def move(self, part: Hashable) -> None:
        """Nothing is kept here."""

    def kept(self, key: Hashable, of: Sequence[Hashable], work: Callable[[Reader], T]) -> T:
        return work(self)

    def amend(self, part: Hashable, key: Hashable, change: Callable[[Any], Any]) -> None:
        """Nothing is kept here."""

    def require_whole(self) -> None:
        if self._failed:
            # The driver would answer COMMIT with a silent ROLLBACK.
            raise RuntimeError("work went on after a failed statement; nothing was saved")

    def _execute(self, sql: str, params: Params) -> None:
        try:
            super()._execute(sql, params)
        except errors.IntegrityError as error:
            self._failed = True
            raise Duplicate("exists", detail=str(error)[:200]) from error
        except psycopg.Error:
            self._failed = True
            raise


@contextmanager
def _mapped() -> Iterator[None]:
    """Turn a lost server and a long queue into refusals; nothing has been committed yet."""
    try:
        yield
    except (errors.SerializationFailure, errors.DeadlockDetected):
        raise
    except errors.LockNotAvailable as error:
        raise Unavailable("busy") from error
    except errors.DiskFull as error:
        raise Unavailable("disk_full") from error
    except errors.IoError as error:
        raise Unavailable("disk_error") from error
    except psycopg.OperationalError as error:
        raise Unavailable("no_server") from error


def _configure(connection: Connection) -> None:
    # JSON arrives as text, as it does from DuckDB.
    for kind in ("json", "jsonb"):
        connection.adapters.register_loader(kind, TextLoader)


def _key(address: str) -> str:
    known = conninfo_to_dict(address)
    parts = (known.get(name, "") for name in ("host", "port", "dbname"))
    return "postgresql:" + ":".join(str(part) for part in parts)


def _options(wait_s: float) -> str:
    settings = {
        "TimeZone": TIMEZONE.key,
        "lock_timeout": f"{round(wait_s * 1000)}ms",
        # A hung app server must not keep the writers' turn for ever.
        "idle_in_transaction_session_timeout": "60s",
    }
    return " ".join(f"-c {name}={value}" for name, value in settings.items())
