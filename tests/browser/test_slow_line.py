"""What a line costs whose answers come late."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.relay import relay_to
from tests.browser.visitor import DESKTOP, arrive
from tests.cast import VAN

pytestmark = pytest.mark.xdist_group("browser-strangers")

TYPED = {
    "Giờ bắt đầu": "08:00",
    "Giờ kết thúc": "09:30",
    "Địa điểm": "Hội trường tầng 2",
    "Thảo luận": "Các thành viên thống nhất với đề nghị của đơn vị.",
    "Kết luận": "Đề nghị khen thưởng.",
}


def test_late_answers_do_not_freeze_a_page(chromium, site, office):
    """All fields are typed and saved before the browser has seen one answer.

    By then it has forgotten messages of which the server was told that it still has them.
    """
    with relay_to(site.port) as relay:
        van = arrive(chromium, relay.url, DESKTOP, cookie=office.cookies[VAN.username])
        van.go("meeting")
        van.press("Mở cuộc họp")
        van.sees("Đã mở cuộc họp.")
        van.page.get_by_text("Thông tin, kết luận").click()
        form = van.page.locator(".st-key-council_data")
        form.get_by_role("button", name="Lưu thông tin").wait_for()
        van.settle()

        with relay.holding():
            for label, value in TYPED.items():
                field = form.get_by_label(label)
                field.fill(value)
                field.press("Tab")
            van.press("Lưu thông tin")
            # A whole round of the server, which answers nobody meanwhile.
            van.page.wait_for_timeout(3000)

        van.sees("Đã lưu thông tin cuộc họp.")
        for label, value in TYPED.items():
            expect(form.get_by_label(label)).to_have_value(value)
        van.context.close()
        assert van.troubles == []
