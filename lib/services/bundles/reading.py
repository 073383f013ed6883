"""Bringing a bundle back into an installation that holds nothing yet."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq
from pydantic import BaseModel, ConfigDict

from lib.errors import Duplicate, Unavailable
from lib.services import acts
from lib.services.acts import Queue
from lib.services.bundles import shape
from lib.services.files import stored_files
from lib.store import migrations, tables
from lib.store.engine.db import Database, Writer

_PIECE_BYTES: Final = 1 << 20


class _File(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
    path: str
    size: int
    sha256: str
    table: str | None = None
    rows: int | None = None


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
    format: str
    # `schema` is a name that the base class has taken.
    level: int
    missing_files: tuple[str, ...] = ()
    files: tuple[_File, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """What a bundle brought."""

    tables: int
    rows: int
    files: int


def load(db: Database, source: Path) -> Brought:
    """Put every row and file of the bundle where no row stands yet, all or nothing.

    Accounts come without passwords; whoever runs the server makes a first one.

    Raises:
        Unavailable: `bad_bundle`, `bundle_schema`, `not_empty`, or what the disk refuses.
    """
    try:
        with zipfile.ZipFile(source) as package:
            manifest = _manifest(package)
            _check(package, manifest)
            _check_place(db, source, manifest)
            return _bring(db, package, manifest)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, Duplicate) as error:
        raise Unavailable("bad_bundle", path=str(source), detail=str(error)[:300]) from error


def _manifest(package: zipfile.ZipFile) -> _Manifest:
    told: dict[str, Any] = json.loads(package.read(shape.MANIFEST))
    found = _Manifest.model_validate({**told, "level": told.get("schema")})
    if found.format != shape.FORMAT:
        raise ValueError(f"format {found.format!r}")
    return found


def _check(package: zipfile.ZipFile, manifest: _Manifest) -> None:
    """Nothing while every file is the one that the manifest tells of."""
    for one in manifest.files:
        digest, size = hashlib.sha256(), 0
        with package.open(one.path) as reading:
            while piece := reading.read(_PIECE_BYTES):
                digest.update(piece)
                size += len(piece)
        if (size, digest.hexdigest()) != (one.size, one.sha256):
            raise ValueError(f"{one.path}: SHA-256")


def _check_place(db: Database, source: Path, manifest: _Manifest) -> None:
    level = migrations.level(db)
    if manifest.level != level:
        raise Unavailable("bundle_schema", path=str(source), found=manifest.level, known=level)
    named = [one.table for one in manifest.files if one.table]

    def taken(tx: Any) -> list[str]:
        known = set(shape.leaving(tx))
        if set(named) != known:
            raise ValueError(f"tables {sorted(known.symmetric_difference(named))}")
        return [one for one in named if not tables.is_empty(tx, one)]

    if db.read(taken):
        raise Unavailable("bundle_not_empty")


def _bring(db: Database, package: zipfile.ZipFile, manifest: _Manifest) -> Brought:
    of_table = {one.table: one for one in manifest.files if one.table}
    stored = [one for one in manifest.files if one.path.startswith(f"{shape.FILES}/")]

    def rows(tx: Writer) -> int:
        whole = 0
        for table in tables.in_order(tx, list(of_table)):
            whole += _rows(tx, package, table, of_table[table].path)
        return whole

    for one in stored:
        # One at a time: all of them would not fit into memory.
        with stored_files.storing(db, [package.read(one.path)]):
            pass
    whole = db.write(rows)
    intent = acts.intend_as(db, acts.OPERATOR, act_id=acts.new_act(), queue=Queue.NONE)
    detail = {"rows": whole, "files": len(stored)}
    intent.carry_out(
        lambda act: act.tell("backup.load_bundle", "bundle", detail), again=acts.nothing
    )
    return Brought(len(of_table), whole, len(stored))


def _rows(tx: Writer, package: zipfile.ZipFile, table: str, path: str) -> int:
    columns = tables.columns(tx, table)
    whole = 0
    with package.open(path) as reading, pq.ParquetFile(reading) as file:
        if file.schema_arrow != shape.arrow_schema(columns):
            raise ValueError(f"{path}: columns")
        for batch in file.iter_batches(batch_size=tables.PAGE_ROWS):
            taken = [column.to_pylist() for column in batch.columns]
            found = list(zip(*taken, strict=True))
            if found:
                tables.insert(tx, table, columns, found)
            whole += len(found)
    return whole
