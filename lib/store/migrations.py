"""Brings a database to the newest schema: numbered files, one transaction each, never edited."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lib.errors import Unavailable
from lib.store import audit
from lib.store.engine.db import Database, Reader, Writer

DEFAULT = Path(__file__).with_name("migrations")

_STEPS: Final[Mapping[str, Callable[[Writer], None]]] = {"0006_audit_chain.sql": audit.chain_old}
"""What no SQL can say, by the file after whose statements it is done."""
_FILE_NAME = re.compile(r"(\d{4})_\w+\.sql")
_TOKEN = re.compile(
    r"""
      (?P<quoted> '(?:[^']|'')*' | "(?:[^"]|"")*" | (?P<tag>\$\w*\$).*?(?P=tag) )
    | (?P<comment> --[^\n]* | /\*.*?\*/ )
    | (?P<end> ; )
    | (?P<text> [^'"$;/-]+ | . )
    """,
    re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file, with what only PostgreSQL runs after it."""

    number: int
    name: str
    common: str
    postgres: str

    def statements(self, engine: str) -> list[str]:
        return split(self.common) + (split(self.postgres) if engine == "postgresql" else [])

    def sha256(self, engine: str) -> str:
        text = self.common + (self.postgres if engine == "postgresql" else "")
        return hashlib.sha256(text.encode()).hexdigest()


def migrate(db: Database, folder: Path = DEFAULT) -> list[str]:
    """Names of the files applied now, in their order.

    A copy of a database that already has a schema is put into its backups folder first.

    Raises:
        Unavailable: the database is newer than the program, or an applied file was changed since.
    """
    found = files(folder)
    applied = db.read(_applied)
    _require_known(found, applied, db.engine)
    pending = [migration for migration in found if migration.number not in applied]
    if pending and applied:
        _keep_copy(db, max(applied))
    for migration in pending:
        _apply(db, migration)
    return [migration.name for migration in pending]


def level(db: Database) -> int:
    """The number of the last migration applied; 0 for an empty database."""
    return max(db.read(_applied), default=0)


def newest(folder: Path = DEFAULT) -> int:
    """The level this program brings a database to."""
    return max((migration.number for migration in files(folder)), default=0)


def files(folder: Path) -> list[Migration]:
    """The migrations of a folder, numbered 1, 2, 3 …

    Raises:
        ValueError: a name is wrong, or a number is missing or used twice.
    """
    found = []
    for path in sorted(folder.glob("*.sql")):
        if path.name.endswith(".pg.sql"):
            continue
        matched = _FILE_NAME.fullmatch(path.name)
        if not matched:
            raise ValueError(f"{path.name} is not named like 0001_name.sql")
        extra = path.with_suffix(".pg.sql")
        postgres = extra.read_text("utf-8") if extra.exists() else ""
        found.append(Migration(int(matched.group(1)), path.name, path.read_text("utf-8"), postgres))
    for expected, migration in enumerate(found, start=1):
        if migration.number != expected:
            raise ValueError(f"{migration.name} stands where number {expected:04} should")
    return found


def split(text: str) -> list[str]:
    """The statements of a file without its comments."""
    statements, parts = [], [""]
    for token in _TOKEN.finditer(text):
        if token["end"]:
            statements.append("".join(parts).strip())
            parts = []
        elif not token["comment"]:
            parts.append(token[0])
    statements.append("".join(parts).strip())
    return [statement for statement in statements if statement]


def _applied(tx: Reader) -> dict[int, tuple[str, str]]:
    """Name and checksum of each applied migration by its number."""
    if not tx.row("SELECT 1 FROM information_schema.tables WHERE table_name = 'schema_version'"):
        return {}
    rows = tx.rows("SELECT version, name, sha256 FROM schema_version")
    return {version: (name, sha256) for version, name, sha256 in rows}


def _require_known(
    found: list[Migration], applied: dict[int, tuple[str, str]], engine: str
) -> None:
    known = {migration.number: migration for migration in found}
    if max(applied, default=0) > max(known, default=0):
        raise Unavailable("newer_schema", found=max(applied), known=max(known, default=0))
    for number, (name, sha256) in applied.items():
        if known[number].sha256(engine) != sha256:
            raise Unavailable("changed_migration", name=name)


def _keep_copy(db: Database, reached: int) -> None:
    if db.backups is None or db.path is None:
        return
    stem = f"{db.path.stem}-schema{reached:04}"
    db.backup(next(path for path in _names(db.backups, stem) if not path.exists()))


def _names(folder: Path, stem: str) -> Iterator[Path]:
    return (folder / f"{stem}-{number}.duckdb" for number in itertools.count(1))


def _apply(db: Database, migration: Migration) -> None:
    def work(tx: Writer) -> None:
        tx.run(
            """
            CREATE TABLE IF NOT EXISTS schema_version (
                version INTEGER PRIMARY KEY,
                name VARCHAR NOT NULL,
                sha256 VARCHAR NOT NULL,
                applied_at TIMESTAMPTZ NOT NULL
            )
            """
        )
        for statement in migration.statements(db.engine):
            tx.run(statement)
        if step := _STEPS.get(migration.name):
            step(tx)
        tx.run(
            """
            INSERT INTO schema_version (version, name, sha256, applied_at)
            VALUES ($1, $2, $3, CURRENT_TIMESTAMP)
            """,
            [migration.number, migration.name, migration.sha256(db.engine)],
        )

    db.write(work)
