"""Whether an uploaded file may be kept: by what is inside, whatever it is called."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

import filetype

from lib import text
from lib.domain import files
from lib.domain.files import CheckedFile, FileKind, Limits
from lib.errors import BadUpload
from lib.services.files import images, ooxml

_HEAD: Final = 8192
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_IMAGES: Final = {"jpg": FileKind.JPG, "png": FileKind.PNG, "webp": FileKind.WEBP}
_ACTIVE: Final = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)\b")
_ESCAPED: Final = re.compile(rb"/[A-Za-z0-9]{0,40}#[A-Za-z0-9#]{2,80}")
_ENCRYPT: Final = re.compile(rb"/Encrypt\s{0,9}(?:\d{1,9}\s{1,9}\d{1,9}\s{1,9}R|<<)")
_OBJECTS: Final = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
# Bounds on the work that a file can ask for; real ones stay far below.
_OBJECT_STREAMS: Final = 5000
_PACKED_OBJECTS: Final = 2 << 20
_UNPACKED_PDF: Final = 64 << 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the browser gave it."""

    name: str
    stream: BinaryIO


def checked(upload: Upload, limits: Limits) -> CheckedFile:
    """The file as it will be stored: images anew and without their hidden data.

    Raises:
        BadUpload: why it is not taken.
    """
    name = files.shown_name(upload.name)
    files.require_plain_name(upload.name)
    content = _read(upload.stream, name, limits)
    kind = _kind(content, name)
    if kind == FileKind.PDF:
        _check_pdf(content, name)
    elif kind in files.IMAGES:
        content = images.clean(content, kind, name, limits)
    else:
        ooxml.check(content, name, limits)
    return CheckedFile(files.clean_name(upload.name, kind), kind, content)


def _read(stream: BinaryIO, name: str, limits: Limits) -> bytes:
    """All of it, after its size was asked for."""
    size = stream.seek(0, 2)
    if size > limits.file_bytes:
        raise BadUpload(
            "too_large",
            file=name,
            size=files.format_size(size),
            limit=files.format_size(limits.file_bytes),
        )
    if size == 0:
        raise BadUpload("empty", file=name)
    stream.seek(0)
    return stream.read(limits.file_bytes + 1)


def _kind(content: bytes, name: str) -> FileKind:
    if content.startswith(b"%PDF-"):
        return FileKind.PDF
    if content.startswith(_ZIP):
        return ooxml.kind(content, name)
    if content.startswith(_OLE):
        is_locked = _ENCRYPTED_PACKAGE in content
        raise BadUpload("protected" if is_locked else "old_office", file=name)
    guessed = filetype.guess_extension(content[:_HEAD]) or ""
    if guessed in _IMAGES:
        return _IMAGES[guessed]
    if guessed in {"heic", "heif", "avif"}:
        raise BadUpload("heic", file=name)
    raise files.untaken(name, text.FILE_CONTENTS.get(guessed) or _by_sight(content))


def _by_sight(content: bytes) -> str:
    """What filetype does not know: text, web pages, scripts."""
    begun = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begun.startswith(b"<"):
        return text.FILE_CONTENTS["html"]
    if begun.startswith(b"#!"):
        return text.FILE_CONTENTS["sh"]
    if b"%pdf-" in begun:
        return text.FILE_CONTENTS["mixed"]
    return text.FILE_CONTENTS["txt" if b"\0" not in begun else "unknown"]


def _check_pdf(content: bytes, name: str) -> None:
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise BadUpload("damaged", file=name)
    if content[end + 5 :].strip(b"\0\t\r\n\f ") or ooxml.is_zip(content):
        raise BadUpload("polyglot", file=name)
    if _ENCRYPT.search(content):
        raise BadUpload("protected", file=name)
    if _is_active(content) or any(
        _is_active(objects) for objects in _object_streams(content, name)
    ):
        raise BadUpload("active", file=name)


def _is_active(content: bytes) -> bool:
    if _ACTIVE.search(content):
        return True
    return any(_ACTIVE.search(_written_out(found[0])) for found in _ESCAPED.finditer(content))


def _written_out(name: bytes) -> bytes:
    """A PDF name without its #xx escapes."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda one: bytes([int(one[1], 16)]), name)


def _object_streams(content: bytes, name: str) -> Iterator[bytes]:
    """What the packed objects say; actions may hide there."""
    left = _UNPACKED_PDF
    for number, found in enumerate(_OBJECTS.finditer(content)):
        start = found.end()
        end = content.find(b"endstream", start, start + _PACKED_OBJECTS)
        packed = content[start : end if end >= 0 else start + _PACKED_OBJECTS]
        try:
            unpacked = zlib.decompressobj().decompress(packed, left)
        except zlib.error:
            continue  # packed another way
        left -= len(unpacked)
        if left <= 0 or number >= _OBJECT_STREAMS:
            raise BadUpload("bomb", file=name)
        yield unpacked
