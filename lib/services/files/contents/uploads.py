"""Whether what is inside an uploaded file may be kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import filetype

from lib import text
from lib.domain import files
from lib.domain.files import FileKind, Limits
from lib.errors import BadUpload
from lib.services.files.contents import images, ooxml, pdf

_HEAD: Final = 8192
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_IMAGES: Final = {"jpg": FileKind.JPG, "png": FileKind.PNG, "webp": FileKind.WEBP}


def inspected(content: bytes, asked: Mapping[str, Any]) -> tuple[dict[str, object], bytes]:
    """The kind of the file, the pages of a PDF, and its bytes where they are made anew.

    Args:
        asked: `name`, fit to be shown, and `limits`.
    Raises:
        BadUpload: why it is not taken.
    """
    name, limits = str(asked["name"]), Limits(**asked["limits"])
    kind = _kind(content, name)
    if kind == FileKind.PDF:
        return {"kind": kind.value, "pages": pdf.pages(content, name)}, b""
    made = b""
    if kind in files.IMAGES:
        made = images.clean(content, kind, name, limits)
    else:
        ooxml.check(content, name, limits)
    return {"kind": kind.value}, made


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
