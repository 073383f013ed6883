"""The tasks of a plan's draft are downloaded, a row is added, and the list shows the new one."""

from __future__ import annotations

import io

import openpyxl
import pytest
from playwright.sync_api import expect

from lib.text import task_sheets as words
from tests.browser.visitor import Look
from tests.cast import VAN
from tests.support.looks import walked_in
from tests.support.sheets import saved

SCREEN, PHONE = Look(1366, height=768), Look(360)
TITLES = {SCREEN: "Tập huấn tổ bầu cử", PHONE: "Kiểm tra điểm bầu cử"}


def with_rows(content: bytes, title: str) -> bytes:
    """The workbook with a new task, and one whose group there is not."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[words.SHEET]
    heads = {str(cell.value).rstrip(" *"): cell.column for cell in sheet[2]}
    for group, named in (("II.1", title), ("IX.9", "Không có nhóm")):
        row = sheet.max_row + 1
        told = {"group": group, "short_title": named, "form": "Hội nghị, cuộc họp"}
        for column, value in told.items():
            sheet.cell(row, heads[words.COLUMNS[column]]).value = value
    return saved(book)


@pytest.mark.parametrize("look", walked_in(SCREEN, PHONE), ids=str)
def test_tasks_go_out_and_a_new_one_comes_in(enter, look):
    van = enter(VAN, "builder", look)
    van.page.get_by_text("Nhiệm vụ trong Excel").click()
    part = van.page.locator(".st-key-task_in")
    with van.page.expect_download() as download:
        part.get_by_role("button", name="Tải tệp nhiệm vụ").click()
    content = download.value.path().read_bytes()
    part.locator("input[type=file]").set_input_files(
        {
            "name": "nhiệm vụ.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": with_rows(content, TITLES[look]),
        }
    )
    part.get_by_role("radio", name="Bỏ qua dòng lỗi").click()
    write = part.get_by_role("button", name="Ghi 1 dòng")
    write.wait_for()
    barriers, sideways = van.barriers(), van.sideways_px()
    write.click()

    expect(part.get_by_text("Đã nhập: thêm 1, sửa 0")).to_be_visible()
    assert van.english() == []
    assert (barriers, sideways) == ([], 0)

    part.get_by_text("Lần nhập gần nhất:").wait_for()
    assert (van.barriers(), van.sideways_px()) == ([], 0)
    part.get_by_role("button", name="Hoàn tác lần nhập").click()
    van.page.get_by_role("button", name="Hoàn tác", exact=True).click()
    expect(part.get_by_text("Đã hoàn tác lần nhập nhiệm vụ.")).to_be_visible()
    expect(part.get_by_text("Lần nhập gần nhất:")).to_have_count(0)
