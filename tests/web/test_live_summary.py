"""A summary that stays open, as its browser sees it: after each refresh as if opened anew."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from bench import data, rounds, session
from bench.client import Tab
from bench.rounds import Desk
from bench.samples import Samples
from lib import text
from lib.domain.summary import Slice
from tests.test_bench import build


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("live")
        # The session sets them for the server it starts.
        for name in ("TDKT_DATA_DIR", "TDKT_REFRESH_SECONDS"):
            patch.setenv(name, "")
        served = session.Session(folder, frozenset())
        served.prepare(build)
        with served.running:
            yield served.serve("demo", Samples())


@pytest.fixture
def watching(desk: Desk) -> Iterator[Tab]:
    """The leader's summary, opened a while ago."""
    tab = desk.tab(rounds.SUMMARY, data.LEADER)
    tab.open()
    yield tab
    tab.close()


def refreshed(desk: Desk, tab: Tab, *, turns: bool) -> int:
    """How many elements the next look draws after a save; the page is as if opened anew."""
    desk.save("save", "load", turns=turns)
    time.sleep(rounds.PAUSE_S)
    drawn = tab.refresh().elements
    anew = desk.tab(rounds.SUMMARY, data.LEADER)
    anew.open()
    try:
        assert tab.screen.shown() == anew.screen.shown()
    finally:
        anew.close()
    return drawn


def test_a_look_draws_what_has_moved_and_leaves_the_page_as_if_opened_anew(desk, watching):
    figure_alone = refreshed(desk, watching, turns=False)
    done, undone = (refreshed(desk, watching, turns=True) for _ in range(2))

    # The time of the figures and the latest changes; with the status everything of the reports.
    assert figure_alone == 2
    assert figure_alone < done == undone < 30


def test_after_a_look_that_draws_parts_the_next_one_draws_nothing(desk, watching):
    refreshed(desk, watching, turns=True)

    time.sleep(rounds.PAUSE_S)
    assert watching.refresh().elements == 0


def test_a_click_on_a_figure_that_a_look_has_drawn_opens_the_items_behind_it(desk, watching):
    refreshed(desk, watching, turns=True)

    def is_open() -> bool:
        opened = f"{text.SLICES[Slice.DUE_SOON]}: "
        return any(one.startswith(opened) for one in watching.screen.told())

    watching.click("summary_due_soon")
    assert is_open()
    desk.save("save", "load", turns=True)
    time.sleep(rounds.PAUSE_S)
    watching.refresh()
    assert is_open()
    watching.click("summary_close")
    assert not is_open()
