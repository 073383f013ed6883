"""Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, BrowserType, expect, sync_playwright

from tests.web.serving import CHROMIUM_FLAGS, PATIENCE_MS

# Without the frame of a desktop's window, which costs as much as the pages in it.
SHELL = "chromium-headless-shell"
WHOLE = "chromium"


@contextmanager
def running() -> Iterator[Browser]:
    """A browser whose windows have patience; a second one in this thread is refused."""
    with sync_playwright() as playwright:
        browser = _launched(playwright.chromium, SHELL)
        expect.set_options(timeout=PATIENCE_MS)
        yield browser
        browser.close()


@contextmanager
def whole(beside: Browser) -> Iterator[Browser]:
    """The browser that people have, with its reader of PDF, beside one that runs."""
    browser = _launched(beside.browser_type, WHOLE)
    yield browser
    browser.close()


def _launched(kind: BrowserType, command: str) -> Browser:
    browser = kind.launch(executable_path=shutil.which(command), args=CHROMIUM_FLAGS)
    opened = browser.new_context

    def new_context(**options: Any) -> BrowserContext:
        context = opened(**options)
        context.set_default_timeout(PATIENCE_MS)
        return context

    browser.new_context = new_context  # type: ignore[method-assign]
    return browser
