from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress

import pytest
from playwright.sync_api import Error

from tests.browser import office as offices
from tests.browser.visitor import DESKTOP, Visitor, arrive


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Beside a failure tell what stood in each window, the last one opened first."""
    report = yield
    visitors: list[Visitor] = getattr(item, "funcargs", {}).get("visitors", [])
    if report.when == "call" and report.failed:
        for visitor in reversed(visitors):
            with suppress(Error):
                told = "\n".join([visitor.page.url, *visitor.troubles, visitor.text()])
                report.sections.append(("window", told))
    return report


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


@pytest.fixture
def visitors():
    """Everybody whom the test has let in; none of them may have met a console error or asked
    another machine for anything."""
    visitors: list[Visitor] = []
    yield visitors
    assert [trouble for visitor in visitors for trouble in visitor.troubles] == []


@pytest.fixture
def come_back(_profiles, visitors):
    """`come_back(LAN, "checklist", look)`: the same browser each time, its page loaded anew.

    For those who only look, since three in four seconds of entering go into an empty cache.
    """

    def come_back(person=None, path="", look=DESKTOP):
        visitor = _profiles(person, look)
        visitor.troubles.clear()
        visitors.append(visitor)
        visitor.go(path)
        return visitor

    return come_back


@pytest.fixture
def enter(chromium, site, office, visitors):
    """Open a browser of one's own: `enter(LAN, "checklist")`, signed in before; `enter()`, not."""
    entered = []

    def enter(person=None, path="", look=DESKTOP):
        visitor = _arrive(chromium, site, office, person, look)
        entered.append(visitor)
        visitors.append(visitor)
        visitor.go(path)
        return visitor

    yield enter
    for visitor in entered:
        visitor.context.close()
