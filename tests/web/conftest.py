from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.web.serving import CHROMIUM_FLAGS, served


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The stand-in app behind our web layer, shared by tests that leave no trace in it."""
    with served(tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    context = chromium.new_context(locale="en-US", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
