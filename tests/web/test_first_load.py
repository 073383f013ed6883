from __future__ import annotations

import ast
import re

import pytest

from lib.ui.frame import nav
from tests.web.serving import ROOT

FIRST_BYTES = 800_000
LATER_BYTES = 40_000


class Wire:
    """Counts what one tab receives, headers and WebSocket frames too, as the browser tells it."""

    def __init__(self, page):
        self.bytes = 0
        self.urls = []
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.on("Network.loadingFinished", self._finished)
        line.on("Network.responseReceived", lambda e: self.urls.append(e["response"]["url"]))
        line.on("Network.webSocketFrameReceived", self._frame)

    def _finished(self, event):
        self.bytes += int(event["encodedDataLength"])

    def _frame(self, event):
        self.bytes += len(event["response"]["payloadData"])


def load(context, url):
    page = context.new_page()
    wire = Wire(page)
    page.goto(url, wait_until="networkidle")
    page.get_by_role("button", name="Đăng nhập").wait_for()
    page.get_by_test_id("stIconMaterial").first.wait_for()
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    page.close()
    return wire


@pytest.fixture(scope="module")
def wires(site, chromium):
    """What a window received that had not had the app before, and once more."""
    context = chromium.new_context()
    yield load(context, site.url), load(context, site.url)
    context.close()


def test_the_sign_in_page_is_light(wires):
    first, later = wires

    assert 300_000 < first.bytes <= FIRST_BYTES
    assert 0 < later.bytes <= LATER_BYTES


def test_nothing_leaves_the_machine_and_no_text_font_is_loaded(site, wires):
    wire, _ = wires

    fonts = [url.rsplit("/", 1)[1] for url in wire.urls if url.endswith(".woff2")]
    assert {url.split("/")[2] for url in wire.urls} == {f"127.0.0.1:{site.port}"}
    assert [font.split(".")[0] for font in fonts] == ["MaterialSymbols-Rounded"]


def test_every_icon_in_use_is_in_our_font():
    held = set((ROOT / "static" / "symbols.txt").read_text().split())
    used = {
        name
        for folder in ("lib", "pages")
        for file in (ROOT / folder).rglob("*.py")
        for name in re.findall(r":material/(\w+):", file.read_text(encoding="utf-8"))
    }

    assert used - held == set()
    assert {entry.icon for entry in (*nav.ENTRIES, nav.SAMPLES)} - held == set()
    assert asked_icons() - held == set()


def asked_icons() -> set[str]:
    """The second argument of `ask`, which is a symbol's bare name."""
    return {
        icon.value
        for file in (ROOT / "lib").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ask"
        for icon in node.args[1:2]
        if isinstance(icon, ast.Constant)
    }


def test_the_icons_of_questions_are_known():
    assert len(asked_icons()) > 5


@pytest.mark.parametrize("name", ["visibility", "how_to_reg", "trophy"])
def test_an_icon_is_drawn_as_one_sign(site, page, name):
    page.goto(site.url)
    page.get_by_test_id("stIconMaterial").first.wait_for()
    page.evaluate("document.fonts.ready")

    width = page.evaluate(
        """(name) => {
            const sign = document.createElement("span");
            sign.style.cssText = "font: 24px 'Material Symbols Rounded'; position: absolute";
            sign.textContent = name;
            document.body.append(sign);
            return sign.getBoundingClientRect().width;
        }""",
        name,
    )

    assert width == pytest.approx(24, abs=1)
