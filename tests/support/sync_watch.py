"""Which files and names have reached the disk, as a file system that promises least would say.

A file's bytes are there once the file was synced after its last opening for writing. A name is
there once its folder was synced after the name was given.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest


class SyncWatch:
    """Follows the calls of this process for as long as the block lasts.

    Attributes:
        folders: those that were synced, in their order.
    """

    def __init__(self) -> None:
        self._synced: dict[tuple[int, int], int] = {}
        self._named: dict[str, int] = {}
        self._turn = 0
        self.folders: list[Path] = []
        self._context = pytest.MonkeyPatch.context()

    def __enter__(self) -> SyncWatch:
        patch = self._context.__enter__()
        for name in ("fsync", "replace", "rename", "link", "mkdir"):
            patch.setattr(os, name, self._watched(name, getattr(os, name)))
        return self

    def __exit__(self, *error: Any) -> None:
        self._context.__exit__(*error)

    def is_durable(self, path: Path) -> bool:
        """Whether a power cut now would leave the path with its bytes."""
        return self.is_named(path) and (path.is_dir() or self.is_synced(path))

    def is_named(self, path: Path) -> bool:
        """Whether a power cut now would leave something under the path."""
        folder = self._synced.get(_id(path.parent.stat()), -1)
        return folder > self._named.get(str(path), -1)

    def is_synced(self, path: Path) -> bool:
        """Whether the file or folder was synced at all."""
        return _id(path.stat()) in self._synced

    def _watched(self, name: str, real: Any) -> Any:
        def call(*args: Any, **settings: Any) -> Any:
            done = real(*args, **settings)
            self._turn += 1
            if name == "fsync":
                self._synced[_id(os.fstat(args[0]))] = self._turn
                named = Path(f"/proc/self/fd/{args[0]}").readlink()
                self.folders += [named] if named.is_dir() else []
            else:
                self._named[os.fspath(args[0] if name == "mkdir" else args[1])] = self._turn
            return done

        return call


def _id(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino
