"""An uploaded workbook of units or accounts."""

from __future__ import annotations

from typing import Final

from lib.domain.imports import COLUMNS, Sheet, Subject
from lib.services.files import tables
from lib.services.files.file_checks import Upload
from lib.text import imports as import_words

LIMITS: Final = tables.LIMITS


def read(subject: Subject, upload: Upload) -> Sheet:
    """The rows of the workbook.

    Raises:
        BadUpload: why it is not taken; `heads` names those that are missing, unknown or doubled.
    """
    found = tables.read(upload, COLUMNS[subject], import_words.COLUMNS[subject])
    return Sheet(subject, found.file, found.head_number, found.columns, found.rows)
