"""Makes a pack: fills its papers one after another into a ZIP file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lib.domain.papers import papers
from lib.exports.docx import fill, orders, packs
from lib.exports.docx.orders import Order


def make_ordered(told: BinaryIO, target: Path) -> Iterator[str]:
    """The same for an order that is written down."""
    return make(orders.from_json(told.read().decode()), target)


def make(order: Order, target: Path) -> Iterator[str]:
    """Write the ZIP file; the name of each paper when it is in."""
    sandbox = fill.Sandbox()
    templates = {paper: Path(path).read_bytes() for paper, path in order.templates.items()}
    # The papers are packed already, so packing them again would cost time for nothing.
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as pack:
        for file in packs.files(order.data):
            context = papers.context(file.paper, order.data, file.nominee)
            pack.writestr(file.name, fill.filled(templates[file.paper], context, sandbox))
            yield file.name
