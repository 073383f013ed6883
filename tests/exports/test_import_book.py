"""Workbooks that are filled in: what people have typed stays text in them."""

from __future__ import annotations

import io

import openpyxl
import pytest

from lib.domain.forms.xlsform.outgoing import Outgoing
from lib.exports.workbook import import_book, xlsform_book
from lib.exports.workbook.import_book import BookColumn, BookRow, ImportBook

LIKE_XML = ("<r>&</r>", "<r><t>đậm</t></r>", "<si>", "]]>", " hai đầu ")


def columns_of(content: bytes, name: str) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))[name]
    return list(zip(*sheet.iter_rows(values_only=True), strict=True))


@pytest.mark.parametrize("typed", LIKE_XML)
def test_a_list_for_import_holds_what_was_typed(typed: str) -> None:
    book = ImportBook(
        "Đơn vị", "Lựa chọn", typed, [BookColumn("Tên", 20, choices=(typed,))], 9,
        rows=[BookRow(3, [typed], faults={0: typed})],
    )  # fmt: skip

    written = import_book.written(book)

    assert columns_of(written, "Đơn vị") == [(typed, "Tên", typed)]
    assert columns_of(written, "Lựa chọn") == [("Tên", typed)]


@pytest.mark.parametrize("typed", LIKE_XML)
def test_an_xlsform_holds_what_was_typed(typed: str) -> None:
    told = Outgoing(({"type": "text", "name": "a", "label": typed},), (), ())

    written = xlsform_book.written(told, title=typed, form_id="a", version="1")

    (label,) = [one for one in columns_of(written, "survey") if one[0] == "label"]
    assert label == ("label", typed)
    assert columns_of(written, "settings")[0] == ("form_title", typed)
