from __future__ import annotations

import re
import socket
import threading
from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit import file_util

from tests.web.serving import ROOT


class Relay:
    """A line between browser and server that can be cut, and freezes without closing."""

    def __init__(self, port):
        self.target = port
        self.links = []
        self.frozen = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        for link in self.links:
            try:
                link.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self.links.clear()

    def close(self):
        self.listener.close()
        self.cut()

    def _accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.target))
            self.links += [near, far]
            threading.Thread(target=self._pump, args=(near, far), daemon=True).start()
            threading.Thread(target=self._pump, args=(far, near), daemon=True).start()

    def _pump(self, source, sink):
        with source, sink:
            try:
                while data := source.recv(65536):
                    if not self.frozen.is_set():
                        sink.sendall(data)
            except OSError:
                return


@pytest.fixture
def relay(site):
    relay = Relay(site.port)
    yield relay
    relay.close()


@pytest.fixture
def signed_in(site, page, ticket):
    """A page whose browser holds the cookie."""
    sign_in(page, site.url, ticket)
    return page


_TAKE = """() => [...document.querySelectorAll('[data-testid="stCameraInputButton"]')]
  .find((one) => one.innerText.includes("Chụp ảnh"))?.click()"""


def sign_in(page, url, ticket):
    page.goto(url)
    page.evaluate("(ticket) => fetch(`/auth/cookie?ticket=${ticket}`)", ticket)


def line(page):
    return page.evaluate("document.documentElement.dataset.line ?? ''")


def when_line_is(page, state):
    page.wait_for_function(
        "(state) => (document.documentElement.dataset.line ?? '') === state", arg=state
    )


def dialogs(page):
    """What the browser asks when the tab is left."""
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return asked


# ---- words


def test_every_word_of_ours_stands_in_this_streamlit():
    """A raised Streamlit that says something else must not go unseen."""
    source = (ROOT / "static" / "vi.js").read_text(encoding="utf-8")
    table = source[source.index("const WORDS") : source.index("const MONTHS")]
    words = set(re.findall(r'^ {4}"([^"]+)":', table, re.MULTILINE))
    scripts = (Path(file_util.get_static_dir()) / "static" / "js").glob("*.js")
    bundle = b"".join(script.read_bytes() for script in scripts)

    # These are put together from pieces.
    made = {word for word in words if word.startswith(("Press ", "Save (", "hour,", "minute,"))}
    assert len(words) > 150
    assert {word for word in words - made if word.strip().encode() not in bundle} == set()


def test_the_document_is_vietnamese(site, page):
    page.goto(site.url)
    page.get_by_role("button", name="Đăng nhập").wait_for()

    assert page.evaluate("[document.documentElement.lang, navigator.language]") == ["vi", "vi-VN"]


def test_inputs(site, page):
    page.goto(site.url)
    page.get_by_label("Tên đăng nhập").fill("lan")

    expect(page.get_by_text("Nhấn Enter để nhận")).to_be_visible()
    expect(page.get_by_role("button", name="Hiện mật khẩu")).to_be_visible()
    page.get_by_role("button", name="Hiện mật khẩu").click()
    expect(page.get_by_role("button", name="Ẩn mật khẩu")).to_be_visible()


def test_choices_and_numbers(site, page):
    page.goto(f"{site.url}/?show=widgets")
    page.get_by_test_id("stSelectbox").locator("input").click()
    page.keyboard.type("zzz")

    expect(page.get_by_text("Không tìm thấy")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_placeholder("Chọn một mục")).to_be_visible()
    expect(page.get_by_placeholder("Chọn các mục")).to_be_visible()
    expect(page.get_by_role("button", name="Tăng")).to_be_visible()
    expect(page.get_by_role("button", name="Giảm")).to_be_visible()
    page.get_by_test_id("stMultiSelect").locator("input").click()
    expect(page.get_by_text("Chọn tất cả")).to_be_visible()


def test_calendar(site, page):
    page.goto(f"{site.url}/?show=widgets")
    page.get_by_role("button", name="Chọn ngày").first.click()
    calendar = page.get_by_test_id("stDateInputCalendar")
    calendar.wait_for()

    text = calendar.inner_text()
    assert re.search(r"tháng", text, re.IGNORECASE)
    assert "CN" in text
    assert not re.search(r"January|Nov|Sun|Mon", text)


def test_table_and_menu(site, page):
    page.goto(f"{site.url}/?show=widgets")
    table = page.get_by_test_id("stDataFrame")
    table.locator("canvas").first.wait_for()
    table.hover()

    for name in ("Tìm", "Tải về dạng CSV", "Toàn màn hình", "Ẩn/hiện cột"):
        expect(page.get_by_role("button", name=name).first).to_be_attached()
    page.get_by_test_id("stMainMenu").locator("button").click()
    menu = page.get_by_test_id("stMainMenuPopover")
    menu.wait_for()
    assert "In trang" in menu.inner_text()
    assert not re.search(r"Print|Made with|Record", menu.inner_text())


def test_files(site, signed_in, tmp_path):
    page = signed_in
    small, large = tmp_path / "Search", tmp_path / "b.txt"
    small.write_bytes(b"hello")
    with large.open("wb") as content:
        content.truncate(21 << 20)
    page.goto(f"{site.url}/?show=files")
    zone = page.get_by_test_id("stFileUploaderDropzone")

    expect(zone).to_contain_text("Tải tệp lên")
    expect(zone).to_contain_text("Tối đa 20 MB mỗi tệp")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([small, large])
    expect(page.get_by_text("Tệp không được quá 20 MB.").first).to_be_attached()
    expect(page.get_by_text("Search 5")).to_be_visible()
    expect(page.get_by_text("22,0 MB").first).to_be_attached()


def test_a_photo_is_taken_and_sent(site, whole_page, ticket):
    """The camera, the headers that allow it, and its words."""
    page = whole_page
    sign_in(page, site.url, ticket)
    page.context.grant_permissions(["camera"], origin=site.url)
    page.goto(f"{site.url}/?show=camera")
    page.wait_for_function("() => document.querySelector('video')?.readyState >= 2")
    again = page.get_by_role("button", name="Chụp lại")
    # Until Streamlit has noticed its camera, a click on its button takes no picture.
    while not again.is_visible():
        page.evaluate(_TAKE)
        page.wait_for_timeout(300)

    assert page.get_by_text("Ảnh image/").inner_text() == "Ảnh image/jpeg"


def test_a_page_that_is_not_there(site, page):
    page.goto(f"{site.url}/nothing")

    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
    assert "Page not found" not in page.inner_text("body")


def test_what_people_wrote_is_left_alone(site, page):
    page.goto(f"{site.url}/?show=widgets")
    note = page.get_by_label("Ghi chú")
    note.fill("Settings")
    note.blur()

    expect(page.get_by_test_id("stMarkdown").get_by_text("Settings", exact=True)).to_be_visible()
    expect(page.get_by_test_id("stHtml").get_by_text("Search", exact=True)).to_be_visible()
    assert note.input_value() == "Settings"


def test_the_script_breaks_nothing(site, page):
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda m: problems.append(m.text) if "Content Security" in m.text else None)

    for show in ("", "widgets", "item"):
        page.goto(f"{site.url}/?show={show}", wait_until="networkidle")

    assert problems == []


def test_many_texts_cost_so_much_more_as_they_are_more(site, page):
    """Four times as many may take four times as long, and not sixteen times.

    A rule of the style sheet that asks of any element what is in it would do that.
    """
    page.goto(site.url)
    page.get_by_role("button", name="Đăng nhập").wait_for()

    few, many = (
        page.evaluate(
            """(count) => {
                const box = document.createElement("div");
                for (let i = 0; i < count; i++) {
                    box.append(`dòng ${i} `, document.createElement("i"));
                }
                const begun = performance.now();
                document.body.append(box);
                return new Promise((done) => setTimeout(() => {
                    const height = document.body.offsetHeight;
                    box.remove();
                    done(height && performance.now() - begun);
                }, 0));
            }""",
            count,
        )
        for count in (8_000, 32_000)
    )

    assert many / few < 9


# ---- the line


def test_the_figures_turn_amber_when_the_line_is_cut_and_back(site, relay, page):
    page.goto(f"http://127.0.0.1:{relay.port}/?show=item")
    page.get_by_text("Số liệu lúc").wait_for()
    assert line(page) == ""

    relay.cut()

    when_line_is(page, "lost")
    when_line_is(page, "")


def test_a_line_that_falls_silent_is_lost_too(site, relay, lone_page):
    page = lone_page
    page.clock.install()
    page.goto(f"http://127.0.0.1:{relay.port}/?show=item")
    page.get_by_text("Số liệu lúc").wait_for()
    relay.frozen.set()

    page.get_by_role("button", name="Lưu").click()
    page.clock.run_for(14_000)
    before = line(page)
    page.clock.run_for(2_000)

    assert before == ""
    assert line(page) == "lost"


def test_the_loss_is_told_in_vietnamese(relay, page):
    page.goto(f"http://127.0.0.1:{relay.port}")
    page.get_by_role("button", name="Đăng nhập").wait_for()
    relay.close()

    when_line_is(page, "lost")
    expect(page.get_by_text("Đang kết nối")).to_be_visible()
    expect(page.get_by_role("dialog")).to_contain_text("Mất kết nối")
    assert "Streamlit" not in page.get_by_role("dialog").inner_text()


# ---- forms


@pytest.mark.parametrize("leave", ["Tab", "click"])
def test_a_password_is_sent_when_the_focus_passes_over_its_eye(site, page, leave):
    page.goto(f"{site.url}/?show=password")
    page.get_by_text("0 chữ", exact=True).wait_for()
    page.get_by_role("textbox", name="Mật khẩu", exact=True).press_sequentially("câu dài dễ nhớ")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"

    if leave == "Tab":
        page.keyboard.press("Tab")
    else:
        page.get_by_role("heading", level=1).click()

    page.get_by_text("14 chữ", exact=True).wait_for()


def test_a_forms_password_is_sent_though_the_focus_is_on_its_eye(site, page):
    page.goto(f"{site.url}/?show=password")
    page.get_by_role("textbox", name="Mật khẩu mới").press_sequentially("câu dài dễ nhớ")
    page.keyboard.press("Tab")

    page.get_by_role("button", name="Đổi").click()

    page.get_by_text("đổi 14 chữ").wait_for()


def test_leaving_asks_nothing_when_all_is_kept(site, page):
    asked = dialogs(page)
    page.goto(f"{site.url}/?show=item")
    page.get_by_label("Nội dung").fill("xong")
    page.get_by_label("Nội dung").blur()

    page.goto(site.url)

    assert asked == []


@pytest.mark.parametrize("label", ["Nội dung", "Nguồn"], ids=["item", "another form"])
def test_leaving_asks_while_a_field_is_being_typed(site, page, label):
    asked = dialogs(page)
    page.goto(f"{site.url}/?show=item")
    page.get_by_label(label).press_sequentially("đang gõ")

    page.goto(site.url)

    assert asked == ["beforeunload"]


def test_leaving_asks_while_the_page_says_so(site, page):
    asked = dialogs(page)
    page.goto(f"{site.url}/?show=item")
    page.get_by_text("Chưa lưu").click()
    page.get_by_text("Có thay đổi chưa lưu").wait_for()

    page.goto(site.url)

    assert asked == ["beforeunload"]


def test_typing_elsewhere_asks_nothing(site, page):
    asked = dialogs(page)
    page.goto(f"{site.url}/?show=item")
    page.get_by_label("Tên đăng nhập").press_sequentially("lan")

    page.goto(site.url)

    assert asked == []


def test_ctrl_s_saves_what_was_just_typed(site, page):
    page.goto(f"{site.url}/?show=item")
    page.get_by_label("Nội dung").press_sequentially("12 hội nghị")

    page.keyboard.press("Control+s")

    expect(page.get_by_text("Đã lưu: 12 hội nghị")).to_be_visible()
