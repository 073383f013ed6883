"""Tables as WordprocessingML: bare ones that hold heads and signatures, ruled ones with data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MM: Final = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
CELL_MARGIN: Final = 57
_SIDES: Final = ("top", "left", "bottom", "right")
_EDGES: Final = (*_SIDES, "insideH", "insideV")


class Merge(StrEnum):
    BEGINS = "restart"
    GOES_ON = "continue"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of paragraphs; `span` columns wide, or one of several merged downwards."""

    content: str
    span: int = 1
    merge: Merge | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row; a head is repeated on every page.

    Attributes:
        least: its height in twentieths of a point, where cells merged downwards need it: a head
            that is repeated is cut off otherwise.
    """

    cells: tuple[Cell | str, ...]
    is_head: bool = False
    least: int = 0


def bare(widths_mm: Sequence[float], *rows: Row) -> str:
    """Without borders, and without margins in its cells."""
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in _SIDES)
    return _table(widths_mm, rows, "", f"<w:tblCellMar>{margins}</w:tblCellMar>", "top")


def ruled(widths_mm: Sequence[float], *rows: Row) -> str:
    """With lines of half a point."""
    borders = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in _EDGES
    )
    margins = "".join(f'<w:{side} w:w="{CELL_MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
    return _table(
        widths_mm,
        rows,
        f"<w:tblBorders>{borders}</w:tblBorders>",
        f"<w:tblCellMar>{margins}</w:tblCellMar>",
        "center",
    )


def _table(
    widths_mm: Sequence[float], rows: Sequence[Row], borders: str, margins: str, align: str
) -> str:
    widths = [round(width * MM) for width in widths_mm]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>{margins}'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(_row(row, widths, align) for row in rows)}</w:tbl>"
    )


def _row(row: Row, widths: Sequence[int], align: str) -> str:
    head = "<w:tblHeader/>" if row.is_head else ""
    made, place = "", 0
    for given in row.cells:
        cell = Cell(given) if isinstance(given, str) else given
        width = sum(widths[place : place + cell.span])
        place += cell.span
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
        made += (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
            f'<w:vAlign w:val="{align}"/></w:tcPr>{cell.content}</w:tc>'
        )
    height = f'<w:trHeight w:val="{row.least}" w:hRule="atLeast"/>' if row.least else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{head}</w:trPr>{made}</w:tr>"
