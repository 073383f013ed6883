"""Zips of stored files, made while they are sent."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lib.domain.vietnamese import local
from lib.services.files import stored_files
from lib.store.engine.db import Database
from lib.store.files.blobs import Blobs

_PIECE_BYTES: Final = 1 << 18
_UNFIT: Final = re.compile(r'[<>:"/\\|?*]')
_MISSING: Final = "thieu-tep.txt"


@dataclass(frozen=True, slots=True)
class Zip:
    """A zip on its way: its name, its files, and its bytes in pieces."""

    name: str
    files: int
    pieces: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """A stored file in a zip.

    Attributes:
        path: where it stands inside.
        kept_at: the time that it bears there.
    """

    path: str
    sha256: str
    kept_at: datetime


def streamed(db: Database, name: str, entries: Sequence[ZipEntry]) -> Zip:
    """A zip of stored files; those that the disk has lost are listed in it."""
    return Zip(name, len(entries), _pieces(stored_files.blobs(db), entries))


def free_name(stem: str, ending: str, taken: Collection[str]) -> str:
    """The name, with a number where it is taken."""
    for number in itertools.count(1):
        again = f" ({number})" if number > 1 else ""
        name = f"{stem}{again}{ending}"
        if name.lower() not in taken:
            break
    return name


def plain_name(name: str) -> str:
    """A folder's name for every system."""
    return _UNFIT.sub("-", name).strip(" .")


def _pieces(kept: Blobs, entries: Sequence[ZipEntry]) -> Iterator[bytes]:
    """The zip, made while it is sent: neither memory nor disk holds it as a whole."""
    sink = _Sink()
    lost = []
    # What is inside is packed already.
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as package:
        for entry in entries:
            path = kept.path(entry.sha256)
            if not path.is_file():
                lost.append(entry.path)
                continue
            info = zipfile.ZipInfo(entry.path, local(entry.kept_at).timetuple()[:6])
            info.external_attr = 0o644 << 16
            with path.open("rb") as reading, package.open(info, "w") as writing:
                while piece := reading.read(_PIECE_BYTES):
                    writing.write(piece)
                    yield sink.taken()
            yield sink.taken()
        if lost:
            package.writestr(_MISSING, "\n".join(lost))
    yield sink.taken()


class _Sink(io.RawIOBase):
    """Where a zip is written to, and taken from piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: object, /) -> int:
        data = bytes(piece)  # type: ignore[call-overload]
        self._held += data
        return len(data)

    def taken(self) -> bytes:
        held = bytes(self._held)
        self._held.clear()
        return held
