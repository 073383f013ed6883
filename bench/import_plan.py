"""What reading a plan takes, each in a process: `python -m bench.import_plan [FILE …]`."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from lib.config import ROOT
from lib.domain.files import Limits
from lib.services.files.contents.plans import files

_OWN: Final = ROOT / "tests" / "data" / "plans"
_ONE: Final = "--one"


def main(arguments: Sequence[str]) -> int:
    """One JSON line per file: seconds of work and the largest memory, its interpreter included."""
    if arguments[:1] == [_ONE]:
        sys.stdout.write(json.dumps(_measured(Path(arguments[1])), ensure_ascii=False) + "\n")
        return 0
    for path in [Path(one) for one in arguments] or sorted(_OWN.glob("*.txt")):
        command = [sys.executable, "-m", "bench.import_plan", _ONE, str(path)]
        sys.stdout.write(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return 0


def _measured(path: Path) -> dict[str, object]:
    content = path.read_bytes()
    begun = time.process_time()
    _, told = files.inspected(content, {"name": path.name, "limits": asdict(Limits())})
    used = time.process_time() - begun
    lines = len(json.loads(told)["lines"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return {"file": path.name, "lines": lines, "cpu_ms": round(used * 1000), "peak_mb": peak}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
