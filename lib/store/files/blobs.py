"""Files on disk under their SHA-256: written whole or not at all, each content once."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

from lib.errors import Unavailable, disk_refusal
from lib.store.engine.paircopy import sync_folder

_PART: Final = ".part"
_ASIDE: Final = ".aside"
_NAMED: Final[set[Path]] = set()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What was removed: uploads that never ended, and files that no row names."""

    unfinished: int
    unknown: int


class Blobs:
    """The files of one database."""

    def __init__(self, root: Path, *, least_free_bytes: int = 0) -> None:
        self.root = root
        self._least_free_bytes = least_free_bytes
        self.incoming = root / "incoming"

    def path(self, sha256: str) -> Path:
        """Where the file of a checksum lies or would lie."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self.root / sha256[:2] / sha256[2:]

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    @contextmanager
    def storing(
        self, contents: list[bytes], named: Callable[[], Set[str]] | None = None
    ) -> Iterator[list[str]]:
        """The checksums of the contents, on disk; inside, the caller writes rows that name them.

        A mark beside each stands until the rows are written, so that a start after a kill knows
        which files may have none.

        Args:
            named: the checksums that rows name, asked when the block fails, to take away at once
                what none of them does; without it a start does.
        Raises:
            Unavailable: no room, or the disk fails; nothing was stored.
        """
        marks: list[Path] = []
        try:
            self._require_room(sum(len(content) for content in contents))
            sums = [self._put(content, marks) for content in contents]
            yield sums
        except BaseException as error:
            if named is not None and not _is_uncertain(error):
                with suppress(Unavailable, OSError):
                    self._take_away(marks, named)
            if isinstance(error, OSError):
                raise disk_refusal(error, self.root) from error
            raise
        for mark in marks:
            mark.unlink(missing_ok=True)

    def _take_away(self, marks: list[Path], named: Callable[[], Set[str]]) -> None:
        """Remove the files of these marks that no row names and no other upload brings just now.

        An upload makes its mark before it looks for the file. So a file is moved out of the way
        first: who looks later writes it anew, and who looked before is seen by the mark or the row.
        """
        known = named()
        for mark in marks:
            sha256 = mark.name.split("-")[0]
            if sha256 in known or self._is_marked(sha256, but=mark):
                mark.unlink(missing_ok=True)
                continue
            aside = mark.with_suffix(_ASIDE)
            with suppress(FileNotFoundError):
                self.path(sha256).replace(aside)
                if self._is_marked(sha256, but=mark) or sha256 in named():
                    aside.replace(self.path(sha256))
            aside.unlink(missing_ok=True)
            mark.unlink(missing_ok=True)

    def _is_marked(self, sha256: str, *, but: Path) -> bool:
        """Whether another upload of the same bytes is under way."""
        return any(one != but and not one.suffix for one in self.incoming.glob(f"{sha256}-*"))

    def clean(
        self, known: Set[str], *, now_s: float, unfinished: timedelta, unknown: timedelta
    ) -> Cleaned:
        """Remove what is left of uploads, and files without a row.

        Args:
            known: the checksums that rows name.
            now_s: seconds since 1970, as files are dated.
            unfinished: how old an upload must be to count as broken off.
            unknown: how old a file without a row and without a mark must be: a restored backup
                knows nothing of newer files, which another copy of the database may still name.
        """
        marks = [one for one in self._files(self.incoming) if _age(one, now_s) >= unfinished]
        for mark in marks:
            sha256 = mark.name.split("-")[0]
            if sha256 not in known:
                self.path(sha256).unlink(missing_ok=True)
            elif mark.suffix == _ASIDE and not self.has(sha256):
                mark.replace(self.path(sha256))
            mark.unlink(missing_ok=True)
        begun = {one.name.split("-")[0] for one in self._files(self.incoming)}
        strangers = [
            blob
            for sha256, blob in self._blobs()
            if sha256 not in known and sha256 not in begun and _age(blob, now_s) >= unknown
        ]
        for blob in strangers:
            blob.unlink(missing_ok=True)
        return Cleaned(len([one for one in marks if not one.suffix]), len(strangers))

    def keep_longer(self, known: Set[str], *, now_s: float) -> None:
        """Count the age of files without a row from now on."""
        for sha256, blob in self._blobs():
            if sha256 not in known:
                os.utime(blob, (now_s, now_s))

    def _require_room(self, size_bytes: int) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(self.root).free
        if free - size_bytes < self._least_free_bytes:
            raise Unavailable("disk_full", free_bytes=free)

    def _put(self, content: bytes, marks: list[Path]) -> str:
        """The checksum of the content, which is on disk now; its mark is added to the marks."""
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path(sha256)
        self.incoming.mkdir(parents=True, exist_ok=True)
        mark = self.incoming / f"{sha256}-{uuid4().hex}"
        mark.touch()
        marks.append(mark)
        if not (target.is_file() and target.stat().st_size == len(content)):
            part = mark.with_suffix(_PART)
            try:
                with part.open("wb") as writing:
                    writing.write(content)
                    writing.flush()
                    os.fsync(writing.fileno())
                target.parent.mkdir(exist_ok=True)
                part.replace(target)
            except OSError:
                part.unlink(missing_ok=True)
                raise
        # Also for one that is there: who brought it may not have come so far.
        sync_folder(target.parent)
        sync_folder(self.root)
        self._name_root()
        return sha256

    def _name_root(self) -> None:
        """Have the folder itself found after a power cut; once for each folder and process."""
        if self.root not in _NAMED:
            sync_folder(self.root.parent)
            sync_folder(self.root.parent.parent)
            _NAMED.add(self.root)

    def _blobs(self) -> Iterator[tuple[str, Path]]:
        for folder in self._folders():
            for blob in self._files(folder):
                if len(blob.name) == 62:
                    yield folder.name + blob.name, blob

    def _folders(self) -> list[Path]:
        if not self.root.is_dir():
            return []
        return [one for one in self.root.iterdir() if one.is_dir() and len(one.name) == 2]

    @staticmethod
    def _files(folder: Path) -> list[Path]:
        return sorted(folder.iterdir()) if folder.is_dir() else []


def _is_uncertain(error: BaseException) -> bool:
    """Whether the rows may have been written all the same."""
    return isinstance(error, Unavailable) and error.reason == "uncertain"


def _age(path: Path, now_s: float) -> timedelta:
    try:
        return timedelta(seconds=now_s - path.stat().st_mtime)
    except FileNotFoundError:
        return timedelta(0)
