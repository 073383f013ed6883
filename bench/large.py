"""Measures files of 4,000 units × 34 tasks, and saves beside them: python -m bench.large.

One JSON line per figure; ends with 1 when a limit is broken. Files of the terminal are made by a
process of their own, which is measured with all that it starts.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from bench import data
from bench.papers import ROOT, Making
from bench.rounds import Desk
from bench.samples import Line, Samples
from bench.screen import COOKIE
from bench.session import Session, build
from lib.domain.access import Role
from lib.domain.exports import Options
from lib.services.bundles import asking as bundles
from lib.services.campaigns import campaigns
from lib.services.reports import workbooks
from lib.web import exports

_WARM_UPS: Final = 2
_CSV_TIMES: Final = 3
# A process begins with the peak of whoever started it, so one that is small stands between.
_WATCHED: Final = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
_BESIDE: Final = {"ratio_quiet": 1.1}
_WORKBOOK: Final = {"seconds": 25, "peak_mib": 400}


@dataclass(frozen=True, slots=True)
class Taken:
    """What one file took.

    Attributes:
        peak_mib: of the largest process that had a part in it.
    """

    seconds: float
    megabytes: float
    peak_mib: float

    def told(self) -> dict[str, float | None]:
        return {
            "seconds": round(self.seconds, 1),
            "megabytes": round(self.megabytes, 1),
            "peak_mib": round(self.peak_mib),
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.large", description=__doc__)
    parser.add_argument("-n", "--repetitions", type=int, default=15)
    repetitions = parser.parse_args(arguments).repetitions
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        session = Session(Path(folder), frozenset({"summary_4000"}))
        session.prepare(build)
        lines = list(_lines(session, repetitions))
    return 0 if all(line.is_ok for line in lines) else 1


def _lines(session: Session, repetitions: int) -> Iterator[Line]:
    """Each is printed as soon as it is known."""
    big = session.database("big")
    with data.opened(big) as db:
        code = campaigns.find(db).code
    yield _printed(Line("workbook", _by_terminal("workbook", big, "all.xlsx").told(), _WORKBOOK))
    yield _printed(Line("bundle", _bundles(session.database("demo"), big)))
    _ask(big)
    with session.running:
        desk = session.serve("big", Samples())
        making = Making(big)
        making.pause()
        waits = _beside(desk, repetitions, partial(_going_on, making))
        making.go_on()
        yield _printed(Line("save_while_workbook", waits, _BESIDE))
        making.end()
        # The bundle comes next; its process holds no more of it than a piece.
        streamed = {"peak_mib": round(Making(big).end() / 1024)}
        yield _printed(Line("bundle_streamed", streamed, {"peak_mib": 100}))
        seconds = [_download(desk, code) for _ in range(_CSV_TIMES)]
        csv = {"seconds": round(statistics.median(seconds), 2)}
        yield _printed(Line("csv_items", csv, {"seconds": 3}))
        waits = _beside(desk, repetitions, partial(_downloading, desk, code))
        yield _printed(Line("save_while_csv", waits, _BESIDE))


def _printed(line: Line) -> Line:
    sys.stdout.write(json.dumps(line.data(), ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return line


def _bundles(few: Path, many: Path) -> Mapping[str, float | None]:
    """The large one, and what the memory of one with 9 units comes to."""
    small, large = (_by_terminal("bundle", one, "all.zip") for one in (few, many))
    return {**large.told(), "peak_mib_of_9_units": round(small.peak_mib)}


def _by_terminal(command: str, database: Path, name: str) -> Taken:
    out = database.parent / name
    here = {"TDKT_DATABASE": str(database), "TDKT_DATA_DIR": str(database.parent)}
    began = time.perf_counter()
    told = subprocess.run(
        [sys.executable, "-c", _WATCHED, sys.executable, "manage.py", command, "--out", str(out)],
        cwd=ROOT, env={**os.environ, **here}, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    seconds, peak_kib = time.perf_counter() - began, int(told.stdout)
    taken = Taken(seconds, out.stat().st_size / 1e6, peak_kib / 1024)
    out.unlink()
    return taken


def _ask(database: Path) -> None:
    """Let a workbook and a bundle wait in the database for the runner of the next server."""
    with data.opened(database) as db, data.beside(database):
        actor, campaign = data.actor(db, data.OFFICE), campaigns.find(db)
        workbooks.ask(db, actor, campaign)
        bundles.ask(db, replace(actor, roles=frozenset(Role)), campaign)


@contextmanager
def _downloading(desk: Desk, code: str) -> Iterator[None]:
    """Somebody downloads all items while this is open."""
    with ThreadPoolExecutor(1) as somebody:
        download = somebody.submit(_download, desk, code)
        # Until its rows are read and written.
        time.sleep(0.3)
        yield
        was_over = download.done()
        download.result()
        if was_over:
            raise RuntimeError("the download was over before the save")


@contextmanager
def _going_on(making: Making) -> Iterator[None]:
    """It is made while this is open."""
    making.go_on()
    try:
        yield
    finally:
        making.pause()


def _beside(
    desk: Desk, repetitions: int, work: Callable[[], AbstractContextManager[None]]
) -> dict[str, float | None]:
    """Waits for a save in quiet and beside the work, in turn."""
    desk.samples.by_act.clear()
    for number in range(-_WARM_UPS, repetitions):
        desk.save("quiet" if number >= 0 else "warm_up", "load")
        desk.save("beside" if number >= 0 else "warm_up", "load", work)
    quiet, busy = desk.samples.median("quiet"), desk.samples.median("beside")
    return {
        "quiet_ms": round(quiet.wall_ms, 1),
        "beside_ms": round(busy.wall_ms, 1),
        "ratio_quiet": round(busy.wall_ms / quiet.wall_ms, 2),
        "ratio_quiet_cpu": desk.samples.ratio("beside", "quiet"),
        "repetitions": quiet.count,
    }


def _download(desk: Desk, code: str) -> float:
    """Seconds until the last byte of all items is there."""
    address = urlsplit(desk.server.url)
    assert address.hostname is not None
    line = http.client.HTTPConnection(address.hostname, address.port)
    began = time.perf_counter()
    path = exports.url("items", code, Options())
    line.request("GET", path, headers={"Cookie": f"{COOKIE}={desk.cookies[data.OFFICE]}"})
    answer = line.getresponse()
    if answer.status != 200:
        raise RuntimeError(f"the download was answered by {answer.status}")
    with answer:
        while answer.read(1 << 16):
            pass
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
