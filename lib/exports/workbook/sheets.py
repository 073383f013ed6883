"""One export as a sheet: typed cells, totals that a spreadsheet can work out again."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from lib import text
from lib.domain.exports import Options, Snapshot
from lib.domain.vietnamese import share_percent
from lib.exports import cells
from lib.exports.cells import Kind
from lib.exports.export import AnyExport, Column
from lib.exports.workbook.formats import Formats
from lib.exports.workbook.rows import RowSheet

A4: Final = 9
_STATE = "timeliness"
# Days are counted from 30 December 1899.
_FIRST_DAY: Final = date(1899, 12, 30).toordinal()
_NUMBERS: Final = frozenset({Kind.COUNT, Kind.NUMBER, Kind.SHARE})
# Widths in letters: of columns, and of what still can be read on one page of A4.
_NARROW, _WIDE, _PAGE = 10, 44, 220
_HEAD_HEIGHT = 34
_MEASURED_ROWS = 300
_CANONICAL: Final = Options()


@dataclass(slots=True)
class Written:
    """A sheet as it stands.

    Attributes:
        name: of the sheet.
        rows: without head and totals.
    """

    name: str
    rows: int
    sheet: Worksheet
    keys: Sequence[str]


@dataclass(slots=True)
class _Sheet:
    sheet: RowSheet
    formats: Formats
    columns: Sequence[Column[Any]]
    kinds: Sequence[Kind]
    sums: dict[int, Decimal] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)

    def row(self, number: int, values: Sequence[str]) -> None:
        """Write one row; empty cells are left out."""
        self.sheet.write_cells(number, self._cells(values))
        if number <= _MEASURED_ROWS:
            for place, value in enumerate(values):
                self.widths[place] = max(self.widths.get(place, 0), len(value))

    def _cells(self, values: Sequence[str]) -> Iterator[tuple[int, float | str, Format]]:
        for place, value in enumerate(values):
            if not value:
                continue
            kind = self.kinds[place]
            look = self.formats.cells[kind]
            if kind in _NUMBERS:
                if kind == Kind.COUNT:
                    self.sums[place] = self.sums.get(place, Decimal()) + Decimal(value)
                yield place, float(value), look
            elif kind == Kind.DAY:
                yield place, serial_day(value), self.formats.instant if value[10:] else look
            else:
                yield place, cells.bare(value), look

    def totals(self, rows: int) -> None:
        """The row below the last one: formulas, each with its value."""
        looks = self.formats.totals
        self.sheet.write_string(rows + 1, 0, text.TOTAL, looks[Kind.TEXT])
        for place, column in enumerate(self.columns):
            if column.kind == Kind.COUNT and place:
                letter = xl_col_to_name(place)
                formula = f"=SUBTOTAL(109,{letter}2:{letter}{rows + 1})"
                value = float(self.sums.get(place, Decimal()))
                self.sheet.write_formula(rows + 1, place, formula, looks[Kind.COUNT], value)
            elif column.share_of is not None:
                self._share(rows + 1, place, column.share_of)

    def _share(self, row: int, place: int, share_of: tuple[str, str]) -> None:
        keys = [column.key for column in self.columns]
        part, whole = (keys.index(key) for key in share_of)
        sums = [self.sums.get(one, Decimal()) for one in (part, whole)]
        value = float(share_percent(Fraction(sums[0]) / Fraction(sums[1]))) if sums[1] else ""
        a, b = (f"{xl_col_to_name(one)}{row + 1}" for one in (part, whole))
        # As share_percent: what is not all never looks like all.
        formula = (
            f'=IF({b}=0,"",IF(AND({a}<{b},ROUND({a}/{b}*100,1)=100),'
            f"MIN(ROUND({a}/{b}*100,2),99.99),ROUND({a}/{b}*100,1)))"
        )
        self.sheet.write_formula(row, place, formula, self.formats.totals[Kind.SHARE], value)


def write(
    book: Workbook, formats: Formats, name: str, export: AnyExport, snapshot: Snapshot
) -> Written:
    """Write the export on a new sheet."""
    columns = export.columns(snapshot)
    sheet = book.add_worksheet(name, RowSheet)
    page = _Sheet(sheet, formats, columns, [column.kind for column in columns])
    _set_up(page, export.label, snapshot)
    rows = 0
    for rows, values in enumerate(export.rows(snapshot, _CANONICAL), 1):
        page.row(rows, values)
    _fit(page)
    if rows:
        page.sheet.autofilter(0, 0, rows, len(columns) - 1)
        _colour(page, rows)
    if rows and any(column.kind == Kind.COUNT for column in columns):
        page.totals(rows)
    return Written(name, rows, page.sheet, [column.key for column in columns])


@functools.lru_cache(maxsize=1024)
def serial_day(iso: str) -> float:
    """A date, or an instant with its seconds, as a spreadsheet counts days."""
    days = date.fromisoformat(iso[:10]).toordinal() - _FIRST_DAY
    if not iso[10:]:
        return days
    hours, minutes, seconds = iso[11:19].split(":")
    return days + (int(hours) * 3600 + int(minutes) * 60 + int(seconds)) / 86_400


def _set_up(page: _Sheet, title: str, snapshot: Snapshot) -> None:
    sheet = page.sheet
    sheet.set_row(0, _HEAD_HEIGHT)
    for place, column in enumerate(page.columns):
        sheet.write_string(0, place, cells.bare(column.heading), page.formats.head)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    sheet.set_header(f"&L{_escaped(snapshot.campaign_code)}&R{_escaped(title)}")
    sheet.set_footer(f"&Lr{snapshot.revision} · {_escaped(snapshot.head)}&R{text.PAGE} &P/&N")
    # Codes and years are texts of digits, and no mistake.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _fit(page: _Sheet) -> None:
    """Columns as wide as what stands in them; on paper side by side where that can be read."""
    whole = 0
    for place, column in enumerate(page.columns):
        longest = max((len(word) for word in column.heading.split()), default=0)
        wanted = max(page.widths.get(place, 0), longest, len(column.heading) // 3, _NARROW - 2)
        width = min(_WIDE, wanted + 2)
        page.sheet.set_column(place, place, width)
        whole += width
    if whole <= _PAGE:
        page.sheet.fit_to_pages(1, 0)
    else:
        page.sheet.set_print_scale(60)
        page.sheet.repeat_columns(0, 0)


def _colour(page: _Sheet, rows: int) -> None:
    """Colours that follow the cells, and bars in shares."""
    for place, column in enumerate(page.columns):
        if column.key == _STATE:
            for words, look in page.formats.states.items():
                rule = {"type": "cell", "criteria": "==", "value": f'"{words}"', "format": look}
                page.sheet.conditional_format(1, place, rows, place, rule)
        elif column.share_of is not None:
            bars = {
                "type": "data_bar", "bar_solid": True, "bar_color": "#9DC3E6", "min_type": "num",
                "min_value": 0, "max_type": "num", "max_value": 100,
            }  # fmt: skip
            page.sheet.conditional_format(1, place, rows, place, bars)


def _escaped(words: str) -> str:
    return words.replace("&", "&&")
