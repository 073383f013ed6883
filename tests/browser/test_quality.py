"""A severe finding, from the report that it holds back to its acceptance, as the Office goes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import office as offices
from tests.browser.visitor import Look
from tests.cast import VAN
from tests.support.looks import walked_in

LOOKS = (Look(1366, height=768), Look(360))
SEVERE = re.compile(r"^Nặng \d+")


@pytest.fixture(scope="module")
def office(demo):
    return demo


@pytest.fixture(scope="module")
def site(demo, tmp_path_factory):
    with offices.opened_demo(demo, tmp_path_factory.mktemp("site")) as server:
        yield server


@pytest.mark.parametrize("look", walked_in(*LOOKS), ids=["office screen", "phone"])
def test_a_finding_is_looked_at_accepted_and_taken_back(enter, look):
    office = enter(VAN, "report", look)
    office.page.get_by_role("link", name="1 phát hiện nặng về số liệu chưa xem").click()
    office.sees(re.compile("Soát trên bản"))
    row = office.page.locator(".st-key-list_pane canvas tbody tr", has_text="Khác xa đơn vị khác")
    expect(row).to_have_count(1)

    office.choose_row(0, x=200)
    office.sees(re.compile(r"310 lượt người của 8 người, tức 38,8 lượt người/người"))
    office.sees(re.compile("Vì sao đáng ngờ:"))
    assert office.sideways_px() == 0
    office.press("Đã xem, chấp nhận")
    office.sees("Vui lòng ghi lý do.")
    reason = office.page.get_by_role("textbox", name="Lý do chấp nhận *", exact=True)
    reason.fill("Đơn vị xác nhận đúng số")
    reason.blur()
    office.press("Đã xem, chấp nhận")
    office.sees("Đã xem, chấp nhận 1 phát hiện")

    office.page.get_by_role("button", name=re.compile(r"^Đã xem \d+")).click()
    office.choose_row(0, x=200)
    office.sees("Đơn vị xác nhận đúng số")
    office.press("Bỏ chấp nhận")
    office.sees("Đã bỏ chấp nhận 1 phát hiện")
    expect(office.page.get_by_role("button", name=SEVERE)).to_have_text(re.compile("Nặng.*1"))
