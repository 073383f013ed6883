"""An XLSForm as a workbook."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Final

from xlsxwriter import Workbook

from lib.domain.forms.xlsform.outgoing import Outgoing
from lib.domain.forms.xlsform.sheets import (
    CHOICE_COLUMNS,
    CHOICES,
    SETTINGS,
    SURVEY,
    SURVEY_COLUMNS,
)
from lib.exports.workbook.formats import FONT
from lib.exports.workbook.rows import PlainSheet

_SETTINGS: Final = ("form_title", "form_id", "version", "default_language")
_LANGUAGE: Final = "Tiếng Việt (vi)"
_WIDTHS: Final = {"label": 48, "hint": 40, "constraint": 34, "relevant": 34}
_WIDTH: Final = 20


def written(told: Outgoing, *, title: str, form_id: str, version: str) -> bytes:
    """The workbook's bytes.

    Args:
        form_id: letters, digits and lines below.
    """
    settings = dict(zip(_SETTINGS, (title, form_id, version, _LANGUAGE), strict=True))
    into = io.BytesIO()
    with Workbook(into, {"in_memory": True, "strings_to_formulas": False}) as book:
        _sheet(book, SURVEY, SURVEY_COLUMNS, told.survey)
        _sheet(book, CHOICES, CHOICE_COLUMNS, told.choices)
        _sheet(book, SETTINGS, _SETTINGS, [settings])
    return into.getvalue()


def _sheet(
    book: Workbook, name: str, columns: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> None:
    sheet = book.add_worksheet(name, PlainSheet)
    head, plain = book.add_format({**FONT, "bold": True}), book.add_format(FONT)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column, _WIDTH), plain)
        sheet.write_string(0, place, column, head)
        for number, row in enumerate(rows, 1):
            if told := row.get(column, ""):
                sheet.write_string(number, place, told, plain)
    sheet.freeze_panes(1, 0)
