"""Every page in three sizes, light and dark, empty, full and long, and a contact sheet of each."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from bench import data
from lib.config import ROOT
from lib.ui.frame import nav
from tests import cast
from tests.browser.visitor import Look, Visitor, arrive
from tests.pictures import contact_sheet
from tests.pictures.fillings import FILLINGS
from tests.support import chromium
from tests.support.data_folder import data_in
from tests.web.serving import served

FOLDER = ROOT / "pictures"
SIZES = (Look(1366, height=768), Look(1920, height=1080), Look(360, height=800))
SCHEMES = ("light", "dark")
_NEW = "new"
"""The filling of a machine on which nothing is set up."""
# Who looks, the first who may; leaders have the summary made for them.
_VIEWERS = (cast.LAN, cast.VAN, cast.SON, cast.QUANG)
_LEADERS_PAGE = "summary"
_LIST = ".st-key-list_pane [data-testid=stDataFrame]"
_DRAWN_MS = 1200


@dataclass(frozen=True, slots=True)
class View:
    """A page, and who looks at it; nobody where nobody is signed in."""

    path: str
    username: str | None
    fillings: Sequence[str] = tuple(FILLINGS)


def views() -> list[View]:
    """Every page that there is."""
    entries = (*nav.ENTRIES, nav.SAMPLES)
    return [
        View("sign_in", None, tuple(FILLINGS)),
        View("first_run", None, (_NEW,)),
        *(View(entry.url_path, _viewer(entry)) for entry in entries),
    ]


def take(names: Sequence[str] = ()) -> None:
    """Take the pictures of the pages of these names, or of all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = [one for one in views() if not names or one.path in names]
    taken: dict[str, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
    with chromium.running() as browser:
        for filling in (_NEW, *FILLINGS):
            those = [one for one in wanted if filling in one.fillings]
            if those:
                for name, picture in _pictures(browser, filling, those):
                    taken[name.removesuffix(_OPENED)][name + filling].append(picture)
    for name, rows in taken.items():
        contact_sheet.write(FOLDER / f"{name}.png", list(rows.values()))


_OPENED = "-record"


def _viewer(entry: nav.Entry) -> str:
    if entry.url_path == _LEADERS_PAGE:
        return cast.SON.username
    return next(one.username for one in _VIEWERS if nav.may_open(one.roles, entry))


def _pictures(browser: Browser, filling: str, those: Sequence[View]) -> Iterator[tuple[str, Path]]:
    """The name of each page, with `-record` where its first record is open, and its picture."""
    with tempfile.TemporaryDirectory() as folder, data_in(Path(folder)):
        path = Path(folder) / "thidua.duckdb"
        users = sorted({one.username for one in those if one.username})
        if filling in FILLINGS:
            FILLINGS[filling](path)
        cookies = data.cookies(path, users) if users else {}
        environment = {"TDKT_DATABASE": str(path), "TDKT_SAMPLES": "1"}
        with served(Path(folder), ROOT / "app.py", environment) as server:
            for look in SIZES:
                visitor = arrive(browser, server.url, look)
                for one in those:
                    yield from _of(visitor, one, filling, cookies)
                visitor.context.close()


def _of(
    visitor: Visitor, view: View, filling: str, cookies: Mapping[str, str]
) -> Iterator[tuple[str, Path]]:
    visitor.be(visitor.look, cookies.get(view.username or ""))
    visitor.go("" if view.username is None else view.path)
    yield from _in_both_schemes(visitor, view.path, filling)
    # Where there is no room for both, a record that opens by itself has taken the list's place.
    if visitor.page.locator(_LIST).is_visible():
        visitor.choose_row(0, x=120)
        visitor.settle()
        yield from _in_both_schemes(visitor, view.path + _OPENED, filling)


def _in_both_schemes(visitor: Visitor, name: str, filling: str) -> Iterator[tuple[str, Path]]:
    for scheme in SCHEMES:
        visitor.wear(scheme)
        # Tables and charts are drawn after the page.
        visitor.page.wait_for_timeout(_DRAWN_MS)
        size = f"{visitor.look.width}x{visitor.look.height}"
        picture = FOLDER / f"{name}-{size}-{scheme}-{filling}.png"
        visitor.page.screenshot(path=picture)
        yield name, picture
