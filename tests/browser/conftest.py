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
            cookie = office.cookies[person.username] if person else None
            kept[person, look] = arrive(chromium, site.url, look, cookie=cookie)
        return kept[person, look]

    yield profile
    for visitor in kept.values():
        visitor.context.close()


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
    assert [trouble for visitor in visitors for trouble in visitor.troubles] == []


@pytest.fixture
def enter(chromium, site, office):
    """Open a browser of one's own: `enter(LAN, "checklist")`, signed in before; `enter()`, not.

    At the end none of them may have met a console error or asked another machine for anything.
    """
    visitors = []

    def enter(person=None, path="", look=DESKTOP):
        cookie = office.cookies[person.username] if person else None
        visitor = arrive(chromium, site.url, look, cookie=cookie)
        visitors.append(visitor)
        visitor.go(path)
        return visitor

    yield enter
    troubles = [trouble for visitor in visitors for trouble in visitor.troubles]
    for visitor in visitors:
        visitor.context.close()
    assert troubles == []
