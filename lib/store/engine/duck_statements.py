"""The statements of one DuckDB transaction."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar, cast

import duckdb

from lib.errors import Duplicate, Unavailable
from lib.store.engine.db import Params, Reader, Row, require_one
from lib.store.engine.kept import NOTHING, KeptReads, Moves, written_by

T = TypeVar("T")
Cursor = duckdb.DuckDBPyConnection

# Parsing is a third of what a small statement costs; the text of ours never holds a value.
_PARSED: dict[str, duckdb.Statement] = {}
_PARSED_LIMIT = 1000


class RestartError(Exception):
    """A save fell between the first and the second statement of a read."""


class DuckReader:
    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def rows(self, sql: str, params: Params = ()) -> list[Row]:
        # Always all of it: a half-read result would block every checkpoint.
        return self._cursor.execute(_parsed(self._cursor, sql), list(params)).fetchall()

    def row(self, sql: str, params: Params = ()) -> Row | None:
        found = self.rows(sql, params)
        return found[0] if found else None


class DuckSnapshot(DuckReader):
    """A lone statement is its own snapshot and needs no transaction, which costs half as much.

    The second statement begins one; if no save fell in between, both saw the same.
    """

    def __init__(self, cursor: Cursor, commits: Callable[[], int]) -> None:
        super().__init__(cursor)
        self._commits = commits
        self._seen = commits()
        self._statements = 0

    def rows(self, sql: str, params: Params = ()) -> list[Row]:
        self._statements += 1
        commit_under_way = self._seen % 2 == 1
        if self._statements == (1 if commit_under_way else 2):
            self._cursor.begin()
        found = super().rows(sql, params)
        if self._statements == 2 and not commit_under_way and self._commits() != self._seen:
            raise RestartError
        return found


class DuckWriter(DuckReader):
    """The statements of a write.

    Attributes:
        moves: what the transaction does to what kept reads depend on.
    """

    def __init__(self, cursor: Cursor, kept: KeptReads) -> None:
        super().__init__(cursor)
        self._kept = kept
        self._failed = False
        self.moves = Moves()

    def rows(self, sql: str, params: Params = ()) -> list[Row]:
        table = written_by(sql)
        if table is not None:
            self.moves.parts[table] += 1
        return self._rows(sql, params)

    def _rows(self, sql: str, params: Params) -> list[Row]:
        try:
            return super().rows(sql, params)
        except duckdb.ConstraintException as error:
            self._failed = True
            raise Duplicate("exists", detail=str(error)[:200]) from error
        except duckdb.Error as error:
            self._failed = True
            refused = rival(error)
            if refused is None:
                raise
            raise refused from error

    def run(self, sql: str, params: Params = (), *, only: Hashable | None = None) -> int:
        if only is None:
            found = self.rows(sql, params)
        else:
            self.moves.parts[only] += 1
            found = self._rows(sql, params)
        columns = self._cursor.description or []
        if [column[0] for column in columns] == ["Count"]:
            return int(found[0][0]) if found else 0
        return len(found)

    def change(self, sql: str, params: Params, *, only: Hashable | None = None) -> None:
        require_one(self.run(sql, params, only=only))

    def move(self, part: Hashable) -> None:
        self.moves.parts[part] += 1

    def kept(self, key: Hashable, of: Sequence[Hashable], work: Callable[[Reader], T]) -> T:
        if self.moves.touch(of):
            return work(self)
        # Nobody else writes meanwhile, so what was committed last is what this transaction sees.
        found = self._kept.get(key, of)
        if found is NOTHING:
            before = self._kept.generations(of)
            found = work(self)
            self._kept.put(key, of, before, found)
        return cast(T, found)

    def amend(self, part: Hashable, key: Hashable, change: Callable[[Any], Any]) -> None:
        self.moves.amend(part, key, change)

    def require_whole(self) -> None:
        if self._failed:
            # DuckDB would answer OK to COMMIT and roll back.
            raise RuntimeError("work went on after a failed statement; nothing was saved")


def _parsed(cursor: Cursor, sql: str) -> duckdb.Statement:
    known = _PARSED.get(sql)
    if known is None:
        (known,) = cursor.extract_statements(sql)
        if len(_PARSED) < _PARSED_LIMIT:
            _PARSED[sql] = known
    return known


def rival(error: duckdb.Error) -> Duplicate | Unavailable | None:
    """The refusal where another transaction was faster; None for an error of another kind."""
    words = str(error)
    if not isinstance(error, duckdb.TransactionException):
        return None
    if "duplicate key" in words:
        return Duplicate("exists", detail=words[:200])
    if "onflict" in words:
        # Two transactions changed one row: never tried again here, the work might not expect it.
        return Unavailable("busy", detail=words[:200])
    return None
