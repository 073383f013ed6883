"""`python -m tests.crash N`: N kills, one line of summary."""

from __future__ import annotations

import sys

from tests.crash.harness import run_crashes

summary = run_crashes(int(sys.argv[1]))
sys.stdout.write(f"{summary}\n")
sys.exit(0 if summary.is_good else 1)
