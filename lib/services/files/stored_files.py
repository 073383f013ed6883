"""The files on disk that rows name: where they lie, one to be sent, and those that nobody needs."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from lib import config
from lib.errors import NotFound
from lib.store import file_records as store
from lib.store.engine.db import Database
from lib.store.file_records import StoredFile
from lib.store.files.blobs import Blobs, Cleaned

# A restored backup knows nothing of files that a copy set aside may still name.
_KEEP_UNKNOWN: Final = timedelta(days=30)
# Another server of the same PostgreSQL database may be in the middle of an upload.
_UPLOAD_TAKES: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class OpenFile:
    """One file to be sent."""

    path: Path
    name: str
    media_type: str


def blobs(db: Database) -> Blobs:
    """The files of this database; each database of one data folder has a folder of its own."""
    root = config.settings().evidence_dir / name(db)
    return Blobs(root, least_free_bytes=config.settings().min_free_mb << 20)


def name(db: Database) -> str:
    """What the folders of a database are called, in every folder of the data."""
    return (db.path or Path(db.key.rpartition(":")[2])).stem


def storing(db: Database, contents: list[bytes]) -> AbstractContextManager[list[str]]:
    """The checksums of the contents, on disk; inside, the caller writes rows that name them.

    When the rows are refused, files that no row names go at once.
    """
    return blobs(db).storing(contents, lambda: db.read(store.checksums))


def folder(database: Path) -> Path:
    """Where the files of a database lie: under its name, whatever ending it has."""
    return config.settings().evidence_dir / database.stem


def opened(db: Database, file: StoredFile | None, what: str) -> OpenFile:
    """The file that a row tells of.

    Args:
        what: whose file it is, for the refusal.
    Raises:
        NotFound: there is no row, or the disk has lost its file.
    """
    if file is None or not (path := blobs(db).path(file.sha256)).is_file():
        raise NotFound(what)
    return OpenFile(path, file.file_name, file.media_type)


def clean_up(db: Database) -> Cleaned:
    """Remove what broken-off uploads left, and files that no row has named for 30 days."""
    known = db.read(store.checksums)
    is_alone = db.path is not None
    return blobs(db).clean(
        known,
        now_s=time.time(),
        unfinished=timedelta(0) if is_alone else _UPLOAD_TAKES,
        unknown=_KEEP_UNKNOWN,
    )


def missing(db: Database) -> int:
    """How many files that rows name are not there."""
    kept = blobs(db)
    return sum(not kept.has(sha256) for sha256 in db.read(store.checksums))
