"""Types hold: one long test among the others, since mypy by itself would leave a core idle."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_type_holds() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-pretty"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip

    assert done.returncode == 0, done.stdout
