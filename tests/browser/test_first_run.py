"""A new installation: the set-up guarded by a code, and pages that have nothing to show yet."""

from __future__ import annotations

import re

import pytest

from lib.config import ROOT
from lib.ui.frame import nav
from tests.browser import beginning
from tests.browser import office as offices
from tests.browser.visitor import SIGNED_IN, Look, arrive

PLAN = ROOT / "data" / "campaigns" / "bau-cu-2021.yaml"


@pytest.fixture
def new_site(tmp_path):
    """A server that has never been set up."""
    with offices.serving(tmp_path / "new.duckdb", tmp_path) as server:
        yield server


def test_the_first_person_sets_it_up_and_finds_every_page_ready(chromium, new_site):
    visitor = arrive(chromium, new_site.url, Look(360))
    visitor.go("summary")
    visitor.sees("Thiết lập lần đầu")
    assert visitor.english() == []
    for scheme in ("light", "dark"):
        visitor.wear(scheme)
        assert visitor.barriers() == []
    assert visitor.sideways_px() == 0

    visitor.press("Thiết lập")
    visitor.sees(re.compile(r"Có \d+ mục cần sửa"))
    beginning.set_up(visitor, beginning.code_in(new_site.lines))
    visitor.go("people")
    visitor.sees("Tạo tài khoản lãnh đạo đầu tiên")

    for entry in nav.ENTRIES:
        visitor.go(entry.url_path)
        assert visitor.page.locator(SIGNED_IN).count() == 1
        assert visitor.english() == [], entry.path
        assert visitor.barriers() == [], entry.path
        assert visitor.sideways_px() == 0, entry.path

    beginning.confirm_office(visitor, beginning.make_leader(visitor))

    visitor.go("plan")
    visitor.page.locator("input[type=file]").set_input_files(PLAN)
    visitor.page.get_by_text(PLAN.name).wait_for()
    visitor.press("Nạp tệp")
    visitor.sees("Mục đích")
    visitor.go("summary")
    visitor.sees(re.compile(r"Hoàn thành 0/\d+"))
    assert visitor.troubles == []
    visitor.context.close()
