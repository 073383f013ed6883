"""Rounds of acts over served apps; in each round everything is done once, beside its likes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench import data, server
from bench.client import Tab
from bench.samples import Sample, Samples
from bench.screen import Run, Screen
from bench.server import Server

CHECKLIST: Final = "checklist"
SUMMARY: Final = "summary"
NOMINATIONS: Final = "review"
HOME: Final = "home"
EMPTY: Final = "empty"
REFRESH_S: Final = 1
# A live page is not drawn twice within half of its interval.
PAUSE_S: Final = 0.6 * REFRESH_S
_BARE: Final = ""


@dataclass(slots=True)
class Desk:
    """A served app, the people who use it, and what was measured there.

    Attributes:
        reported: the last running total that was saved; it may only grow.
        status: the last status that was saved.
    """

    server: Server
    cookies: Mapping[str, str]
    samples: Samples
    reported: int = 100
    status: str = data.STATUSES[0]
    _kept_open: dict[str, Tab] = field(default_factory=dict)

    def tab(self, page: str, username: str | None, query: str = "") -> Tab:
        cookie = self.cookies[username] if username else None
        return Tab(Screen(self.server.url, page, query), cookie)

    def kept(self, page: str, username: str | None, name: str = "") -> Tab:
        """A tab that stays open through all rounds."""
        key = f"{page} {username} {name}"
        if key not in self._kept_open:
            self._kept_open[key] = self.tab(page, username)
            self._kept_open[key].open()
        return self._kept_open[key]

    def measure(self, act: str, work: Callable[[], Run]) -> Run:
        run, cpu_ms = server.spent(self.server, work)
        self.samples.add(act, Sample.of(run, cpu_ms))
        return run

    def load(self, act: str, page: str, username: str | None, query: str = "") -> Tab:
        """A new tab, its first run measured."""
        tab = self.tab(page, username, query)
        self.measure(act, tab.open)
        return tab

    def empty(self) -> None:
        """Run the empty page again."""
        self.measure("empty", self.kept(EMPTY, data.STAFF).rerun)

    def homes(self) -> None:
        """Run the first pages of the Office and of a unit's member again."""
        self.measure("home", self.kept(HOME, data.OFFICE).rerun)
        self.measure("home_staff", self.kept(HOME, data.STAFF).rerun)

    def bare(self, act: str = "bare") -> None:
        """Run the page of bare Streamlit again."""
        self.measure(act, self.kept(_BARE, None).rerun)

    def save(
        self,
        act: str,
        load_act: str,
        beside: Callable[[], AbstractContextManager[None]] = nullcontext,
        *,
        turns: bool = False,
    ) -> None:
        """Open the item, type a new figure and click "Lưu".

        Args:
            beside: what goes on from the click to its answer.
            turns: whether the item is done now and was not, or the other way round.
        """
        tab = self.load(load_act, CHECKLIST, data.STAFF, f"item={data.ITEM}")
        self.reported += 1
        if turns:
            self.status = next(one for one in data.STATUSES if one != self.status)
        tab.screen.typed = {data.TOP: str(self.reported), data.STATUS: self.status}
        with beside():
            self.measure(act, lambda: tab.click(f"save_item_{data.ITEM}"))
        shown = tab.screen.shown()
        tab.close()
        if "Đã lưu" not in shown:
            raise RuntimeError(f"the checklist did not save:\n{shown}")

    def load_and_close(self, act: str, page: str, username: str | None) -> None:
        self.load(act, page, username).close()

    def close(self) -> None:
        for tab in self._kept_open.values():
            tab.close()


def summaries(desk: Desk, bare: Desk, big: Desk | None) -> None:
    """Refreshes of the summary after a save and without one, with few units and with many."""
    few = desk.kept(SUMMARY, data.LEADER)
    desk.save("other_save", "other_load")
    bare.bare()
    _changed(desk, "summary_changed", few)
    bare.bare()
    idle = desk.measure("summary_idle", few.refresh)
    if idle.elements:
        raise RuntimeError(f"an idle refresh sends {idle.elements} elements")
    if big is None:
        return
    first, following = (big.kept(SUMMARY, data.LEADER, name) for name in ("first", "next"))
    big.save("other_save", "other_load")
    _changed(big, "summary_4000", first)
    _changed(big, "summary_4000_next", following)


def moved(desk: Desk, bare: Desk) -> None:
    """A refresh of the summary after a save that finishes a task or reopens it.

    In rounds of its own: such a save moves what other pages count too.
    """
    watching = desk.kept(SUMMARY, data.LEADER)
    desk.save("other_save", "other_load", turns=True)
    bare.bare("bare_beside_moved")
    _changed(desk, "summary_moved", watching)


def nominations(desk: Desk) -> None:
    """Run the Office's list of nominations again."""
    tab = desk.kept(NOMINATIONS, data.OFFICE)
    desk.measure("nominations", tab.rerun)
    if "Bấm vào một đề nghị trong danh sách" not in tab.screen.shown():
        raise RuntimeError("the page shows no list of nominations")


def _changed(desk: Desk, act: str, tab: Tab) -> None:
    time.sleep(PAUSE_S)
    run = desk.measure(act, tab.refresh)
    if not run.elements:
        raise RuntimeError("the summary did not see the save")


def cold_start(
    samples: Samples, act: str, database: Path, app: Path, page: str, cookie: str
) -> None:
    """From nothing to the first page of a signed-in person."""
    began = time.perf_counter()
    served = server.start(database, app=app)
    try:
        tab = Tab(Screen(served.url, page), cookie)
        run = tab.open()
        wall_ms = (time.perf_counter() - began) * 1000
        samples.add(act, Sample(served.settled_ns() / 1e6, wall_ms, run.wire_bytes))
        tab.close()
    finally:
        served.stop()
