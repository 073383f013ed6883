"""The safety pair: a copy of file and log from just before a checkpoint rewrites the file.

Power that fails inside a checkpoint can leave the main file unreadable. The pair then holds every
acknowledged save, because nothing is committed between its making and the end of the checkpoint.
"""

from __future__ import annotations

import errno
import glob
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from lib.errors import Unavailable, disk_refusal
from lib.store.engine import paircopy
from lib.store.engine.ids import new_id
from lib.store.engine.paircopy import (
    LOG,
    MARK,
    PAIR,
    beside,
    copy_synced,
    sync_folder,
    write_synced,
)

SPARE_BYTES = 50 << 20
_BROKEN_KEPT = 5
_PART = ".part"
_ERRNO = re.compile(r"\[Errno (\d+)\]")
_COPYING = f"{PAIR}.copy-"
# What DuckDB may leave beside the file when it stops inside a checkpoint or a replay.
_LEFTOVERS = (LOG + ".checkpoint", LOG + ".recovery")


def log_of(path: Path) -> Path:
    return beside(path, LOG)


def size_of(path: Path) -> int:
    """Bytes of a file; 0 where there is none."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def require_never_begun(path: Path) -> None:
    """Nothing where no trace of a database is, so that one may be begun.

    Raises:
        Unavailable: its lock file, a safety pair or what a start set aside is there.
    """
    traces = [beside(path, suffix) for suffix in (".lock", PAIR, PAIR + LOG, MARK)]
    traces += path.parent.glob(f"{glob.escape(path.name)}*.broken.*")
    for trace in traces:
        if trace.exists():
            raise Unavailable("lost_file", path=str(path), sign=str(trace))


def require_room(path: Path, free_bytes: int) -> None:
    """Nothing when a guarded checkpoint has room for the pair and for the blocks written anew.

    Raises:
        OSError: it has not.
    """
    needed = 2 * size_of(path) + 2 * size_of(log_of(path)) + SPARE_BYTES
    if free_bytes < needed:
        raise OSError(
            errno.ENOSPC, f"a guarded checkpoint needs {needed} bytes, {free_bytes} are free"
        )


def make(path: Path) -> None:
    """Copy file and log aside; only while nothing is written.

    Raises:
        OSError: there is no pair, and no checkpoint may follow.
    """
    drop(path)
    part = beside(path, f"{_COPYING}{new_id().hex}{_PART}")
    command = [sys.executable, "-I", "-S", paircopy.__file__, str(path), str(part)]
    # The command is this program's own file, and no shell reads the path.
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    try:
        if done.returncode:
            raise _copier_error(done.stderr)
        _publish(path, part, done.stdout)
    except OSError as error:
        with suppress(OSError):
            drop(path)
        raise OSError(error.errno, f"no safety pair: {error}") from error


def _copier_error(said: str) -> OSError:
    """What ended the copier, by the last line of its trace."""
    last = said.strip().rpartition("\n")[2]
    named = _ERRNO.search(last)
    return OSError(int(named[1]) if named else errno.EIO, last)


def _publish(path: Path, part: Path, sizes: str) -> None:
    """Give the copies their names, then write the mark that says the pair is whole."""
    pair, mark = beside(path, PAIR), beside(path, MARK)
    part.replace(pair)
    if log_of(part).exists():
        log_of(part).replace(log_of(pair))
    sync_folder(path.parent)
    write_synced(mark, sizes.encode("ascii"))


def no_pair(error: OSError, path: Path) -> Unavailable:
    """The refusal where a pair can be neither made nor put in place."""
    refused = disk_refusal(error, path)
    return (
        Unavailable("no_checkpoint_room", path=str(path))
        if refused.reason == "disk_full"
        else refused
    )


def drop(path: Path) -> None:
    """Declare the pair void, then remove it and what copiers of killed servers left.

    While a part of the pair is there, nobody knows whether the removal of the mark is on disk.
    """
    mark, pair = beside(path, MARK), beside(path, PAIR)
    if any(one.exists() for one in (mark, pair, log_of(pair))):
        mark.unlink(missing_ok=True)
        sync_folder(path.parent)
    pair.unlink(missing_ok=True)
    log_of(pair).unlink(missing_ok=True)
    for suffix in (_PART, _PART + LOG):
        for left in path.parent.glob(f"{glob.escape(path.name + _COPYING)}*{suffix}"):
            left.unlink(missing_ok=True)


def is_whole(path: Path) -> bool:
    """Whether a checkpoint was interrupted and the pair from before it is complete."""
    sizes = _sizes(path)
    if sizes is None:
        return False
    pair = beside(path, PAIR)
    return sizes == (size_of(pair), size_of(log_of(pair)))


def restore(path: Path) -> None:
    """Put the pair in the place of file and log; what stood there is kept as .broken.N.

    The log goes first and the mark stays: interrupted anywhere, the next start does it again.
    """
    pair = beside(path, PAIR)
    sources = {suffix: beside(pair, suffix) for suffix in (LOG, "")}
    try:
        for suffix, source in sources.items():
            if source.exists():
                copy_synced(source, beside(path, suffix + ".new"))
    except OSError as error:
        raise no_pair(error, path) from error
    kept = _kept_suffix(path)
    for suffix in (*_LEFTOVERS, LOG, ""):
        standing, new = beside(path, suffix), beside(path, suffix + ".new")
        if standing.exists():
            standing.replace(beside(path, suffix + kept))
        if new.exists():
            new.replace(standing)
        sync_folder(path.parent)


def _sizes(path: Path) -> tuple[int, int] | None:
    try:
        file_bytes, log_bytes = beside(path, MARK).read_text("ascii").split()
    except (FileNotFoundError, ValueError):
        return None
    return int(file_bytes), int(log_bytes)


def _kept_suffix(path: Path) -> str:
    """A free name for what is broken; a server that restarts for ever must not fill the disk."""
    for number in range(1, _BROKEN_KEPT):
        suffix = f".broken.{number}"
        if not any(beside(path, part + suffix).exists() for part in (*_LEFTOVERS, LOG, "")):
            return suffix
    return f".broken.{_BROKEN_KEPT}"
