"""From nothing to a running campaign: out of a plan's file, and of lists in Excel.

How long a person would take is reckoned by the keystroke-level model (Card, Moran and Newell 1980)
from what was pressed and typed here, and from how long the machine took.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext

from lib.config import ROOT
from lib.domain.units import UnitType
from lib.services.campaigns import files
from lib.services.operation.setup import UNITS_FILE
from lib.text import UNIT_TYPES
from tests.browser import beginning
from tests.browser import office as offices
from tests.browser.visitor import Look, Visitor, arrive
from tests.support.sheets import PEOPLE_HEADS, UNIT_HEADS, workbook

PLAN = ROOT / "tests" / "data" / "ke-hoach-2021.txt"
_KEY_S, _PRESS_S, _THINK_S = 0.28, 1.2, 1.35
"""A typist of 40 words a minute; pointing and pressing; making up one's mind before each press."""
_LIMIT_S = 600
_COUNTED = """() => {
  const lengths = new WeakMap();
  addEventListener("click", () => toldOf("press", 1), true);
  addEventListener("input", ({target}) => {
    const length = (target.value || "").length;
    toldOf("key", Math.max(1, Math.abs(length - (lengths.get(target) || 0))));
    lengths.set(target, length);
  }, true);
}"""


@dataclass
class Effort:
    """What somebody has pressed and typed; going to another page is a press."""

    presses: int = 0
    keys: int = 0

    def watch(self, context: BrowserContext, visitor: Visitor) -> None:
        context.expose_binding("toldOf", lambda _, what, count: self._note(what, count))
        context.add_init_script(f"({_COUNTED})()")
        visitor.page.on("load", lambda _: self._note("press", 1))

    def _note(self, what: str, count: int) -> None:
        if what == "press":
            self.presses += count
        else:
            self.keys += count

    @property
    def hands_s(self) -> float:
        return self.keys * _KEY_S + self.presses * (_PRESS_S + _THINK_S)


@pytest.fixture
def new_site(tmp_path):
    """A server that has never been set up."""
    with offices.serving(tmp_path / "new.duckdb", tmp_path) as server:
        yield server


def units() -> list[tuple[object, ...]]:
    """Eleven units as a list in Excel has them."""
    seals = {True: "Có", False: "Không", None: ""}
    return [
        (one.code, one.name, one.short_name, UNIT_TYPES[one.unit_type], one.sort_order,
         seals[one.own_seal], 20)
        for one in files.units_from_file(UNITS_FILE)
    ][:11]  # fmt: skip


def people(unit_codes: list[object]) -> list[tuple[object, ...]]:
    """Thirty people: the head and two more of each of ten units."""
    return [
        (f"{str(code).lower()}.{number}", f"Nguyễn Văn {code} {number}", code,
         "Thủ trưởng đơn vị" if number == 1 else "Cán bộ đơn vị")
        for code in unit_codes
        for number in (1, 2, 3)
    ]  # fmt: skip


def bring_in(visitor: Visitor, page: str, content: bytes, count: int) -> None:
    visitor.go(page)
    visitor.page.get_by_role("radio", name="Nhập từ Excel").click()
    visitor.page.locator("input[type=file]").set_input_files(
        {"name": "danh sách.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    visitor.press(f"Ghi {count} dòng")
    visitor.sees(re.compile(r"Đã nhập: thêm \d+"))


def make_campaign(visitor: Visitor) -> None:
    """Out of the plan of 2021, as its Office sent it out."""
    visitor.go("intake")
    visitor.page.locator("input[type=file]").set_input_files(PLAN)
    visitor.press("Đọc tệp")
    visitor.sees("không dòng nào bị bỏ sót")
    visitor.page.get_by_role("radio", name="Tạo phong trào").click()
    visitor.page.get_by_label("Mã phong trào").fill("TD-BC-2026")
    visitor.page.keyboard.press("Tab")
    for label in ("Ngày kết thúc", "Hạn của nhiệm vụ chưa có ngày"):
        first = visitor.page.get_by_label(label).get_by_role("spinbutton").first
        first.click()
        visitor.page.keyboard.type("31122026")
        visitor.page.keyboard.press("Escape")
        visitor.settle()
    visitor.press("Tạo phong trào")
    visitor.sees(re.compile("Đã tạo phong trào TD-BC-2026"))


def test_a_new_office_runs_its_campaign_in_ten_minutes(chromium, new_site, record_property):
    listed = units()
    units_file = workbook(UNIT_HEADS, *listed)
    staffed = [one[0] for one in listed if one[3] != UNIT_TYPES[UnitType.LEADERSHIP]]
    people_file = workbook(PEOPLE_HEADS, *people(staffed[:10]))
    visitor, effort = arrive(chromium, new_site.url, Look(1366)), Effort()
    effort.watch(visitor.context, visitor)
    begun = time.monotonic()

    visitor.go()
    beginning.set_up(visitor, beginning.code_in(new_site.lines))
    beginning.confirm_office(visitor, beginning.make_leader(visitor))
    bring_in(visitor, "units", units_file, 11)
    bring_in(visitor, "people", people_file, 30)
    make_campaign(visitor)
    visitor.go("summary")
    visitor.sees(re.compile(r"Hoàn thành 0/[1-9]\d*"))

    machine_s = time.monotonic() - begun
    record_property(
        "first campaign",
        f"{effort.presses} presses, {effort.keys} keys, machine {machine_s:.0f} s, "
        f"reckoned {effort.hands_s + machine_s:.0f} s of {_LIMIT_S}",
    )
    assert effort.presses > 0 < effort.keys
    assert effort.hands_s < _LIMIT_S
    assert visitor.troubles == []
    visitor.context.close()
