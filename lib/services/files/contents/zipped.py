"""What every kind of ZIP that is taken in has in common."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from typing import Final

PACKINGS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError,
    ValueError,
)  # fmt: skip
"""The ways in which zipfile tells of broken data."""
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22


def is_alone(content: bytes, parts: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether nothing stands before its first part or behind its end, as another file's bytes."""
    is_ended = content[-_END_BYTES : -_END_BYTES + len(_END)] == _END
    return is_ended and not min((part.header_offset for part in parts), default=0)
