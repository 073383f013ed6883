"""Putting a backup in the place of a stopped database, and cutting a damaged log."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lib import text
from lib.domain.vietnamese import local
from lib.errors import Invalid, Unavailable
from lib.services import acts, clock
from lib.services.acts import Queue
from lib.services.files import stored_files
from lib.services.operation import backup, setup
from lib.store import file_records, migrations
from lib.store.engine import copies, opening, safety
from lib.store.engine.db import Database, open_database
from lib.store.engine.paircopy import sync_folder
from lib.store.files import blobcopies
from lib.store.files.blobs import Blobs


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Attributes:
        moved_to: where the old database lies now.
        missing: names of evidence files that neither the backup nor the disk holds whole.
    """

    path: Path
    migrated: tuple[str, ...]
    moved_to: Path | None
    missing: tuple[str, ...] = ()


def restore(source: Path, target: Path, *, may_replace: bool) -> Restored:
    """Put a backup in the place of a stopped database, brought to this program's schema.

    Its evidence files come first, so that no row stands without one that could be had.

    Args:
        may_replace: whether a database that is in use there may be moved aside, and a copy
            without its note be taken.
    Raises:
        Unavailable: `bad_backup`, `newer_schema`, `not_empty`, `in_use` or `disk_full`; the target
            is untouched.
    """
    noted = backup.note_of(source)
    _check_source(source, noted, may_replace)
    if not may_replace and _is_used(target):
        raise Unavailable("not_empty", path=str(target))
    part = target.with_name(f".{target.name}.restoring")
    _remove(part)
    try:
        copies.restore(source, part)
        if noted is not None and backup.tables(part) != noted["tables"]:
            raise Unavailable("bad_backup", path=str(source), detail=text.BACKUPS["rows"])
        migrated = _migrated(part)
        with _opened(part) as db:
            missing = _bring_back(db, source, stored_files.folder(target))
            _tell(db, source, noted)
        with opening.take_lock(target):
            moved_to = _moved_aside(target)
            part.replace(target)
            sync_folder(target.parent)
    finally:
        _remove(part)
    return Restored(target, migrated, moved_to, missing)


def restore_files(db: Database, source: Path) -> tuple[str, ...]:
    """Bring back the evidence files of a backup alone, for a database that pg_restore has filled.

    Returns:
        The names of files that neither the backup nor the disk holds whole.
    """
    missing = _bring_back(db, source, stored_files.blobs(db).root)
    _tell(db, source, backup.note_of(source))
    return missing


def _tell(db: Database, source: Path, noted: dict[str, Any] | None) -> None:
    """Put the restore on record: what came after the backup has been given up with it."""
    detail = {"name": source.name, "made_at": noted["made_at"] if noted else None}
    intent = acts.intend_as(db, acts.OPERATOR, act_id=acts.new_act(), queue=Queue.NONE)
    intent.carry_out(
        lambda act: act.tell("backup.restore", source.name, detail), again=acts.nothing
    )


def _bring_back(db: Database, source: Path, folder: Path) -> tuple[str, ...]:
    named = db.read(file_records.named_files)
    kept = Blobs(folder)
    lost = blobcopies.bring_back(kept, backup.files_beside(source), named)
    # The database that is set aside may name files which this one has never heard of.
    kept.keep_longer(named.keys(), now_s=time.time())
    return tuple(sorted(named[sha256] for sha256 in lost))


def _check_source(source: Path, noted: dict[str, Any] | None, may_replace: bool) -> None:
    if not source.is_file():
        raise Unavailable("bad_backup", path=str(source), detail=text.BACKUPS["missing"])
    if noted is None:
        if not may_replace:
            raise Unavailable("bad_backup", path=str(source), detail=text.BACKUPS["no_note"])
    elif noted["sha256"] != backup.sha256_of(source):
        raise Unavailable("bad_backup", path=str(source), detail=text.BACKUPS["checksum"])
    elif noted["schema_level"] > migrations.newest():
        raise Unavailable("newer_schema", found=noted["schema_level"], known=migrations.newest())


def _is_used(target: Path) -> bool:
    """Whether there is a database that somebody has set up, or one that cannot be read."""
    if not target.exists():
        return safety.log_of(target).exists()
    try:
        with _opened(target) as db:
            return migrations.level(db) > 0 and not setup.is_empty(db)
    except Unavailable as error:
        if error.reason == "in_use":
            raise
        return True


def _migrated(part: Path) -> tuple[str, ...]:
    with _opened(part) as db:
        return tuple(migrations.migrate(db))


@contextmanager
def _opened(path: Path) -> Iterator[Database]:
    """The database as it is; the copy that a migration makes of it is not kept."""
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
        db = open_database(str(path), backups=Path(scratch))
        try:
            yield db
        finally:
            db.close()


def _moved_aside(target: Path) -> Path | None:
    """Where the old database is kept; nothing of it is deleted."""
    stamp = f"{local(clock.now()):%Y%m%d-%H%M%S}"
    kept = target.with_name(f"{target.stem}.truoc-khoi-phuc-{stamp}{target.suffix}")
    moved = False
    for old, new in ((target, kept), (safety.log_of(target), safety.log_of(kept))):
        # The file goes first: its log alone is refused by a start, the file without it is not.
        if old.exists():
            old.replace(new)
            sync_folder(target.parent)
            moved = True
    safety.drop(target)
    return kept if moved else None


def _remove(part: Path) -> None:
    lock = part.with_name(f"{part.name}.lock")
    for one in (part, safety.log_of(part), lock):
        one.unlink(missing_ok=True)
    safety.drop(part)


def truncate_log(path: Path, position: int) -> Path:
    """Cut the log of a stopped database; where the whole log is kept.

    Raises:
        Unavailable: a server has the file open.
        Invalid: the position lies outside the log.
    """
    try:
        return opening.truncate_log(path, position)
    except ValueError as error:
        raise Invalid("unreadable", field="BYTE") from error
