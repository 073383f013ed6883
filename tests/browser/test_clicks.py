"""How many clicks and seconds the main paths cost; typing and choosing a file cost none."""

from __future__ import annotations

import time
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from lib.domain.campaigns import Campaign
from lib.domain.nominations import Subject
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.nominations import nomination_edits
from lib.store.engine.db import Database
from tests import cast, files
from tests.browser import office as offices
from tests.browser.visitor import Look
from tests.cast import LAN, VAN
from tests.services.nominations.nomination_scene import PERSON

WIDE = Look(1366)
REPORTS, CASES = 20, 7
LATE = "II.1.3 · Phổ biến văn bản chỉ đạo, hướng dẫn"
"""Overdue, so that it is named on the first page."""
_COUNTED = """() => {
  // A window is used by several tests, each of which adds this.
  if (window.tdktCounts) return;
  window.tdktCounts = true;
  const key = "tdkt-clicks";
  addEventListener("pointerdown", (event) => {
    if (event.isTrusted) sessionStorage[key] = 1 + Number(sessionStorage[key] || 0);
  }, true);
}"""


@pytest.fixture(scope="module")
def site(office, tmp_path_factory):
    """The office with reports to verify and cases for a meeting."""
    folder = tmp_path_factory.mktemp("site")
    cache = tmp_path_factory.getbasetemp() / "cache"

    def fill(db):
        offices.have_received(db, REPORTS)
        _wait_for_council(db, campaigns.find(db))

    with offices.opened(office, folder, cache, fill) as server:
        yield server


def _wait_for_council(db: Database, campaign: Campaign) -> None:
    actor = cast.actor(db, LAN)
    for number in range(CASES):
        nomination_edits.save_nomination(
            db, actor, campaign, act_id=new_act(), subject=Subject.INDIVIDUAL, seen_version=0,
            nomination_id=nomination_edits.new_nomination_id(),
            raw={**PERSON, "ho_ten": f"Nguyễn Văn {number}"},
        )  # fmt: skip
    db.write(lambda tx: tx.run("UPDATE nominations SET state = 'checked', version = version + 1"))


@contextmanager
def counted(visitor, record_property, what, most):
    """Count the clicks in the visitor's window, and print them with the seconds they took."""
    visitor.page.evaluate("() => sessionStorage.removeItem('tdkt-clicks')")
    begun = time.monotonic()
    yield
    clicks = int(visitor.page.evaluate("() => sessionStorage['tdkt-clicks'] || 0"))
    record_property(what, f"{clicks} clicks, {time.monotonic() - begun:.1f} s")
    assert 0 < clicks <= most


def arriving(enter, person=None, path=""):
    visitor = enter(person, path, WIDE)
    visitor.is_spent = True
    visitor.page.add_init_script(f"({_COUNTED})()")
    visitor.reload()
    return visitor


def test_a_report_with_a_photo_from_the_sign_in(enter, record_property):
    lan = arriving(enter)
    with counted(lan, record_property, "sign-in to saved report with a photo", 6):
        with counted(lan, record_property, "sign-in to saved report", 4):
            lan.sign_in(LAN)
            lan.page.get_by_role("link", name=LATE).click()
            lan.page.get_by_role("radio", name="Đã hoàn thành").click()
            lan.page.locator(".st-key-item_form input[type=tel]").first.fill("4")
            lan.press("Lưu")
            lan.sees("Đã lưu")
        with lan.page.expect_file_chooser() as chosen:
            lan.press("Tải tệp lên")
        photo = {"name": "Hội nghị.jpg", "mimeType": "image/jpeg", "buffer": files.photo()}
        chosen.value.set_files([photo])
        lan.page.locator(".tdkt-gallery img").wait_for()


def test_clean_reports_are_verified_with_their_evidence_seen(enter, record_property):
    van = arriving(enter, VAN, "verification")
    with counted(van, record_property, f"{REPORTS} reports verified", REPORTS + 4):
        van.page.get_by_role("button", name="Đã tiếp nhận").click()
        van.settle()
        van.choose_row(0, x=120)
        for left in reversed(range(1, REPORTS + 1)):
            van.sees("tệp minh chứng")
            van.page.get_by_text("Xác nhận và mở tiếp", exact=True).click()
            # One was received before.
            van.page.get_by_role("button", name=f"Đã tiếp nhận {left}").wait_for()
            van.settle()


def test_a_meeting_is_entered(enter, record_property):
    van = arriving(enter, VAN, "meeting")
    with counted(van, record_property, f"a meeting with {CASES} cases", 12):
        van.press("Mở cuộc họp")
        van.sees("Đã mở cuộc họp.")
        van.page.get_by_role("button", name=f"Chờ đưa ra họp {CASES}").click()
        table = van.page.locator('[class*="st-key-council_waiting_"] .dvn-scroller')
        table.click(position={"x": 16, "y": 18})
        van.press(f"Đưa ra Hội đồng ({CASES})")
        van.sees(f"Đã đưa {CASES} đề nghị ra Hội đồng.")
        van.page.get_by_role("button", name="Nhập kết quả").click()
        grid = van.page.locator('[class*="st-key-council_votes_"] .dvn-scroller')
        grid.wait_for()
        van.settle()
        first = {"x": grid.bounding_box()["width"] * 0.37, "y": 36 + 16}
        # A hand comes from somewhere; a click out of nowhere after one elsewhere is not noticed.
        grid.hover(position={"x": first["x"], "y": first["y"] + 3})
        grid.click(position=first)
        opened = van.page.locator("#portal input, #portal textarea")
        for _ in range(CASES):
            # As eyes see it: the cell opens a moment after its first key, later on a busy machine.
            van.page.keyboard.press("4")
            expect(opened).to_have_value("4")
            van.page.keyboard.press("Enter")
            opened.wait_for(state="detached")
        # The table tells the server of its cells 150 ms after the last one.
        van.page.evaluate("() => new Promise((done) => setTimeout(done, 200))")
        van.press("Lưu các kết quả đã nhập")
        van.sees(f"Đã lưu kết quả biểu quyết của {CASES} đề nghị.")
        van.press("Thông tin, kết luận")
        said = van.page.get_by_label("Kết luận của chủ trì", exact=True)
        said.fill("Thống nhất đề nghị khen thưởng.")
        said.press("Tab")
        van.press("Lưu thông tin")
        van.sees("Đã lưu thông tin cuộc họp.")
        van.page.get_by_role("button", name=f"Đề nghị {CASES}").click()
        van.page.get_by_text("Kết thúc cuộc họp", exact=True).click()
        van.press("Kết thúc cuộc họp này")
        van.sees("Cuộc họp đã kết thúc.")
