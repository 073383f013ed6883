"""A database on a disk that fills up: run by itself, since the limit holds for the process.

Prints one JSON object that says what happened, for tests/store/engine/test_duck.py.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from lib.errors import Unavailable
from lib.store.engine.duck import DuckDatabase
from lib.store.engine.live_file import LONGEST_PAUSE_S

COUNT = "SELECT count(*) FROM fillings"
INSERT = "INSERT INTO fillings (filling_id, text) VALUES ($1, $2)"


def main(path: Path, broken_by: str) -> dict[str, object]:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    now_s = [0.0]
    database = DuckDatabase(path, create=True)
    database._file._clock = lambda: now_s[0]
    database.write(
        lambda tx: tx.run("CREATE TABLE fillings (filling_id INTEGER PRIMARY KEY, text VARCHAR)")
    )
    database.checkpoint()
    for number in range(100):
        text = "".join(chr(33 + (number * place) % 90) for place in range(2000))
        database.write(lambda tx, args=(number, text): tx.run(INSERT, args))

    limit_files_to(path.stat().st_size)
    said: dict[str, object] = {"broken": refusal(BREAKERS[broken_by](database))}
    said["read while full"] = refusal(lambda: database.read(lambda tx: tx.rows(COUNT)))
    said["write while full"] = refusal(
        lambda: database.write(lambda tx: tx.run(INSERT, [1000, "x" * 100_000]))
    )
    said["alarm"] = database.alarm is not None

    limit_files_to(resource.RLIM_INFINITY)
    said["read too soon"] = refusal(lambda: database.read(lambda tx: tx.rows(COUNT)))
    now_s[0] += LONGEST_PAUSE_S
    said["read with room"] = database.read(lambda tx: tx.row(COUNT))
    said["write with room"] = database.write(lambda tx: tx.run(INSERT, [1001, "room"]))
    said["rows"] = database.read(lambda tx: tx.row(COUNT))
    database.checkpoint()
    said["alarm at last"] = database.alarm is not None
    database.close()
    return said


BREAKERS: dict[str, Callable[[DuckDatabase], Callable[[], object]]] = {
    "checkpoint": lambda database: database.checkpoint,
    "write": lambda database: lambda: database.write(lambda tx: tx.run("FORCE CHECKPOINT")),
    "read": lambda database: lambda: database.read(lambda tx: tx.rows("FORCE CHECKPOINT")),
}


def limit_files_to(size_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, resource.RLIM_INFINITY))


def refusal(act: Callable[[], object]) -> str | None:
    try:
        act()
    except Unavailable as error:
        return error.reason
    return None


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), sys.argv[2])))
