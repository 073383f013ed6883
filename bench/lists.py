"""Measures pages with lists at 4,000 units and people and at the demo's: python -m bench.lists.

One JSON line per page: the server's CPU for running it again, in turn on both; ends with 1 when
one costs more than 1.5 times as much.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench import data
from bench.rounds import Desk
from bench.samples import Line, Samples
from bench.session import Session, build

PAGES: Final = (
    "home", "verification", "documents", "feedback", "misinformation", "quality", "outbox",
    "review", "meeting", "decisions", "evaluation", "closing", "exports", "plan", "audit",
    "report", "honours", "people", "units",
)  # fmt: skip
_ADMINS: Final = frozenset({"people", "units"})
"""Those that the Office does not have."""
_WARM_UPS: Final = 2
_LIMIT: Final = {"ratio": 1.5}


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.lists", description=__doc__)
    parser.add_argument("-n", "--repetitions", type=int, default=10)
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=", ".join(PAGES))
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        session = Session(Path(folder), frozenset({"summary_4000"}))
        session.prepare(build)
        data.add_people(session.database("big"))
        with session.running:
            few, many = (session.serve(one, Samples()) for one in ("demo", "big"))
            lines = [_of(page, few, many, options.repetitions) for page in options.pages or PAGES]
    return 0 if all(line.is_ok for line in lines) else 1


def person(page: str) -> str:
    """Whose page is measured."""
    return data.ADMIN if page in _ADMINS else data.OFFICE


def _of(page: str, few: Desk, many: Desk, repetitions: int) -> Line:
    for number in range(-_WARM_UPS, repetitions):
        for desk in (few, many):
            act = page if number >= 0 else "warm_up"
            desk.measure(act, desk.kept(page, person(page)).rerun)
    small, large = (desk.samples.median(page) for desk in (few, many))
    values: dict[str, float | None] = {
        "demo_ms": round(small.cpu_ms, 1),
        "cpu_ms": round(large.cpu_ms, 1),
        "ratio": round(large.cpu_ms / small.cpu_ms, 2),
        "repetitions": large.count,
    }
    line = Line(page, values, _LIMIT)
    sys.stdout.write(json.dumps(line.data(), ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return line


if __name__ == "__main__":
    sys.exit(main())
