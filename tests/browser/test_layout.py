"""What fits on an office screen, and what stays where it is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Look
from tests.cast import LAN, QUANG, VAN

pytestmark = pytest.mark.xdist_group("browser-report")

OFFICE = {"width": 1366, "height": 768}
WIDE = Look(OFFICE["width"])
NARROW = {"width": 1000, "height": 700}
HEAD_PX, ROW_PX = 36, 32


def list_box(visitor):
    return visitor.page.locator(".st-key-list_pane .dvn-scroller").bounding_box()


def test_a_long_list_begins_high_and_shows_many_rows(enter, record_property):
    lan = enter(LAN, "checklist?loc_nhiem_vu=tat-ca", WIDE)
    lan.page.set_viewport_size(OFFICE)
    expect(lan.page.locator(".st-key-list_pane .dvn-scroller")).to_have_css(
        "height", re.compile(r"^6\d\d")
    )

    box = list_box(lan)
    rows = int((min(box["y"] + box["height"], OFFICE["height"]) - box["y"] - HEAD_PX) / ROW_PX)

    record_property("checklist at 1366 x 768", f"begins at {box['y']:.0f} px, {rows} rows seen")
    assert box["y"] < 200
    assert rows >= 12


@pytest.mark.parametrize(
    ("person", "path"),
    [
        (VAN, "verification"),
        (QUANG, "people"),
        (QUANG, "units"),
        (LAN, "plan?plan_view=Nhiệm+vụ"),
    ],
    ids=lambda one: getattr(one, "username", one),
)
def test_every_list_begins_high(enter, record_property, person, path):
    visitor = enter(person, path, WIDE)
    visitor.page.set_viewport_size(OFFICE)
    visitor.settle()

    box = list_box(visitor)

    record_property(f"{path} at 1366 x 768", f"begins at {box['y']:.0f} px")
    assert box["y"] < 200


def test_the_list_stays_where_it_is_while_a_record_is_open(enter):
    lan = enter(LAN, "checklist?loc_nhiem_vu=tat-ca", WIDE)
    lan.page.set_viewport_size(OFFICE)
    tall = re.compile(r"^6\d\d")
    expect(lan.page.locator(".st-key-list_pane .dvn-scroller")).to_have_css("height", tall)
    before = list_box(lan)

    lan.choose_row(3, x=120)
    lan.page.locator(".st-key-item_form").wait_for()
    assert list_box(lan) == before
    lan.page.get_by_text("Lịch sử xử lý").scroll_into_view_if_needed()

    box = list_box(lan)
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= OFFICE["height"]
    form = lan.page.locator(".st-key-item_form").bounding_box()
    assert form["x"] > box["x"] + box["width"]


@pytest.mark.parametrize("size", [NARROW, {"width": 360, "height": 740}], ids=["tablet", "phone"])
def test_where_there_is_no_room_the_record_takes_the_lists_place(enter, size):
    look = Look(size["width"]) if size["width"] < 640 else Look()
    lan = enter(LAN, "checklist?loc_nhiem_vu=tat-ca", look)
    lan.page.set_viewport_size(size)
    pane = lan.page.locator(".st-key-list_pane")
    expect(pane).to_be_visible()

    lan.choose_row(2, x=120)
    lan.page.locator(".st-key-item_form").wait_for()
    expect(pane).to_be_hidden()
    assert lan.sideways_px() == 0

    lan.press("Danh sách")
    expect(pane).to_be_visible()
    expect(lan.page.locator(".st-key-item_form")).to_have_count(0)
