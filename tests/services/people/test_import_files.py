"""What a hostile or strange workbook does: nothing but to be refused with its reason."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from lib import text
from lib.domain.imports import COLUMN_LIMIT, ROW_LIMIT, Choices, Outcome, Row, Subject
from lib.errors import BadUpload
from lib.services.people.imports import importing, sheets
from lib.store.engine.db import Database
from tests import files
from tests.cast import QUANG, actor
from tests.services.people.test_unit_imports import HTKT, TTQH
from tests.support.sheets import PEOPLE_HEADS, UNIT_HEADS, changed, saved, shared, upload, workbook

SHEET = "xl/worksheets/sheet1.xml"
PLAIN = workbook(UNIT_HEADS, HTKT)
EXCELS = shared(UNIT_HEADS, [str(one) for one in HTKT])
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(content: bytes, name: str = "đơn vị.xlsx") -> tuple[Row, ...]:
    return sheets.read(Subject.UNITS, upload(content, name)).rows


def with_rows(xml: str) -> Callable[[bytes], bytes]:
    """Rows more at the end of the sheet."""
    return lambda old: old.replace(b"</sheetData>", f"{xml}</sheetData>".encode())


def bomb() -> bytes:
    """A sheet of 100 MB of the same letter in a file of some kilobytes."""
    cell = f'<row r="3"><c r="A3" t="inlineStr"><is><t>{"x" * (100 << 20)}</t></is></c></row>'
    return changed(PLAIN, {SHEET: with_rows(cell)})


def doctype() -> bytes:
    """Words that ask for a file of the server."""

    def words(old: bytes) -> bytes:
        entity = b'<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
        begun = old.index(b"<sst")
        return (old[:begun] + entity + old[begun:]).replace(b"</t>", b"&secret;</t>", 1)

    return changed(EXCELS, {"xl/sharedStrings.xml": words})


def tall() -> bytes:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>D{n}</t></is></c></row>'
        for n in range(3, ROW_LIMIT + 20)
    )
    return changed(PLAIN, {SHEET: with_rows(rows)})


def macros() -> bytes:
    return changed(PLAIN, {"xl/vbaProject.bin": _OLE + b"x" * 100})


def linked() -> bytes:
    target = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    target += (
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/externalLinkPath" Target="https://a.example/x.xlsx" TargetMode="External"/>'
        b"</Relationships>"
    )
    return changed(PLAIN, {"xl/externalLinks/_rels/externalLink1.xml.rels": target})


def wide() -> bytes:
    cell = '<row r="3"><c r="XFD3" t="inlineStr"><is><t>x</t></is></c></row>'
    return changed(PLAIN, {SHEET: with_rows(cell)})


def encrypted() -> bytes:
    return _OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def flagged() -> bytes:
    """A ZIP whose parts say that they are encrypted."""
    content = bytearray(PLAIN)
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as package:
        for part in package.infolist():
            content[part.header_offset + 6] |= 1
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (bomb, "bomb"), (doctype, "outside"), (linked, "outside"), (macros, "macros"),
        (encrypted, "protected"), (flagged, "protected"), (tall, "too_many_rows"),
        (wide, "too_wide"), (lambda: b"\0" * (100 << 20), "too_large"), (lambda: b"", "empty"),
        (lambda: PLAIN[: len(PLAIN) // 2], "damaged"), (files.pdf, "not_workbook"),
        (files.docx, "not_workbook"), (lambda: _OLE + b"\0" * 900, "old_office"),
        (lambda: changed(PLAIN, {SHEET: lambda old: old[:200]}), "damaged"),
        (lambda: changed(PLAIN, {SHEET: lambda old: old.replace(b'r="A1"', b'r="?"')}), "damaged"),
        (lambda: changed(EXCELS, {SHEET: lambda old: old.replace(b"<v>0</v>", b"<v>99</v>")}),
         "damaged"),
        (lambda: changed(PLAIN, {"xl/tep.exe": b"x"}), "nested"),
    ],
    ids=[
        "bomb", "XXE", "external link", "macros", "encrypted", "encrypted parts", "rows",
        "16,384 columns", "100 MB", "empty", "half", "PDF", "DOCX", "XLS", "broken XML",
        "no cell", "no such word", "program",
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_with_its_reason(
    content: Callable[[], bytes], reason: str
) -> None:
    made = content()

    with pytest.raises(BadUpload) as refused:
        read(made)

    assert refused.value.reason == reason
    assert "đơn vị.xlsx" in text.sentence(refused.value)


def test_a_million_rows_without_words_are_none() -> None:
    blank = '<row r="1048576"><c r="A1048576" s="0"/></row>'
    assert len(read(changed(PLAIN, {SHEET: with_rows(blank)}))) == 1


def test_the_last_row_of_a_sheet_keeps_its_number() -> None:
    last = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>HTKT</t></is></c></row>'
    assert read(changed(PLAIN, {SHEET: with_rows(last)}))[1] == Row(1_048_576, {"code": "HTKT"})


def test_words_apart_from_their_cells_are_read_alike() -> None:
    assert read(EXCELS) == read(workbook(UNIT_HEADS, [str(one) for one in HTKT]))


def test_hidden_sheets_are_passed_over() -> None:
    book = openpyxl.Workbook()
    hidden = book.active
    hidden.append(["bí mật"])
    page = book.create_sheet("Đơn vị")
    page.append(UNIT_HEADS)
    page.append(TTQH)
    book.active = 1
    hidden.sheet_state = "veryHidden"

    assert [one.cells["code"] for one in read(saved(book))] == ["TTQH"]


def test_merged_cells_count_where_their_words_stand() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(UNIT_HEADS, HTKT, TTQH)))
    book.active.merge_cells("B2:B3")

    assert ["name" in one.cells for one in read(saved(book))] == [True, False]


def test_formulas_are_never_values() -> None:
    rows = read(workbook(UNIT_HEADS, ('=HYPERLINK("x")', *HTKT[1:])))

    assert rows[0].formulas == {"code"}
    assert "code" not in rows[0].cells


def test_days_numbers_and_escaped_letters_are_read_as_they_look() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(UNIT_HEADS)
    page.append(["A_x0042_C", "Ô", "Ô", "Phòng", 12.5, True, 1e20, 44228])
    page["H2"].number_format = 'dd "ngày" mm/yyyy'

    (row,) = read(saved(book))

    assert row.cells == {
        "code": "ABC", "name": "Ô", "short_name": "Ô", "unit_type": "Phòng",
        "sort_order": "12,5", "own_seal": "TRUE", "headcount": "1e+20",
        "valid_from": "01/02/2021",
    }  # fmt: skip


def test_what_stands_above_the_heads_is_passed_over() -> None:
    rows = read(workbook(("SỞ XÂY DỰNG",), (), UNIT_HEADS, HTKT))

    assert [one.number for one in rows] == [4]


def test_as_many_columns_as_are_looked_at() -> None:
    heads = (*UNIT_HEADS, *[None] * (COLUMN_LIMIT - len(UNIT_HEADS) - 1), "Thêm")

    with pytest.raises(BadUpload, match="heads"):
        read(workbook(heads, HTKT))


@pytest.mark.parametrize("subject", Subject)
def test_four_thousand_rows_are_tried_and_told_how_long(
    cast: Database, subject: Subject, record_property: Callable[[str, object], None]
) -> None:
    lines = {
        Subject.UNITS: lambda n: (f"D{n}", f"Phòng {n}", f"P{n}", HTKT[3], n, "", 9, ""),
        Subject.PEOPLE: lambda n: (f"nguoi{n}", f"Lê Văn {n}", "QLXD", "Cán bộ đơn vị"),
    }
    heads = {Subject.UNITS: UNIT_HEADS, Subject.PEOPLE: PEOPLE_HEADS}
    content = workbook(heads[subject], *(lines[subject](n) for n in range(4000)))

    begun = time.monotonic()
    sheet = sheets.read(subject, upload(content))
    read_at = time.monotonic()
    tried = importing.tried(cast, actor(cast, QUANG), sheet, Choices())
    took = f"{read_at - begun:.1f} s + {time.monotonic() - read_at:.1f} s"

    record_property(f"4,000 rows of {subject} read and tried", took)
    assert tried.counts[Outcome.NEW] == 4000
