"""A unit's workbook is downloaded, filled in and uploaded; the list shows what was saved."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import DESKTOP, Look
from tests.cast import LAN
from tests.services.unit_sheets.sheet_scene import filled
from tests.support.looks import walked_in

PHONE = Look(360)
TASK = "II.3.2"
FIGURES = {DESKTOP: "41", PHONE: "42"}


@pytest.mark.parametrize("look", walked_in(PHONE, DESKTOP), ids=str)
def test_a_workbook_goes_out_and_comes_back(enter, look):
    lan = enter(LAN, "checklist", look)
    part = lan.page.locator(".st-key-sheet_in_part")
    part.get_by_text("Làm trong Excel").click()
    with lan.page.expect_download() as download:
        part.get_by_role("button", name="Tải tệp của đơn vị").click()
    content = download.value.path().read_bytes()
    part.locator("input[type=file]").set_input_files(
        {
            "name": "nhiệm vụ.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": filled(content, {(TASK, "so_hoi_nghi"): FIGURES[look]}),
        }
    )
    save = part.get_by_role("button", name="Lưu 1 nhiệm vụ")
    save.wait_for()
    barriers, sideways = lan.barriers(), lan.sideways_px()
    save.click()

    expect(part.get_by_text("Đã lưu 1 nhiệm vụ từ tệp.")).to_be_visible()
    assert lan.english() == []
    assert (barriers, sideways) == ([], 0)
    lan.open_item(TASK)
    expect(lan.page.get_by_label("Số hội nghị (hội nghị) *")).to_have_value(FIGURES[look])
