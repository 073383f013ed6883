from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from lib.ui.kit import live, session


class Rerun(Exception):
    """Stands for Streamlit's own."""


class Tab:
    """A page in a tab, with the parts of Streamlit that watching it needs."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.newest = 1
        self.now_s = 100.0
        self._look: Callable[[], None] = lambda: None
        self._state: dict[str, object] = {}
        stand_in = SimpleNamespace(
            session_state=self._state, fragment=self._fragment, rerun=self._rerun
        )
        patch.setattr(live, "st", stand_in)
        patch.setattr(session, "rerun_unattended", self._rerun)
        self.is_looked_at_unattended: list[bool] = []
        patch.setattr(live, "time", SimpleNamespace(monotonic=lambda: self.now_s))

    def draw(self, shown: int) -> None:
        """The page's own run; a save may fall into it, since `newest` is another by its end."""
        live.watch("page", shown, self._newest, every_s=5)

    def tick(self, after_s: float) -> bool:
        """What the timer does: whether the page begins again."""
        self.now_s += after_s
        try:
            self._look()
        except Rerun:
            return True
        return False

    def _fragment(self, look: Callable[[], None], **_: object) -> Callable[[], None]:
        self._look = look
        return look

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
