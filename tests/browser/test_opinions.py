"""An opinion from the menu to its answer, and what a browser keeps of an anonymous one: nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests import files
from tests.browser.visitor import Look, Visitor
from tests.cast import LAN, VAN
from tests.support.chromium import WHOLE
from tests.support.looks import walked_in
from tests.web.serving import CHROMIUM_FLAGS, PATIENCE_MS

MARK = "Xin mot mau bien ban kqvwzxjy"
# After so long a browser has written down what it wants to find again.
WRITTEN_MS = 6000
WORDS = "Mong lich truc chia deu hon zqxwv"
STORED = """async () => JSON.stringify([
  {...localStorage}, {...sessionStorage}, document.cookie,
  (await indexedDB.databases()).map((one) => one.name),
  await caches.keys(), location.href, history.state,
])"""


def fill(visitor, words, topic="Điều kiện làm việc"):
    visitor.settle()  # of two forms the one that was chosen stands there alone
    visitor.choose("Chủ đề *", topic)
    visitor.settle()
    visitor.page.get_by_role("textbox", name="Ý kiến, kiến nghị *").fill(words)


@pytest.mark.parametrize("width", walked_in(360, 1366))
def test_a_named_opinion_from_the_menu_to_its_answer(enter, width):
    words = f"Đề nghị bố trí thêm kinh phí {width}"
    visitor = enter(LAN, "opinions", Look(width))
    fill(visitor, words)
    assert visitor.sideways_px() == 0
    visitor.press("Gửi có tên")
    visitor.sees("Đã gửi ý kiến cho Văn phòng.")

    desk = enter(VAN, "feedback", Look(width))
    desk.choose_row(desk.row_of(words), x=200)
    desk.sees(LAN.full_name)
    desk.page.get_by_label("Nội dung trả lời").fill(f"Đã bố trí {width}")
    assert desk.sideways_px() == 0
    desk.press("Trả lời")
    desk.sees("Văn phòng trả lời ngày")

    visitor.reload()
    visitor.sees(f"Đã bố trí {width}")


def test_a_complaint_is_led_elsewhere(enter):
    visitor = enter(LAN, "opinions")
    visitor.choose("Chủ đề *", "Tố cáo")
    visitor.sees("Nơi tiếp công dân của cơ quan")

    expect(visitor.page.get_by_role("button", name="Gửi có tên")).to_have_count(0)


def test_the_browser_keeps_nothing_of_an_anonymous_opinion(chromium, site, tmp_path):
    """A browser with a profile on the disk, as people have; the whole profile is looked through."""
    profile = tmp_path / "profile"
    context = chromium.browser_type.launch_persistent_context(
        profile, executable_path=shutil.which(WHOLE), args=CHROMIUM_FLAGS, locale="vi-VN"
    )
    context.set_default_timeout(PATIENCE_MS)
    visitor = Visitor(context, context.pages[0], site.url, Look())
    visitor.go()
    visitor.sign_in(LAN)
    visitor.go("opinions")
    before = len(_visited(context, visitor))
    visitor.page.get_by_role("radio", name="Gửi ẩn danh").click()
    visitor.sees("Chỉ lưu chủ đề")
    fill(visitor, WORDS)
    visitor.page.wait_for_timeout(WRITTEN_MS)
    visitor.press("Gửi ẩn danh")
    code = visitor.page.locator("code").first.inner_text().strip()
    assert len(code) == 23
    visitor.press("Tôi đã chép mã")
    visitor.page.get_by_role("radio", name="Tra mã", exact=True).click()
    visitor.page.get_by_label("Mã tra cứu").fill(code)
    visitor.page.wait_for_timeout(WRITTEN_MS)
    visitor.press("Tra cứu")
    visitor.sees("Chờ ghi")
    visitor.sees(WORDS)

    stored = visitor.page.evaluate(STORED)
    visited = _visited(context, visitor)
    visitor.page.get_by_role("radio", name="Gửi có tên").click()
    fill(visitor, MARK)
    visitor.page.wait_for_timeout(WRITTEN_MS)
    context.close()

    assert len(visited) == before, "no step of it is a place that “Back” leads to"
    assert {entry["url"] for entry in visited[-1:]} == {f"{site.url}/opinions"}
    assert [one for one in (WORDS, code) if one in stored or one in str(visited)] == []
    assert _holding(profile, [WORDS, code, code.replace("-", "")]) == []
    assert _holding(profile, [MARK]) != [], "what a browser does keep of other fields is found"


@pytest.mark.parametrize("width", walked_in(1366, 360))
def test_a_notice_with_its_picture_reaches_the_office(enter, width):
    source = f"Nhóm trên mạng {width}"
    visitor = enter(LAN, "misinformation", Look(width))
    visitor.page.get_by_role("radio", name="Thông báo mới").click()
    visitor.page.get_by_role("textbox", name="Nguồn *").fill(source)
    visitor.page.get_by_role("textbox", name="Nội dung sai sự thật *").fill("Sai ngày bầu cử")
    picture = {"name": "anh.png", "mimeType": "image/png", "buffer": files.image("PNG")}
    with visitor.page.expect_response("**/upload_file/**"):
        visitor.page.locator("input[type=file]").set_input_files(picture)
    visitor.sees("anh.png")
    assert visitor.sideways_px() == 0
    visitor.press("Thông báo Văn phòng")
    visitor.sees("Đã thông báo Văn phòng.")

    desk = enter(VAN, "misinformation", Look(width))
    desk.choose_row(desk.row_of(source), x=200)
    shown = desk.page.locator(".st-key-notice_open img")
    shown.wait_for()
    desk.page.wait_for_function(
        "() => document.querySelector('.st-key-notice_open img').naturalWidth > 0"
    )
    desk.press("Chuyển")
    desk.page.get_by_label("Chuyển đến *").fill("Công an tỉnh")
    desk.page.get_by_label("Ngày chuyển *").fill("1/11/2026")
    desk.press("Ghi nơi chuyển")
    desk.sees("Đã chuyển: Công an tỉnh, ngày 01/11/2026")


def test_a_notice_waits_for_its_picture(enter):
    picture = {"name": "anh.png", "mimeType": "image/png", "buffer": files.image("PNG")}
    visitor, under_way = enter(LAN, "misinformation"), []
    visitor.page.get_by_role("radio", name="Thông báo mới").click()
    visitor.page.get_by_role("textbox", name="Nguồn *").fill("Nhóm khác")
    visitor.page.get_by_role("textbox", name="Nội dung sai sự thật *").fill("Sai giờ bỏ phiếu")
    visitor.page.route("**/upload_file/**", lambda route: under_way.append(route))
    visitor.page.locator("input[type=file]").set_input_files(picture)
    visitor.page.get_by_test_id("stFileChipIconSpinner").wait_for()
    visitor.press("Thông báo Văn phòng")
    visitor.page.wait_for_timeout(1000)  # what a click sends has gone out by then
    assert "Đã thông báo" not in visitor.text()

    under_way[0].continue_()
    visitor.sees("Đã thông báo Văn phòng.")

    desk = enter(VAN, "misinformation")
    desk.choose_row(desk.row_of("Nhóm khác"), x=200)
    desk.page.locator(".st-key-notice_open img").wait_for()


def _visited(context: BrowserContext, visitor: Visitor) -> list[dict[str, str]]:
    session = context.new_cdp_session(visitor.page)
    entries: list[dict[str, str]] = session.send("Page.getNavigationHistory")["entries"]
    return entries


def _holding(folder: Path, needles: list[str]) -> list[str]:
    """Files in which one of the words stands, as bytes of either usual encoding."""
    forms = [one.encode(kind) for one in needles for kind in ("utf-8", "utf-16-le")]
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]
