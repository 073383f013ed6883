"""What every engine offers: snapshots to read, transactions to write, copies to keep."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from lib.errors import Conflict

T = TypeVar("T")
Row = tuple[Any, ...]
Params = Sequence[object]


class Reader(Protocol):
    """Statements that all see the same snapshot."""

    def rows(self, sql: str, params: Params = ()) -> list[Row]: ...

    def row(self, sql: str, params: Params = ()) -> Row | None:
        """The first row, or None."""


class Writer(Reader, Protocol):
    """Statements of one transaction; the first that fails ends it."""

    def run(self, sql: str, params: Params = (), *, only: Hashable | None = None) -> int:
        """How many rows were touched.

        Args:
            only: the part of the table that is changed, where reads are kept by it (`kept`).
        Raises:
            Duplicate: a key, a unique value, a check or NOT NULL refused the row.
        """

    def change(self, sql: str, params: Params, *, only: Hashable | None = None) -> None:
        """Touch exactly one row.

        Args:
            only: as for `run`.
        Raises:
            Conflict: another number of rows matched, so somebody else was faster.
        """

    def move(self, part: Hashable) -> None:
        """Say that the last statement changes this part too, beside the one named as `only`."""

    def kept(self, key: Hashable, of: Sequence[Hashable], work: Callable[[Reader], T]) -> T:
        """As `Database.kept`; read anew once this transaction has written what it depends on."""

    def amend(self, part: Hashable, key: Hashable, change: Callable[[Any], Any]) -> None:
        """Say what a kept value becomes by the last statement, so that it is not read again.

        Args:
            part: what the statement named as `only`.
            key: the kept value's; it is read again if another statement moves what it depends on
                and does not say what it becomes.
            change: the value before -> a new one, and that one -> the same: a read that fell
                between the commit and this has seen the change already. It leaves its value as it
                is, since others hold it.
        """


class Database(Protocol):
    """One database of either engine, shared by all threads of the process."""

    @property
    def engine(self) -> str:
        """'duckdb' or 'postgresql'."""

    @property
    def path(self) -> Path | None:
        """The file, where there is one."""

    @property
    def key(self) -> str:
        """The same for every opening of the same database; holds no password."""

    @property
    def backups(self) -> Path | None:
        """The folder for copies, where the engine writes them itself."""

    @property
    def alarm(self) -> str | None:
        """Why the last checkpoint failed, for the health page; saves are not affected."""

    def read(self, work: Callable[[Reader], T]) -> T:
        """What `work` returns, from one snapshot; it may be run a second time.

        Raises:
            RuntimeError: called inside another read or write of this database.
        """

    def kept(self, key: Hashable, of: Sequence[Hashable], work: Callable[[Reader], T]) -> T:
        """The same, or what it gave last time if nothing that it depends on has been written since.

        An engine whose data other processes write reads each time.

        Args:
            key: names the work with all that it is given.
            of: every table that the work reads, and the parts (`only`) that writers name.
        """

    def write(self, work: Callable[[Writer], T]) -> T:
        """What `work` returns, after its transaction is on disk.

        Args:
            work: short, without side effects: PostgreSQL may run it again after a deadlock.
        Raises:
            Unavailable: nothing was saved, unless the reason is "uncertain".
            RuntimeError: called inside another read or write of this database.
        """

    def backup(self, target: Path) -> None:
        """Put a checked copy at `target` while the database is in use."""

    def export_parquet(self, folder: Path) -> None:
        """Fill the new folder `folder` with one Parquet file per table."""

    def free_bytes(self) -> int | None:
        """Room left beside the file; None where the server looks after its own disk."""

    def close(self) -> None:
        """Finish what was begun, checkpoint, and let go of the file."""


class Nesting:
    """Refuses a read or write begun inside another one, which would wait for itself."""

    def __init__(self) -> None:
        self._state = threading.local()

    def check(self, wanted: str) -> None:
        running = getattr(self._state, "running", None)
        if running is not None:
            raise RuntimeError(f"db.{wanted} inside db.{running}: pass on the {running}'s own rows")

    @contextmanager
    def during(self, running: str) -> Iterator[None]:
        self._state.running = running
        try:
            yield
        finally:
            self._state.running = None


def require_one(touched: int) -> None:
    """Nothing when one row was touched.

    Raises:
        Conflict: none or several were.
    """
    if touched != 1:
        raise Conflict("changed")


def open_database(
    address: str,
    *,
    create: bool = False,
    backups: Path | None = None,
    least_free_bytes: int | None = None,
) -> Database:
    """The database at `address`, ready for use but not migrated.

    Args:
        address: postgresql://… or the path of a DuckDB file.
        create: whether a missing file may be begun.
        backups: the only folder DuckDB may write copies to; beside the file by default.
        least_free_bytes: DuckDB's disk below which nothing is written; its own default else.
    Raises:
        Unavailable: it is in use, missing, damaged, or the server does not answer.
    """
    # Each engine's driver is loaded only where that engine is used.
    if address.startswith(("postgresql://", "postgres://")):
        from lib.store.engine.postgres import PgDatabase  # noqa: PLC0415

        return PgDatabase(address)
    from lib.store.engine.duck import MINIMUM_FREE_BYTES, DuckDatabase  # noqa: PLC0415

    least = MINIMUM_FREE_BYTES if least_free_bytes is None else least_free_bytes
    return DuckDatabase(Path(address), create=create, backups=backups, least_free_bytes=least)
