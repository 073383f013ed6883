"""A task's form is built without a mouse, and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Look
from tests.cast import VAN
from tests.support.looks import walked_in

SCREEN, PHONE = Look(1366, height=768), Look(360)
TASK = "builder?muc=task/II.1.2"


def press(visitor, name: str, *, exact: bool = True) -> None:
    """A button by the keyboard alone."""
    visitor.page.get_by_role("button", name=name, exact=exact).focus()
    visitor.page.keyboard.press("Enter")
    visitor.settle()


@pytest.mark.parametrize(
    ("look", "name"), walked_in((SCREEN, "Họp tổ dân phố"), (PHONE, "Họp toàn cơ quan")), ids=str
)
def test_a_question_is_added_moved_and_saved_by_keys(enter, look, name):
    visitor = enter(VAN, TASK, look)
    press(visitor, "Thêm câu hỏi", exact=False)
    press(visitor, "Có/Không")
    label = visitor.page.get_by_role("textbox", name="Câu hỏi *")
    label.fill(name)

    label.press("Control+s")

    visitor.sees("Đã thêm câu hỏi vào bản nháp.")
    press(visitor, "Lên", exact=False)
    visitor.sees(f"Đã chuyển “{name}”.")
    label = visitor.page.get_by_role("textbox", name="Câu hỏi *")
    label.fill(f"{name} dân")
    label.press("Control+s")
    visitor.sees("Đã lưu câu hỏi vào bản nháp.")
    expect(visitor.page.get_by_role("button", name=f"{name} dân")).to_be_visible()
    assert visitor.sideways_px() == 0
    assert visitor.barriers() == []


@pytest.mark.parametrize(
    ("look", "name"), walked_in((PHONE, "Số sáng kiến"), (SCREEN, "Số năm công tác")), ids=str
)
def test_a_question_of_nominations_is_added_by_keys(enter, look, name):
    visitor = enter(VAN, "builder?muc=nomination/individual", look)
    press(visitor, "1. Họ và tên *")
    visitor.sees("Danh sách, thống kê và văn bản khen thưởng dùng câu này")
    barriers = visitor.barriers()
    press(visitor, "Thêm câu hỏi", exact=False)
    press(visitor, "Số đếm")
    label = visitor.page.get_by_role("textbox", name="Câu hỏi *")
    # The box of the question that was open has the same name.
    expect(label).to_have_value("")
    label.fill(name)
    label.press("Control+s")

    visitor.sees("Đã thêm câu hỏi vào bản nháp.")
    expect(visitor.page.get_by_role("button", name=name)).to_be_visible()
    assert visitor.sideways_px() == 0
    assert [*barriers, *visitor.barriers()] == []
