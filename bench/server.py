"""A server of our own on a free loopback port, and the CPU it has used."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

T = TypeVar("T")
ROOT: Final = Path(__file__).resolve().parents[1]
PRODUCT: Final = ROOT / "app.py"
ENTRY: Final = ROOT / "bench" / "served" / "entry.py"
BARE: Final = ROOT / "bench" / "served" / "bare.py"
_SERVING: Final = "đang chạy tại "
# What Streamlit itself says, where none of our code runs.
_BARE_SERVING: Final = "Uvicorn server started on "
_STILL_NS: Final = 100_000
_LOOK_EVERY_S: Final = 0.008
_CPUCLOCK_SCHED: Final = 2


class Server:
    """A running server.

    Args:
        serving: what it prints before its address, once it listens.
    """

    def __init__(self, process: subprocess.Popen[str], serving: str) -> None:
        self._process = process
        self._serving = serving
        self._lines: list[str] = []
        self._port: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        port = self._port.get()
        if not port:
            raise RuntimeError("the server did not start:\n" + "".join(self._lines))
        self.url = f"http://127.0.0.1:{port}"
        # What clock_getcpuclockid(3) gives: all threads of the process, also those that ended.
        self._clock = (~process.pid << 3) | _CPUCLOCK_SCHED

    def cpu_ns(self) -> int:
        """CPU time of the process so far."""
        return time.clock_gettime_ns(self._clock)

    def rss_bytes(self) -> int:
        """Memory of the process now."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024

    def settled_ns(self) -> int:
        """The same once it has come to rest: a run goes on a little after its last message."""
        before = self.cpu_ns()
        calm = 0
        while calm < 2:
            time.sleep(_LOOK_EVERY_S)
            now = self.cpu_ns()
            calm = calm + 1 if now - before < _STILL_NS else 0
            before = now
        return before

    def stop(self) -> None:
        """Stop it the way a service manager does."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        self._process.wait()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as output:
            for line in output:
                self._lines.append(line)
                if self._serving in line:
                    self._port.put(line.rsplit(":", 1)[1].strip())
        self._port.put("")


@dataclass(frozen=True, slots=True)
class Sample:
    """What one act cost."""

    cpu_ms: float
    wall_ms: float
    wire_bytes: int
    elements: int = 0


def start(database: Path, *, app: Path = ENTRY, options: tuple[str, ...] = ()) -> Server:
    """A server over the database, listening before this returns."""
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port=0", *options]
    return Server(
        subprocess.Popen(
            command,
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "PYTHONUTF8": "1",
                "TDKT_DATABASE": str(database),
                "TDKT_DATA_DIR": str(database.parent),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        ),
        _BARE_SERVING if app == BARE else _SERVING,
    )


@contextmanager
def served(database: Path, *, app: Path = ENTRY, options: tuple[str, ...] = ()) -> Iterator[Server]:
    server = start(database, app=app, options=options)
    try:
        yield server
    finally:
        server.stop()


def spent(server: Server, act: Callable[[], T]) -> tuple[T, float]:
    """What `act` returns, and the milliseconds of the server's CPU it took."""
    before = server.settled_ns()
    result = act()
    return result, (server.settled_ns() - before) / 1e6
