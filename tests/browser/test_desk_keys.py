"""The Office's desk by letters: J and K go on and back, V takes the step, R asks for a reason."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser import office as offices
from tests.browser.relay import relay_to
from tests.browser.visitor import Look, arrive
from tests.cast import VAN

WIDE = Look(1366, height=768)
REPORTS = 20
MORE = 12
"""For the other tests of this module."""
RECEIVED = "verification?loc_tiep_nhan=da-tiep-nhan"
_COUNTED = """() => {
  window.tdktKeys = 0;
  if (window.tdktCounts) return;
  window.tdktCounts = true;
  addEventListener("keydown", (event) => { if (event.isTrusted) window.tdktKeys += 1; }, true);
}"""
# The report that is shown, as its address has it.
_SHOWN = "() => location.search"


@pytest.fixture(scope="module")
def site(office, tmp_path_factory):
    """The office with reports to verify."""
    folder = tmp_path_factory.mktemp("site")
    cache = tmp_path_factory.getbasetemp() / "cache"

    def fill(db):
        offices.have_received(db, REPORTS + MORE)

    with offices.opened(office, folder, cache, fill) as server:
        yield server


def left(van):
    """How many reports the filter counts that are received and not verified."""
    label = van.page.get_by_role("button", name=re.compile(r"^.*Đã tiếp nhận \d+$")).inner_text()
    return int(label.rsplit(maxsplit=1)[-1])


def has_left(van, count):
    expect(van.page.get_by_role("button", name=f"Đã tiếp nhận {count}")).to_be_visible()
    van.settle()


def ready(van):
    """Nothing is under way, and what came has stood for a moment."""
    van.page.wait_for_timeout(300)
    van.settle()
    van.page.wait_for_function("() => !('held' in document.documentElement.dataset)")


def begin(van):
    """Open the first report, without a mouse."""
    ready(van)
    van.page.keyboard.press("j")
    van.page.locator(".st-key-inbox_item").wait_for()
    ready(van)


def heading(van):
    return van.page.locator(".st-key-inbox_item h2").inner_text(), van.page.evaluate(_SHOWN)


def test_twenty_clean_reports_are_verified_by_keys_alone(enter, record_property):
    van = enter(VAN, RECEIVED, WIDE)
    waiting = left(van)
    van.page.evaluate(_COUNTED)
    begun = time.monotonic()

    begin(van)
    for done in range(1, REPORTS + 1):
        van.page.keyboard.press("v")
        has_left(van, waiting - done)
        van.page.wait_for_function("() => !('held' in document.documentElement.dataset)")

    keys = van.page.evaluate("() => window.tdktKeys")
    record_property(
        f"{REPORTS} reports verified by keyboard", f"{keys} keys, {time.monotonic() - begun:.1f} s"
    )
    assert keys == REPORTS + 1


def test_a_usual_report_is_on_one_screen(enter):
    van = enter(VAN, "verification?don_vi=QHKT&item=II.1.3", WIDE)

    last = van.page.locator(".st-key-inbox_history")
    box = last.bounding_box()

    assert box["y"] + box["height"] <= 768
    for words in ("Kế hoạch yêu cầu", "Báo cáo lần đầu", "minh chứng", "Gửi Văn phòng"):
        assert words in van.page.locator(".st-key-inbox_item").inner_text()


def test_j_and_k_go_on_and_back(enter):
    van = enter(VAN, RECEIVED, WIDE)
    begin(van)
    first = heading(van)

    van.page.keyboard.press("j")
    expect(van.page.locator(".st-key-record_last")).to_be_visible()
    ready(van)
    second = heading(van)
    van.page.keyboard.press("k")
    expect(van.page.locator(".st-key-record_last")).to_have_count(0)
    ready(van)

    assert (heading(van), second == first) == (first, False)


def test_v_again_and_again_verifies_nothing_that_was_not_shown(chromium, site, office):
    """While the browser has not seen what came of the first, the others are for nobody."""
    with relay_to(site.port) as relay:
        van = arrive(chromium, relay.url, WIDE, cookie=office.cookies[VAN.username])
        van.go(RECEIVED)
        begin(van)
        first, before = heading(van), left(van)

        with relay.holding():
            for _ in range(5):
                van.page.keyboard.press("v")
                van.page.wait_for_timeout(60)
            van.page.wait_for_timeout(1500)
            assert heading(van) == first

        has_left(van, before - 1)
        ready(van)
        assert left(van) == before - 1
        assert heading(van) != first
        van.context.close()
        assert van.troubles == []


def test_v_as_fast_as_hands_are_verifies_each_report_once(enter):
    """Each report that leaves the list was shown, and stood there when its key was pressed."""
    van = enter(VAN, RECEIVED, WIDE)
    begin(van)
    before = left(van)
    shown = {van.page.evaluate(_SHOWN)}

    for _ in range(5):
        van.page.keyboard.press("v")
        shown.add(van.page.evaluate(_SHOWN))
    ready(van)

    assert 1 <= before - left(van) <= len(shown)


def test_r_asks_for_a_reason_and_letters_typed_there_are_words(enter):
    van = enter(VAN, RECEIVED, WIDE)
    begin(van)
    first, before = heading(van), left(van)

    van.page.keyboard.press("r")
    reason = van.page.get_by_label("Lý do trả lại *")
    expect(reason).to_be_focused()
    van.page.keyboard.type("vjkr")
    expect(reason).to_have_value("vjkr")
    van.page.keyboard.press("Escape")
    ready(van)

    assert (heading(van), left(van)) == (first, before)


def test_a_return_by_keys_needs_a_reason(enter):
    van = enter(VAN, RECEIVED, WIDE)
    begin(van)
    before = left(van)

    van.page.keyboard.press("r")
    expect(van.page.get_by_label("Lý do trả lại *")).to_be_focused()
    van.page.keyboard.press("Tab")
    van.page.keyboard.press("Tab")
    van.page.keyboard.press("Enter")

    van.sees("Vui lòng ghi lý do")
    ready(van)
    assert left(van) == before


@pytest.mark.parametrize("keys", ["Control+v", "Shift+V", "Alt+v"])
def test_with_another_key_held_letters_are_the_browsers(enter, keys):
    van = enter(VAN, RECEIVED, WIDE)
    begin(van)
    first, before = heading(van), left(van)

    van.page.keyboard.press(keys)
    ready(van)

    assert (heading(van), left(van)) == (first, before)


def test_an_input_method_at_work_and_a_key_held_down_take_no_step(enter):
    van = enter(VAN, RECEIVED, WIDE)
    begin(van)
    first, before = heading(van), left(van)

    for told in ("isComposing: true", "keyCode: 229", "repeat: true"):
        van.page.evaluate(
            "() => document.body.dispatchEvent(new KeyboardEvent('keydown', "
            f"{{key: 'v', bubbles: true, cancelable: true, {told}}}))"
        )
        ready(van)

    assert (heading(van), left(van)) == (first, before)


def test_own_work_is_verified_by_no_key(enter):
    """Văn has received it for her own unit, and Mai of the Office has sent it."""
    van = enter(VAN, "verification?loc_tiep_nhan=da-xac-nhan", WIDE)
    begin(van)
    first = heading(van)

    van.page.keyboard.press("v")
    ready(van)

    assert heading(van) == first
