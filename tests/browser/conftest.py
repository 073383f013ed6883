from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator
from contextlib import suppress

import pytest
from playwright.sync_api import Error

from tests.browser import office as offices
from tests.browser.visitor import DESKTOP, Visitor, arrive
from tests.support.chromium import running


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


@pytest.fixture(scope="package")
def chromium():
    with running() as browser:
        yield browser


@pytest.fixture(scope="session")
def office(tmp_path_factory, duck_template):
    """An office in the middle of its campaign; a database that nobody serves yet."""
    return offices.found(tmp_path_factory.mktemp("office"), duck_template)


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demo's database with its files; nobody serves it yet."""
    return offices.found_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def site(office, tmp_path_factory):
    """A server of this module's own over a copy of that office."""
    folder = tmp_path_factory.mktemp("site")
    with offices.opened(office, folder, tmp_path_factory.getbasetemp() / "cache") as server:
        yield server


@pytest.fixture(scope="package")
def _windows(chromium):
    """Windows that nobody uses now, by their address and the width of their look.

    Half of what entering costs goes into a page that has not had the app before. They stay open
    until the end, since the servers of one process have the same address one after the other.
    """
    idle: defaultdict[tuple[str, int], list[Visitor]] = defaultdict(list)
    yield idle
    for windows in idle.values():
        for visitor in windows:
            visitor.context.close()


@pytest.fixture
def visitors():
    """Everybody whom the test has let in; none of them may have met a console error or asked
    another machine for anything."""
    visitors: list[Visitor] = []
    yield visitors
    assert [trouble for visitor in visitors for trouble in visitor.troubles] == []


@pytest.fixture
def enter(chromium, site, office, _windows, visitors):
    """Load a page anew: `enter(LAN, "checklist")` in the person's one window of that look, signed
    in before; `enter()` in a window that knows nobody."""
    theirs = {}

    def window(look):
        if idle := _windows[site.url, look.width]:
            return idle.pop()
        return arrive(chromium, site.url, look)

    def come(person, look):
        visitor = window(look)
        visitor.be(look, office.cookies[person.username] if person else None)
        visitors.append(visitor)
        return visitor

    def enter(person=None, path="", look=DESKTOP):
        visitor = theirs.get((person, look))
        if person is None or visitor is None or visitor.page.is_closed():
            visitor = theirs[person, look] = come(person, look)
        visitor.go(path)
        return visitor

    yield enter
    for visitor in visitors:
        visitor.leave()
        _windows[visitor.url, visitor.look.width].append(visitor)
