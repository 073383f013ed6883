"""A small file kept twice and overwritten in place, so that its older versions are gone."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

from lib.errors import disk_refusal
from lib.store.engine.paircopy import make_folder

_LENGTH_BYTES: Final = 8
_HEAD_BYTES: Final = _LENGTH_BYTES + hashlib.sha256().digest_size
_BLOCK_BYTES: Final = 4096


class Twins:
    """Two files with the same content; a write that is cut off spoils one of them at most.

    A file put in another's place would leave the older one's blocks on the disk.
    """

    def __init__(self, path: Path) -> None:
        self._paths = (path.with_suffix(".a"), path.with_suffix(".b"))

    def read(self) -> bytes:
        """What was written last; nothing where nothing was.

        Raises:
            Unavailable: the disk fails, or spoilt both.
        """
        try:
            held = [path.read_bytes() if path.exists() else b"" for path in self._paths]
        except OSError as error:
            raise disk_refusal(error, self._paths[0]) from error
        for one in held:
            length = int.from_bytes(one[:_LENGTH_BYTES])
            content = one[_HEAD_BYTES : _HEAD_BYTES + length]
            if one and one[_LENGTH_BYTES:_HEAD_BYTES] == hashlib.sha256(content).digest():
                return content
        if all(held):
            raise disk_refusal(OSError("checksum"), self._paths[0])
        return b""

    def write(self, content: bytes) -> None:
        """Put the content into both, one after the other; it is on disk when this returns.

        Raises:
            Unavailable: the disk fails; at least one of the two is whole.
        """
        head = len(content).to_bytes(_LENGTH_BYTES) + hashlib.sha256(content).digest()
        whole = head + content
        try:
            make_folder(self._paths[0].parent)
            for path in self._paths:
                _overwrite(path, whole)
        except OSError as error:
            raise disk_refusal(error, self._paths[0]) from error


def _overwrite(path: Path, content: bytes) -> None:
    """Lay the content over the file's bytes and blanks over the rest of them."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "r+b") as file:
        room = max(path.stat().st_size, -(-len(content) // _BLOCK_BYTES) * _BLOCK_BYTES)
        file.write(content.ljust(room, b"\0"))
        file.flush()
        os.fsync(file.fileno())
