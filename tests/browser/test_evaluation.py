"""An evaluation from the unit's own words to its one answer, as four people walk it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Look
from tests.cast import HUNG, LAN, SON, VAN, YEN
from tests.support.looks import walked_in

LOOKS = (Look(1366, height=768), Look(360))


def fill(visitor, label, words):
    """Type into a field and leave it, and wait until the draft is kept."""
    field = visitor.page.get_by_role("textbox", name=label, exact=True)
    field.fill(words)
    field.blur()
    visitor.sees(re.compile("Đã giữ bản nháp"))


def pick(visitor, label):
    """Choose a label in the form."""
    visitor.page.get_by_role("radio", name=label, exact=True).click()


@pytest.mark.parametrize(
    ("look", "unit", "writer", "sender"),
    walked_in((LOOKS[1], "QHKT", YEN, YEN), (LOOKS[0], "QLXD", LAN, HUNG)),
    ids=["phone", "office screen"],
)
def test_from_the_units_own_words_to_its_one_answer(enter, look, unit, writer, sender):
    writing = enter(writer, "assessment", look)
    writing.sees(re.compile(r"Hoàn thành tốt: hoàn thành \d+/\d+ = "))
    pick(writing, "Hoàn thành")
    fill(writing, "Lý do *", "Đã phổ biến đến toàn thể công chức")
    writing.press("Lưu")
    writing.sees(re.compile("Đã lưu "))
    sending = enter(sender, "assessment", look)
    sending.press("Gửi Văn phòng")
    sending.sees("Đã gửi Văn phòng")

    office = enter(VAN, f"evaluation?don_vi={unit}", look)
    office.sees("Đã phổ biến đến toàn thể công chức")
    pick(office, "Chưa hoàn thành")
    fill(office, "Lý do", "Còn nhiệm vụ chưa làm")
    office.press("Lưu")
    office.press("Gửi đề xuất: Chưa hoàn thành")
    office.sees("Đã đề xuất 1 đơn vị")
    assert office.sideways_px() == 0

    sending.go("assessment")
    sending.sees("Kết quả hiện ở đây sau khi lãnh đạo kết luận.")
    expect(sending.page.get_by_text("Còn nhiệm vụ chưa làm")).to_have_count(0)

    leader = enter(SON, f"evaluation?don_vi={unit}", look)
    leader.sees("Còn nhiệm vụ chưa làm")
    leader.press("Kết luận như đề xuất: Chưa hoàn thành")
    leader.sees("Đã kết luận 1 đơn vị")

    sending.go("assessment")
    sending.sees("Kết luận của lãnh đạo:")
    fill(sending, "Ý kiến của đơn vị *", "Đơn vị nhất trí")
    sending.press("Lưu")
    sending.press("Gửi ý kiến")
    sending.press("Gửi ý kiến của đơn vị")
    sending.sees("Đã gửi ý kiến của đơn vị")
    expect(sending.page.get_by_role("textbox")).to_have_count(0)
    assert sending.sideways_px() == 0

    office.go(f"evaluation?don_vi={unit}")
    office.sees("Đơn vị nhất trí")


def test_the_list_keeps_the_agencys_order_whatever_is_said(enter):
    leader = enter(SON, "evaluation", LOOKS[0])
    names = leader.page.locator("canvas tbody tr td:nth-child(1)")
    expect(names).to_have_count(9)
    told = names.all_inner_texts()
    assert told[:2] == ["Văn phòng", "Thanh tra"]

    office = enter(VAN, "evaluation?don_vi=TTKD", LOOKS[0])
    pick(office, "Hoàn thành tốt")
    fill(office, "Lý do", "Đơn vị không gửi tự đánh giá")
    office.press("Lưu")
    office.press("Gửi đề xuất: Hoàn thành tốt")
    office.sees("Đã đề xuất 1 đơn vị")

    leader.go("evaluation")
    expect(names).to_have_count(9)
    assert names.all_inner_texts() == told
    leader.page.get_by_role("button", name=re.compile("^Chờ kết luận")).click()
    leader.page.locator("canvas th", has_text="Đề xuất").wait_for(state="attached")
    leader.page.locator("canvas tbody tr", has_text="TT Kiểm định").wait_for(state="attached")
