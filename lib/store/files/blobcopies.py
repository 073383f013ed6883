"""Copies of stored files: laid beside a backup of the database, and brought back from it."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from lib.errors import Unavailable, disk_refusal
from lib.store.engine.paircopy import copy_synced, make_folder, sync_folder
from lib.store.files.blobs import Blobs


def save(kept: Blobs, copies: Blobs, sums: Iterable[str], *, spare_bytes: int) -> set[str]:
    """Lay the files of these checksums beside a backup; the checksums whose file is not there.

    Nobody writes into a stored file, so a second name for it is a copy that costs no room. Where
    the file system knows no second names, or the folders lie on two disks, bytes are copied.

    Args:
        spare_bytes: free room that copied bytes must leave.
    Raises:
        Unavailable: `disk_full`; what has been laid there stays.
    """
    sources = [(kept.path(sha256), sha256) for sha256 in sums]
    lost = _lay(sources, copies, spare_bytes=spare_bytes)
    copies.incoming.rmdir()
    return lost


def bring_back(kept: Blobs, copies: Blobs, sums: Iterable[str]) -> set[str]:
    """Put the files of these checksums where they are served from, each checked by its bytes.

    Returns:
        The checksums whose file is neither here nor whole in the copies.
    Raises:
        Unavailable: `disk_full`; what has been put back stays.
    """
    absent = [sha256 for sha256 in sums if not _is_whole(kept.path(sha256), sha256)]
    whole = [sha256 for sha256 in absent if _is_whole(copies.path(sha256), sha256)]
    lost = _lay([(copies.path(sha256), sha256) for sha256 in whole], kept, spare_bytes=0)
    return lost | (set(absent) - set(whole))


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def _lay(sources: list[tuple[Path, str]], into: Blobs, *, spare_bytes: int) -> set[str]:
    """The checksums without a source; the others are durable under their names, each whole."""
    lost = set()
    folders = {into.root}
    try:
        make_folder(into.incoming)
        for source, sha256 in sources:
            if not source.is_file():
                lost.add(sha256)
                continue
            _lay_one(source, into.path(sha256), into.incoming / f"{sha256}-copy.part", spare_bytes)
            folders.add(into.path(sha256).parent)
        for folder in folders:
            sync_folder(folder)
    except OSError as error:
        raise disk_refusal(error, into.root) from error
    return lost


def _lay_one(source: Path, target: Path, part: Path, spare_bytes: int) -> None:
    part.unlink(missing_ok=True)
    try:
        try:
            os.link(source, part)
        except OSError:
            _require_room(part.parent, source.stat().st_size + spare_bytes)
            copy_synced(source, part)
        target.parent.mkdir(exist_ok=True)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _require_room(folder: Path, needed_bytes: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed_bytes:
        raise Unavailable("disk_full", free_bytes=free)
