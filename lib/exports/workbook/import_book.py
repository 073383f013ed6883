"""The workbook to be filled in, and the same with what is wrong in it: red cells with notes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lib.exports.workbook.formats import FONT

_NOTE: Final = {"x_scale": 2.4, "y_scale": 1.2}
_MOST_LETTERS: Final = 32_767
_TEXT: Final = "@"


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column to be filled in.

    Attributes:
        choices: what may stand in it; nothing where anything may.
        is_open: what is chosen may be written differently, as several choices in one cell.
        is_number: cells are no text.
    """

    head: str
    width: int
    choices: tuple[str, ...] = ()
    is_open: bool = False
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class BookRow:
    """A row that came in, with what is wrong by column; -1 is the row as a whole."""

    number: int
    cells: Sequence[str]
    faults: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class ImportBook:
    """What the workbook holds.

    Attributes:
        hint: what stands above the heads, where there is room.
        head_number: the row of the heads.
        rows_limit: down to how many rows choices are offered.
    """

    name: str
    choices_name: str
    hint: str
    columns: Sequence[BookColumn]
    rows_limit: int
    head_number: int = 2
    rows: Sequence[BookRow] = ()


def written(told: ImportBook) -> bytes:
    """The workbook's bytes."""
    into = io.BytesIO()
    with Workbook(into, {"in_memory": True}) as book:
        sheet = book.add_worksheet(told.name)
        _head(book, sheet, told)
        _choices(book, sheet, told)
        _rows(book, sheet, told)
    return into.getvalue()


def _head(book: Workbook, sheet: Worksheet, told: ImportBook) -> None:
    head = book.add_format(
        {**FONT, "bold": True, "bg_color": "#E8ECF4", "border": 1, "border_color": "#B5BCCB"}
    )
    as_text, as_number = book.add_format({**FONT, "num_format": _TEXT}), book.add_format(FONT)
    at = told.head_number - 1
    for place, column in enumerate(told.columns):
        look = as_number if column.is_number else as_text
        sheet.set_column(place, place, column.width, look)
        sheet.write_string(at, place, column.head, head)
    if at:
        sheet.write_string(0, 0, told.hint, book.add_format({**FONT, "italic": True}))
    sheet.freeze_panes(at + 1, 1)


def _choices(book: Workbook, sheet: Worksheet, told: ImportBook) -> None:
    listed = [(place, one) for place, one in enumerate(told.columns) if one.choices]
    if not listed:
        return
    other = book.add_worksheet(told.choices_name)
    label, plain = book.add_format({**FONT, "bold": True}), book.add_format(FONT)
    for at, (place, column) in enumerate(listed):
        other.set_column(at, at, 40)
        other.write_string(0, at, column.head, label)
        for number, choice in enumerate(column.choices, 1):
            other.write_string(number, at, choice, plain)
        letter = chr(ord("A") + at)
        sheet.data_validation(
            told.head_number, place, told.head_number + told.rows_limit - 1, place,
            {
                "validate": "list",
                "source": f"='{told.choices_name}'!${letter}$2:${letter}${len(column.choices) + 1}",
                "error_type": "information" if column.is_open else "stop",
                "show_error": not column.is_open,
            },
        )  # fmt: skip


def _rows(book: Workbook, sheet: Worksheet, told: ImportBook) -> None:
    plain: Mapping[bool, Format] = {
        True: book.add_format(FONT), False: book.add_format({**FONT, "num_format": _TEXT})
    }  # fmt: skip
    red = book.add_format({**FONT, "num_format": _TEXT, "bg_color": "#F4B6B6"})
    for row in told.rows:
        for place, (column, words) in enumerate(zip(told.columns, row.cells, strict=True)):
            note = row.faults.get(place, "")
            if not place:
                note = "\n".join(filter(None, [note, row.faults.get(-1, "")]))
            look = red if note else plain[column.is_number]
            if column.is_number and words.isdecimal() and not note:
                sheet.write_number(row.number - 1, place, float(words), look)
            elif words or note:
                sheet.write_string(row.number - 1, place, words[:_MOST_LETTERS], look)
            if note:
                sheet.write_comment(row.number - 1, place, note[:_MOST_LETTERS], _NOTE)
