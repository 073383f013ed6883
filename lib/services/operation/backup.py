"""Copies of the database and its evidence files: made while they are in use, and listed."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from lib import config, text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.audit_chain import Head
from lib.domain.vietnamese import local
from lib.errors import Unavailable, disk_refusal
from lib.services import acts, clock
from lib.services.acts import Act, Intent, Queue
from lib.services.audit import chains
from lib.services.files import stored_files
from lib.store import campaigns as campaign_store
from lib.store import file_records, migrations
from lib.store.engine import copies
from lib.store.engine.db import Database, Reader
from lib.store.engine.paircopy import make_folder, write_synced
from lib.store.files import blobcopies
from lib.store.files.blobs import Blobs

_PREFIX: Final = "TDKT_"
# Two copies at once would only slow each other down.
_turn = threading.Lock()


class Note(StrEnum):
    """What stands beside a copy for a restore to compare it with."""

    WHOLE = "whole"
    NONE = "none"
    """A migration made the copy and noted nothing."""
    MISSING = "missing"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy in the backups folder.

    Attributes:
        made_at: when it was made.
        sha256: as noted when it was made; None without a note that can be read.
        files: how many evidence files lie beside it; None for a copy of the database alone.
        missing: names of those that rows spoke of and the disk had not.
    """

    path: Path
    made_at: datetime
    size_bytes: int
    sha256: str | None
    files: int | None = None
    missing: tuple[str, ...] = ()
    note: Note = Note.WHOLE

    @property
    def is_usable(self) -> bool:
        """Whether nothing says that it is only a part of a copy."""
        return self.note in (Note.WHOLE, Note.NONE)

    @property
    def name(self) -> str:
        return self.path.name


def make(db: Database, actor: Actor, *, act_id: UUID) -> Backup:
    """A checked copy of the database as it is now, then of the evidence files that it names.

    The same act again makes no second one.

    Raises:
        Unavailable: `disk_full`; or `bad_backup`, the copy does not hold the same and is gone.
    """
    return _make(acts.intend(db, actor, Action.BACKUP_MAKE, act_id=act_id, queue=Queue.NONE))


def make_for_operator(db: Database, *, act_id: UUID) -> Backup:
    """The same for whoever may use the server's terminal."""
    return _make(acts.intend_as(db, acts.OPERATOR, act_id=act_id, queue=Queue.NONE))


def backups(db: Database, actor: Actor) -> list[Backup]:
    """The copies of this database, the newest first."""
    access.check(actor, Action.BACKUP_MAKE)
    found = [_known(path) for path in files_of(db)]
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def _make(intent: Intent) -> Backup:
    db = intent.db
    with _turn, _disk(_folder(db)):
        if intent.is_done():
            return max(map(_known, files_of(db)), key=lambda one: (one.is_usable, one.made_at))
        _check_room(db)
        now = clock.now()
        target = _new_path(db, now)
        make_folder(target.parent)
        heads = chains.heads(db)
        db.backup(target)
        try:
            files, missing = _copy_files(db, target)
            made = Backup(target, now, target.stat().st_size, sha256_of(target), files, missing)
            _write_note(db, made, heads)
        except (Unavailable, OSError):
            shutil.rmtree(files_beside(target).root, ignore_errors=True)
            target.unlink()
            raise

        def tell(act: Act) -> None:
            detail = {"name": made.name, "size_bytes": made.size_bytes, "files": made.files}
            act.tell("backup.make", made.name, detail)

        intent.carry_out(tell, again=acts.nothing)
    return made


@contextmanager
def _disk(path: Path) -> Iterator[None]:
    """Give the disk's own errors their sentences."""
    try:
        yield
    except OSError as error:
        raise disk_refusal(error, path) from error


def _copy_files(db: Database, target: Path) -> tuple[int, tuple[str, ...]]:
    """How many evidence files lie beside the copy now, and the names of those that are lost.

    A file is on disk before a row names it, and no row is ever deleted: what rows name after the
    database was copied holds all that the copy names.

    Raises:
        Unavailable: `disk_full`.
    """
    named = db.read(file_records.named_files)
    beside = files_beside(target)
    spare_bytes = config.settings().min_free_mb << 20
    kept = stored_files.blobs(db)
    lost = blobcopies.save(kept, beside, named, spare_bytes=spare_bytes)
    return len(named) - len(lost), tuple(sorted(named[sha256] for sha256 in lost))


def files_beside(path: Path) -> Blobs:
    """Where the evidence files of a backup lie."""
    return Blobs(path.with_name(f"{path.name}.files"))


def _check_room(db: Database) -> None:
    """Refuse before a copy is begun that would leave too little for the saves of others."""
    free = db.free_bytes()
    size_bytes = db.path.stat().st_size if db.path else 0
    if free is not None and free - size_bytes < config.settings().min_free_mb << 20:
        raise Unavailable("disk_full", free_bytes=free)


def _folder(db: Database) -> Path:
    return db.backups or config.settings().backups_dir


def _stem(db: Database) -> str:
    return db.path.stem if db.path else "postgresql"


def files_of(db: Database) -> Iterator[Path]:
    """The copies of this database and of no other that shares the folder."""
    return _named(_folder(db), _stem(db), "duckdb" if db.path else "dump")


def copies_of(folder: Path, path: Path) -> Iterator[Path]:
    """The copies of a DuckDB file in the folder."""
    return _named(folder, path.stem, "duckdb")


def _named(folder: Path, stem: str, kind: str) -> Iterator[Path]:
    for pattern in (f"{_PREFIX}{stem}_*.{kind}", f"{stem}-schema*.{kind}"):
        yield from folder.glob(pattern)


def _new_path(db: Database, now: datetime) -> Path:
    """As in TDKT_thidua_20261122-140322_r1234.duckdb."""
    revision = db.read(_revision)
    kind = "duckdb" if db.path else "dump"
    name = f"{_PREFIX}{_stem(db)}_{local(now):%Y%m%d-%H%M%S}_r{revision}"
    names = (name, *(f"{name}-{number}" for number in range(2, 100)))
    paths = (_folder(db) / f"{one}.{kind}" for one in names)
    return next(path for path in paths if not path.exists())


def _revision(tx: Reader) -> int:
    return max((one.revision for one in campaign_store.campaigns(tx)), default=0)


def _write_note(db: Database, made: Backup, heads: Mapping[str, Head]) -> None:
    """Leave beside the copy what a restore compares it with, and where the audit log had come."""
    note = {
        "name": made.name,
        "made_at": made.made_at.isoformat(),
        "size_bytes": made.size_bytes,
        "sha256": made.sha256,
        "engine": db.engine,
        "schema_level": migrations.level(db),
        "version": config.VERSION,
        "tables": tables(made.path) if db.path else None,
        "files": made.files,
        "missing": made.missing,
        "audit": {key: [head.number, head.sha256] for key, head in heads.items()},
    }
    content = json.dumps(note, ensure_ascii=False, indent=1)
    write_synced(_note_path(made.path), content.encode())


def _note_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def note_of(path: Path) -> dict[str, Any] | None:
    """What was noted beside a copy when it was made; None without a note.

    Raises:
        Unavailable: `bad_backup`, the note cannot be read.
    """
    try:
        note = json.loads(_note_path(path).read_text(encoding="utf-8"))
        _check_note(note)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unavailable("bad_backup", path=str(path), detail=text.BACKUPS["note"]) from error
    return dict(note)


def _check_note(note: dict[str, Any]) -> None:
    """Nothing for a note with all that list and restore read.

    Raises:
        KeyError, TypeError or ValueError: it is none.
    """
    if datetime.fromisoformat(note["made_at"]).tzinfo is None:
        raise ValueError("no time zone")
    if not isinstance(note["sha256"], str) or not isinstance(note["schema_level"], int):
        raise TypeError("not a note")
    if not isinstance(note["tables"], dict | None):
        raise TypeError("not the tables")
    # Notes of before decision 0013 know no files.
    if not isinstance(note.get("files"), int | None):
        raise TypeError("not a count")
    if not all(isinstance(name, str) for name in note.get("missing") or ()):
        raise TypeError("not names")
    for number, hashed in (note.get("audit") or {}).values():
        if not isinstance(number, int) or not isinstance(hashed, str):
            raise TypeError("not a head")


def _known(path: Path) -> Backup:
    size_bytes, written_s = path.stat().st_size, path.stat().st_mtime
    written = datetime.fromtimestamp(written_s, tz=clock.now().tzinfo)
    try:
        note = note_of(path)
    except Unavailable:
        return Backup(path, written, size_bytes, None, note=Note.BAD)
    if note is None:
        kind = Note.MISSING if path.name.startswith(_PREFIX) else Note.NONE
        return Backup(path, written, size_bytes, None, note=kind)
    made_at, missing = datetime.fromisoformat(note["made_at"]), tuple(note.get("missing") or ())
    return Backup(path, made_at, size_bytes, note["sha256"], note.get("files"), missing)


def tables(path: Path) -> dict[str, list[int]]:
    """Row count and hash of each table of a copy."""
    return {table: [count, total] for table, count, total in copies.contents(path)}


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
