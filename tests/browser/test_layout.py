"""What stays where it is while a record is open, and what gives way on small screens."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from lib.ui.awards import decision_papers
from lib.ui.checklist import checklist_list, inbox
from lib.ui.nominations import nomination_list
from lib.ui.people import people_list, units_list
from lib.ui.reports import summary_rows
from tests.browser.visitor import Look
from tests.cast import LAN, VAN

OFFICE = {"width": 1366, "height": 768}
WIDE = Look(OFFICE["width"])
NARROW = {"width": 1000, "height": 700}
LOW = {"width": 1366, "height": 640}
OWN_PAGES = ["files", "help", "account"]
READING_PX = 704
CHIPS = {
    "checklist": checklist_list._CHIPS,
    "inbox": inbox._BACKING,
    "inbox talks": inbox._TALKS,
    "summary": summary_rows._CHIPS,
    "nominations": nomination_list._CHIPS,
    "decisions": decision_papers._CHIPS,
    "people": people_list._CHIPS,
    "units": units_list._CHIPS,
}
CHIP_EDGES_PX = 32
"""Around the words: the chip's own and the cell's."""


def list_box(visitor):
    return visitor.page.locator(".st-key-list_pane .dvn-scroller").bounding_box()


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


@pytest.mark.parametrize("path", ["meeting", "papers"])
def test_what_is_typed_and_read_stays_as_wide_as_a_line_on_a_wide_screen(enter, path):
    visitor = enter(VAN, path, Look(1920))
    fields = visitor.page.locator(".stMain :is(.stTextInput, .stTextArea, .stSelectbox)")
    fields.first.wait_for()

    widths = [box["width"] for one in fields.all() if (box := one.bounding_box())]
    assert widths
    assert max(widths) <= READING_PX


def test_the_head_stays_one_line_however_much_is_in_it(enter):
    lan = enter(LAN, "nominations", WIDE)
    lan.page.set_viewport_size(NARROW)
    lan.page.get_by_role("button", name="Đề nghị cá nhân").hover()

    assert lan.page.locator(".st-key-page_head").bounding_box()["height"] < 60


def test_the_way_out_stays_in_sight_however_long_ones_name_is(enter):
    van = enter(VAN, "verification", WIDE)
    van.page.set_viewport_size(OFFICE)
    who = van.page.locator("[data-testid=stSidebarUserContent] .stMarkdown p").first
    who.evaluate("(it) => { it.textContent = 'Ban Quản lý dự án đầu tư xây dựng '.repeat(9) }")

    box = van.page.locator(".st-key-shell_sign_out").bounding_box()
    assert box["y"] + box["height"] <= OFFICE["height"]


def test_a_title_of_the_menu_is_whole_beside_its_count(enter):
    van = enter(VAN, "verification", WIDE)
    # Behind one's own pages, which share a line, nothing ever waits.
    own = ", ".join(f"[href$='/{path}']" for path in OWN_PAGES)
    titles = van.page.locator(f"[data-testid=stSidebarNavLink]:not({own}) p")
    badge = titles.locator(".stMarkdownBadge").first
    badge.wait_for()

    # As when much waits on each page, and each is the one that is open.
    badge.evaluate("""(badge) => {
        badge.textContent = "99"
        for (const title of document.querySelectorAll("[data-testid=stSidebarNavLink] p")) {
            title.querySelector(".stMarkdownBadge")?.remove()
            title.append(badge.cloneNode(true))
            title.style.fontWeight = 600
        }
    }""")

    cut = titles.locator("..").evaluate_all(
        "(all) => all.filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.textContent)"
    )
    assert titles.count() >= 10
    assert cut == []


def test_in_a_menu_longer_than_the_window_the_open_page_and_ones_own_are_in_sight(enter):
    van = enter(VAN, "home", WIDE)
    van.page.set_viewport_size(LOW)
    in_sight = """(paths) => {
        const menu = document.querySelector("[data-testid=stSidebarNav]")
        const { top, bottom } = menu.getBoundingClientRect()
        const own = menu.querySelector("[href$='/account']").getBoundingClientRect()
        return menu.scrollHeight > menu.clientHeight && paths.every((path) => {
            const link = menu.querySelector(`[href$='/${path}']`).getBoundingClientRect()
            const isOwn = Math.abs(link.top - own.top) < 2
            return link.top >= top && link.bottom <= (isOwn ? bottom : own.top)
        })
    }"""

    van.go("maintenance")
    van.page.wait_for_function(in_sight, arg=["maintenance", *OWN_PAGES])


@pytest.mark.parametrize("path", ["documents", "misinformation", "evaluation"])
def test_a_list_with_its_filters_and_the_foot_take_one_screen(enter, path):
    van = enter(VAN, path, WIDE)
    van.page.set_viewport_size(OFFICE)
    van.page.locator(".st-key-list_pane").wait_for()

    more_px = van.page.locator("[data-testid=stMain]").evaluate(
        "(it) => it.scrollHeight - it.clientHeight"
    )
    foot = van.page.locator(".tdkt-foot").bounding_box()
    assert more_px == 0
    assert foot["y"] + foot["height"] <= OFFICE["height"]


@pytest.mark.parametrize("height", [768, 640, 500])
def test_what_stands_below_a_list_and_the_foot_are_apart_in_a_low_window(enter, height):
    van = enter(VAN, "audit", WIDE)
    van.page.set_viewport_size({"width": OFFICE["width"], "height": height})
    van.page.locator(".st-key-audit_csv").wait_for()

    last = van.page.locator(".st-key-list_pane > :last-child").last.bounding_box()
    foot = van.page.locator(".tdkt-foot").bounding_box()
    assert last["y"] + last["height"] <= foot["y"]


def test_a_box_for_days_says_in_vietnamese_what_belongs_into_it(enter):
    van = enter(VAN, "audit", WIDE)
    parts = van.page.locator(".stDateInput [role=spinbutton]")

    expect(parts).to_have_text(["ngày", "tháng", "năm"] * 2)
    expect(parts.first).to_have_attribute("aria-label", re.compile(r"^ngày, .*, ngày đầu$"))
    field = van.page.locator(".stDateInput button").bounding_box()
    last = parts.last.bounding_box()
    assert last["x"] + last["width"] <= field["x"]

    parts.first.click()
    van.page.keyboard.type("07")
    expect(parts.first).to_have_text("07")
    van.page.keyboard.press("Shift+Tab")
    parts.first.press("Backspace")
    parts.first.press("Backspace")
    expect(parts.first).to_have_text("ngày")


def test_every_state_is_whole_in_its_column(enter):
    van = enter(VAN, "verification", WIDE)
    measured = """(words) => {
        const pen = document.createElement("canvas").getContext("2d")
        pen.font = "14px " + getComputedStyle(document.querySelector(".stApp")).fontFamily
        return pen.measureText(words).width
    }"""

    cut = {
        (page, words)
        for page, column in CHIPS.items()
        for one in column["type_config"]["options"]
        if van.page.evaluate(measured, words := one["value"]) + CHIP_EDGES_PX > column["width"]
    }

    assert cut == set()
