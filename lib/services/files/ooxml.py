"""DOCX and XLSX: zip files whose every part is looked at before anything is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from lib import text
from lib.domain.files import FileKind, Limits, untaken
from lib.errors import BadUpload

_TYPES: Final = "[Content_Types].xml"
_TYPES_LIMIT: Final = 1 << 20
_MAIN: Final = "application/vnd.openxmlformats-officedocument.{}.main+xml"
_KINDS: Final = {
    FileKind.DOCX: _MAIN.format("wordprocessingml.document"),
    FileKind.XLSX: _MAIN.format("spreadsheetml.sheet"),
}
_OVERRIDE: Final = re.compile(r"<(?:\w+:)?Override\b[^>]*>")
_PART: Final = re.compile(r"\bPartName\s*=\s*[\"']/?([^\"']+)[\"']")
_MACROS: Final = re.compile(r"vbaproject|vbadata|macroenabled|/activex/", re.IGNORECASE)
_EXECUTABLE: Final = re.compile(
    r"\.(exe|dll|com|scr|bat|cmd|ps1|vbs|js|jar|msi|lnk|hta|zip|rar|7z|docm|xlsm|dotm|xltm)$",
    re.IGNORECASE,
)
# The figures behind a chart are a sheet of their own.
_CHART_DATA: Final = re.compile(r"/embeddings/[^/]+\.xlsx$", re.IGNORECASE)
_FOREIGN: Final = (
    b"MZ",
    b"\x7fELF",
    b"PK\x03\x04",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
)
_END: Final = b"PK\x05\x06"
_MIN_PACKED: Final = 1 << 20


def is_zip(content: bytes) -> bool:
    """Whether some program would unpack this, wherever the zip part begins."""
    return zipfile.is_zipfile(io.BytesIO(content))


def kind(content: bytes, name: str) -> FileKind:
    """DOCX or XLSX, by the part that the package itself calls its main one.

    Raises:
        BadUpload: it is another zip file, or none that can be read.
    """
    with _opened(content, name) as package:
        names = set(package.namelist())
        if _TYPES not in names:
            raise untaken(name, text.FILE_CONTENTS["zip"])
        listed = _types(package, name)
        if _MACROS.search(listed) or any(_MACROS.search(f"/{one}") for one in names):
            raise BadUpload("macros", file=name)
        for found, main in _KINDS.items():
            if _main_part(listed, main) in names:
                return found
    raise BadUpload("not_taken", file=name)


def check(content: bytes, name: str, limits: Limits) -> None:
    """Nothing for a package that unpacks to what it should.

    Raises:
        BadUpload: a bomb, a locked one, one that carries other files or is one itself.
    """
    with _opened(content, name) as package:
        parts = package.infolist()
        _check_sizes(parts, len(content), name, limits)
        if content[-22:-18] != _END or min(part.header_offset for part in parts) != 0:
            raise BadUpload("polyglot", file=name)
        names = [part.filename for part in parts]
        if len(set(names)) < len(names) or any(_leads_elsewhere(one) for one in names):
            raise BadUpload("damaged", file=name)
        for part in parts:
            _check_part(package, part, name)


def _opened(content: bytes, name: str) -> zipfile.ZipFile:
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise BadUpload("damaged", file=name) from error
    if any(part.flag_bits & 1 for part in package.infolist()):
        raise BadUpload("protected", file=name)
    return package


def _types(package: zipfile.ZipFile, name: str) -> str:
    try:
        with package.open(_TYPES) as part:
            return part.read(_TYPES_LIMIT).decode("utf-8", "replace")
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise BadUpload("damaged", file=name) from error


def _main_part(listed: str, main: str) -> str:
    for override in _OVERRIDE.findall(listed):
        part = _PART.search(override)
        if part and f'"{main}"' in override.replace("'", '"'):
            return part[1]
    return ""


def _check_sizes(parts: list[zipfile.ZipInfo], size: int, name: str, limits: Limits) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if (
        len(parts) > limits.entries
        or unpacked > limits.unpacked_bytes
        or unpacked > limits.unpacked_ratio * max(size, _MIN_PACKED)
        or packed > size
    ):
        raise BadUpload("bomb", file=name)


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """Read the part to its end, so that its size and checksum are known to be true."""
    if _EXECUTABLE.search(part.filename):
        raise BadUpload("nested", file=name)
    try:
        with package.open(part) as reading:
            begun = reading.read(8)
            if begun.startswith(_FOREIGN) and not _CHART_DATA.search(f"/{part.filename}"):
                raise BadUpload("nested", file=name)
            while reading.read(1 << 16):
                pass
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise BadUpload("damaged", file=name) from error


def _leads_elsewhere(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name
