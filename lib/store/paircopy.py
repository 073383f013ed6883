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


def copy_synced(source: Path, target: Path) -> int:
    """How many bytes were copied; they are on disk."""
    with source.open("rb") as reading, target.open("wb") as writing:
        shutil.copyfileobj(reading, writing, 1 << 20)
        writing.flush()
        os.fsync(writing.fileno())
        return writing.tell()


def make_pair(path: Path) -> None:
    """Copy file and log, then write the mark that says the pair is whole."""
    log, log_copy = beside(path, LOG), beside(path, PAIR + LOG)
    log_copy.unlink(missing_ok=True)
    sizes = [copy_synced(path, beside(path, PAIR))]
    sizes.append(copy_synced(log, log_copy) if log.exists() else 0)
    mark = beside(path, MARK)
    part = beside(path, MARK + ".part")
    with part.open("w", encoding="ascii") as writing:
        writing.write(f"{sizes[0]} {sizes[1]}\n")
        writing.flush()
        os.fsync(writing.fileno())
    sync_folder(path.parent)
    part.replace(mark)
    sync_folder(path.parent)


if __name__ == "__main__":
    make_pair(Path(sys.argv[1]))
