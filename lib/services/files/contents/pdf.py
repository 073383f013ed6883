"""PDF: every object looked at as qpdf reads it, and the file as a careless reader might.

Readers do not agree on a damaged file, so it is read three times: by its table, with the table
made anew from what lies in the file, and byte by byte for the names of what acts.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

import pikepdf
from pikepdf import settings

from lib.errors import BadUpload

_END: Final = b"%%EOF"
_ENCRYPT: Final = re.compile(rb"/Encrypt\s{0,9}(?:\d{1,9}\s{1,9}\d{1,9}\s{1,9}R|<<)")
_ESCAPED: Final = re.compile(rb"/[A-Za-z0-9]{0,40}#[A-Za-z0-9#]{2,80}")
# Long enough never to stand in packed bytes by chance.
_TELLING: Final = re.compile(
    rb"/(?:JavaScript|Launch|SubmitForm|ImportData|EmbeddedFiles?|RichMedia|OnInstantiate)\b"
)
_PACKED: Final = re.compile(rb"/ObjStm\b")
# As qpdf writes objects: names without escapes, strings closed, one space between tokens.
_STRINGS: Final = re.compile(rb"\((?:[^()\\]|\\.)*+\)|<[0-9a-f]*+>", re.DOTALL)
_NAMES: Final = re.compile(
    rb"/(?:JavaScript|JS|Launch|SubmitForm|ImportData|XFA|EmbeddedFiles?|RichMedia|GoToR|GoToE"
    rb"|OnInstantiate)(?= |$)"
)
# Short names that fonts and colours may have too: what they stand for decides.
_HELD: Final = re.compile(rb"/(AA|EF) (?:(\d+) (\d+) R|<< ((?:/[^ ]+)?))")
_TRIGGERS: Final = "E X D U Fo Bl PO PC PV PI O C K F V WC WS DS WP DP"
_FILES: Final = "F UF DOS Mac Unix"
_PARTS: Final = {
    key: frozenset(f"/{one}" for one in names.split())
    for key, names in ((b"AA", _TRIGGERS), (b"EF", _FILES))
}
_HARMLESS_AT_OPENING: Final = frozenset({"/GoTo", "/Named"})
_UNPACKED_OBJECTS: Final = 64 << 20
_UNREADABLE: Final = (pikepdf.PikepdfError, ValueError, RuntimeError, NotImplementedError, KeyError)


def pages(content: bytes, name: str) -> int:
    """How many pages a PDF has that only shows something.

    Raises:
        BadUpload: it acts, carries other files or is one, is locked, damaged or a bomb.
    """
    end = content.rfind(_END)
    if end < 0:
        raise BadUpload("damaged", file=name)
    if content[end + len(_END) :].strip(b"\0\t\r\n\f ") or zipfile.is_zipfile(io.BytesIO(content)):
        raise BadUpload("polyglot", file=name)
    if _ENCRYPT.search(content):
        raise BadUpload("protected", file=name)
    if _tells(content):
        raise BadUpload("active", file=name)
    cut_off = settings.qpdf_limit_errors()
    try:
        packed = max(_look_through(content, name), _look_through_anew(content, name))
        found = _count_pages(content)
    except pikepdf.PasswordError as error:
        raise BadUpload("protected", file=name) from error
    except MemoryError as error:
        raise BadUpload("bomb", file=name) from error
    except _UNREADABLE as error:
        raise BadUpload("damaged", file=name) from error
    if settings.qpdf_limit_errors() > cut_off or packed < _count(_PACKED, content):
        raise BadUpload("damaged", file=name)
    return found


def _count_pages(content: bytes) -> int:
    """0 where the tree of pages cannot be read, which harms nobody."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as read:
            return len(read.pages)
    except _UNREADABLE:
        return 0


def _tells(written: bytes) -> bool:
    """Whether a telling name stands there, escaped or not."""
    return _count(_TELLING, written) > 0


def _count(name: re.Pattern[bytes], written: bytes) -> int:
    """How often a name stands there, escaped or not."""
    escaped = (_plain(found[0]) for found in _ESCAPED.finditer(written))
    plain = sum(1 for _ in name.finditer(written))
    return plain + sum(1 for one in escaped if name.search(one))


def _plain(name: bytes) -> bytes:
    """A name without its #xx escapes."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda one: bytes([int(one[1], 16)]), name)


def _look_through(content: bytes, name: str) -> int:
    """How many streams hold packed objects; nothing that it holds acts."""
    with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as read:
        if read.is_encrypted:
            raise BadUpload("protected", file=name)
        if _acts_at_opening(read.Root) or any(_acts(read, one) for one in _objects(read)):
            raise BadUpload("active", file=name)
        return _look_into_packed(read, name)


def _look_through_anew(content: bytes, name: str) -> int:
    """The same where a reader does not believe the table and looks for objects itself."""
    try:
        return _look_through(content.replace(b"startxref", b"startxxxx"), name)
    except _UNREADABLE:
        return 0  # then no reader gets further


def _objects(read: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    return (one for one in read.objects if isinstance(one, pikepdf.Object))


def _acts(read: pikepdf.Pdf, one: pikepdf.Object) -> bool:
    told = one.stream_dict if isinstance(one, pikepdf.Stream) else one
    written = told.unparse(resolved=True)
    if b"/" not in written:
        return False
    plain = _STRINGS.sub(b"()", written)
    return bool(_NAMES.search(plain)) or any(_holds(read, *one) for one in _HELD.findall(plain))


def _holds(read: pikepdf.Pdf, key: bytes, number: bytes, generation: bytes, first: bytes) -> bool:
    """Whether it stands for acts of its own, or for files."""
    if number:
        held = read.get_object((int(number), int(generation)))
        return isinstance(held, pikepdf.Dictionary) and not _PARTS[key].isdisjoint(held.keys())
    return first.decode("latin-1") in _PARTS[key]


def _acts_at_opening(root: pikepdf.Object) -> bool:
    """Whether more happens than turning to a page."""
    act = root.get("/OpenAction")
    if not isinstance(act, pikepdf.Dictionary) or "/S" not in act:
        return False
    return str(act["/S"]) not in _HARMLESS_AT_OPENING or "/Next" in act


def _look_into_packed(read: pikepdf.Pdf, name: str) -> int:
    """Packed objects byte by byte: those of earlier versions too, which the table passes over."""
    left = _UNPACKED_OBJECTS
    streams = 0
    for one in _objects(read):
        if isinstance(one, pikepdf.Stream) and one.stream_dict.get("/Type") == "/ObjStm":
            streams += 1
            unpacked = one.read_bytes()
            left -= len(unpacked)
            if left <= 0:
                raise BadUpload("bomb", file=name)
            if _tells(unpacked):
                raise BadUpload("active", file=name)
    return streams
