"""How long a person wants the pages of lists, and which columns are in sight."""

from __future__ import annotations

import re
from urllib.parse import quote

from playwright.sync_api import expect

from lib import text
from lib.domain.summary import Slice
from tests.browser.visitor import DESKTOP, arrive
from tests.cast import LAN, VAN

MENU_PX = {"x": 254, "y": 18}
LIST = f"summary?xem={quote(text.SLICES[Slice.ASSIGNED])}"


def test_a_page_is_as_long_as_was_chosen_on_any_machine(enter, chromium, site, office):
    van = enter(VAN, LIST)
    shown = van.page.get_by_role("combobox", name="Số dòng mỗi trang")
    pages = van.page.locator(".st-key-pages_dong").get_by_role("button", name="Trang 11")
    expect(shown).to_have_value("20 dòng")
    expect(pages).to_be_visible()

    van.choose("Số dòng mỗi trang", "100")

    expect(shown).to_have_value("100 dòng")
    expect(pages).to_have_count(0)
    with_nothing_kept = arrive(chromium, site.url, DESKTOP, cookie=office.cookies[VAN.username])
    with_nothing_kept.go(LIST)
    there = with_nothing_kept.page.get_by_role("combobox", name="Số dòng mỗi trang")
    expect(there).to_have_value("100 dòng")
    with_nothing_kept.context.close()
    assert with_nothing_kept.troubles == []


def test_a_column_that_was_hidden_stays_so_while_one_works(enter):
    lan = enter(LAN, "checklist?loc_nhiem_vu=tat-ca")
    heads = lan.page.locator(".st-key-list_pane th")
    expect(heads).to_have_text(["Mã", "Nhiệm vụ", "Trạng thái", "Hạn"])

    # Its menu opens at the right end of a heading; the table is a picture.
    place = lan.page.locator(".st-key-list_pane .dvn-scroller").bounding_box()
    at = place["x"] + MENU_PX["x"], place["y"] + MENU_PX["y"]
    lan.page.mouse.move(*at)
    lan.page.mouse.click(*at)
    lan.page.get_by_role("menuitem", name="Ẩn cột").click()
    expect(heads).to_have_text(["Mã", "Trạng thái", "Hạn"])

    lan.choose_row(1, x=150)
    lan.page.wait_for_url(re.compile("item="))
    lan.settle()
    expect(heads).to_have_text(["Mã", "Trạng thái", "Hạn"])
    lan.reload()
    expect(heads).to_have_text(["Mã", "Nhiệm vụ", "Trạng thái", "Hạn"])
