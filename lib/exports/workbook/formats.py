"""How the cells of the workbook look: one format per kind of cell, and those of its states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from lib import text
from lib.exports.cells import Kind

FONT: Final = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
"""What Decree 30/2020 asks of documents; every office has it."""
INSTANT: Final = "dd/mm/yyyy hh:mm:ss"
_NUMBER_FORMATS: Final[Mapping[Kind, str]] = {
    Kind.COUNT: "#,##0.######",
    Kind.NUMBER: "#,##0.######",
    Kind.SHARE: "0.0#",
    Kind.DAY: "dd/mm/yyyy",
}
_INDENT: Final[Mapping[Kind, Mapping[str, object]]] = {Kind.TEXT: {"indent": 1}}
_GOOD: Final = {"bg_color": "#D9F2E3", "font_color": "#0B5A34"}
_BAD: Final = {"bg_color": "#FBDADA", "font_color": "#8A1113"}
_WAITING: Final = {"bg_color": "#FFF1CC", "font_color": "#6B4A00"}


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats of one workbook.

    Attributes:
        cells, totals: by the kind of the cell.
        states: what a state's words are coloured with.
    """

    head: Format
    title: Format
    label: Format
    link: Format
    cells: Mapping[Kind, Format]
    totals: Mapping[Kind, Format]
    instant: Format
    states: Mapping[str, Format]


def made(book: Workbook) -> Formats:
    """All formats, added to the book."""

    def add(**more: object) -> Format:
        return book.add_format({**FONT, **more})

    def of_kind(kind: Kind, **more: object) -> Format:
        number = _NUMBER_FORMATS.get(kind)
        return add(**({"num_format": number} if number else {}), **more)

    total = {"bold": True, "top": 1}
    return Formats(
        head=add(
            bold=True,
            text_wrap=True,
            indent=1,
            bg_color="#E8ECF4",
            border=1,
            border_color="#B5BCCB",
        ),
        title=add(bold=True, font_size=16, text_wrap=True),
        label=add(bold=True),
        link=add(font_color="#1F4E9E", underline=1),
        # A text keeps off the number that may end just before it.
        cells={kind: of_kind(kind, **_INDENT.get(kind, {})) for kind in Kind},
        totals={kind: of_kind(kind, **total) for kind in Kind},
        instant=add(num_format=INSTANT),
        states={
            text.TIMELINESS["overdue"]: book.add_format(_BAD),
            text.TIMELINESS["late"]: book.add_format(_WAITING),
            text.TIMELINESS["on_time"]: book.add_format(_GOOD),
        },
    )
