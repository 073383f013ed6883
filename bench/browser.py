"""The sign-in page in a real browser: every byte that comes over the wire."""

from __future__ import annotations

import base64
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bench.samples import Sample, Samples
from bench.screen import framed
from bench.server import Server

_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_CALM_MS: Final = 1000


def sign_in_loads(server: Server, samples: Samples, repetitions: int) -> None:
    """The first load of a new browser, and a later one of the same browser."""
    with _browser() as browser:
        for _ in range(repetitions):
            context = browser.new_context(locale="vi-VN")
            for act in ("sign_in_first", "sign_in_later"):
                samples.add(act, _load(context, server))
            context.close()


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(_FLAGS)
        )
        try:
            yield browser
        finally:
            browser.close()


def _load(context: BrowserContext, server: Server) -> Sample:
    page = context.new_page()
    wire = _Wire(context.new_cdp_session(page))
    before, began = server.settled_ns(), time.perf_counter()
    page.goto(f"{server.url}/")
    page.get_by_role("textbox", name="Mật khẩu").wait_for()
    wall_ms = (time.perf_counter() - began) * 1000
    page.wait_for_load_state("networkidle")
    # What the page asks for once it is drawn belongs to the load too.
    page.wait_for_timeout(_CALM_MS)
    cpu_ms = (server.settled_ns() - before) / 1e6
    page.close()
    return Sample(cpu_ms, wall_ms, wire.received_bytes)


class _Wire:
    """Adds up what the browser's network log says was received, heads and frames included."""

    def __init__(self, session: Any) -> None:
        self.received_bytes = 0
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.webSocketFrameReceived", self._frame)
        session.send("Network.enable")

    def _finished(self, event: dict[str, Any]) -> None:
        self.received_bytes += int(event["encodedDataLength"])

    def _frame(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        is_binary = frame["opcode"] == 2
        payload = frame["payloadData"]
        size = len(base64.b64decode(payload)) if is_binary else len(payload.encode())
        self.received_bytes += framed(size)
