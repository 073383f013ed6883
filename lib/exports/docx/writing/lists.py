"""Data tables of nominees that several papers share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from lib.exports.docx.writing.pieces import paragraph
from lib.exports.docx.writing.rules import wrapped
from lib.exports.docx.writing.tables import CELL_MARGIN, MM, Cell, Merge, Row, ruled

_HEAD_PT: Final = 12
_HEAD_LINE: Final = 280
"""A line of it, in twentieths of a point."""
_HEAD_SPACE: Final = 40


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes:
        over: a heading above this one and the next ones with the same.
    """

    heading: str
    width_mm: float
    value: str = ""
    style: str = "TableText"
    over: str = ""


HONOURED = (
    Column("STT", 12, "{{ row.number }}", "TableCentre"),
    Column("Tên tập thể, họ và tên", 58, "{{ row.name }}"),
    Column("Đơn vị", 55, "{{ row.workplace }}"),
    Column("Quyết định", 40, "{{ row.basis }}", "TableCentre"),
)
"""Of collectives and persons who were honoured, by award."""
ORDINAL = Column("STT", 12, "{{ loop.index }}", "TableCentre")


_BY_HANDS: Final = {
    "Kết quả bỏ phiếu": "Kết quả biểu quyết",
    "Số phiếu đồng ý": "Số ý kiến đồng ý",
}


def by_hands(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The same columns without ballots: where hands are shown, and for a meeting to come."""
    return tuple(replace(one, heading=_BY_HANDS.get(one.heading, one.heading)) for one in columns)


def open_rows(columns: Sequence[Column], count: int) -> tuple[Row, ...]:
    """Rows to be filled in by hand."""
    return tuple(Row(tuple(paragraph(one.style) for one in columns)) for _ in range(count))


def rows_if(condition: str, columns: Sequence[Column], *rows: Row) -> tuple[Row, ...]:
    """Rows that stand there only if the condition holds."""
    return _tag(f"if {condition}", columns), *rows, _tag("endif", columns)


def rows_of(loop: str, columns: Sequence[Column]) -> tuple[Row, ...]:
    """A row for every element of the loop, as in "nominee in individuals"."""
    return looped(
        loop, columns, Row(tuple(paragraph(column.style, column.value) for column in columns))
    )


def looped(loop: str, columns: Sequence[Column], *rows: Row) -> tuple[Row, ...]:
    """These rows for every element of the loop."""
    return _tag(f"for {loop}", columns), *rows, _tag("endfor", columns)


def grouped_rows(loop: str, columns: Sequence[Column], title: str) -> tuple[Row, ...]:
    """The same for elements of which some are headings: a line across with that title.

    Args:
        loop: over elements called `row`, which tell by `is_heading`.
    """
    cells = Row(tuple(paragraph(one.style, one.value) for one in columns))
    return looped(
        loop,
        columns,
        *rows_if("row.is_heading", columns, section(title, columns)),
        *rows_if("not row.is_heading", columns, cells),
    )


def section(title: str, columns: Sequence[Column]) -> Row:
    """A line across the table."""
    return Row((Cell(paragraph("TableGroup", title), span=len(columns)),))


def data_table(columns: Sequence[Column], *rows: Row) -> str:
    """A ruled table, its headings repeated on every page."""
    return ruled([column.width_mm for column in columns], *_head(columns), *rows)


def _tag(text: str, columns: Sequence[Column]) -> Row:
    return Row((Cell(paragraph("TableText", f"{{%tr {text} %}}"), span=len(columns)),))


def _head(columns: Sequence[Column]) -> tuple[Row, ...]:
    if not any(column.over for column in columns):
        return (Row(tuple(_heading(column.heading) for column in columns), is_head=True),)
    upper: list[Cell] = []
    covered = ""
    for column in columns:
        if column.over and column.over == covered:
            continue
        covered = column.over
        if column.over:
            wide = sum(one.over == column.over for one in columns)
            upper.append(Cell(_heading(column.over), span=wide))
        else:
            upper.append(Cell(_heading(column.heading), merge=Merge.BEGINS))
    lower = [
        Cell(_heading(column.heading)) if column.over else Cell(_heading(""), merge=Merge.GOES_ON)
        for column in columns
    ]
    high, low = _heights(columns)
    return Row(tuple(upper), is_head=True, least=high), Row(tuple(lower), is_head=True, least=low)


def _heights(columns: Sequence[Column]) -> tuple[int, int]:
    """Of the two rows of a head: together as high as the highest heading that spans both."""
    low = max(_height(one.heading, one.width_mm) for one in columns if one.over)
    groups = {one.over for one in columns if one.over}
    wide = {over: sum(one.width_mm for one in columns if one.over == over) for over in groups}
    high = max(_height(over, width) for over, width in wide.items())
    whole = max((_height(one.heading, one.width_mm) for one in columns if not one.over), default=0)
    return max(high, whole - low), low


def _height(heading: str, width_mm: float) -> int:
    room = width_mm * MM - 2 * CELL_MARGIN
    return wrapped(heading, _HEAD_PT, room) * _HEAD_LINE + 2 * _HEAD_SPACE


def _heading(text: str) -> str:
    return paragraph("TableHead", text)
