"""What the maker of a paper for each unit is told, and what their files are called."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from lib import text
from lib.domain.papers.papers import Paper, PaperData
from lib.domain.unit_reports import Ending
from lib.exports.docx.making import orders
from lib.exports.docx.making.orders import Order

_NOT_SENT = "tam-tinh"


def write(
    out: BinaryIO,
    units: Iterable[PaperData],
    paper: Paper,
    template: str,
    endings: Sequence[Ending],
) -> None:
    """One line for the endings and one for each unit, so that they are read one by one."""
    out.write(f"{json.dumps(endings)}\n".encode())
    for data in units:
        out.write(f"{orders.to_json(Order(data, {paper: template}))}\n".encode())


def name(data: PaperData, paper: Paper, ending: Ending) -> str:
    """As in Bao-cao-don-vi_QLXD.docx; it says which figures are not those of a report sent.

    Raises:
        ValueError: the data are of no unit.
    """
    if data.unit is None:
        raise ValueError("no unit")
    parts = [text.PAPER_FILES[paper], data.unit.abbreviation]
    if data.report is not None and not data.report.is_fixed:
        parts.append(_NOT_SENT)
    return "_".join(parts) + f".{ending}"
