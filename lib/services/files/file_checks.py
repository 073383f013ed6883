"""Whether an uploaded file may be kept: by what is inside, whatever it is called."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import BinaryIO

from lib.domain import files
from lib.domain.files import CheckedFile, FileKind, Limits
from lib.errors import BadUpload
from lib.services.files.inspection import pool


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
    held = content(upload.stream, name, limits)
    asked = {"name": name, "limits": asdict(limits)}
    found = pool.pool().inspected(pool.UPLOADS, held, asked, file=name)
    kind = FileKind(str(found.facts["kind"]))
    return CheckedFile(
        files.clean_name(upload.name, kind), kind, found.content or held,
        int(str(found.facts.get("pages", 0))),
    )  # fmt: skip


def content(stream: BinaryIO, name: str, limits: Limits) -> bytes:
    """All of it, after its size was asked for.

    Raises:
        BadUpload: `too_large`, `empty`.
    """
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
