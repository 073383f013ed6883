"""The workbook to be filled in, and the same with what is wrong in it: red cells with notes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from lib.exports.workbook.formats import FONT
from lib.exports.workbook.rows import PlainSheet

_NOTE: Final = {"x_scale": 2.4, "y_scale": 1.2}
_MOST_LETTERS: Final = 32_767
_TEXT: Final = "@"
_RED: Final = "#F4B6B6"
_GREY: Final = "#E4E6EA"


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column to be filled in.

    Attributes:
        choices: what may stand in it; nothing where anything may.
        is_open: what is chosen may be written differently, as several choices in one cell.
        is_number: cells are no text.
        is_hidden: what is told to the reader of the file, and to nobody who fills it in.
        is_fixed: not to be typed into.
    """

    head: str
    width: int
    choices: tuple[str, ...] = ()
    is_open: bool = False
    is_number: bool = False
    is_hidden: bool = False
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class BookRow:
    """A row with what stands in it.

    Attributes:
        faults: what is wrong by column; -1 is the row as a whole.
        choices: what may stand in one of its cells, by column.
        is_fixed: none of it is to be typed into.
    """

    number: int
    cells: Sequence[str]
    faults: Mapping[int, str] = field(default_factory=dict)
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class ImportBook:
    """What the workbook holds.

    Attributes:
        hint: what stands above the heads, where there is room.
        head_number: the row of the heads.
        rows_limit: down to how many rows choices are offered.
        is_protected: what is fixed cannot be typed into, until somebody takes the protection away.
    """

    name: str
    choices_name: str
    hint: str
    columns: Sequence[BookColumn]
    rows_limit: int
    head_number: int = 2
    rows: Sequence[BookRow] = ()
    is_protected: bool = False


def written(told: ImportBook) -> bytes:
    """The workbook's bytes."""
    into = io.BytesIO()
    with Workbook(into, {"in_memory": True}) as book:
        sheet = book.add_worksheet(told.name, PlainSheet)
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
        sheet.set_column(place, place, column.width, look, {"hidden": column.is_hidden})
        sheet.write_string(at, place, column.head, head)
    if at:
        sheet.write_string(0, 0, told.hint, book.add_format({**FONT, "italic": True}))
    sheet.freeze_panes(at + 1, 1)


def _choices(book: Workbook, sheet: Worksheet, told: ImportBook) -> None:
    listed = [(place, one) for place, one in enumerate(told.columns) if one.choices]
    in_rows = dict.fromkeys(
        (place, choices) for row in told.rows for place, choices in row.choices.items()
    )
    if not listed and not in_rows:
        return
    other = book.add_worksheet(told.choices_name, PlainSheet)
    label, plain = book.add_format({**FONT, "bold": True}), book.add_format(FONT)

    def source(at: int, place: int, choices: Sequence[str]) -> str:
        """Write the choices down; where they stand."""
        other.set_column(at, at, 40)
        other.write_string(0, at, told.columns[place].head, label)
        for number, choice in enumerate(choices, 1):
            other.write_string(number, at, choice, plain)
        letter = xl_col_to_name(at)
        return f"='{told.choices_name}'!${letter}$2:${letter}${len(choices) + 1}"

    for at, (place, column) in enumerate(listed):
        sheet.data_validation(
            told.head_number, place, told.head_number + told.rows_limit - 1, place,
            {
                "validate": "list",
                "source": source(at, place, column.choices),
                "error_type": "information" if column.is_open else "stop",
                "show_error": not column.is_open,
            },
        )  # fmt: skip
    sources = {
        key: source(at, *key) for at, key in enumerate(in_rows, len(listed))
    }  # fmt: skip
    for row in told.rows:
        for place, choices in row.choices.items():
            asked = {"validate": "list", "source": sources[place, choices]}
            sheet.data_validation(row.number - 1, place, row.number - 1, place, asked)


def _rows(book: Workbook, sheet: Worksheet, told: ImportBook) -> None:
    looks = _looks(book)
    for row in told.rows:
        for place, (column, words) in enumerate(zip(told.columns, row.cells, strict=True)):
            note = row.faults.get(place, "")
            if not place:
                note = "\n".join(filter(None, [note, row.faults.get(-1, "")]))
            is_fixed = row.is_fixed or column.is_fixed
            look = looks[_RED if note else _GREY if row.is_fixed else "", is_fixed]
            if column.is_number and words.isdecimal() and not note:
                sheet.write_number(row.number - 1, place, float(words), looks["number", is_fixed])
            elif words or note:
                sheet.write_string(row.number - 1, place, words[:_MOST_LETTERS], look)
            elif told.is_protected:
                sheet.write_blank(row.number - 1, place, None, look)
            if note:
                sheet.write_comment(row.number - 1, place, note[:_MOST_LETTERS], _NOTE)
    if told.is_protected:
        sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{told.rows_limit}"})


def _looks(book: Workbook) -> Mapping[tuple[str, bool], Format]:
    """By what a cell tells, and whether it is not to be typed into."""
    text = {**FONT, "num_format": _TEXT}
    told: Mapping[str, Mapping[str, object]] = {
        "": text, "number": FONT, _RED: {**text, "bg_color": _RED},
        _GREY: {**text, "bg_color": _GREY},
    }  # fmt: skip
    return {
        (name, is_fixed): book.add_format({**look, "locked": is_fixed})
        for name, look in told.items()
        for is_fixed in (False, True)
    }
