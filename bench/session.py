"""One run of the bench: builds the databases, serves them, and goes through the rounds."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench import browser, data, papers, rounds, server
from bench.rounds import EMPTY, Desk
from bench.samples import Samples
from lib.services.demo import demo

SAVES: Final = frozenset({"save", "page_load_checklist"})
SUMMARIES: Final = frozenset({"summary_idle", "summary_changed", "summary_4000"})
LOADS: Final = frozenset({"page_load_checklist", "page_load_summary", "sign_in_load"})
_BROWSER_LOADS: Final = 3
_WARM_UPS: Final = 2
_PACKS: Final = 5
_LONG_PACK: Final = 400
_GC_ON: Final = ("--runner.postScriptGC", "true")

_LISTS: Final = {
    "nominations_50": data.FEW_NOMINATIONS,
    "nominations_list": data.MANY_NOMINATIONS,
}

Build = Callable[[Path], None]


def build(path: Path) -> None:
    """The demo, with its files beside it."""
    with data.beside(path):
        demo.build(path, "chỉ để đo, không ai dùng")


@dataclass(slots=True)
class Session:
    """What is served while the rounds go on.

    Attributes:
        wanted: the figures to be printed; nothing is done that none of them needs.
    """

    folder: Path
    wanted: frozenset[str]
    samples: Samples = field(default_factory=Samples)
    cookies: dict[str, str] = field(default_factory=dict)
    running: ExitStack = field(default_factory=ExitStack)

    def prepare(self, build_demo: Build) -> None:
        """Build the databases that are needed."""
        # Nothing of the bench's may fall into the project's own data folder.
        os.environ["TDKT_DATA_DIR"] = str(self.folder)
        os.environ["TDKT_REFRESH_SECONDS"] = str(rounds.REFRESH_S)
        first = self.database("demo")
        build_demo(first)
        data.unlock(first)
        people = (data.STAFF, data.LEADER, data.OFFICE, data.ADMIN)
        self.cookies = data.cookies(first, people)
        shutil.copyfile(first, self.database("spare"))
        if "summary_moved" in self.wanted:
            shutil.copyfile(first, self.database("moved"))
        if "summary_4000" in self.wanted:
            data.build_big(self.database("big"), first)
        if "nominations_list" in self.wanted:
            for name, count in _LISTS.items():
                data.build_nominations(self.database(name), first, count)

    def database(self, name: str) -> Path:
        # A folder each, since a server keeps its compressed files beside its database.
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder / f"{name}.duckdb"

    def serve(
        self,
        name: str,
        samples: Samples,
        *,
        app: Path = server.ENTRY,
        options: tuple[str, ...] = (),
    ) -> Desk:
        served = server.served(self.database(name), app=app, options=options)
        desk = Desk(self.running.enter_context(served), self.cookies, samples)
        self.running.callback(desk.close)
        return desk

    def has(self, figures: frozenset[str]) -> bool:
        return not self.wanted.isdisjoint(figures)


def measure(
    folder: Path, wanted: frozenset[str], repetitions: int, build_demo: Build = build
) -> Samples:
    """All samples that the wanted figures need, so many rounds of each act."""
    session = Session(folder, wanted)
    began = time.monotonic()
    session.prepare(build_demo)
    _tell("databases", began)
    with session.running:
        _measure_pages(session, repetitions)
    _tell("pages", began)
    with session.running:
        _measure_moved(session, repetitions)
    with session.running:
        _measure_lists(session, repetitions)
    with session.running:
        _measure_option(session, repetitions)
    if "papers_200" in wanted:
        papers.measure(session.samples, folder, min(repetitions, _PACKS))
        _tell("papers", began)
    with session.running:
        _measure_beside_papers(session, repetitions)
    if "cold_start" in wanted:
        _measure_cold_starts(session, repetitions)
        _tell("cold starts", began)
    return session.samples


def _measure_pages(session: Session, repetitions: int) -> None:
    desk = session.serve("demo", session.samples)
    bare = session.serve("bare", session.samples, app=server.BARE)
    big = session.serve("big", session.samples) if "summary_4000" in session.wanted else None
    for number in range(-_WARM_UPS, repetitions):
        if number == 0:
            session.samples.by_act.clear()
        _round(session, desk, bare, big)
    if "sign_in_load" in session.wanted:
        browser.sign_in_loads(desk.server, session.samples, min(repetitions, _BROWSER_LOADS))


def _round(session: Session, desk: Desk, bare: Desk, big: Desk | None) -> None:
    bare.bare()
    desk.empty()
    if "home" in session.wanted:
        desk.homes()
    if session.has(SAVES):
        desk.save("save", "page_load_checklist")
    if session.has(LOADS):
        desk.load_and_close("page_load_empty", EMPTY, data.STAFF)
        desk.load_and_close("sign_in_load", "", None)
    bare.bare()
    desk.empty()
    if "page_load_summary" in session.wanted:
        desk.load_and_close("page_load_summary", rounds.SUMMARY, data.LEADER)
    if session.has(SUMMARIES):
        rounds.summaries(desk, bare, big)


def _measure_moved(session: Session, repetitions: int) -> None:
    """The summary after saves that move all its figures of reports."""
    if "summary_moved" not in session.wanted:
        return
    desk = session.serve("moved", session.samples)
    bare = session.serve("bare", session.samples, app=server.BARE)
    for number in range(-_WARM_UPS, repetitions):
        if number == 0:
            for act in ("bare_beside_moved", "summary_moved"):
                session.samples.by_act.pop(act, None)
        rounds.moved(desk, bare)


def _measure_lists(session: Session, repetitions: int) -> None:
    """The Office's first page of few nominations and of many, in turn."""
    if "nominations_list" in session.wanted:
        desks = {act: session.serve(act, Samples()) for act in _LISTS}
        _in_turn(session, repetitions, desks, rounds.nominations, "nominations")


def _measure_option(session: Session, repetitions: int) -> None:
    """An empty page with the collector on, beside one with the product's own config.toml."""
    if "empty_with_gc" not in session.wanted:
        return
    desks = {
        "empty_without_gc": session.serve("demo", Samples()),
        "empty_with_gc": session.serve("spare", Samples(), options=_GC_ON),
    }
    _in_turn(session, repetitions, desks, Desk.empty, "empty")


def _in_turn(
    session: Session,
    repetitions: int,
    desks: Mapping[str, Desk],
    work: Callable[[Desk], None],
    measured: str,
) -> None:
    """The same work at each desk in each round; its sample counts under the desk's name."""
    for number in range(-_WARM_UPS, repetitions):
        for act, desk in desks.items():
            work(desk)
            if number >= 0:
                session.samples.add(act, desk.samples.by_act[measured][-1])


def _measure_beside_papers(session: Session, repetitions: int) -> None:
    """Saves of a quiet server and saves while a pack is being made, in turn."""
    if "save_while_papers" not in session.wanted:
        return
    # The running total of the demo's item has grown with the saves before.
    papers.ask(session.database("spare"), _LONG_PACK)
    desk = session.serve("spare", session.samples)
    making = papers.Making(session.database("spare"))
    for number in range(-_WARM_UPS, repetitions):
        making.pause()
        desk.save("save_quiet" if number >= 0 else "other_save", "other_load")
        making.go_on()
        desk.save("save_while_papers" if number >= 0 else "other_save", "other_load")
        if making.is_over:
            raise RuntimeError("the pack was made before the saves had ended")


def _measure_cold_starts(session: Session, repetitions: int) -> None:
    cookie = session.cookies[data.STAFF]
    variants = (
        ("cold_start", server.PRODUCT, rounds.CHECKLIST),
        ("cold_start_empty", server.ENTRY, EMPTY),
    )
    for number in range(-1, repetitions):
        for act, app, page in variants:
            samples = session.samples if number >= 0 else Samples()
            rounds.cold_start(samples, act, session.database("spare"), app, page, cookie)


def _tell(done: str, began: float) -> None:
    sys.stderr.write(f"{done}: {time.monotonic() - began:.0f} s\n")
    sys.stderr.flush()
