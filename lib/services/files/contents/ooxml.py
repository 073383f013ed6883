"""DOCX and XLSX: zip files whose every part is looked at before anything is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from lib import text
from lib.domain.files import FileKind, Limits, untaken
from lib.errors import BadUpload
from lib.services.files.contents import ooxml_parts, zipped

_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.{}.main+xml"
_KINDS: Final = {
    FileKind.DOCX: _MAIN.format("wordprocessingml.document"),
    FileKind.XLSX: _MAIN.format("spreadsheetml.sheet"),
}
_MACROS: Final = re.compile(r"vbaproject|vbadata|macroenabled|macrosheet|activex", re.IGNORECASE)
_MACRO_PARTS: Final = re.compile(r"vbaproject|vbadata|/activex/|/macrosheets/", re.IGNORECASE)
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
_MIN_PACKED: Final = 1 << 20
# The ways in which zipfile and lxml tell of broken data.
_BROKEN: Final = (*zipped.BROKEN, etree.LxmlError)


def kind(content: bytes, name: str) -> FileKind:
    """DOCX or XLSX, by the part that the package itself calls its main one.

    Raises:
        BadUpload: it is another zip file, or none that can be read.
    """
    with _opened(content, name) as package:
        names = set(package.namelist())
        if _TYPES not in names:
            raise untaken(name, text.FILE_CONTENTS["zip"])
        types = list(_types(package, name))
        if any(_MACRO_PARTS.search(f"/{one}") for one in names):
            raise BadUpload("macros", file=name)
    for one in types:
        if _MACROS.search(one.media_type):
            raise BadUpload("macros", file=name)
        if told := ooxml_parts.outside_type(one.media_type):
            raise BadUpload("outside", file=name, name=told)
    mains = {one.media_type for one in types if one.part in names}
    for found, main in _KINDS.items():
        if main in mains:
            return found
    raise BadUpload("not_taken", file=name)


def check(content: bytes, name: str, limits: Limits, *, is_within: bool = False) -> None:
    """Nothing for a package that unpacks to what it should and asks for nothing else.

    Args:
        is_within: it is a part of another one.
    Raises:
        BadUpload: a bomb, a locked one, one that carries other files or is one itself, that acts
            or brings in what lies outside.
    """
    with _opened(content, name) as package:
        parts = package.infolist()
        _check_sizes(parts, len(content), name, limits)
        if not zipped.is_alone(content, parts):
            raise BadUpload("polyglot", file=name)
        names = [part.filename.lower() for part in parts]
        if len(set(names)) < len(names) or any(_leads_elsewhere(one) for one in names):
            raise BadUpload("damaged", file=name)
        for part in parts:
            held = _held(package, part, name)
            if not held.startswith(_FOREIGN):
                _check_xml(part.filename, held, name)
            elif is_within or not _CHART_DATA.search(f"/{part.filename}"):
                raise BadUpload("nested", file=name)
            else:
                _check_chart_data(held, name, limits)


def _opened(content: bytes, name: str) -> zipfile.ZipFile:
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN as error:
        raise BadUpload("damaged", file=name) from error
    if any(part.flag_bits & 1 for part in package.infolist()):
        raise BadUpload("protected", file=name)
    if any(part.compress_type not in zipped.PACKINGS for part in package.infolist()):
        raise BadUpload("damaged", file=name)
    return package


def _types(package: zipfile.ZipFile, name: str) -> Iterator[ooxml_parts.PartType]:
    try:
        if package.getinfo(_TYPES).file_size > ooxml_parts.LIST_LIMIT:
            raise BadUpload("bomb", file=name)
        yield from ooxml_parts.types(package.read(_TYPES))
    except _BROKEN as error:
        raise BadUpload("damaged", file=name) from error


def _check_sizes(parts: Sequence[zipfile.ZipInfo], size: int, name: str, limits: Limits) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if (
        len(parts) > limits.entries
        or unpacked > limits.unpacked_bytes
        or unpacked > limits.unpacked_ratio * max(size, _MIN_PACKED)
        or packed > size
    ):
        raise BadUpload("bomb", file=name)


def _held(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> bytes:
    """The part, read to its end, so that its size and checksum are known to be true."""
    if _EXECUTABLE.search(part.filename):
        raise BadUpload("nested", file=name)
    try:
        return package.read(part)
    except _BROKEN as error:
        raise BadUpload("damaged", file=name) from error


def _check_xml(part: str, held: bytes, name: str) -> None:
    try:
        found = ooxml_parts.fault(part, held)
    except _BROKEN as error:
        raise BadUpload("damaged", file=name) from error
    if found is not None:
        raise BadUpload(found.reason, file=name, **({"name": found.name} if found.name else {}))


def _check_chart_data(held: bytes, name: str, limits: Limits) -> None:
    if kind(held, name) != FileKind.XLSX:
        raise BadUpload("nested", file=name)
    check(held, name, limits, is_within=True)


def _leads_elsewhere(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name
