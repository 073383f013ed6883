"""Files: which kinds are taken and how much of them, and how they are named."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lib.domain.vietnamese import format_number, nfc
from lib.errors import BadUpload

NAME_LIMIT: Final = 120
MEGABYTE: Final = 1 << 20
_TURNING: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


class FileKind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    JPG = "jpg"
    PNG = "png"
    WEBP = "webp"


MEDIA_TYPES: Final[Mapping[FileKind, str]] = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.JPG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
}
IMAGES: Final = frozenset({FileKind.JPG, FileKind.PNG, FileKind.WEBP})
ENDINGS: Final = (*(kind.value for kind in FileKind), "jpeg")
"""What a file chooser offers; what is inside decides."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken.

    Attributes:
        holder_bytes: of all revisions of all files that one thing has, an item for example.
        holder_files: how many files it may have.
        image_px: the longest side of a stored image; larger ones are shrunk.
        image_pixels: width × height above which an image is not even decoded.
        unpacked_bytes, unpacked_ratio, entries: of a DOCX or XLSX, which is a zip file.
    """

    file_bytes: int = 20 * MEGABYTE
    holder_bytes: int = 200 * MEGABYTE
    holder_files: int = 100
    image_px: int = 2560
    image_pixels: int = 64_000_000
    unpacked_bytes: int = 200 * MEGABYTE
    unpacked_ratio: int = 100
    entries: int = 5000


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be stored: its bytes are harmless as far as we can tell.

    Attributes:
        pages: of a PDF; 0 of other files.
    """

    name: str
    kind: FileKind
    content: bytes
    pages: int = 0

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.kind]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def clean_name(name: str, kind: FileKind) -> str:
    """The name that a file is kept under: its own, with the ending of what is inside.

    Raises:
        BadUpload: `bad_name`, it leads elsewhere or hides what it is.
    """
    require_plain_name(name)
    kept = (letter for letter in nfc(name) if unicodedata.category(letter) != "Cf")
    words = "".join("_" if letter in '<>:"|?*' else letter for letter in kept).split()
    stem, dot, ending = " ".join(words).rpartition(".")
    if not dot:
        stem = ending
    limit = NAME_LIMIT - len(kind.value) - 1
    return f"{nfc(stem)[:limit].strip(' .') or 'tep'}.{kind.value}"


def require_plain_name(name: str) -> None:
    """Nothing for a name that only names.

    Raises:
        BadUpload: `bad_name`, it holds a path, control characters or marks of direction.
    """
    for letter in name:
        is_hidden = unicodedata.category(letter) == "Cc"
        turns = unicodedata.bidirectional(letter) in _TURNING or letter in "\u200e\u200f\u061c"
        if letter in "/\\" or is_hidden or turns:
            raise BadUpload("bad_name", file=shown_name(name))


def shown_name(name: str) -> str:
    """A name fit to be shown in a refusal, whatever it holds."""
    plain = "".join("?" if unicodedata.category(one) in {"Cc", "Cf"} else one for one in nfc(name))
    return plain if len(plain) <= NAME_LIMIT else f"{plain[:NAME_LIMIT]}…"


def ending_of(name: str) -> str:
    """ ".pdf" of "Báo cáo.PDF"; "" without one."""
    _, dot, ending = name.rpartition(".")
    plain = ending.strip().lower()
    return f".{plain}" if dot and plain.isalnum() and len(plain) <= 10 else ""


def untaken(name: str, content: str) -> BadUpload:
    """The refusal of a kind that is not taken; a familiar ending makes it a mistake to name.

    Args:
        content: what is inside, in words.
    """
    ending = ending_of(name)
    if ending.removeprefix(".") in ENDINGS:
        return BadUpload("wrong_content", file=name, ending=ending, content=content)
    return BadUpload("not_taken", file=name)


def format_size(size_bytes: int) -> str:
    """ "34 MB", "1,5 MB", "820 KB"; rounded up, so that no limit seems to be kept."""
    if size_bytes < 1000 * 1024:
        return f"{max(-(-size_bytes // 1024), 1)} KB"
    if size_bytes >= 10 * MEGABYTE:
        return f"{format_number(-(-size_bytes // MEGABYTE))} MB"
    whole, tenth = divmod(-(-size_bytes * 10 // MEGABYTE), 10)
    return f"{whole},{tenth} MB" if tenth else f"{whole} MB"
