"""Makes a pack: fills its papers one after another into a ZIP file."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lib.domain.papers import paper_fields
from lib.domain.papers.papers import Paper
from lib.exports import pdf
from lib.exports.docx.filling import fill
from lib.exports.docx.making import orders, packs
from lib.exports.docx.making.orders import Order
from lib.exports.docx.writing import package


def make_ordered(told: BinaryIO, target: Path) -> Iterator[str]:
    """The same for an order that is written down."""
    return make(orders.from_json(told.read().decode()), target)


def make_one_ordered(told: BinaryIO, target: Path) -> Iterator[str]:
    """The one paper of an order that is written down, as it is."""
    order = orders.from_json(told.read().decode())
    (paper,) = order.data.papers
    yield from make_one(order, paper, target)


def make_one_pdf_ordered(told: BinaryIO, target: Path) -> Iterator[str]:
    """The same as PDF/A."""
    with tempfile.TemporaryDirectory() as folder:
        docx = Path(folder) / "paper.docx"
        made = list(make_one_ordered(told, docx))
        pdf.to_pdf(docx, target)
        yield from made


def make_one(order: Order, paper: Paper, target: Path) -> Iterator[str]:
    """Write one paper of the order; its name when it is there."""
    template = Path(order.templates[paper]).read_bytes()
    context = paper_fields.context(paper, order.data)
    target.write_bytes(package.dateless(fill.filled(template, context, fill.Sandbox())))
    yield paper.value


def make(order: Order, target: Path) -> Iterator[str]:
    """Write the ZIP file; the name of each paper when it is in."""
    sandbox = fill.Sandbox()
    templates = {paper: Path(path).read_bytes() for paper, path in order.templates.items()}
    # The papers are packed already, so packing them again would cost time for nothing.
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as pack:
        for file in packs.files(order.data):
            context = paper_fields.context(file.paper, order.data, file.nominee)
            pack.writestr(file.name, fill.filled(templates[file.paper], context, sandbox))
            yield file.name
