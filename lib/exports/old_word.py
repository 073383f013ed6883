"""Old Word files as DOCX by LibreOffice, on machines that have it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from lib.exports import pdf

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WAIT_S: Final = 90
_CPU_S: Final = 60
_WRITTEN: Final = 64 << 20


def to_docx(content: bytes) -> bytes | None:
    """The same document as DOCX; None when LibreOffice cannot read it.

    It runs without a window, a profile or our environment, within bounds of time and of what it
    may write; what it wrote is a stranger's file still, and is looked through like one.

    Raises:
        RuntimeError: there is no LibreOffice.
    """
    office = pdf.program()
    if office is None:
        raise RuntimeError("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        source = place / "plan.doc"
        source.write_bytes(content)
        command = [
            office, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless",
            "--norestore", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(place / "out"),
            str(source),
        ]  # fmt: skip
        try:
            subprocess.run(  # noqa: S603 a program of the machine, no word of a person's
                [*_bounded(), *command], env=pdf.environment(place), stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_WAIT_S, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return None
        written = place / "out" / "plan.docx"
        return written.read_bytes() if written.is_file() else None


def _bounded() -> list[str]:
    """What a shell sets before the program begins; Windows has none of it."""
    if sys.platform == "win32":
        return []
    return [
        "/bin/sh",
        "-c",
        f'ulimit -t {_CPU_S}; ulimit -f {_WRITTEN >> 9}; ulimit -c 0; exec "$@"',
        "sh",
    ]
