"""A personal number: typed by the unit, masked for everybody, shown to the Office on a click."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from lib.domain.forms.fields import Kind
from tests.browser import office as offices
from tests.browser.asking import ask_at
from tests.browser.visitor import Look
from tests.cast import HUNG, LAN, VAN
from tests.support.looks import walked_in

SCREEN, PHONE, DARK = Look(1366, height=768), Look(360), Look(1366, "dark", 768)
SAVED = re.compile(r"Đã lưu \d\d:\d\d:\d\d$")
# A task of its own for each look, since all share one server.
TASKS = {SCREEN: "II.1.3", PHONE: "II.1.4", DARK: "II.2.1"}
ASKED = {"label": "Điện thoại người phụ trách", "required": True}
WHOLE, MASK = "0912 345 678", "•••••• 678"


def ask_numbers(db):
    """The Office asks for a telephone number at these tasks."""
    ask_at(db, TASKS.values(), Kind.PERSONAL, ASKED)


@pytest.fixture(scope="module")
def site(office, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    with offices.opened(office, folder, folder, ask_numbers) as server:
        yield server


@pytest.mark.parametrize("look", walked_in(SCREEN, PHONE, DARK), ids=str)
def test_a_number_is_typed_masked_sent_and_looked_at(enter, look):
    code = TASKS[look]
    lan = enter(LAN, f"checklist?item={code}", look)
    field = lan.page.get_by_label("Điện thoại người phụ trách")
    lan.page.get_by_role("radio", name="Đã hoàn thành").click()
    lan.page.locator(".st-key-item_form input[type=tel]").first.fill("3")
    field.fill("123")
    lan.press("Lưu")
    lan.sees("Điện thoại người phụ trách: cần ít nhất 6 chữ số hoặc chữ cái.")
    field.fill(WHOLE)
    lan.press("Lưu")
    lan.sees(SAVED)

    expect(field).to_have_value(MASK)
    assert WHOLE not in lan.page.content()
    assert (lan.sideways_px(), lan.english(), lan.barriers()) == (0, [], [])

    hung = enter(HUNG, f"checklist?item={code}", look)
    assert WHOLE not in hung.page.content()
    hung.press("Gửi Văn phòng")
    hung.sees("Đã gửi Văn phòng 1 nhiệm vụ")

    van = enter(VAN, f"verification?don_vi=QLXD&item={code}", look)
    report = van.page.locator(".st-key-inbox_item")
    expect(report.get_by_text(MASK)).to_be_visible()
    assert WHOLE not in van.page.content()
    van.press("Hiện đủ Điện thoại người phụ trách")
    expect(report.get_by_text(WHOLE)).to_be_visible()
    assert (van.sideways_px(), van.english(), van.barriers()) == (0, [], [])
    van.press("Che lại")
    expect(report.get_by_text(WHOLE)).to_have_count(0)
