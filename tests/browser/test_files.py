"""A file is asked for, its page closed; it waits in “Tệp của tôi”, seen without reloading."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser import office as offices
from tests.browser.visitor import DESKTOP, Look
from tests.cast import VAN
from tests.support.looks import walked_in

PHONE = Look(360)
DONE = re.compile(r"TDKT_[\w-]+_giay-khen_\d{8}-\d{4}_r\d+\.zip")


@pytest.fixture(scope="module")
def office(demo):
    return demo


@pytest.fixture(scope="module")
def site(demo, tmp_path_factory):
    with offices.opened_demo(demo, tmp_path_factory.mktemp("site")) as server:
        yield server


@pytest.mark.parametrize("look", walked_in(PHONE, DESKTOP), ids=str)
def test_a_file_waits_after_its_page_was_closed(enter, look):
    van = enter(VAN, "papers", look)
    van.press("Lập bộ văn bản")
    # It stands there, in whatever state it is by now.
    van.page.locator('[class*="st-key-own_file_"]').first.wait_for()
    van.page.close()

    again = enter(VAN, "files", look)
    made = again.page.locator('[class*="st-key-own_file_"]', has_text=DONE).first
    link = made.get_by_role("link", name=re.compile(r"^Tải \("))
    link.wait_for()

    expect(made.get_by_text("Đã xong", exact=True)).to_be_visible()
    expect(again.page.get_by_role("button", name="Hủy")).to_have_count(0)
    with again.page.expect_download() as download:
        link.click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as pack:
        assert pack.testzip() is None
    assert again.english() == []
    assert again.barriers() == []
    assert again.sideways_px() == 0
