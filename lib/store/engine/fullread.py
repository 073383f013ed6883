"""Reads a database file whole and finds blocks that have rotted; run as a process of its own.

The engine checks a block when it reads it, but a live one keeps in memory what it has read, and
years may pass before an old block is asked for again. So every block's checksum is compared, those
of indexes and of free blocks too. The format is DuckDB 2.0.0's; the server itself must not open the
file, since closing it would drop the engine's lock.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

import numpy as np

_HEADERS = 3 * 4096
_BLOCK = 256 << 10
_SUM = 8
_FACTOR = np.uint64(0xBF58476D1CE4E5B9)
_START = np.uint64(5381)
# A block that a checkpoint is writing just now is whole a moment later.
_LOOKS = 3
_PAUSE_S = 2.0


def rotten(path: Path, pause_s: float = _PAUSE_S) -> list[int]:
    """Where the blocks begin, in bytes, whose checksum is not that of what they hold.

    Raises:
        OSError: the disk refuses to give them.
    """
    with path.open("rb") as file:
        places = range(_HEADERS, os.fstat(file.fileno()).st_size - _BLOCK + 1, _BLOCK)
        bad = [place for place in places if not _is_sound(file, place)]
        for _ in range(_LOOKS - 1):
            if bad:
                time.sleep(pause_s)
                bad = [place for place in bad if not _is_sound(file, place)]
        return bad


def _is_sound(file: IO[bytes], place: int) -> bool:
    if hasattr(os, "posix_fadvise"):
        # What is on the disk, not what the system still has in memory.
        os.posix_fadvise(file.fileno(), place, _BLOCK, os.POSIX_FADV_DONTNEED)
    file.seek(place)
    block = file.read(_BLOCK)
    if len(block) < _BLOCK or not any(block):
        return True  # cut off by a checkpoint meanwhile, or never written
    words = np.frombuffer(block, dtype="<u8", offset=_SUM)
    found = np.bitwise_xor.reduce(words * _FACTOR) ^ _START
    return int(found) == int.from_bytes(block[:_SUM], "little")


if __name__ == "__main__":
    with suppress(AttributeError, OSError):
        os.nice(19)
    sys.stdout.write(json.dumps(rotten(Path(sys.argv[1]))))
