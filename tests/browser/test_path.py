"""The main job, end to end: report a task, watch the summary, download the CSV."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import LOOKS
from tests.cast import LAN, SON, VAN
from tests.support.looks import walked_in

SAVED = re.compile(r"Đã lưu \d\d:\d\d:\d\d$")
AS_OF = re.compile(r"^Số liệu lúc \d\d:\d\d:\d\d · r(\d+)$")
# A task of its own for each look, since all share one server.
TASKS = dict(zip(map(str, LOOKS), ("II.1.3", "II.1.4", "II.2.1", "II.3.1"), strict=True))


def as_of(visitor):
    """The line under the title that says of when the figures are."""
    return visitor.page.locator(".st-key-asof").get_by_text(AS_OF)


@pytest.mark.parametrize("look", [LOOKS[0], *walked_in(LOOKS[3], *LOOKS[1:3])], ids=str)
def test_a_report_reaches_the_leader_and_the_csv(enter, site, look):
    code = TASKS[str(look)]
    note = f"Báo cáo từ cửa sổ {look}"
    son = enter(path="", look=look)
    son.sign_in(SON)
    son.sees("Tổng hợp trực tiếp")
    son.choose("Xem danh sách nhiệm vụ", "Đã hoàn thành")
    son.page.get_by_label("Đơn vị", exact=True).press_sequentially("QLX")
    before = as_of(son).inner_text()
    done_before = son.page.locator(".st-key-summary_complete").inner_text()

    lan = enter(path="checklist", look=look)
    lan.sign_in(LAN)
    lan.open_item(code)
    lan.page.get_by_role("radio", name="Đã hoàn thành").click()
    lan.page.locator(".st-key-item_form input[type=tel]").first.fill("1.234")
    lan.page.get_by_label("Ghi chú", exact=True).fill(note)
    lan.press("Lưu")
    lan.sees(SAVED)

    expect(as_of(son)).not_to_have_text(before)
    expect(son.page.locator(".st-key-summary_complete")).not_to_have_text(done_before)
    expect(son.page.get_by_label("Đơn vị", exact=True)).to_have_value("QLX")
    expect(son.page.get_by_label("Đơn vị", exact=True)).to_be_focused()

    son.reload()
    lan.reload()
    son.sees("Tổng hợp trực tiếp")
    assert "xem=" in son.page.url
    expect(lan.page.get_by_label("Ghi chú", exact=True)).to_have_value(note)
    assert f"item={code}" in lan.page.url

    van = enter(path="exports", look=look)
    van.sign_in(VAN)
    van.sees("Kết xuất")
    with van.page.expect_download() as download:
        van.page.locator(".st-key-download_items a").click()
    name = download.value.suggested_filename
    with download.value.path().open(encoding="utf-8", newline="") as file:
        content = file.read()

    assert re.fullmatch(r"TDKT_[\w-]+_items_\d{8}-\d{4}_r\d+\.csv", name)
    assert content.startswith("\ufeff")
    rows = list(csv.DictReader(StringIO(content.removeprefix("\ufeff")), delimiter=";"))
    (row,) = [one for one in rows if note in one.values()]
    assert code in row.values()
    assert "Phòng Quản lý xây dựng" in row.values()
    assert "1234" in row.values()


def test_an_empty_nomination_is_still_open_after_loading_anew(enter):
    lan = enter(LAN, "nominations")
    lan.press("Đề nghị cá nhân")
    lan.page.get_by_role("heading", name="Đề nghị mới").wait_for()
    address = lan.page.url
    assert "subject=individual" in address

    lan.reload()

    expect(lan.page.get_by_role("heading", name="Đề nghị mới")).to_be_visible()
    expect(lan.page.get_by_label("Họ và tên")).to_have_value("")
    assert lan.page.url == address
