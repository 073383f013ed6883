"""A paper as PDF/A by LibreOffice, on servers that have it; it is no part of the product."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

# By its place: processes that make files are given no PATH.
_PLACES: Final = (
    (r"C:\Program Files\LibreOffice\program",)
    if sys.platform == "win32"
    else (*os.defpath.split(os.pathsep), "/usr/local/bin", "/usr/lib/libreoffice/program")
)
_NAMES: Final = ("soffice", "libreoffice")
# PDF/A-2, which keeps fonts in the file: for the archive.
_FILTER: Final = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'


def program() -> str | None:
    """LibreOffice on this server; None without it."""
    places = os.pathsep.join(_PLACES)
    return next((found for one in _NAMES if (found := shutil.which(one, path=places))), None)


def to_pdf(docx: Path, target: Path) -> None:
    """Write the DOCX as PDF/A.

    It stays in the process group of whoever calls, so that a job that is ended takes it along;
    its profile is its own, as one profile serves one LibreOffice at a time.

    Raises:
        RuntimeError: there is no LibreOffice, or it has written nothing.
    """
    office = program()
    if office is None:
        raise RuntimeError("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        out = place / "out"
        made = subprocess.run(  # noqa: S603 a program of the server, no word of a person's
            [
                office, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless",
                "--norestore", "--convert-to", _FILTER, "--outdir", str(out), str(docx),
            ],
            env=environment(place), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        written = out / f"{docx.stem}.pdf"
        # LibreOffice answers 0 for what it could not read, too.
        if made.returncode or not written.is_file():
            said = made.stdout.decode("utf-8", "replace").strip()
            raise RuntimeError(f"LibreOffice wrote no PDF ({made.returncode}): {said[-1000:]}")
        shutil.move(written, target)


def environment(place: Path) -> dict[str, str]:
    """Nothing of ours, and everything it writes beside the file goes with the folder."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return kept | {"PATH": os.defpath, "HOME": str(place), "TMPDIR": str(place), "LANG": "C.UTF-8"}
