"""Sheets as XlsxWriter makes them, but for two things: whole rows at once, and text is text."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellStringTuple, Worksheet
from xlsxwriter.xmlwriter import XMLwriter

MOST_CHARACTERS: Final = 32_767
"""Of one cell, as UTF-16 counts them: an emoji is two. Longer texts are cut."""
# What many rows have in common is short, and so many letters are not worth keeping.
_KEPT_LETTERS: Final = 200
_column: Final = functools.cache(xl_col_to_name)
_ESCAPING: Final = XMLwriter()


class PlainSheet(Worksheet):  # type: ignore[misc]
    """Whatever a text looks like, it is none of the file's own XML.

    XlsxWriter writes what stands between <r> and </r> as it is, whoever typed it.
    """

    def _write_string(
        self, row: int, col: int, string: str, cell_format: Format | None = None
    ) -> int:
        if self._check_dimensions(row, col):
            return -1
        if self.constant_memory and row > self.previous_row:
            self._write_single_row(row)
        self.table[row][col] = CellStringTuple(string, cell_format)
        return 0

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if isinstance(cell, CellStringTuple):
            look = f' s="{cell.format._get_xf_index()}"' if cell.format else ""
            self.fh.write(_text_cell(f'<c r="{_column(col)}{row + 1}"{look}', cell.string))
        else:
            super()._write_cell(row, col, cell)


class RowSheet(PlainSheet):
    """For a workbook in constant memory, where each row is written once and in order.

    Cell by cell XlsxWriter takes five times as long.
    """

    def write_cells(self, row: int, cells: Iterable[tuple[int, float | str, Format]]) -> None:
        """Write a whole row.

        Args:
            row: counted from 0, as columns are.
            cells: column, value and look, from left to right.
        """
        self._write_single_row(row)
        written: list[str] = []
        last = -1
        for last, value, look in cells:
            head = f'<c r="{_column(last)}{row + 1}" s="{look._get_xf_index()}"'
            if isinstance(value, str):
                written.append(_text_cell(head, value))
            else:
                written.append(f"{head}><v>{value:.16G}</v></c>")
        if last >= 0:
            for column in (0, last):
                self._check_dimensions(row, column)
            self.fh.write(f'<row r="{row + 1}">{"".join(written)}</row>')


def _text_cell(head: str, words: str) -> str:
    element = _kept(words) if len(words) <= _KEPT_LETTERS else _element(words)
    return f'{head} t="inlineStr"><is>{element}</is></c>'


def _element(words: str) -> str:
    """As XlsxWriter writes it: what XML cannot hold as _xHHHH_, spaces at the ends kept."""
    told = _ESCAPING._escape_data(_ESCAPING._escape_control_characters(_shortened(words)))
    space = ' xml:space="preserve"' if words != words.strip() else ""
    return f"<t{space}>{told}</t>"


def _shortened(words: str) -> str:
    """The text, or as much of it as a cell holds."""
    if len(words) <= MOST_CHARACTERS // 2:
        return words
    units = words.encode("utf-16-le")
    if len(units) <= 2 * MOST_CHARACTERS:
        return words
    # Half of an emoji goes with the rest.
    return f"{units[: 2 * (MOST_CHARACTERS - 1)].decode('utf-16-le', 'ignore')}…"


_kept = functools.lru_cache(maxsize=8192)(_element)
