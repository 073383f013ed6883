"""The checking client: the whole app without a browser, failing on what no page may show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from streamlit.testing.v1 import AppTest

from lib.config import ROOT, settings
from lib.services.operation import runtime
from lib.services.people import sessions
from lib.store.engine.db import Database
from tests.cast import Person, with_cast
from tests.support.stages import Build, Stage

T = TypeVar("T")
SHELL = ROOT / "lib" / "ui" / "frame" / "shell.py"
PAGES = ROOT / "pages"
_VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]")
_LABELLED = (
    "button", "checkbox", "date_input", "file_uploader", "multiselect", "number_input", "pills",
    "radio", "segmented_control", "selectbox", "slider", "text_area", "text_input", "toggle",
)  # fmt: skip


class CheckedApp(AppTest):
    """An AppTest whose every run is looked at."""

    def _run(self, *args, **kwargs):
        super()._run(*args, **kwargs)
        check(self)
        return self


def check(at: AppTest) -> None:
    """Fail on an exception, an element without a label, or an alert that is not Vietnamese.

    Two options of the same words count too: the browser answers with words, so one of them
    could not be chosen.
    """
    assert [one.value for one in at.exception] == []
    for kind in _LABELLED:
        for element in at.get(kind):
            assert getattr(element, "label", "").strip(), f"{kind} without a label: {element}"
            options = getattr(element, "options", ())
            assert len(set(options)) == len(options), f"options of {element.label}: {options}"
    for kind in ("error", "warning", "info", "success"):
        for alert in at.get(kind):
            assert _VIETNAMESE.search(alert.value.lower()), alert.value


class House:
    """What the app serves: the scene that a fixture sets before anybody comes, else the cast."""

    def __init__(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        self._stage = stage
        self._monkeypatch = monkeypatch
        self._served: Database | None = None

    def set(self, build: Build[T]) -> T:
        """What the builder returned, over the database that is served from now on."""
        assert self._served is None, "the scene must be set before the database is asked for"
        made = self._stage.set(build)
        self._served = self._stage.database
        self._monkeypatch.setattr(runtime, "_database", self._served)
        return made

    def database(self) -> Database:
        return self._served or self.set(with_cast)


@pytest.fixture(autouse=True)
def house(duck_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """The app serves this test's database, with cheap passwords."""
    monkeypatch.setenv("TDKT_BCRYPT_ROUNDS", "4")
    settings.cache_clear()
    yield House(duck_stage, monkeypatch)
    settings.cache_clear()


@pytest.fixture
def database(house: House) -> Database:
    """The database that is served, with the cast."""
    return house.database()


@pytest.fixture
def app(house: House) -> Callable[..., AppTest]:
    """The running app, signed in as one of the cast, on the page asked for.

    `app(LAN)` lands on the person's first page, `app(LAN, "shared/account")` on that one,
    `app()` meets the sign-in page.
    """

    def start(person: Person | None = None, page: str | None = None) -> AppTest:
        at = CheckedApp(str(SHELL), default_timeout=600)
        database = house.database()
        if person is not None:
            opened = sessions.open_session(database, person.account_id, None)
            at.session_state["_session"] = opened.session_id
            at.session_state["_socket"] = ""
        at.run()
        if page is not None:
            at.switch_page(str(page_file(page))).run()
        return at

    return start


def page_file(page: str) -> Path:
    return PAGES / f"{page}.py"


def button(at: AppTest, label: str):
    """The one button of that label."""
    (found,) = [one for one in at.button if one.label == label]
    return found
