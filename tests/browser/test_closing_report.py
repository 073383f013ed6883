"""The closing report: composed, changed by hand, its figures opened, held back and held fast."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import DESKTOP, Look
from tests.cast import SON, VAN
from tests.support.looks import walked_in

SAVED = re.compile(r"Đã lưu \d\d:\d\d:\d\d$")


def paper(visitor):
    return visitor.page.locator(".st-key-report_paper")


def open_part(visitor, words):
    paper(visitor).get_by_role("button", name=re.compile(words)).first.click()
    visitor.settle()


def box(visitor, label):
    return visitor.page.get_by_role("textbox", name=label)


@pytest.mark.parametrize("look", walked_in(DESKTOP, Look(360, "dark")), ids=str)
def test_a_report_is_begun_changed_by_hand_and_written(enter, look):
    van = enter(VAN, "report", look)
    if look == DESKTOP:
        van.press("Soạn báo cáo tổng kết")
        van.sees(re.compile(r"Còn \d+ việc trước khi trình ký"))

    open_part(van, "Phổ biến Luật Bầu cử|phổ biến, quán triệt Luật Bầu cử")
    field = box(van, "Câu trong báo cáo")
    expect(field).not_to_have_value("")  # it stands there a moment before what it holds
    told = field.input_value()
    field.fill(f"Toàn Sở ({look.width}): {told}")
    field.blur()
    van.press("Lưu")
    van.sees(SAVED)
    van.sees("Câu theo số liệu hiện nay:")

    if look.is_phone:
        van.press("Việc cần làm, tệp, trình ký")
    open_part(van, r"Văn phòng bổ sung: (Thuận lợi|Khó khăn)")
    label = "Thuận lợi" if look == DESKTOP else "Khó khăn"
    box(van, label).fill("Được Lãnh đạo Sở quan tâm, chỉ đạo sát.")
    box(van, label).blur()
    van.press("Lưu")
    van.sees(SAVED)

    van.reload()
    van.press("Việc cần làm, tệp, trình ký")
    expect(paper(van)).to_contain_text(f"Toàn Sở ({look.width})")
    expect(paper(van)).to_contain_text("Được Lãnh đạo Sở quan tâm")
    assert van.sideways_px() == 0
    assert van.troubles == []


def test_a_figure_shows_what_it_is_counted_of_and_a_leader_reads_on(enter):
    son = enter(SON, "report")
    open_part(son, "nhiệm vụ bắt buộc")
    son.choose_row(0, x=60)
    son.sees(re.compile(r"tính từ [\d.]+ dòng"))
    assert son.page.get_by_role("button", name="Lưu").count() == 0
    son.press("Việc cần làm, tệp, trình ký")
    assert son.page.get_by_role("button", name="Lập bản trình ký").count() == 0


def test_what_is_missing_holds_back_and_leads_to_its_place(enter):
    van = enter(VAN, "report")
    van.press("Lập bản trình ký")
    van.page.locator("[data-testid=stPopoverBody]").get_by_role("button").first.click()
    van.sees("Báo cáo chưa đủ điều kiện trình ký")
    van.page.locator(".st-key-report_findings").get_by_role("button", name="Bài học").click()
    expect(box(van, "Bài học kinh nghiệm")).to_be_visible()
