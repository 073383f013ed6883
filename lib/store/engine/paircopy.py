"""Copies a database file and its log aside; run as a process of its own, standard library only.

The server itself must not do this: closing a plain handle to the live file drops the lock that
DuckDB holds on it.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

PAIR = ".safe"
LOG = ".wal"
MARK = ".safe.ok"


def beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def sync_folder(folder: Path) -> None:
    """Make renames in the folder durable."""
    if os.name == "nt":  # Windows opens no folder, and its renames are journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """A folder with all above it, each found again after a power cut."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def write_synced(target: Path, content: bytes) -> None:
    """Put a small file at `target`: whole or not at all, and on disk when this returns."""
    part = beside(target, ".part")
    try:
        with part.open("wb") as writing:
            writing.write(content)
            writing.flush()
            os.fsync(writing.fileno())
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def copy_synced(source: Path, target: Path) -> int:
    """How many bytes were copied; they are on disk."""
    with source.open("rb") as reading, target.open("wb") as writing:
        shutil.copyfileobj(reading, writing, 1 << 20)
        writing.flush()
        os.fsync(writing.fileno())
        return writing.tell()


def copy_pair(path: Path, part: Path) -> tuple[int, int]:
    """Copy file and log to `part` and its log; how many bytes each has.

    The caller gives them their names and writes the mark: a copier whose server was killed lives
    on, and must not declare a pair whole that the next server is making.
    """
    log = beside(path, LOG)
    file_bytes = copy_synced(path, part)
    log_bytes = copy_synced(log, beside(part, LOG)) if log.exists() else 0
    return file_bytes, log_bytes


if __name__ == "__main__":
    print(*copy_pair(Path(sys.argv[1]), Path(sys.argv[2])))  # noqa: T201 - read by the caller
