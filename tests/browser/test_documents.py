"""A document goes out, a unit acknowledges the version it saw, the Office sees who has not."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest

from tests.browser.visitor import Look
from tests.cast import LAN, MAI, YEN
from tests.files import pdf
from tests.support.looks import walked_in

LOOKS = (Look(1366, height=768), Look(360))


def fill(visitor, label, words):
    """Type into a field and leave it, and wait until the draft is kept."""
    field = visitor.page.get_by_role("textbox", name=label, exact=True)
    field.fill(words)
    field.blur()
    visitor.sees(re.compile("Đã giữ bản nháp"))


def pick(visitor, label):
    visitor.page.get_by_role("radio", name=label, exact=True).click()


@pytest.mark.parametrize(
    ("look", "number", "unit"),
    walked_in((LOOKS[0], "45/KH-SXD", LAN), (LOOKS[1], "46/KH-SXD", YEN)),
    ids=["office screen", "phone"],
)
def test_from_an_empty_form_to_who_has_not(enter, look, number, unit):
    office = enter(MAI, "documents", look)
    office.press("Văn bản cho đơn vị")
    fill(office, "Số, ký hiệu *", number)
    fill(office, "Ngày ban hành *", "15/3/2021")
    fill(office, "Cơ quan ban hành *", "Sở Xây dựng")
    pick(office, "Cơ quan")
    fill(office, "Trích yếu *", f"Kế hoạch tuyên truyền {number}")
    pick(office, "Mọi đơn vị")
    office.press("Lưu")
    office.sees(re.compile("Chưa đăng được, còn thiếu: tệp hoặc liên kết"))
    office.page.locator("input[type=file]").set_input_files(
        {"name": "ke-hoach.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    office.press("Lưu tệp")
    office.sees(re.compile("Đã lưu tệp"))
    office.press("Đăng cho các đơn vị")
    office.sees("Đã đăng văn bản")
    office.sees(re.compile(r"0/9 đơn vị đã xác nhận"))
    address = office.page.url

    reading = enter(unit, f"documents?{address.partition('?')[2]}", look)
    # A list holds its cells out of sight too, for readers of screens.
    record = reading.page.locator(".st-key-record_pane")
    record.get_by_text(f"Kế hoạch tuyên truyền {number}").first.wait_for()
    fill(reading, "Đã phổ biến cho (người) *", "12")
    fill(reading, "Ngày phổ biến *", "19/3/2021")
    reading.press("Xác nhận")
    reading.sees(re.compile("Đã nhận, đã phổ biến cho 12 người ngày 19/03/2021"))
    link = reading.page.get_by_role("link", name="Mở văn bản").get_attribute("href")
    opened = reading.page.request.get(urljoin(reading.page.url, link))
    assert (opened.status, opened.body()) == (200, pdf())

    office = enter(MAI, f"documents?{address.partition('?')[2]}", look)
    office.sees(re.compile(r"1/9 đơn vị đã xác nhận"))
    office.sees(re.compile("Chưa xác nhận 8"))
