"""The main path without a mouse: what a keyboard reaches in lists and in records beside them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.relay import relay_to
from tests.browser.visitor import DESKTOP, SIGNED_IN, arrive
from tests.cast import HUNG, LAN, PASSWORD, VAN

SAVED = re.compile(r"Đã lưu \d\d:\d\d:\d\d$")
CODE = "II.2.1"
UNIT = "Phòng Quản lý xây dựng", "QL xây dựng"
# More than any page has.
MOST_STOPS = 80
_IS_FOCUSED = "it => it === document.activeElement || it.contains(document.activeElement)"
_IN_LIST = "() => Boolean(document.activeElement.closest('.st-key-list_pane'))"


def press(visitor, *keys):
    """Press keys one after the other, seeing what comes of each."""
    for key in keys:
        visitor.page.keyboard.press(key)
        visitor.page.evaluate("() => new Promise((seen) => requestAnimationFrame(seen))")
        visitor.settle()


def tab_to(visitor, sought):
    """Press Tab until it has the focus."""
    for _ in range(MOST_STOPS):
        press(visitor, "Tab")
        if sought.count() and sought.first.evaluate(_IS_FOCUSED):
            return
    pytest.fail(f"no Tab leads to {sought}")


def sign_in(visitor, person):
    tab_to(visitor, visitor.page.get_by_label("Tên đăng nhập", exact=True))
    visitor.page.keyboard.type(person.username)
    press(visitor, "Tab")
    visitor.page.keyboard.type(PASSWORD)
    with visitor.page.expect_response("**/auth/cookie?*"):
        visitor.page.keyboard.press("Enter")
    visitor.page.locator(SIGNED_IN).wait_for(state="attached")
    visitor.settle()


def come_to_row(visitor, code, unit, short_name):
    """From anywhere go to the list, and down in it until the row of the code and unit is open."""
    tab_to(visitor, visitor.page.locator(".st-key-list_pane"))
    press(visitor, *["ArrowDown"] * visitor.row_of(code, short_name))
    record = visitor.page.locator(".st-key-inbox_item")
    expect(record).to_contain_text(f"{code} ·")
    expect(record).to_contain_text(unit)


def test_the_main_path_needs_no_mouse(enter):
    hung = enter(path="checklist")
    sign_in(hung, HUNG)
    hung.page.keyboard.press("/")
    hung.page.keyboard.type(CODE)
    press(hung, "Enter", "Tab")
    hung.page.get_by_role("heading", name=re.compile(f"^{re.escape(CODE)} ")).wait_for()
    press(hung, "Enter")
    expect(hung.page.get_by_role("radio", name="Chưa thực hiện")).to_be_focused()
    press(hung, "ArrowRight", "ArrowRight", "Space")
    expect(hung.page.get_by_role("radio", name="Đã hoàn thành")).to_be_checked()
    press(hung, "Tab")
    hung.page.keyboard.type("4")
    tab_to(hung, hung.page.get_by_label("Ghi chú", exact=True))
    hung.page.keyboard.type("Báo cáo không dùng chuột")
    press(hung, "Control+s")
    hung.sees(SAVED)
    tab_to(hung, hung.page.locator('[class*="st-key-send_item"] button'))
    press(hung, "Enter")
    hung.sees("Đã gửi Văn phòng 1 nhiệm vụ")

    van = enter(path="verification")
    sign_in(van, VAN)
    come_to_row(van, CODE, *UNIT)
    press(van, "Enter")
    expect(van.page.locator('[class*="st-key-receive_"] button')).to_be_focused()
    press(van, "Enter")
    van.sees("Đã tiếp nhận 1 nhiệm vụ")
    tab_to(van, van.page.get_by_role("button", name=re.compile("Đã tiếp nhận")))
    press(van, "Enter")
    come_to_row(van, CODE, *UNIT)
    assert "Báo cáo không dùng chuột" in van.text()
    press(van, "Enter")
    expect(van.page.locator('[class*="st-key-verify_"] button')).to_be_focused()
    press(van, "Enter")
    van.sees("Đã xác nhận 1 nhiệm vụ")

    hung.reload()
    lines = hung.history()
    assert [line.split(" · ")[1] for line in lines[:2]] == ["Xác nhận", "Tiếp nhận"]


def test_escape_leads_from_a_record_back_to_the_list(enter):
    lan = enter(LAN, "checklist?loc_nhiem_vu=tat-ca")
    tab_to(lan, lan.page.locator(".st-key-list_pane"))
    press(lan, "ArrowDown", "ArrowDown", "ArrowDown")
    lan.page.get_by_role("heading", name=re.compile("^II.1.4 ")).wait_for()
    press(lan, "Enter")
    note = lan.page.get_by_label("Ghi chú", exact=True)
    tab_to(lan, note)
    lan.page.keyboard.type("Lưu rồi gõ tiếp")
    press(lan, "Control+s")
    lan.sees(SAVED)

    expect(note).to_be_focused()
    press(lan, "Escape")

    assert lan.page.evaluate(_IN_LIST)
    press(lan, "ArrowUp")
    lan.page.get_by_role("heading", name=re.compile("^II.1.3 ")).wait_for()


def test_another_cell_of_the_open_row_begins_no_form_anew(enter):
    """Tab and the arrow keys go from cell to cell, each of which Streamlit takes for a click."""
    lan = enter(LAN, "checklist?loc_nhiem_vu=tat-ca")
    tab_to(lan, lan.page.locator(".st-key-list_pane"))
    press(lan, "ArrowDown", "ArrowDown", "ArrowDown")
    lan.page.get_by_role("heading", name=re.compile("^II.1.4 ")).wait_for()
    fields = lan.page.locator('[class*="st-key-checklist_II-1-4_"]')
    begun = fields.first.get_attribute("class")

    press(lan, "ArrowRight", "ArrowRight", "Enter")

    expect(lan.page.get_by_role("radio", name="Chưa thực hiện")).to_be_focused()
    assert fields.first.get_attribute("class") == begun


def test_enter_waits_for_the_record_that_comes(chromium, site, office):
    with relay_to(site.port) as relay:
        lan = arrive(chromium, relay.url, DESKTOP, cookie=office.cookies[LAN.username])
        lan.go("checklist?loc_nhiem_vu=tat-ca")
        tab_to(lan, lan.page.locator(".st-key-list_pane"))
        press(lan, "ArrowDown", "ArrowDown")
        lan.page.get_by_role("heading", name=re.compile("^II.1.3 ")).wait_for()

        with relay.holding():
            lan.page.keyboard.press("ArrowDown")
            lan.page.keyboard.press("Enter")
            lan.page.wait_for_timeout(1500)
            assert lan.page.evaluate(_IN_LIST)

        lan.page.get_by_role("heading", name=re.compile("^II.1.4 ")).wait_for()
        status = lan.page.locator('[class*="st-key-checklist_II-1-4"] [role=radio]').first
        expect(status).to_be_focused()
        lan.context.close()
        assert lan.troubles == []


def test_rows_are_ticked_by_shift_and_space(enter):
    van = enter(VAN, "verification")
    tab_to(van, van.page.locator(".st-key-list_pane"))

    press(van, "Shift+Space", "ArrowDown", "Shift+Space")

    van.sees("2 mục đã chọn")
