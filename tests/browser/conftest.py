from __future__ import annotations

import pytest

from tests.browser import office as offices
from tests.browser.visitor import DESKTOP, arrive


@pytest.fixture(scope="session")
def office(tmp_path_factory, duck_template):
    """An office in the middle of its campaign; a database that nobody serves yet."""
    return offices.found(tmp_path_factory.mktemp("office"), duck_template)


@pytest.fixture(scope="module")
def site(office, tmp_path_factory):
    """A server of this module's own over a copy of that office."""
    folder = tmp_path_factory.mktemp("site")
    with offices.opened(office, folder, tmp_path_factory.getbasetemp() / "cache") as server:
        yield server


@pytest.fixture(scope="module")
def _profiles(chromium, site, office):
    """Browsers that stay open for a module: whoever comes again has the app in the cache."""
    kept = {}

    def profile(person, look):
        if (person, look) not in kept:
            kept[person, look] = _arrive(chromium, site, office, person, look)
        return kept[person, look]

    yield profile
    for visitor in kept.values():
        visitor.context.close()


def _arrive(chromium, site, office, person, look):
    cookie = office.cookies[person.username] if person else None
    return arrive(chromium, site.url, look, cookie=cookie)


def _troubles(visitors):
    return [trouble for visitor in visitors for trouble in visitor.troubles]


@pytest.fixture
def come_back(_profiles):
    """`come_back(LAN, "checklist", look)`: the same browser each time, its page loaded anew.

    For those who only look, since three in four seconds of entering go into an empty cache. At
    the end none of them may have met a console error or asked another machine for anything.
    """
    visitors = []

    def come_back(person=None, path="", look=DESKTOP):
        visitor = _profiles(person, look)
        visitor.troubles.clear()
        visitors.append(visitor)
        visitor.go(path)
        return visitor

    yield come_back
    assert _troubles(visitors) == []


@pytest.fixture
def enter(chromium, site, office):
    """Open a browser of one's own: `enter(LAN, "checklist")`, signed in before; `enter()`, not.

    At the end none of them may have met a console error or asked another machine for anything.
    """
    visitors = []

    def enter(person=None, path="", look=DESKTOP):
        visitor = _arrive(chromium, site, office, person, look)
        visitors.append(visitor)
        visitor.go(path)
        return visitor

    yield enter
    troubles = _troubles(visitors)
    for visitor in visitors:
        visitor.context.close()
    assert troubles == []
