"""Somebody else has the record open: told above it, gone with their tab."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.cast import HUNG, LAN

HERE = re.compile(r"Nguyễn Thị Lan \(\d+ phút\) đang mở mục này")


@pytest.mark.parametrize("ends", ["closes the tab", "opens another", "goes elsewhere"])
def test_the_head_sees_that_staff_has_the_item_open_until_it_is_left(enter, ends):
    lan = enter(LAN, "checklist?item=II.2.6")
    hung = enter(HUNG, "checklist?item=II.2.6")

    hung.sees(HERE)
    assert "đang mở mục này" not in lan.text()

    if ends == "closes the tab":
        lan.page.close()
    elif ends == "opens another":
        lan.page.locator(".st-key-record_coming button").click()
        lan.page.wait_for_url(lambda address: "II.2.6" not in address)
        lan.settle()
    else:
        lan.go("account")
    hung.page.wait_for_timeout(1000)
    hung.go("checklist?item=II.2.6")

    hung.sees("Lưu")
    # The server hears a moment later that a tab is closed.
    expect(hung.page.get_by_text("đang mở mục này")).to_have_count(0)
