"""Writing a bundle: a ZIP of a length that is known before its first byte."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from zipstream import ZIP_STORED, ZipStream

from lib import text
from lib.domain.exports import Options
from lib.domain.vietnamese import format_instant
from lib.errors import disk_refusal
from lib.exports import csv
from lib.exports.registry import EXPORTS
from lib.services import acts
from lib.services.acts import Queue
from lib.services.bundles import shape
from lib.services.files import stored_files
from lib.services.operation.backup import sha256_of
from lib.services.reports import exports
from lib.store import audit, file_records, migrations, tables
from lib.store import campaigns as campaign_store
from lib.store.engine.db import Database, Reader
from lib.store.tables import TableColumn


@dataclass(slots=True)
class Inside:
    """What will stand in the ZIP: each file's place on the disk, and what the manifest says."""

    folder: Path
    paths: dict[str, Path] = field(default_factory=dict)
    told: list[dict[str, Any]] = field(default_factory=list)

    def new(self, name: str) -> Path:
        """Where to write a file that gets this name in the ZIP."""
        self.paths[name] = self.folder / str(len(self.paths))
        return self.paths[name]

    def tell(self, name: str, **more: object) -> None:
        """Put a file that has been written into the manifest."""
        path = self.paths[name]
        size, sha256 = path.stat().st_size, sha256_of(path)
        self.told.append({"path": name, "size": size, "sha256": sha256, **more})


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that can be sent.

    Attributes:
        size_bytes: of the whole ZIP.
        files: in it, the manifest too.
        missing: checksums of files that rows name and the disk has lost.
    """

    size_bytes: int
    files: int
    rows: int
    missing: tuple[str, ...]
    pieces: Iterator[bytes]


@contextmanager
def made(db: Database) -> Iterator[Bundle]:
    """A bundle of everything as it is now, while the block runs; that it was made is on record.

    Raises:
        Unavailable: the disk has no room for the tables.
    """
    intent = acts.intend_as(db, acts.OPERATOR, act_id=acts.new_act(), queue=Queue.NONE)
    intent.carry_out(lambda act: act.tell("export.bundle", "bundle"), again=acts.nothing)
    try:
        with tempfile.TemporaryDirectory() as folder:
            inside = Inside(Path(folder))
            # First, since the first look at a campaign publishes its forms.
            _csv(db, inside)
            rows, sums = db.read(lambda tx: tables_of(tx, inside))
            missing = _stored(db, inside, sums)
            words_of(db, inside)
            told = manifest(db, inside, intent.now, missing)
            written = json.dumps(told, ensure_ascii=False, indent=1)
            inside.new(shape.MANIFEST).write_text(written, encoding="utf-8")
            packed = ZipStream(compress_type=ZIP_STORED, sized=True)
            for name, path in inside.paths.items():
                packed.add_path(str(path), name)
            yield Bundle(len(packed), len(inside.paths), rows, missing, iter(packed))
    except OSError as error:
        raise disk_refusal(error) from error


def tables_of(tx: Reader, inside: Inside) -> tuple[int, set[str]]:
    """Every table that leaves, of one instant; how many rows, and the files that they name."""
    whole = 0
    for table in shape.leaving(tx):
        columns = tables.columns(tx, table)
        schema = shape.arrow_schema(columns)
        name, rows = shape.table_path(table), 0
        with pq.ParquetWriter(inside.new(name), schema, compression="zstd") as writer:
            for page in tables.pages(tx, table, columns):
                writer.write_table(_arrow(table, columns, page, schema))
                rows += len(page)
        inside.tell(name, table=table, rows=rows)
        whole += rows
    return whole, file_records.checksums(tx)


def _arrow(
    table: str, columns: list[TableColumn], page: list[tuple[Any, ...]], schema: pa.Schema
) -> pa.Table:
    arrays = []
    for place, one in enumerate(columns):
        mask = shape.MASKED.get((table, one.name))
        values = [row[place] for row in page] if mask is None else [mask] * len(page)
        arrays.append(pa.array(values, schema.field(place).type))
    return pa.Table.from_arrays(arrays, schema=schema)


def _stored(db: Database, inside: Inside, sums: set[str]) -> tuple[str, ...]:
    """The files that rows name; the checksums of those that are not there."""
    found, lost = stored(db, sums)
    for sha256, path in found.items():
        name = shape.file_path(sha256)
        inside.paths[name] = path
        inside.told.append({"path": name, "size": path.stat().st_size, "sha256": sha256})
    return lost


def stored(db: Database, sums: set[str]) -> tuple[dict[str, Path], tuple[str, ...]]:
    """Where the files of these checksums lie, and the checksums of those that are lost."""
    kept = stored_files.blobs(db)
    paths = {sha256: kept.path(sha256) for sha256 in sorted(sums)}
    found = {sha256: path for sha256, path in paths.items() if path.is_file()}
    return found, tuple(sha256 for sha256 in paths if sha256 not in found)


def _csv(db: Database, inside: Inside) -> None:
    """The exports of every campaign, each campaign's of one revision."""
    for campaign in db.read(campaign_store.campaigns):
        snapshot = exports.snapshot(db, campaign)
        folder = shape.CSV / csv.plain_code(snapshot)
        for export in EXPORTS.values():
            name = str(folder / f"{export.key}.csv")
            with inside.new(name).open("wb") as out:
                out.writelines(csv.pieces(export, snapshot, Options()))
            inside.tell(name, revision=snapshot.revision, rows=export.count(snapshot))


def words_of(db: Database, inside: Inside) -> None:
    """What a reader without this program has to know."""

    def listed(tx: Reader) -> list[str]:
        lines = [f"# {text.BUNDLE_TABLES}"]
        for table in shape.leaving(tx):
            lines += ["", f"## {table}", ""]
            lines += [f"- {one.name}: {one.kind}" for one in tables.columns(tx, table)]
        return lines

    notes = {shape.SCHEMA: "\n".join(db.read(listed)) + "\n", shape.GUIDE: text.BUNDLE_GUIDE}
    for migration in migrations.files(migrations.DEFAULT):
        notes[str(shape.TABLES / "schema" / migration.name)] = migration.common
    for name, words in notes.items():
        inside.new(name).write_text(words, encoding="utf-8")
        inside.tell(name)


def manifest(
    db: Database, inside: Inside, now: datetime, missing: tuple[str, ...]
) -> dict[str, object]:
    """What the bundle says of itself and of every file in it."""
    heads = db.read(audit.heads)
    return {
        "format": shape.FORMAT,
        "made_at": now.isoformat(),
        "made_at_words": format_instant(now),
        "schema": migrations.level(db),
        "heads": {str(key or "installation"): one.shown for key, one in heads.items()},
        "left_out": sorted(shape.LEFT_OUT),
        "masked": [".".join(one) for one in shape.MASKED],
        "missing_files": list(missing),
        "files": inside.told,
    }
