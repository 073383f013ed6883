"""Workbooks as people fill them in, and as hostile ones are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import openpyxl
from xlsxwriter import Workbook

from lib.services.files.file_checks import Upload

UNIT_HEADS = (
    "Mã đơn vị", "Tên đơn vị", "Tên ngắn", "Loại đơn vị", "Thứ tự", "Con dấu riêng", "Số người",
    "Tên có hiệu lực từ ngày",
)  # fmt: skip
PEOPLE_HEADS = ("Tên đăng nhập", "Họ và tên", "Mã đơn vị", "Vai trò")


def workbook(*lines: Sequence[object]) -> bytes:
    """A workbook of one sheet with these cells."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(list(line))
    return saved(book)


def shared(*lines: Sequence[str]) -> bytes:
    """The same with words apart from their cells, as Excel writes them."""
    into = io.BytesIO()
    with Workbook(into, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for number, line in enumerate(lines):
            page.write_row(number, 0, line)
    return into.getvalue()


def saved(book: openpyxl.Workbook) -> bytes:
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def upload(content: bytes, name: str = "danh sách.xlsx") -> Upload:
    return Upload(name, io.BytesIO(content))


def changed(
    content: bytes,
    parts: Mapping[str, bytes | Callable[[bytes], bytes]],
    packing: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """The workbook with other parts, or with more."""
    into = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(into, "w", packing) as new,
    ):
        for name in old.namelist():
            part = parts.get(name, old.read(name))
            new.writestr(name, part(old.read(name)) if callable(part) else part)
        for name, part in parts.items():
            if name not in old.namelist():
                assert not callable(part), f"no part {name}"
                new.writestr(name, part)
    return into.getvalue()
