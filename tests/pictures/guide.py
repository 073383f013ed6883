"""The pictures of README and guide, of the demo."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from lib.services.demo import demo
from tests.support.data_folder import data_in
from tests.web.serving import CHROMIUM_FLAGS, PATIENCE_MS, served

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "images"
PASSWORD = "sóng vỗ bờ cát trắng"
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'

_DRAWN_MS = 1500
# name, who, address, width, height, scheme
PICTURES = (
    ("home", "van", "home", 1366, 768, "light"),
    ("summary", "son", "summary", 1366, 900, "light"),
    ("summary-dark", "son", "summary", 1366, 900, "dark"),
    ("checklist", "lan", "checklist?item=II.5.1", 1366, 768, "light"),
    ("checklist-phone", "lan", "checklist?item=II.5.1", 360, 780, "light"),
    (
        "verification",
        "van",
        "verification?loc_tiep_nhan=da-xac-nhan&don_vi=QLXD&item=V.1.3",
        1366,
        768,
        "light",
    ),
    ("nominations", "lan", "nominations", 1366, 768, "light"),
    ("review", "van", "review?loc_tham_dinh=da-tiep-nhan", 1366, 768, "light"),
    ("meeting", "van", "meeting", 1366, 768, "light"),
    ("decisions", "son", "decisions?loc_quyet_dinh=quyet-dinh", 1366, 768, "light"),
    ("report", "van", "report?phan=nhom.II.1.1", 1366, 768, "light"),
    ("evaluation", "son", "evaluation?don_vi=VP", 1366, 768, "light"),
    ("honours", "lan", "honours", 1280, 800, "light"),
    ("plan", "lan", "plan", 1280, 800, "light"),
    ("documents", "van", "documents", 1366, 768, "light"),
    ("reminders", "lan", "reminders", 1366, 768, "light"),
    ("outbox", "van", "outbox", 1366, 768, "light"),
    ("talk", "hung", "checklist?item=II.3.4", 1366, 860, "light"),
)


def signed_in(browser: Browser, url: str, user: str, width: int, height: int, scheme: str) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="vi-VN"
    )
    page = context.new_page()
    page.goto(url)
    page.get_by_label("Tên đăng nhập").fill(user)
    page.get_by_role("textbox", name="Mật khẩu", exact=True).fill(PASSWORD)
    # The browser has its cookie a moment after the page has been drawn.
    with page.expect_response("**/auth/cookie?*"):
        page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_label("Tên đăng nhập")).to_have_count(0, timeout=PATIENCE_MS)
    page.wait_for_selector(READY)
    page.wait_for_timeout(_DRAWN_MS)
    hints = page.get_by_role("button", name="Không hiện nữa")
    if hints.count():
        hints.click()
        expect(hints).to_have_count(0, timeout=PATIENCE_MS)
    return page


def take() -> None:
    """Take every picture of one fresh demo."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = Path(folder) / "demo.duckdb"
        with data_in(Path(folder)):
            demo.build(database, PASSWORD)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS
        )
        environment = {"TDKT_DATABASE": str(database)}
        with served(Path(folder), ROOT / "app.py", environment) as server:
            for name, user, path, width, height, scheme in PICTURES:
                page = signed_in(browser, server.url, user, width, height, scheme)
                page.goto(f"{server.url}/{path}")
                page.wait_for_selector(READY)
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(_DRAWN_MS)
                page.screenshot(path=FOLDER / f"{name}.png")
                page.context.close()
        browser.close()
