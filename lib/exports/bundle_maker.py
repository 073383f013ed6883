"""Makes a bundle that was asked for: what was read then, its CSV files, and stored files."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, Final

from lib.domain.exports import Options
from lib.exports import csv, orders
from lib.exports.registry import EXPORTS

HEAD: Final = "head.json"
PARTS: Final = "parts/"
SNAPSHOTS: Final = "snapshots/"
_PIECE_BYTES: Final = 1 << 20
# The dates of its files are no data, and rows of the manifest tell when it was made.
_UNDATED: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A table to be written: which export, of which snapshot of the order."""

    path: str
    export: str
    snapshot: str
    revision: int
    rows: int


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of evidence: where it lies, and what it is in the bundle."""

    path: str
    source: str
    sha256: str


def make_ordered(told: BinaryIO, target: Path) -> Iterator[str]:
    """Write the ZIP file piece by piece; the name of each file when it is in."""
    with zipfile.ZipFile(told) as order, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as pack:
        head: dict[str, Any] = json.loads(order.read(HEAD))
        files, missing = list(head["manifest"]["files"]), list(head["manifest"]["missing_files"])
        for path in [one["path"] for one in files]:
            with order.open(PARTS + path) as part:
                _put(pack, path, _pieces(part))
            yield path
        for table in (CsvFile(**one) for one in head["csv"]):
            told_of = {"revision": table.revision, "rows": table.rows}
            files.append({**_put(pack, table.path, _written(order, table)), **told_of})
            yield table.path
        for kept in (StoredFile(**one) for one in head["stored"]):
            try:
                with Path(kept.source).open("rb") as file:
                    files.append(_put(pack, kept.path, _pieces(file)))
            except FileNotFoundError:
                missing.append(kept.sha256)
            yield kept.path
        whole = {**head["manifest"], "missing_files": missing, "files": files}
        _put(pack, head["name"], [json.dumps(whole, ensure_ascii=False, indent=1).encode()])
        yield str(head["name"])


def _written(order: zipfile.ZipFile, table: CsvFile) -> Iterator[bytes]:
    """The table's bytes; items come as they are asked for."""
    with order.open(SNAPSHOTS + table.snapshot) as told:
        snapshot, _ = orders.read(told)  # type: ignore[arg-type]
        yield from csv.pieces(EXPORTS[table.export], snapshot, Options())


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE_BYTES):
        yield piece


def _put(pack: zipfile.ZipFile, path: str, pieces: Iterable[bytes]) -> dict[str, Any]:
    """Write a file into the bundle; what the manifest says of it."""
    digest, size = hashlib.sha256(), 0
    with pack.open(zipfile.ZipInfo(path, _UNDATED), "w", force_zip64=True) as out:
        for piece in pieces:
            out.write(piece)
            digest.update(piece)
            size += len(piece)
    return {"path": path, "size": size, "sha256": digest.hexdigest()}
