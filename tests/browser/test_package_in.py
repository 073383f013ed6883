"""A campaign is taken away as one ZIP, comes in under another code, and is shown before that."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from lib.domain import packages
from tests.browser.visitor import Look
from tests.cast import VAN
from tests.services.packages.package_scene import members, summed, zipped
from tests.support.looks import walked_in

SCREEN, PHONE = Look(1366, height=768), Look(360)
CODES = {SCREEN: "TD-MAN-HINH", PHONE: "TD-DIEN-THOAI"}


def renamed(content: bytes, code: str) -> bytes:
    held = members(content)
    del held[packages.MANIFEST]
    told = held[packages.CAMPAIGN].decode().replace("TD-BC-2021", code, 1)
    return zipped(summed({**held, packages.CAMPAIGN: told.encode()}))


@pytest.mark.parametrize("look", walked_in(SCREEN, PHONE), ids=str)
def test_a_package_goes_out_and_comes_in(enter, look):
    van = enter(VAN, "plan?campaign=TD-BC-2021", look)
    van.page.get_by_text("Tải tệp, nhân bản phong trào").click()
    with van.page.expect_download() as download:
        van.page.get_by_role("link", name="Tải gói phong trào (ZIP)").click()
    content = renamed(download.value.path().read_bytes(), CODES[look])

    van.page.get_by_text("Nạp tệp khác").click()
    van.page.locator("input[type=file]").set_input_files(
        {"name": "goi.zip", "mimeType": "application/zip", "buffer": content}
    )
    load = van.page.get_by_role("button", name="Nạp tệp", exact=True)
    load.wait_for()
    barriers, sideways = van.barriers(), van.sideways_px()
    expect(van.page.get_by_text(f"({CODES[look]})")).to_be_visible()
    load.click()

    expect(van.page.get_by_text(f"Đã nạp {CODES[look]}")).to_be_visible()
    assert van.english() == []
    assert (barriers, sideways) == ([], 0)
