"""How long common acts are felt to take, and that whoever waits sees that work is under way.

The figures are printed, and none is a limit: a busy machine is slow. That a sign stands there
while something takes long is asserted on a line that is slow on purpose.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

import pytest

from lib.ui.frame import nav
from tests.browser import office as offices
from tests.browser.relay import relay_to
from tests.browser.visitor import Look, Visitor, arrive
from tests.cast import HUNG, LAN, QUANG, SON, VAN, Person

WIDE = Look(1366)
LATE_S = 0.6
# From then on something has to be seen of what is under way.
PATIENT_MS = 300
MENU = '[data-testid="stSidebarNavLink"]'
# Where the sign-in and the links of letters lead.
ARRIVALS = {"home", "checklist", "verification", "summary", "documents", "nominations"}
EDITED = "II.4.3"
_numbers = count(1)
# The clock of the page itself: from the hand's first touch to the frame that shows what came of it.
_WATCH = """([css, pattern, patient]) => {
  const wanted = new RegExp(pattern);
  const told = () => [...document.querySelectorAll(css)]
    .filter((one) => one.checkVisibility()).map((one) => one.textContent)
    .find((words) => wanted.test(words));
  const before = told();
  const felt = window.tdktFelt = { begun: 0, shown: 0, unsigned: [] };
  const send = WebSocket.prototype.send;
  let isAsked = false, chances = 0;
  WebSocket.prototype.send = function (data) {
    isAsked ||= Boolean(felt.begun);
    return send.call(this, data);
  };
  for (const name of ["pointerdown", "keydown"]) {
    addEventListener(name, () => { felt.begun ||= performance.now(); }, true);
  }
  const look = () => {
    const now = performance.now(), words = told();
    if (felt.begun && words !== undefined && words !== before) { felt.shown = now; return; }
    const sign = getComputedStyle(document.documentElement, "::before").content;
    // A busy page sends late, and its frames come before timers that are due.
    if (isAsked && now - felt.begun > patient) chances += 1;
    if (chances > 2 && sign === "none") {
      felt.unsigned.push(Math.round(now - felt.begun));
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
_FIRST = """() => {
  const look = () => {
    const head = document.querySelector('[data-testid="stMain"] h1');
    if (head && head.checkVisibility()) window.tdktFirst = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that people do all day.

    Attributes:
        ready: brings the page to where a hand would stand, and gives the one touch that is felt.
        css: where it shows what came of it: other words than before, in which `pattern` is found.
    """

    name: str
    person: Person
    path: str
    ready: Callable[[Visitor, int], Callable[[], None]]
    css: str
    pattern: str = "."


def row(
    start: int = 0, among: int = 3, *, x: int = 120
) -> Callable[[Visitor, int], Callable[[], None]]:
    """A click on one of so many rows, another one each time."""

    def ready(visitor, number):
        place = start + number % among
        visitor.page.locator(".dvn-scroller").first.hover(position={"x": x, "y": 60 + 32 * place})
        return lambda: visitor.choose_row(place, x=x)

    return ready


def typed_note(visitor, _number):
    note = visitor.page.get_by_label("Ghi chú", exact=True)
    note.fill(f"Lần thứ {next(_numbers)}")
    note.press("Tab")
    visitor.sees(re.compile("Đã giữ bản nháp"))
    return visitor.page.get_by_role("button", name="Lưu", exact=True).click


def sendable(visitor, _number):
    sending = visitor.page.locator('[class*="st-key-send_item"] button')
    recall = visitor.page.get_by_role("button", name="Thu hồi", exact=True)
    if not sending.or_(recall).count():
        visitor.choose_row(0, x=120)
        sending.wait_for()
    if recall.count():
        recall.click()
        visitor.press("Thu hồi nhiệm vụ này")
        sending.wait_for()
    return sending.click


def other_filter(visitor, _number):
    return visitor.page.locator('.st-key-filters_nhiem_vu button[kind="secondary"]').first.click


def sought(visitor, number):
    box = visitor.page.get_by_label("Tìm nhiệm vụ")

    def touch():
        # A box that loses the focus sends what stands in it: typed before the clock, it may be
        # answered before.
        box.fill(("II.2.1", "II.2", "II.3")[number % 3])
        box.press("Enter")

    return touch


def confirmable(visitor, _number):
    confirm = visitor.page.locator('[class*="st-key-verify_"] button')
    if not confirm.count():
        rows = visitor.page.locator(".st-key-list_pane tbody tr")
        rows.first.wait_for(state="attached")
        # One's own work cannot be confirmed.
        told = enumerate(rows.all_text_contents())
        others = (place for place, words in told if "Văn phòng" not in words)
        visitor.choose_row(next(others), x=120)
        confirm.wait_for()
    return confirm.click


def named(title: str) -> re.Pattern[str]:
    """A link of the menu by its whole name, whatever number stands behind it."""
    return re.compile(rf"{re.escape(title)}\s*\d*$")


def by_link(title: str, back: str) -> Callable[[Visitor, int], Callable[[], None]]:
    def ready(visitor, _number):
        follow(visitor, back)
        return visitor.page.locator(MENU, has_text=named(title)).click

    return ready


def follow(visitor, title):
    """Go to a page by its link in the menu."""
    visitor.page.locator(MENU, has_text=named(title)).click()
    visitor.page.locator(f'{MENU}[aria-current="page"]', has_text=named(title)).wait_for()
    visitor.settle()


HEAD = "[data-testid=stMain] h1"
NOTICE = "[data-testid=stMain] [data-testid=stCaptionContainer]"
OPENED = ".st-key-record_pane h2"
ACTS = (
    Act("open a task", LAN, "checklist?loc_nhiem_vu=tat-ca", row(), OPENED),
    Act("save a report", LAN, f"checklist?item={EDITED}", typed_note, NOTICE, "Đã lưu"),
    Act("send a report", HUNG, "checklist?loc_nhiem_vu=du-gui", sendable, NOTICE, "Đã gửi"),
    Act(
        "change a filter", LAN, "checklist", other_filter,
        '.st-key-filters_nhiem_vu button[kind="primary"]',
    ),
    Act("search a task", LAN, "checklist", sought, ".st-key-loc_nhiem_vu_tat-ca button"),
    Act(
        "open a report at the Office", VAN, "verification?loc_tiep_nhan=da-xac-nhan", row(),
        ".st-key-inbox_item",
    ),
    Act(
        "confirm and open the next", VAN, "verification?loc_tiep_nhan=da-tiep-nhan", confirmable,
        ".st-key-inbox_item",
    ),
    Act(
        "open the summary", VAN, "checklist", by_link("Tổng hợp trực tiếp", "Nhiệm vụ"),
        ".st-key-summary_complete", "%",
    ),
    Act("open a unit's rows", SON, "summary", row(x=60), ".st-key-summary p", "nhiệm vụ của"),
    Act("open a nomination", LAN, "nominations", row(among=2), OPENED),
    Act("open an account", QUANG, "people", row(), OPENED),
)  # fmt: skip
each_act = pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)


@pytest.fixture(scope="module")
def office(demo):
    return demo


@pytest.fixture
def times(request):
    """How often each thing is done; the figure is the median."""
    return request.config.getoption("--felt")


@pytest.fixture(scope="module")
def site(demo, tmp_path_factory):
    with offices.opened_demo(demo, tmp_path_factory.mktemp("site")) as server:
        yield server


def felt(visitor, css, pattern, touch):
    """What the page says of one touch: when it was, when its result was shown, frames unsigned."""
    visitor.page.evaluate(_WATCH, [css, pattern, PATIENT_MS])
    touch()
    visitor.page.wait_for_function("() => window.tdktFelt.shown")
    return visitor.page.evaluate("() => window.tdktFelt")


def milliseconds(times):
    return f"{statistics.median(times):.0f} ms ({', '.join(f'{one:.0f}' for one in times)})"


@each_act
def test_an_act_is_felt_to_take(enter, record_property, times, act):
    visitor = enter(act.person, act.path, WIDE)
    took = []
    for number in range(times):
        touch = act.ready(visitor, number)
        visitor.settle()
        seen = felt(visitor, act.css, act.pattern, touch)
        took.append(seen["shown"] - seen["begun"])
        visitor.settle()

    record_property(f"felt: {act.name}", milliseconds(took))


@each_act
def test_whoever_waits_sees_that_work_is_under_way(chromium, site, office, act):
    with relay_to(site.port) as relay:
        visitor = arrive(chromium, relay.url, WIDE, cookie=office.cookies[act.person.username])
        visitor.go(act.path)
        touch = act.ready(visitor, 0)
        visitor.settle()
        with relay.slowly(LATE_S):
            seen = felt(visitor, act.css, act.pattern, touch)

        assert seen["shown"] - seen["begun"] > PATIENT_MS
        # What has come may take a busy machine some frames to draw, after the sign is gone.
        bare = seen["unsigned"]
        assert not bare or bare[-1] - bare[0] < PATIENT_MS
        visitor.settle()
        visitor.page.wait_for_function("() => document.documentElement.dataset.work === undefined")
        visitor.context.close()
        assert visitor.troubles == []


@pytest.mark.parametrize(
    "entry", [one for one in nav.ENTRIES if one.is_listed], ids=lambda entry: entry.url_path
)
def test_a_page_of_the_menu_is_felt_to_come(
    chromium, site, office, enter, record_property, times, entry
):
    """By its link, and where people arrive also in a browser that has never seen the app."""
    person = next(one for one in (VAN, QUANG) if nav.may_open(one.roles, entry))
    visitor = enter(person, "help", WIDE)
    touch = by_link(entry.title, "Tài khoản" if entry.url_path == "help" else "Hướng dẫn")
    by_links, cold = [], []
    arrivals = times if entry.url_path in ARRIVALS else 0
    for number in range(times):
        seen = felt(visitor, HEAD, ".", touch(visitor, number))
        by_links.append(seen["shown"] - seen["begun"])
        visitor.settle()
    for _ in range(arrivals):
        stranger = arrive(chromium, site.url, WIDE, cookie=office.cookies[person.username])
        stranger.page.add_init_script(f"({_FIRST})()")
        stranger.go(entry.url_path)
        cold.append(stranger.page.evaluate("() => window.tdktFirst"))
        stranger.context.close()
        assert stranger.troubles == []

    record_property(f"felt: {entry.url_path} by its link", milliseconds(by_links))
    if cold:
        record_property(f"felt: {entry.url_path} first load", milliseconds(cold))
