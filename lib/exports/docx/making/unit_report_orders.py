"""What the maker of units' reports is told, and what their files are called."""

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
    out: BinaryIO, reports: Iterable[PaperData], template: str, endings: Sequence[Ending]
) -> None:
    """One line for the endings and one for each report, so that they are read one by one."""
    out.write(f"{json.dumps(endings)}\n".encode())
    for data in reports:
        out.write(f"{orders.to_json(Order(data, {Paper.UNIT_REPORT: template}))}\n".encode())


def name(data: PaperData, ending: Ending) -> str:
    """As in Bao-cao-don-vi_QLXD.docx; it says which figures are not those of a report sent.

    Raises:
        ValueError: the data are of another paper.
    """
    if data.unit is None or data.report is None:
        raise ValueError("no report of a unit")
    parts = [text.PAPER_FILES[Paper.UNIT_REPORT], data.unit.abbreviation]
    return "_".join(parts if data.report.is_fixed else [*parts, _NOT_SENT]) + f".{ending}"
