"""A session that is about to end says so in time, and goes on at a click."""

from __future__ import annotations

import itertools
import re

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lib.web.cookies import SECURE_NAME
from lib.web.sign_in import SESSION_URL

_numbers = itertools.count(1)


@pytest.fixture
def warned(site, lone_page):
    """`warned("live")` is a page of such a session of its own, half a minute after it came."""

    def go(session):
        lone_page.context.add_cookies(
            [
                {
                    "name": SECURE_NAME, "value": f"{session}-{next(_numbers)}", "secure": True,
                    "url": site.url.replace("http:", "https:"),
                }
            ]
        )  # fmt: skip
        lone_page.clock.install()
        lone_page.goto(f"{site.url}/?show=session")
        lone_page.locator(".st-key-shell_sign_out").wait_for(state="attached")
        lone_page.clock.run_for(31_000)
        return lone_page

    return go


def test_it_goes_on_at_a_click(warned):
    page = warned("live")
    banner = page.locator(".tdkt-ending")
    expect(banner).to_contain_text(
        re.compile(r"Lâu không thao tác, phiên làm việc sẽ kết thúc lúc \d\d:\d\d\.")
    )
    assert Axe().run(page, context=".tdkt-ending").response["violations"] == []

    banner.get_by_role("button", name="Tiếp tục").click()

    expect(banner).to_be_empty()
    page.clock.run_for(61_000)
    expect(banner).to_be_empty()


def test_whoever_has_been_here_all_day_is_told_to_sign_in_anew(warned):
    banner = warned("old").locator(".tdkt-ending")
    expect(banner).to_contain_text("Vui lòng lưu rồi đăng nhập lại.")

    banner.get_by_role("button", name="Đã hiểu").click()

    expect(banner).to_be_empty()


def test_after_the_warning_the_end_itself_is_told(warned):
    page = warned("live")
    banner = page.locator(".tdkt-ending")
    expect(banner).to_contain_text("Tiếp tục")
    page.context.clear_cookies()

    page.clock.run_for(31_000)

    expect(banner).to_contain_text("Phiên làm việc đã kết thúc.")
    expect(banner.get_by_role("button", name="Tải lại")).to_be_visible()


def over(page):
    """The page is told that the session has ended; what it is kept by is gone when it reloads."""
    page.evaluate("window.isSame = true")
    page.context.clear_cookies()
    page.clock.run_for(31_000)
    return page.get_by_role("button", name="Tải lại")


def test_reloading_at_the_end_comes_about_where_nothing_was_left_to_send(warned):
    page = warned("live")
    again = over(page)
    page.get_by_label("Nguồn").fill("Báo tỉnh")
    page.get_by_label("Nguồn").press("Enter")
    expect(page.locator('[data-test-script-state="notRunning"]')).to_be_attached()

    again.click()
    page.clock.run_for(2_500)

    page.wait_for_function("window.isSame === undefined")


def test_reloading_at_the_end_waits_for_the_form_where_something_was_sent(warned):
    page = warned("live")
    again = over(page)
    page.get_by_label("Nguồn").fill("Hết phiên")

    again.click()
    expect(page.locator(".st-key-shell_sign_out")).to_have_count(0)
    page.clock.run_for(9_000)

    assert page.evaluate("window.isSame") is True


@pytest.mark.parametrize(
    ("first", "then", "there"),
    [
        ("a_N b_N", "a_N b_N", ["", "Hai hội nghị"]),
        ("a_N b_N", "b_N a_N", ["Hai hội nghị", ""]),
        ("a_N b_N", "a_N", [""]),
        ("N_1 N_2", "N_1 N_2", ["", ""]),
        ("N_1 N_2", "N_2", [""]),
        ("a_N b_N", "b_N b_N_1 b_N_2", ["Hai hội nghị", "", ""]),
        ("a_N b_1_N", "b_1_N b_2_N", ["", ""]),
    ],
    ids=[
        "same label", "another order", "gone meanwhile", "rows", "a row less", "more of them",
        "not to be told apart any more",
    ],
)  # fmt: skip
def test_what_was_typed_comes_back_into_that_very_field_or_none(
    site, lone_page, first, then, there
):
    page = lone_page
    page.goto(f"{site.url}/?show=threads&first={first}&then={then}")
    page.get_by_role("button", name="Vào", exact=True).click()
    boxes = page.get_by_label("Trả lời", exact=True)
    boxes.nth(1).press_sequentially("Hai hội nghị")
    page.get_by_role("button", name="Đăng xuất").click()
    expect(boxes).to_have_count(0)
    page.wait_for_timeout(1000)

    page.get_by_role("button", name="Vào", exact=True).click()

    expect(boxes).to_have_count(len(there))
    page.wait_for_timeout(2000)
    assert [one.input_value() for one in boxes.all()] == there


def test_nobody_is_asked_of_who_is_not_signed_in(site, lone_page):
    asked = []
    lone_page.on("request", lambda request: asked.append(request.url))
    lone_page.clock.install()
    lone_page.goto(site.url)
    lone_page.get_by_role("button", name="Đăng nhập").wait_for()

    lone_page.clock.run_for(61_000)

    assert [url for url in asked if SESSION_URL in url] == []


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {}, 403),
        ("GET", {"Cookie": f"{SECURE_NAME}=live"}, 200),
        ("GET", {"Cookie": f"{SECURE_NAME}=live", "Sec-Fetch-Site": "cross-site"}, 403),
        ("POST", {"Cookie": f"{SECURE_NAME}=live"}, 403),
        ("POST", {"Cookie": f"{SECURE_NAME}=live", "Origin": "http://evil.example"}, 403),
        ("DELETE", {"Cookie": f"{SECURE_NAME}=live"}, 403),
    ],
    ids=["nobody", "one's own", "by another site", "no origin", "another origin", "other method"],
)
def test_the_address_answers_its_own_page_alone(site, method, headers, status):
    answer = httpx.request(method, f"{site.url}{SESSION_URL}", headers=headers)

    assert answer.status_code == status
    if status == 200:
        assert answer.json() == {"left_s": 200, "renewable": True}
        assert answer.headers["cache-control"] == "no-store"
