"""All that leaves with opinions in it: files that are downloaded, and what a report keeps."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pyarrow.parquet as pq

from lib.domain.campaigns import Campaign
from lib.domain.exports import Options
from lib.exports.registry import EXPORTS
from lib.services.bundles import writing
from lib.services.closing import freezing
from lib.services.reports import exports, workbook_files
from lib.store.engine.db import Database


def files(db: Database, campaign: Campaign, folder: Path) -> dict[str, bytes]:
    """By name, each file as whoever unpacks it reads it."""
    found = {f"{key}.csv": csv(db, key) for key in EXPORTS}
    book = folder / "so.xlsx"
    workbook_files.write_for_operator(db, campaign_code=campaign.code, out=book)
    found |= {f"workbook {name}": content for name, content in _unzipped(book.read_bytes())}
    with writing.made(db) as bundle:
        found |= {f"ZIP {name}": held for name, held in _unzipped(b"".join(bundle.pieces))}
    found["kept with a report"] = freezing.packed(exports.snapshot(db, campaign))
    return found


def csv(db: Database, key: str) -> bytes:
    made = exports.make_for_operator(db, key=key, campaign_code=None, options=Options())
    return b"".join(made.pieces)


def _unzipped(content: bytes) -> list[tuple[str, bytes]]:
    with ZipFile(io.BytesIO(content)) as packed:
        return [(name, _plain(name, packed.read(name))) for name in packed.namelist()]


def _plain(name: str, content: bytes) -> bytes:
    """A table row by row, since its own pages are packed."""
    if not name.endswith(".parquet"):
        return content
    rows = pq.read_table(io.BytesIO(content)).to_pylist()
    return "\n".join(repr(row) for row in rows).encode()
