"""Images made anew: no place, no camera, no hidden parts; upright, and no larger than needed."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from lib.domain.files import FileKind, Limits
from lib.errors import BadUpload

_FORMATS: Final = {FileKind.JPG: "JPEG", FileKind.PNG: "PNG", FileKind.WEBP: "WEBP"}
_OPTIONS: Final[dict[FileKind, dict[str, object]]] = {
    FileKind.JPG: {"quality": 85, "optimize": True},
    FileKind.PNG: {},
    FileKind.WEBP: {"quality": 85, "method": 4},
}
_KEPT_MODES: Final = {
    FileKind.JPG: frozenset({"L", "RGB"}),
    FileKind.PNG: frozenset({"1", "L", "LA", "RGB", "RGBA"}),
    FileKind.WEBP: frozenset({"RGB", "RGBA"}),
}
# What begins another file behind the end of an image.
_FOREIGN: Final = (
    b"MZ",
    b"\x7fELF",
    b"PK",
    b"%PDF",
    b"<",
    b"#!",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\xd0\xcf",
)
# Pillow's plugins tell of broken data in all of these ways.
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    TypeError,
    OverflowError,
    struct.error,
)


def clean(content: bytes, kind: FileKind, name: str, limits: Limits) -> bytes:
    """The image as it is stored; the same bytes for the same image.

    Raises:
        BadUpload: it cannot be read, is too large to decode, or carries another file.
    """
    behind = content[_end(content, kind) :].lstrip(b"\0\t\r\n ")
    if behind.startswith(_FOREIGN) or zipfile.is_zipfile(io.BytesIO(content)):
        raise BadUpload("polyglot", file=name)
    try:
        return _encoded(content, kind, name, limits)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadUpload("too_many_pixels", file=name, width="?", height="?") from error
    except (UnidentifiedImageError, *_BROKEN) as error:
        raise BadUpload("damaged", file=name) from error


def _encoded(content: bytes, kind: FileKind, name: str, limits: Limits) -> bytes:
    with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as opened:
        width, height = opened.size
        if width * height > limits.image_pixels:
            raise BadUpload("too_many_pixels", file=name, width=width, height=height)
        opened.draft("RGB", (limits.image_px, limits.image_px))
        try:
            image = _small(opened, kind, limits)
        except MemoryError as error:
            raise BadUpload("too_many_pixels", file=name, width=width, height=height) from error
    # Comments and profiles are kept there, and written along unless they are gone.
    image.info.clear()
    made = io.BytesIO()
    image.save(made, _FORMATS[kind], **_OPTIONS[kind])
    return made.getvalue()


def _small(opened: Image.Image, kind: FileKind, limits: Limits) -> Image.Image:
    """Upright and no larger than needed; shrunk first, since each step holds a copy."""
    opened.load()
    image = _plain_mode(opened, kind)
    image.thumbnail((limits.image_px, limits.image_px), Image.Resampling.LANCZOS)
    return ImageOps.exif_transpose(image)


def _plain_mode(image: Image.Image, kind: FileKind) -> Image.Image:
    if image.mode in _KEPT_MODES[kind] and "transparency" not in image.info:
        return image
    has_alpha = kind != FileKind.JPG and (
        "A" in image.getbands() or "transparency" in image.info or image.mode == "P"
    )
    return image.convert("RGBA" if has_alpha else "RGB")


def _end(content: bytes, kind: FileKind) -> int:
    """Where the image ends; the end of the file when that cannot be told."""
    if kind == FileKind.PNG:
        end = content.find(b"IEND\xaeB`\x82")
        return len(content) if end < 0 else end + 8
    if kind == FileKind.WEBP:
        size = int.from_bytes(content[4:8], "little")
        return 8 + size + size % 2
    return _end_of_jpeg(content)


def _end_of_jpeg(content: bytes) -> int:
    place = 2
    while content[place : place + 1] == b"\xff" and content[place + 1 : place + 2] != b"\xda":
        length = int.from_bytes(content[place + 2 : place + 4], "big")
        if length < 2:
            return len(content)
        place += 2 + length
    # A thumbnail has an end of its own, but stands before the scan.
    end = content.find(b"\xff\xd9", place)
    return len(content) if end < 0 else end + 2
