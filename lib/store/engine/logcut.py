"""Cuts a damaged log: by itself where only the last commit is torn, else on an operator's word."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import Final

from lib.store.engine import safety
from lib.store.engine.paircopy import beside, copy_synced, sync_folder

_CUT: Final = ".cut."
_KEPT: Final = 5


def cut_torn_end(path: Path, position: int) -> None:
    """Cut a log behind whose damage no whole commit stands; a copy of it is kept and listed."""
    log = safety.log_of(path)
    older = kept(path)
    numbers = [int(one.suffix[1:]) for one in older]
    _cut(log, position, beside(log, f"{_CUT}{max(numbers, default=0) + 1}"))
    for one in older[: 1 - _KEPT]:
        one.unlink(missing_ok=True)


def cut_for_operator(path: Path, position: int) -> Path:
    """Cut a log although what was saved later is lost by it; where the whole log is kept."""
    log = safety.log_of(path)
    whole = beside(log, f".damaged.{position}")
    _cut(log, position, whole)
    return whole


def kept(path: Path) -> list[Path]:
    """Logs that a start has cut, as they were, the oldest first; until somebody removes them."""
    log = safety.log_of(path)
    found = path.parent.glob(f"{glob.escape(log.name + _CUT)}*")
    return sorted(
        (one for one in found if one.suffix[1:].isdecimal()), key=lambda one: int(one.suffix[1:])
    )


def _cut(log: Path, position: int, whole: Path) -> None:
    copy_synced(log, whole)
    sync_folder(log.parent)
    if not position:
        log.unlink()
    else:
        new = beside(log, ".new")
        with log.open("rb") as reading, new.open("wb") as writing:
            writing.write(reading.read(position))
            writing.flush()
            os.fsync(writing.fileno())
        new.replace(log)
    sync_folder(log.parent)
