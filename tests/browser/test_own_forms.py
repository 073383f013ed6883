"""The Office adds a question to the self-assessment and to opinions; who is asked answers it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Look
from tests.cast import LAN, VAN, YEN
from tests.support.looks import walked_in

SCREEN, PHONE = Look(1366, height=768), Look(360)


def built(enter, look, record, name):
    """The Office, with the question added and in force; what of it nobody can read."""
    office = enter(VAN, f"builder?muc={record}", look)
    office.page.get_by_role("button", name="2. ").click()
    office.sees("dùng câu này")
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
    return barriers


@pytest.mark.parametrize(
    ("look", "name"), walked_in((SCREEN, "Số sáng kiến"), (PHONE, "Số người được khen")), ids=str
)
def test_a_question_of_the_offices_own_reaches_the_unit(enter, look, name):
    barriers = built(enter, look, "evaluation/own", name)

    unit = enter(YEN, "assessment", look)
    asked = unit.page.get_by_role("textbox", name=name)
    asked.fill("3")
    asked.blur()
    unit.sees(re.compile("Đã giữ bản nháp"))
    assert unit.english() == []
    assert [*barriers, *unit.barriers()] == []
    assert unit.sideways_px() == 0


def test_more_is_asked_of_who_gives_their_name_alone(enter):
    name = "Số người cùng ý kiến"
    built(enter, PHONE, "opinion/opinion", name)

    staff = enter(LAN, "opinions", PHONE)
    staff.page.get_by_role("combobox", name="Chủ đề *").click()
    staff.page.get_by_role("option", name="Nội dung khác").click()
    staff.page.get_by_role("textbox", name="Ý kiến, kiến nghị *").fill("Đề nghị mở phòng họp sớm.")
    asked = staff.page.get_by_role("textbox", name=name)
    asked.fill("3")
    asked.blur()
    staff.press("Gửi có tên")
    staff.sees("Đã gửi ý kiến cho Văn phòng.")
    staff.sees(f"{name}: 3")
    staff.page.get_by_role("radio", name="Gửi ẩn danh").click()
    staff.page.get_by_role("textbox", name="Ý kiến, kiến nghị *").wait_for()
    expect(staff.page.get_by_role("textbox", name=name)).to_have_count(0)
    assert staff.barriers() == []
    assert staff.sideways_px() == 0
