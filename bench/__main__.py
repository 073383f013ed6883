"""`make bench`: one JSON line per figure; ends with 1 when a limit is broken."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import session
from bench.figures import FIGURES, NAMES


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code; the lines go to standard output, the progress to standard error."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("-n", "--repetitions", type=int, default=30)
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help=", ".join(NAMES))
    options = parser.parse_args(arguments)
    unknown = set(options.figures) - set(NAMES)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    wanted = frozenset(options.figures or NAMES)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        samples = session.measure(Path(folder), wanted, options.repetitions)
    lines = [figure.line(samples) for figure in FIGURES if figure.name in wanted]
    for line in lines:
        sys.stdout.write(json.dumps(line.data(), ensure_ascii=False) + "\n")
    return 0 if all(line.is_ok for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
