"""Templates that the Office brings: checked before one is kept, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from typing import Final

from lib.config import ROOT
from lib.domain.evidence import MEGABYTE, CheckedFile, FileKind, Limits
from lib.domain.papers import Paper
from lib.errors import BadTemplate
from lib.exports.docx import checking
from lib.exports.docx.fields import Reason
from lib.services import evidence_checks
from lib.services.evidence_checks import Upload

LIMITS: Final = Limits(
    file_bytes=2 * MEGABYTE, unpacked_bytes=20 * MEGABYTE, unpacked_ratio=100, entries=200
)
"""Ours are 30 KB; a picture in the head needs some more."""
_TAKES: Final = timedelta(seconds=60)


def check_template(paper: Paper, upload: Upload, *, takes: timedelta = _TAKES) -> CheckedFile:
    """The file, if the paper can be filled with it.

    Raises:
        BadUpload: it is no harmless DOCX: too large, with macros, with other files inside.
        BadTemplate: it asks for a field that the paper does not have, or does something else
            than fill in; facts carry `file` and `name`.
    """
    file = evidence_checks.checked(upload, LIMITS)
    if file.kind != FileKind.DOCX:
        raise BadTemplate("not_docx", file=file.name, name="")
    faults = _faults(paper, file.content, takes)
    if faults:
        reason = faults[0][0]
        names = [name for other, name in faults if other == reason]
        raise BadTemplate(reason, file=file.name, name=", ".join(names))
    return file


def _faults(paper: Paper, content: bytes, takes: timedelta) -> list[tuple[Reason, str]]:
    try:
        told = subprocess.run(  # noqa: S603 our own module in our own interpreter
            [sys.executable, "-m", checking.__name__, paper],
            cwd=ROOT,
            input=content,
            capture_output=True,
            timeout=takes.total_seconds(),
            check=True,
        )
    except subprocess.TimeoutExpired:
        return [(Reason.BROKEN, "TimeoutExpired")]
    except subprocess.CalledProcessError:
        # Nested without end, or too large for the memory: nothing that a paper needs.
        return [(Reason.BROKEN, "CalledProcessError")]
    return [(Reason(reason), name) for reason, name in json.loads(told.stdout)]
