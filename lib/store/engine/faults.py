"""What an error of the engine means: damage, a failing disk, or somebody else with the file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

from lib.errors import Unavailable

PASSING: Final = frozenset({"no_checkpoint_room", "disk_full", "disk_error", "read_only", "in_use"})
"""Reasons that say nothing against what is on disk."""
_HELD: Final = ("Could not set lock", "Conflicting lock")
_NO_ROOM: Final = ("No space left on device", "Disk quota exceeded", "File too large")
_NO_RIGHT: Final = ("Read-only file system", "Permission denied", "Operation not permitted")
_FAILING: Final = (
    "Input/output error", "fsync failed", "Could not write", "Could not fsync",
    "Could not sync", "Stale file handle", "No such device",
)  # fmt: skip
_SIGNS: Final = (
    ("in_use", _HELD),
    ("disk_full", _NO_ROOM),
    ("read_only", _NO_RIGHT),
    ("disk_error", _FAILING),
)
_DAMAGE: Final = (
    "Corrupt", "not a valid DuckDB database file", "Could not read enough bytes",
    "does not match stored checksum", "Failure while replaying WAL",
)  # fmt: skip


def of_disk(error: duckdb.Error, path: Path) -> Unavailable | None:
    """The refusal where the engine could not reach the disk or the file; None for other errors."""
    words = str(error).replace(str(path), "")  # a path may hold any words
    for reason, signs in _SIGNS:
        if any(sign in words for sign in signs):
            return Unavailable(reason, path=str(path), detail=words[:300])
    return None


def is_damage(error: duckdb.Error) -> bool:
    """Whether bytes are not what the engine once wrote.

    Input and output fail for many reasons; whatever else stops an opening is about what was read.
    """
    if any(sign in str(error) for sign in _DAMAGE):
        return True
    return not isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException)


def of_opening(error: duckdb.Error, path: Path) -> Unavailable:
    """Why a file cannot be opened."""
    passing = of_disk(error, path)
    if passing is not None:
        if passing.reason == "disk_full":
            return Unavailable("no_checkpoint_room", path=str(path))
        return passing
    reason = "damaged" if is_damage(error) else "cannot_open"
    return Unavailable(reason, path=str(path), detail=str(error)[:300])


def of_use(error: duckdb.Error, path: Path) -> Unavailable | None:
    """The refusal for an error in a statement that comes from the disk; None for others."""
    passing = of_disk(error, path)
    if passing is not None:
        return passing
    if any(sign in str(error) for sign in _DAMAGE):
        return Unavailable("damaged", path=str(path), detail=str(error)[:300])
    return None
