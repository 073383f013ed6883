"""Makes the users' guide of some roles: its sections and pictures as one paper, or as PDF/A."""

from __future__ import annotations

import io
import itertools
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from docx import Document
from docx.shared import Mm

from lib.exports import pdf
from lib.exports.docx.writing import markdown, package
from lib.exports.docx.writing.package import Section
from lib.exports.docx.writing.pieces import paragraph
from lib.exports.docx.writing.styles import CHART

_WIDTH: Final = Mm(165)


def make_ordered(told: BinaryIO, target: Path) -> Iterator[str]:
    """The guide of an order that is written down: the title of each section, then the file."""
    order: Mapping[str, Any] = json.loads(told.read())
    content = [paragraph("Kind", order["title"]), paragraph("Subject", order["subject"])]
    content.append(paragraph("Gap"))
    for title, text in order["sections"]:
        content += [paragraph("Section", title), markdown.pieces(text)]
        yield title
    whole = package.docx(
        f"{order['title']} - {order['subject']}", [Section("".join(content))],
        origin=order["origin"],
    )  # fmt: skip
    target.write_bytes(_with_pictures(whole, Path(order["pictures"])))
    yield target.name


def make_pdf_ordered(told: BinaryIO, target: Path) -> Iterator[str]:
    """The same as PDF/A."""
    with tempfile.TemporaryDirectory() as folder:
        docx = Path(folder) / "guide.docx"
        *titles, last = make_ordered(told, docx)
        yield from titles
        pdf.to_pdf(docx, target)
        yield last


def _with_pictures(whole: bytes, folder: Path) -> bytes:
    """With each picture where its name stands, told by the words below it."""
    document = Document(io.BytesIO(whole))
    for place, below in itertools.pairwise(document.paragraphs):
        if place.style is not None and place.style.style_id == CHART:
            path = folder / place.text
            place.clear()  # type: ignore[no-untyped-call]
            picture = place.add_run().add_picture(str(path), width=_WIDTH)
            picture._inline.docPr.set("descr", below.text)
    written = io.BytesIO()
    document.save(written)
    return package.dateless(written.getvalue())
