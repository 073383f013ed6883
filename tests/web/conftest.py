from __future__ import annotations

import itertools

import pytest

from tests.support.chromium import running, whole
from tests.web.office import office
from tests.web.serving import served

__all__ = ["office"]

_tickets = itertools.count(1)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The stand-in app behind our web layer, shared by tests that leave no trace in it."""
    with served(tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.fixture(scope="package")
def chromium():
    with running() as browser:
        yield browser


def open_window(chromium):
    return chromium.new_context(locale="en-US", viewport={"width": 1280, "height": 900})


@pytest.fixture(scope="module")
def _tabs(chromium):
    """The one tab of the last test, in a window that stays open for the module.

    Three in four seconds of a visit go into a window that has not had the app before.
    """
    context = open_window(chromium)
    yield [context.new_page()]
    context.close()


@pytest.fixture
def page(_tabs):
    """A new tab of a window that nobody has signed in with."""
    [old] = _tabs
    # A tab that another has opened shares its process, which has read the app's scripts.
    with old.expect_popup() as opened:
        old.evaluate("() => { if (location.host) sessionStorage.clear(); window.open() }")
    old.close()
    _tabs[:] = [opened.value]
    yield opened.value
    opened.value.context.clear_cookies()
    opened.value.context.clear_permissions()


@pytest.fixture
def lone_page(chromium):
    """A tab in a window of its own, whose clock may be turned."""
    context = open_window(chromium)
    yield context.new_page()
    context.close()


@pytest.fixture
def whole_page(chromium, browser_name):
    """A tab of the browser that people have: it reads PDF and has a camera.

    Args:
        browser_name: as with `page`, so that tests of both come in the order of their file.
    """
    with whole(beside=chromium) as browser:
        yield open_window(browser).new_page()


@pytest.fixture
def ticket():
    """A ticket of the stand-in app that nobody has used."""
    return f"good-{next(_tickets)}"
