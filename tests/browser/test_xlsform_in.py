"""A task's questions go out as an XLSForm, and those of another come in."""

from __future__ import annotations

import io

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Look
from tests.cast import VAN
from tests.services.building.test_xlsforms import ASKED, workbook
from tests.support.looks import walked_in
from tests.support.sheets import saved

SCREEN, PHONE = Look(1366, height=768), Look(360)
TASKS = {SCREEN: "II.1.3", PHONE: "II.1.4"}


@pytest.mark.parametrize("look", walked_in(SCREEN, PHONE), ids=str)
def test_questions_go_out_and_come_in(enter, look):
    van = enter(VAN, f"builder?muc=task/{TASKS[look]}", look)
    part = van.page.locator(".st-key-xlsform_in_part")
    part.get_by_text("XLSForm").click()
    with van.page.expect_download() as download:
        part.get_by_role("button", name="Tải XLSForm").click()
    content = download.value.path().read_bytes()
    barriers, sideways = van.barriers(), van.sideways_px()
    part.locator("input[type=file]").set_input_files(
        {
            "name": "mau.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": saved(workbook(ASKED)),
        }
    )
    take = part.get_by_role("button", name="Lấy 2 câu hỏi")
    take.wait_for()
    barriers, sideways = [*barriers, *van.barriers()], max(sideways, van.sideways_px())
    take.click()

    van.sees("Đã lấy 2 câu hỏi từ tệp vào bản nháp.")
    expect(van.page.get_by_role("button", name="Kênh truyền thông *")).to_be_visible()
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[0] == "survey"
    assert (barriers, sideways) == ([], 0)
