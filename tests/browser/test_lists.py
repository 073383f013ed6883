"""Every page with a list, on an office screen: how much of it is seen, and that it stays in sight.

The demo is looked at as it is. Where it has few rows, the room for them is measured instead.
"""

from __future__ import annotations

import pytest

from lib.ui.frame import nav
from tests.browser import office as offices
from tests.browser.visitor import Look
from tests.cast import LAN, QUANG, SON, VAN

OFFICE = {"width": 1366, "height": 768}
HEAD_PX, ROW_PX = 36, 32
HIGHEST_PX, FEWEST_ROWS = 200, 12
LISTS = (
    (LAN, "checklist?loc_nhiem_vu=tat-ca"),
    (LAN, "plan?plan_view=Nhiệm+vụ"),
    (LAN, "nominations"),
    (VAN, "verification?loc_tiep_nhan=da-xac-nhan"),
    (VAN, "review?loc_tham_dinh=da-quyet-dinh"),
    (VAN, "meeting"),
    (SON, "decisions"),
    (VAN, "decisions?loc_quyet_dinh=quyet-dinh"),
    (QUANG, "people"),
    (QUANG, "units"),
    (VAN, "audit"),
    (VAN, "quality"),
    (VAN, "evaluation"),
    (VAN, "feedback?loc_y_kien=tat-ca"),
    (VAN, "misinformation"),
    (VAN, "outbox?loc_hop_gui=tat-ca"),
    (VAN, "reminders"),
    (VAN, "criteria"),
    (VAN, "documents"),
    (VAN, "builder"),
)
# Cards, figures, forms and words.
NO_LISTS = {
    "home",
    "honours",
    "confirmations",
    "summary",
    "papers",
    "exports",
    "connections",
    "intake",
    "backup",
    "maintenance",
    "files",
    "help",
    "account",
    "closing",
    "report",
    "opinions",
    "own-evaluation",
    "assessment",
}


@pytest.fixture(scope="module")
def office(demo):
    return demo


@pytest.fixture(scope="module")
def site(demo, tmp_path_factory):
    with offices.opened_demo(demo, tmp_path_factory.mktemp("site")) as server:
        yield server


def grid_box(visitor):
    return visitor.page.locator(".st-key-list_pane .dvn-scroller").bounding_box()


def rows_in(top, bottom):
    """How many whole rows there is room for below the table's head."""
    return int((min(bottom, OFFICE["height"]) - top - HEAD_PX) / ROW_PX)


def test_every_page_with_a_list_is_looked_at():
    seen = {path.partition("?")[0] for _, path in LISTS}

    assert {entry.url_path for entry in nav.ENTRIES} - NO_LISTS == seen


@pytest.mark.parametrize(("person", "path"), LISTS, ids=lambda one: getattr(one, "username", one))
def test_a_list_begins_high_and_stays_beside_its_record(enter, record_property, person, path):
    visitor = enter(person, path, Look(OFFICE["width"]))
    visitor.page.set_viewport_size(OFFICE)
    visitor.settle()
    before, pane = grid_box(visitor), visitor.page.locator(".st-key-list_pane").bounding_box()
    # A table that is as tall as its rows shows them all; one more cannot be told from none.
    seen = rows_in(before["y"], before["y"] + before["height"])
    room = rows_in(before["y"], pane["y"] + pane["height"])
    is_long = seen >= FEWEST_ROWS
    told = f"{seen} rows seen" if is_long else f"{seen} rows there are, room for {room}"
    record_property(f"{path} at 1366 x 768", f"begins at {before['y']:.0f} px, {told}")
    assert before["y"] < HIGHEST_PX
    assert (seen if is_long else room) >= FEWEST_ROWS
    assert pane["y"] + pane["height"] <= OFFICE["height"]

    visitor.choose_row(0, x=120)
    record = visitor.page.locator(".st-key-record_pane")
    record.locator("h2").first.wait_for()
    visitor.settle()
    assert grid_box(visitor) == before
    assert record.bounding_box()["x"] > before["x"] + before["width"]

    record.locator("> :last-child").evaluate("it => it.scrollIntoView({block: 'end'})")
    box = grid_box(visitor)
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= OFFICE["height"]
