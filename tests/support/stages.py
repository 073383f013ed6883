"""Scenes that are built once for an engine and copied for each test that plays on them."""

from __future__ import annotations

import contextvars
import io
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from lib.services.files import stored_files as evidence_files
from lib.store.engine import safety
from lib.store.engine.db import Database, open_database
from lib.store.engine.duck import DuckDatabase
from tests.support import pg
from tests.support.data_folder import data_in

T = TypeVar("T")
Build = Callable[[Database], T]
"""Fills an empty database; what it returns may hold the database itself."""


def nothing(database: Database) -> Database:
    """The empty stage."""
    return database


@dataclass(frozen=True, slots=True)
class Built:
    """What is left of a scene: its rows, its evidence, and what its builder returned.

    Attributes:
        rows: a closed DuckDB file, or the rows of each table of PostgreSQL.
        evidence: the folder that the files lie in; it may be missing.
    """

    rows: Any
    evidence: Path
    returned: bytes


class Engine(Protocol):
    """Makes and copies databases of one kind."""

    def open_empty(self, folder: Path) -> Database: ...

    def kept(self, database: Database) -> Any:
        """Close it, and keep its rows."""

    def open_copy(self, rows: Any, folder: Path) -> Database: ...

    def throw_away(self, database: Database) -> None: ...


@dataclass
class Stages:
    """The scenes of one engine, by the function that builds them."""

    engine: Engine
    folder: Path
    _built: dict[Build[Any], Built] = field(default_factory=dict)

    def built(self, build: Build[Any]) -> Built:
        if build not in self._built:
            self._built[build] = self._build(build)
        return self._built[build]

    def _build(self, build: Build[Any]) -> Built:
        folder = self.folder / str(len(self._built))
        folder.mkdir()
        database = self.engine.open_empty(folder)
        with data_in(folder / "data"):
            # In a context of its own no clock stands still.
            returned = contextvars.Context().run(build, database)
            evidence = evidence_files.blobs(database).root
        written = io.BytesIO()
        _Writing(written, database).dump(returned)
        return Built(self.engine.kept(database), evidence, written.getvalue())


@dataclass
class Stage:
    """Gives a test its own copies of scenes."""

    stages: Stages
    folder: Path
    _lent: list[Database] = field(default_factory=list)

    @property
    def database(self) -> Database:
        """The one that was set last."""
        return self._lent[-1]

    def set(self, build: Build[T]) -> T:
        """What `build` returned, over a database of the test's own."""
        built = self.stages.built(build)
        database = self.stages.engine.open_copy(built.rows, self.folder)
        self._lent.append(database)
        if built.evidence.exists():
            shutil.copytree(built.evidence, evidence_files.blobs(database).root)
        returned: T = _Reading(io.BytesIO(built.returned), database).load()
        return returned

    def leave(self, build: Build[Any]) -> Path:
        """A file with the scene that nobody has opened; on DuckDB alone."""
        built = self.stages.built(build)
        path = copied(built.rows, self.folder)
        if built.evidence.exists():
            shutil.copytree(built.evidence, evidence_files.folder(path))
        return path

    @contextmanager
    def open(self) -> Iterator[Stage]:
        """Copies are thrown away at the end of the block."""
        yield self
        for database in self._lent:
            self.stages.engine.throw_away(database)


class _Writing(pickle.Pickler):
    def __init__(self, file: io.BytesIO, database: Database) -> None:
        super().__init__(file)
        self._database = database

    def persistent_id(self, one: object) -> str | None:
        return "database" if one is self._database else None


class _Reading(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, database: Database) -> None:
        super().__init__(file)
        self._database = database

    def persistent_load(self, _name: str) -> Database:
        return self._database


@dataclass(frozen=True, slots=True)
class DuckEngine:
    """Copies files; `template` is a migrated one without rows."""

    template: Path

    def open_empty(self, folder: Path) -> DuckDatabase:
        return self.open_copy(self.template, folder)

    def kept(self, database: Database) -> Path:
        database.close()
        assert database.path is not None
        return database.path

    def open_copy(self, rows: Path, folder: Path) -> DuckDatabase:
        return DuckDatabase(copied(rows, folder))

    def throw_away(self, database: Database) -> None:
        # Nobody opens it again: without its log there is nothing to be written into the file.
        assert database.path is not None
        safety.log_of(database.path).unlink(missing_ok=True)
        database.close()


def copied(file: Path, folder: Path) -> Path:
    path = folder / "thidua.duckdb"
    shutil.copyfile(file, path)
    return path


@dataclass
class PgEngine:
    """Fills databases that were lent before; each loan has a name that was never used."""

    shelf: pg.Shelf
    _loans: int = 0

    def open_empty(self, folder: Path) -> Database:
        return self.open_copy({}, folder)

    def kept(self, database: Database) -> dict[str, bytes]:
        database.close()
        rows = self.shelf.rows(_name(database))
        self.shelf.take_back(_name(database))
        return rows

    def open_copy(self, rows: dict[str, bytes], _folder: Path) -> Database:
        self._loans += 1
        return open_database(self.shelf.lend(f"thidua_{self._loans}", rows))

    def throw_away(self, database: Database) -> None:
        database.close()
        self.shelf.take_back(_name(database))


def _name(database: Database) -> str:
    return database.key.rpartition(":")[2]
