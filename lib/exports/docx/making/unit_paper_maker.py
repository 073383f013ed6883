"""Makes a paper for each unit: one as DOCX or PDF, or those of all units in a ZIP file."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from lib.domain.papers import paper_fields
from lib.domain.unit_reports import Ending
from lib.exports import pdf
from lib.exports.docx.filling import fill
from lib.exports.docx.making import orders, unit_paper_orders
from lib.exports.docx.making.orders import Order
from lib.exports.docx.writing import package

Maker = Callable[[BinaryIO, Path], Iterator[str]]
_UNDATED: Final = (1980, 1, 1, 0, 0, 0)
"""So that the same papers make the same file."""


def make_one(told: BinaryIO, target: Path) -> Iterator[str]:
    """The DOCX of an order that is written down."""
    endings, (order,) = _read(told)
    yield from _Maker().write(order, endings, lambda _, path: shutil.move(path, target))


def make_all(told: BinaryIO, target: Path) -> Iterator[str]:
    """The ZIP file of an order that is written down."""
    maker = _Maker()
    endings, ordered = _read(told)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as pack:

        def add(name: str, path: Path) -> None:
            pack.writestr(zipfile.ZipInfo(name, _UNDATED), path.read_bytes())

        for order in ordered:
            yield from maker.write(order, endings, add)


def _read(told: BinaryIO) -> tuple[list[Ending], Iterator[Order]]:
    """The endings that are wanted, and the papers as they are asked for."""
    endings = [Ending(one) for one in json.loads(told.readline())]
    return endings, (orders.from_json(line.decode()) for line in told)


class _Maker:
    """Keeps what it has compiled from one paper to the next."""

    def __init__(self) -> None:
        self._sandbox = fill.Sandbox()

    def write(
        self, order: Order, endings: list[Ending], put: Callable[[str, Path], object]
    ) -> Iterator[str]:
        """Hand each file of a paper over under its name, and say it."""
        [(paper, template)] = order.templates.items()
        context = paper_fields.context(paper, order.data)
        content = package.dateless(fill.filled(Path(template).read_bytes(), context, self._sandbox))
        with tempfile.TemporaryDirectory() as folder:
            docx = Path(folder) / "paper.docx"
            docx.write_bytes(content)
            for ending in endings:
                made = docx
                if ending == Ending.PDF:
                    made = docx.with_suffix(".pdf")
                    pdf.to_pdf(docx, made)
                name = unit_paper_orders.name(order.data, paper, ending)
                put(name, made)
                yield name
