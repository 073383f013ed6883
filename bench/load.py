"""`make load`: many people at once; one JSON line per step; ends with 1 when a limit is broken.

Each step has a server and a database of its own, 4,000 units × 34 tasks. SAVERS:LEADERS is a step
of saves beside live summaries; with :OFFICE behind it so many of the Office come too and everybody
has the first page open in a second tab. burst:PEOPLE are people who open the checklist within 5 s.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import crowd, crowd_data, data, rounds, server, session
from bench.crowd import Log, Person, Saver, Times, Watcher
from bench.crowd_data import Guest
from bench.samples import Line
from bench.server import Server

STEPS: Final = ("20:2", "60:10", "120:15", "180:20", "180:20:5", "burst:100")
_BURST: Final = "burst"
_BURST_S: Final = 5.0
_LOOK_EVERY_S: Final = 1.0
_FULL: Final[Mapping[str, float]] = {
    "save_p95_ms": 500, "refresh_p95_ms": 1000, "server_cores": 1.1, "rss_mib": 400, "lost": 0,
    "errors": 0,
}  # fmt: skip
_LIMITS: Final = {"180:20": _FULL, "180:20:5": _FULL}


@dataclass(frozen=True, slots=True)
class Timetable:
    """How often each person saves, and how long that is measured."""

    every_s: float
    seconds: float


class Watch:
    """What the server uses from now on, and who else there is to take it away."""

    def __init__(self, watched: Server) -> None:
        self._server = watched
        self._began = time.perf_counter()
        self._server_ns = watched.cpu_ns()
        self._own_ns = time.process_time_ns()
        self._machine_ns = _machine_ns()
        self._most_bytes = 0

    async def until(self, instant: float) -> None:
        """Look at the server's memory now and then."""
        while (left_s := instant - time.perf_counter()) > 0:
            self._most_bytes = max(self._most_bytes, self._server.rss_bytes())
            await asyncio.sleep(min(left_s, _LOOK_EVERY_S))

    def used(self) -> dict[str, float | None]:
        """The server's values of the line; those of others go to standard error."""
        wall_ns = (time.perf_counter() - self._began) * 1e9
        most_bytes = max(self._most_bytes, self._server.rss_bytes())
        cores = (self._server.cpu_ns() - self._server_ns) / wall_ns
        own = (time.process_time_ns() - self._own_ns) / wall_ns
        others = (_machine_ns() - self._machine_ns) / wall_ns - cores - own
        sys.stderr.write(f"  this client: {own:.2f} cores, everything else: {others:.2f}\n")
        return {
            "server_cores": round(cores, 2),
            "rss_mib": round(most_bytes / 2**20, 1),
        }


def _machine_ns() -> float:
    """CPU time that all processes of this machine have used."""
    (first, *_) = Path("/proc/stat").read_text(encoding="ascii").splitlines()
    user, nice, system, _idle, _waiting, irq, softirq = (int(one) for one in first.split()[1:8])
    return (user + nice + system + irq + softirq) * 1e9 / os.sysconf("SC_CLK_TCK")


def run(path: Path, step: str, timetable: Timetable) -> Line:
    """One step on a database that nobody has served yet."""
    left, right, *more = step.split(":")
    if left == _BURST:
        guests, _, _ = crowd_data.invite(path, savers=int(right), leaders=0)
        with served(path) as running:
            values = asyncio.run(_burst(running, guests))
        return Line(_BURST, {"people": len(guests), **values})
    office = int(more[0]) if more else 0
    savers, leaders, desk = crowd_data.invite(
        path, savers=int(left), leaders=int(right), office=office
    )
    homes = [*savers, *leaders, *desk] if more else []
    values = _live(path, savers, leaders, homes, timetable)
    counts = {"savers": len(savers), "leaders": len(leaders)}
    return Line("load", {**counts, **values}, _LIMITS.get(step, {}))


@contextmanager
def served(path: Path) -> Iterator[Server]:
    """The product itself, without the bench's own pages."""
    with server.served(path, app=server.PRODUCT) as running:
        yield running


def _live(
    path: Path,
    savers: list[Guest],
    leaders: list[Guest],
    homes: list[Guest],
    timetable: Timetable,
) -> dict[str, float | None]:
    """
    Args:
        homes: who has the first page open besides.
    """
    saves, refreshes, looks = Log(), Log(), Log()
    with served(path) as running:
        item = f"item={data.ITEM}"
        staff = [Saver(one, running.url, rounds.CHECKLIST, saves, item) for one in savers]
        heads = [Watcher(one, running.url, rounds.SUMMARY, refreshes) for one in leaders]
        tabs = [Watcher(one, running.url, rounds.HOME, looks) for one in homes]
        used = asyncio.run(_days_work(running, [staff, heads, tabs], timetable))
    stored = crowd_data.stored(path, savers)
    for log in (saves, refreshes, looks):
        log.tell()
    told_of_homes = {
        "homes": len(homes),
        "home_p50_ms": looks.ms(0.5),
        "home_p95_ms": looks.ms(0.95),
    }
    return {
        "saves": len(saves.waits_s),
        "save_p50_ms": saves.ms(0.5),
        "save_p95_ms": saves.ms(0.95),
        "refreshes": len(refreshes.waits_s),
        "refresh_p50_ms": refreshes.ms(0.5),
        "refresh_p95_ms": refreshes.ms(0.95),
        **(told_of_homes if homes else {}),
        **used,
        "late": saves.late,
        "lost": sum(one.lost(there) for one, there in zip(staff, stored, strict=True)),
        "errors": sum(log.errors.total() for log in (saves, refreshes, looks)),
    }


async def _days_work(
    running: Server, groups: Sequence[Sequence[Saver | Watcher]], timetable: Timetable
) -> dict[str, float | None]:
    people = [one for group in groups for one in group]
    began = time.perf_counter()
    await crowd.arrive(people)
    sys.stderr.write(f"  everybody is there after {time.perf_counter() - began:.0f} s\n")
    times = Times(every_s=timetable.every_s, seconds=timetable.seconds)
    lives = [
        asyncio.ensure_future(one.live(times.phase(number, len(group)), times))
        for group in groups
        for number, one in enumerate(group)
    ]
    await asyncio.sleep(times.counted_from - time.perf_counter())
    watch = Watch(running)
    await watch.until(times.ends)
    used = watch.used()
    await asyncio.gather(*lives)
    await crowd.leave(people)
    return used


async def _burst(running: Server, guests: list[Guest]) -> dict[str, float | None]:
    log = Log()
    people = [Person(one, running.url, rounds.CHECKLIST, log) for one in guests]
    # The first page of a process pays the imports.
    await people[0].come()
    await people[0].leave()
    watch = Watch(running)
    log.waits_s = await crowd.arrive_within(people, _BURST_S)
    used = watch.used()
    await crowd.leave(people)
    log.tell()
    return {
        "open_p50_ms": log.ms(0.5),
        "open_p95_ms": log.ms(0.95),
        **used,
        "errors": log.errors.total(),
    }


def measure(
    folder: Path, steps: Sequence[str], timetable: Timetable, build: Callable[[Path], None]
) -> Iterator[Line]:
    """All steps in turn, each on a copy of the built database."""
    # Nothing of the bench's may fall into the project's own data folder.
    os.environ["TDKT_DATA_DIR"] = str(folder)
    built = folder / "built.duckdb"
    build(built)
    for number, step in enumerate(steps):
        sys.stderr.write(f"{step}\n")
        # A folder each, since a server keeps its compressed files beside its database.
        path = folder / f"step-{number}" / "load.duckdb"
        path.parent.mkdir()
        shutil.copyfile(built, path)
        yield run(path, step, timetable)


def build_big(path: Path) -> None:
    """The demo with so many more units that 4,000 report."""
    demo = path.with_name("demo.duckdb")
    session.build(demo)
    data.build_big(path, demo)


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code; the lines go to standard output, the progress to standard error."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="measured, of each step")
    parser.add_argument("steps", nargs="*", type=_step, metavar="STEP", help=", ".join(STEPS))
    options = parser.parse_args(arguments)
    is_ok = True
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        timetable = Timetable(every_s=5, seconds=options.seconds)
        for line in measure(Path(folder), options.steps or STEPS, timetable, build_big):
            sys.stdout.write(json.dumps(line.data(), ensure_ascii=False) + "\n")
            sys.stdout.flush()
            is_ok = is_ok and line.is_ok
    return 0 if is_ok else 1


def _step(text: str) -> str:
    left, *more = text.split(":")
    most = 1 if left == _BURST else 2
    if (most == 1 or left.isdecimal()) and 1 <= len(more) <= most and all(map(str.isdecimal, more)):
        return text
    raise argparse.ArgumentTypeError(f"{text}: SAVERS:LEADERS[:OFFICE] or {_BURST}:PEOPLE")


if __name__ == "__main__":
    sys.exit(main())
