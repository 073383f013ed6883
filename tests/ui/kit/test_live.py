from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest

from lib.domain.access import Action
from lib.errors import Denied, Unavailable
from lib.ui.kit import live, session


class Rerun(Exception):
    """Stands for Streamlit's own."""


@dataclass
class View:
    """What a page shows: its figures, a list, and what stands outside its parts."""

    figures: int = 1
    listed: str = "a"
    title: str = "Tổng hợp"


class Tab:
    """A page in a tab, with the parts of Streamlit that watching it needs."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.newest = 1
        self.now_s = 100.0
        self.view = View()
        self.drawn: list[object] = []
        self.asked: list[tuple[Action | None, bool]] = []
        self._bodies: dict[str, Callable[[], None]] = {}
        self._look: Callable[[], None] = lambda: None
        self._state: dict[str, object] = {}
        stand_in = SimpleNamespace(
            session_state=self._state, fragment=self._fragment, rerun=self._rerun
        )
        patch.setattr(live, "st", stand_in)
        patch.setattr(session, "rerun_unattended", self._rerun)
        patch.setattr(session, "rerun_parts", self._rerun_parts)
        patch.setattr(session, "require", self._require)
        self.is_looked_at_unattended: list[bool] = []
        patch.setattr(live, "time", SimpleNamespace(monotonic=lambda: self.now_s))

    def draw(self, shown: int) -> None:
        """The page's own run; a save may fall into it, since `newest` is another by its end."""
        live.watch("page", shown, self._newest, every_s=5)

    def draw_parts(self) -> None:
        """The same of a page whose figures and list are parts."""
        parts = live.Parts(
            "page", replace(self.view), lambda: replace(self.view),
            action=Action.SUMMARY_VIEW, rest=lambda view: view.title,
        )  # fmt: skip
        parts.draw(
            "figures", lambda view: self.drawn.append(view.figures), shows=lambda view: view.figures
        )
        parts.draw(
            "list", lambda view: self.drawn.append(view.listed), shows=lambda view: view.listed
        )
        live.watch("page", 1, self._newest, every_s=5, parts=parts)
        self.tick(0)
        self.drawn.clear()
        self.asked.clear()

    def click_in(self, part: str) -> None:
        """What a widget of the part does."""
        self._bodies[f"page_{part}"]()

    def tick(self, after_s: float) -> bool:
        """What the timer does: whether the page begins again."""
        self.now_s += after_s
        try:
            self._look()
        except Rerun:
            return True
        return False

    def _fragment(
        self, body: Callable[[], None], *, key: str, run_every: float = 0
    ) -> Callable[[], None]:
        self._bodies[key] = body
        if run_every:
            self._look = body
        return body

    def _rerun_parts(self, keys: Sequence[str]) -> None:
        for key in keys:
            self._bodies[key]()

    def _require(self, action: Action | None = None) -> None:
        self.asked.append((action, getattr(session._run, "is_unattended", False)))

    def _newest(self) -> int:
        self.is_looked_at_unattended.append(getattr(session._run, "is_unattended", False))
        return self.newest

    def _rerun(self) -> None:
        raise Rerun


@pytest.fixture
def tab(monkeypatch: pytest.MonkeyPatch) -> Tab:
    return Tab(monkeypatch)


def test_a_look_of_the_timer_is_no_use_of_the_page(tab):
    tab.draw(1)
    for _ in range(3):
        tab.tick(5)

    assert tab.is_looked_at_unattended
    assert all(tab.is_looked_at_unattended)
    assert not session._run.is_unattended


def test_a_save_during_the_pages_own_run_does_not_begin_it_again(tab):
    tab.newest = 2

    tab.draw(1)

    assert tab.tick(5)


def test_a_tick_that_waited_behind_a_slow_drawing_passes(tab):
    tab.draw(1)
    tab.newest = 2

    assert not tab.tick(0.1)
    assert tab.tick(5)


def test_nothing_new_draws_nothing(tab):
    tab.draw(1)

    assert not tab.tick(5)


def test_a_page_that_was_left_while_it_was_looked_at_draws_nothing(tab):
    tab.draw(1)
    tab.newest = 2
    tab._state.clear()

    assert not tab.tick(5)


def test_of_a_page_with_parts_only_what_has_moved_is_drawn(tab):
    tab.draw_parts()
    tab.newest, tab.view = 2, View(figures=2)

    assert not tab.tick(5)
    assert tab.drawn == [2]


def test_a_part_that_a_timer_draws_asks_for_the_right_and_is_no_use_of_the_page(tab):
    tab.draw_parts()
    tab.newest, tab.view = 2, View(figures=2, listed="b")

    tab.tick(5)
    assert tab.asked == [(Action.SUMMARY_VIEW, True)] * 2
    tab.click_in("list")
    assert tab.asked[2:] == [(Action.SUMMARY_VIEW, False)]


def test_a_part_that_a_person_clicks_in_draws_what_is_true_by_then(tab):
    tab.draw_parts()
    tab.view = View(listed="b")

    tab.click_in("list")

    assert tab.drawn == ["b"]


def test_what_a_click_has_drawn_is_not_drawn_again(tab):
    tab.draw_parts()
    tab.newest, tab.view = 2, View(figures=2, listed="b")
    tab.click_in("list")

    tab.tick(5)

    assert tab.drawn == ["b", 2]


def test_the_whole_page_is_drawn_where_what_moved_stands_outside_its_parts(tab):
    tab.draw_parts()
    tab.newest, tab.view = 2, View(figures=2, title="Tổng hợp năm 2021")

    assert tab.tick(5)
    assert tab.drawn == []


def test_a_revision_that_moved_nothing_that_is_shown_draws_nothing_and_is_looked_at_once(tab):
    tab.draw_parts()
    tab.newest = 2

    assert not tab.tick(5)
    tab.view = View(figures=2)
    assert not tab.tick(5)
    assert tab.drawn == []


def test_a_tick_that_waited_behind_the_drawing_of_parts_passes(tab):
    tab.draw_parts()
    tab.newest, tab.view = 2, View(figures=2)
    tab.tick(5)
    tab.newest, tab.view = 3, View(figures=3)

    tab.tick(0.1)
    assert tab.drawn == [2]
    tab.tick(5)
    assert tab.drawn == [2, 3]


def test_a_part_whose_right_is_gone_draws_nothing(tab, monkeypatch):
    tab.draw_parts()
    tab.newest, tab.view = 2, View(figures=2)

    def refuse(_: object) -> None:
        raise Denied("signed_out")

    monkeypatch.setattr(session, "require", refuse)

    with pytest.raises(Denied):
        tab.tick(5)
    assert tab.drawn == []


def test_what_could_not_be_read_is_looked_at_again(tab, monkeypatch):
    tab.draw_parts()
    tab.newest, tab.view = 2, View(figures=2)
    with monkeypatch.context() as patch:
        patch.setattr("tests.ui.kit.test_live.replace", _busy)
        with pytest.raises(Unavailable):
            tab.tick(5)

    tab.tick(5)

    assert tab.drawn == [2]


def _busy(_: object) -> View:
    raise Unavailable("busy")
