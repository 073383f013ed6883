"""The words of a file that has been taken in, as they are sought: without accents."""

from __future__ import annotations

from lib.domain.files import CheckedFile
from lib.domain.vietnamese import search_key
from lib.errors import BadUpload
from lib.services.files.inspection import pool


def search_text(file: CheckedFile, limit: int) -> str:
    """What can be sought of the file; "" where its words cannot be read, as of a scan.

    Args:
        limit: how many characters are kept.
    """
    asked = {"name": file.name, "kind": file.kind.value}
    try:
        found = pool.pool().inspected(pool.TEXTS, file.content, asked, file=file.name)
    except BadUpload:
        # It was taken in as harmless; who seeks it does so by what its form says.
        return ""
    return search_key(found.content.decode("utf-8", "replace"))[:limit]
