"""Which of several uploads are kept: each by itself, and all by what is there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lib.domain.files import CheckedFile, Limits, format_size
from lib.errors import BadUpload
from lib.services.files import file_checks
from lib.services.files.file_checks import Upload


@dataclass(frozen=True, slots=True)
class Standing:
    """What something has before files are added to it."""

    checksums: frozenset[str]
    files: int
    size_bytes: int


def checked(
    uploads: Sequence[Upload], standing: Standing, bounds: Limits
) -> tuple[list[CheckedFile], list[BadUpload]]:
    """The files to keep, and why others are not."""
    seen, size = set(standing.checksums), standing.size_bytes
    files: list[CheckedFile] = []
    refused: list[BadUpload] = []
    for upload in uploads:
        try:
            file = file_checks.checked(upload, bounds)
            if file.sha256 in seen:
                raise BadUpload("same_file", file=file.name)
            check_room(
                bounds, file.name, files=standing.files + len(files) + 1,
                size_bytes=size + len(file.content),
            )  # fmt: skip
        except BadUpload as refusal:
            refused.append(refusal)
        else:
            files.append(file)
            seen.add(file.sha256)
            size += len(file.content)
    return files, refused


def check_room(limits: Limits, name: str, *, files: int, size_bytes: int) -> None:
    """Nothing while so many files of so many bytes keep the limits of one holder.

    Raises:
        BadUpload: they are too many files or bytes; `name` is the one too much.
    """
    if files > limits.holder_files:
        raise BadUpload("too_many", file=name, limit=limits.holder_files)
    if size_bytes > limits.holder_bytes:
        raise BadUpload("item_full", file=name, limit=format_size(limits.holder_bytes))
