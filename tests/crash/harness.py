"""Kills a working process at random moments and looks at what it left."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tests.crash import child
from tests.support.data_folder import data_in

LONGEST_LIFE_S = 1.0
# The others may die while they open the file, replay its log and checkpoint.
SHARE_KILLED_WHILE_SAVING = 0.6


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of all kills."""

    kills: int
    acknowledged: int
    lost: tuple[int, ...]
    faults: tuple[str, ...]
    interrupted_checkpoints: int

    @property
    def is_good(self) -> bool:
        return not self.lost and not self.faults

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.interrupted_checkpoints} inside a checkpoint: "
            f"{len(self.lost)} of {self.acknowledged} acknowledged acts lost, "
            f"{len(self.faults)} faults {list(self.faults[:5])}"
        )


def run_crashes(kills: int, *, stream: ModuleType = child, seed: int | None = None) -> Summary:
    """Kill a process with SIGKILL `kills` times while it works on one file.

    Args:
        stream: the module that is run, and that says what must be true after a kill.
    """
    choose = random.Random(seed)
    acknowledged: set[int] = set()
    lost: set[int] = set()
    faults: list[str] = []
    interrupted = 0
    with tempfile.TemporaryDirectory(prefix="crash-") as folder, data_in(Path(folder)):
        path = Path(folder) / "crash.duckdb"
        stream.open_file(path).close()
        for _ in range(kills):
            acknowledged |= _one_life(
                stream,
                path,
                life_s=choose.uniform(0.0, LONGEST_LIFE_S),
                from_first_save=choose.random() < SHARE_KILLED_WHILE_SAVING,
            )
            interrupted += path.with_name(path.name + ".safe").exists()
            database = stream.open_file(path)
            stream.prepare(database)
            lost |= acknowledged - set(stream.saved(database))
            faults += stream.faults(database)
            database.close()
    return Summary(kills, len(acknowledged), tuple(sorted(lost)), tuple(faults), interrupted)


def _one_life(stream: ModuleType, path: Path, *, life_s: float, from_first_save: bool) -> set[int]:
    """The numbers a process acknowledged before it was killed."""
    command = [sys.executable, "-m", stream.__name__, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=0) as process:
        assert process.stdout is not None
        first = process.stdout.readline() if from_first_save else b""
        with suppress(subprocess.TimeoutExpired):
            process.wait(life_s)
        ended_by_itself = process.poll() is not None
        process.send_signal(signal.SIGKILL)
        lines = (first + process.stdout.read()).splitlines(keepends=True)
    if ended_by_itself:
        raise RuntimeError(f"the process ended by itself: {process.returncode}")
    return {int(line) for line in lines if line.endswith(b"\n")}
