"""Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.web.serving import CHROMIUM_FLAGS, PATIENCE_MS


@contextmanager
def running() -> Iterator[Browser]:
    """A browser whose windows have patience; a second one in this thread is refused."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS
        )
        opened = browser.new_context

        def new_context(**options: Any) -> BrowserContext:
            context = opened(**options)
            context.set_default_timeout(PATIENCE_MS)
            return context

        browser.new_context = new_context  # type: ignore[method-assign]
        expect.set_options(timeout=PATIENCE_MS)
        yield browser
        browser.close()
