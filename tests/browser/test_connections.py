"""From the menu to a program that reads: a key made by hand, copied, used and revoked."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Look
from tests.cast import PASSWORD, VAN
from tests.support.looks import walked_in

TABLE = "/api/v1/tables/units"


def status(site, secret):
    return httpx.get(f"{site.url}{TABLE}", auth=("excel", secret)).status_code


@pytest.mark.parametrize("width", walked_in(1366, 360))
def test_a_key_from_the_page_of_exports_to_its_end(enter, site, width):
    visitor = enter(VAN, "exports", Look(width))
    page, name = visitor.page, f"Power BI {width}"
    page.get_by_role("link", name="Kết nối dữ liệu").click()
    visitor.sees("Danh sách")
    page.get_by_role("radio", name="Tạo khóa").click()
    page.get_by_label("Tên khóa").fill(name)
    page.get_by_label("Tên khóa").blur()
    # A list that opens while the page is drawn anew shuts again, and a click on it is nobody's.
    visitor.settle()
    visitor.choose("Các bảng được đọc", "Tổng hợp theo đơn vị")
    page.keyboard.press("Escape")
    expect(page.locator("[data-tag]")).to_have_text("Tổng hợp theo đơn vị")
    visitor.settle()
    page.get_by_label("Mật khẩu hiện tại").fill(PASSWORD)
    visitor.press("Tạo khóa")

    visitor.sees("Khóa chỉ hiện lần này")
    secret = page.locator("code").first.inner_text().strip().replace("\n", "")
    assert status(site, secret) == 200
    assert visitor.sideways_px() == 0
    visitor.press("Đã cất khóa")
    expect(page.get_by_text(secret)).to_have_count(0)

    page.get_by_role("radio", name="Danh sách").click()
    visitor.choose_row(0, x=60)
    page.get_by_role("heading", name=name).wait_for()
    visitor.press("Thu hồi khóa")
    page.get_by_text("Khóa đã thu hồi không dùng lại được.").wait_for()
    page.get_by_role("button", name="Thu hồi khóa").last.click()
    visitor.sees("Đã thu hồi khóa.")
    assert status(site, secret) == 401
