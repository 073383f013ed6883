"""The Office puts a question into the self-assessment, and the unit answers it before it sends."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Look
from tests.cast import VAN, YEN

pytestmark = pytest.mark.xdist_group("browser-self-assessment")

SCREEN, PHONE = Look(1366, height=768), Look(360)


@pytest.mark.parametrize(
    ("look", "name"), [(SCREEN, "Số sáng kiến"), (PHONE, "Số người được khen")], ids=str
)
def test_a_question_of_the_offices_own_reaches_the_unit(enter, look, name):
    office = enter(VAN, "builder?muc=evaluation/own", look)
    office.page.get_by_role("button", name="2. Lý do *").click()
    office.sees("Đề xuất, kết luận và báo cáo dùng câu này")
    barriers = office.barriers()
    office.page.get_by_role("button", name="Thêm câu hỏi").click()
    office.page.get_by_role("button", name="Số đếm", exact=True).click()
    label = office.page.get_by_role("textbox", name="Câu hỏi *")
    expect(label).to_have_value("")
    label.fill(name)
    label.press("Control+s")
    office.sees("Đã thêm câu hỏi vào bản nháp.")
    barriers += office.barriers()
    assert office.sideways_px() == 0
    office.page.get_by_role("radio", name="Kiểm tra, áp dụng").click()
    office.sees(f"thêm câu hỏi “{name}” (số đếm)")
    office.press("Áp dụng")
    office.page.get_by_role("button", name="Áp dụng bản nháp").click()
    office.sees(re.compile("Đã áp dụng bản nháp"))

    unit = enter(YEN, "assessment", look)
    asked = unit.page.get_by_role("textbox", name=name)
    asked.fill("3")
    asked.blur()
    unit.sees(re.compile("Đã giữ bản nháp"))
    assert unit.english() == []
    assert [*barriers, *unit.barriers()] == []
    assert unit.sideways_px() == 0
