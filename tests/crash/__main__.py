"""`python -m tests.crash N`: N kills of a saving process and N / 4 of an uploading one."""

from __future__ import annotations

import sys

from tests.crash import child, uploads
from tests.crash.harness import run_crashes

kills = int(sys.argv[1])
summaries = [run_crashes(kills, stream=child), run_crashes(kills // 4, stream=uploads)]
sys.stdout.writelines(f"{summary}\n" for summary in summaries)
sys.exit(0 if all(summary.is_good for summary in summaries) else 1)
