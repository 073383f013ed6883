"""How long a person wants the pages of lists."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from lib import text
from lib.domain.summary import Slice
from tests.browser.visitor import DESKTOP, arrive
from tests.cast import VAN

pytestmark = pytest.mark.xdist_group("browser-strangers")

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
