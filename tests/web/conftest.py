from __future__ import annotations

import pytest

from tests.web.serving import served


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The stand-in app behind our web layer, shared by tests that leave no trace in it."""
    with served(tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.fixture
def page(chromium):
    context = chromium.new_context(locale="en-US", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
