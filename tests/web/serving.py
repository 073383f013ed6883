"""Starts a server the way people do, `streamlit run`, and says where it listens."""

from __future__ import annotations

import asyncio
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).resolve().parents[2]
STAND_IN = Path(__file__).parent / "stand_in" / "app.py"
PATIENCE_MS = 1000 * int(os.environ.get("PATIENCE_S", "180"))
"""How long a browser waits for what is sure to come, on the slowest machine; less while one tries
something out."""
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
]
SERVING = "đang chạy tại "


class Served:
    """A running server over a data folder; `lines` is what it printed so far."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self.process = process
        self.folder = folder
        self.lines: list[str] = []
        self._port: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        port = self._port.get()
        assert port, "".join(self.lines)
        self.port = int(port)
        self.url = f"http://127.0.0.1:{port}"

    def logged(self) -> list[dict[str, Any]]:
        """What stands in its log by now, the oldest first."""
        log = (self.folder / "logs" / "app.log").read_text(encoding="utf-8")
        return [json.loads(line) for line in log.splitlines()]

    def stop(self) -> None:
        """Stop it the way a service manager does, and read its last words."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self._reader.join()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            for line in output:
                self.lines.append(line)
                if SERVING in line:
                    self._port.put(line.rsplit(":", 1)[1].strip())
        self._port.put("")


@contextmanager
def served(
    data_dir: Path,
    app: Path = STAND_IN,
    environment: Mapping[str, str] | None = None,
    *,
    port: int = 0,
) -> Iterator[Served]:
    """A server of its own, listening before this returns.

    Args:
        port: 0 for any free one.
    """
    server = Served(start(data_dir, app, environment, port=port), data_dir)
    try:
        yield server
    finally:
        server.stop()


def start(
    data_dir: Path,
    app: Path = STAND_IN,
    environment: Mapping[str, str] | None = None,
    *,
    port: int = 0,
) -> subprocess.Popen[str]:
    """The process, listening on its port, or on any free one, or about to."""
    return subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(app), f"--server.port={port}"],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "TDKT_DATA_DIR": str(data_dir),
            **(environment or {}),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def run_async(work: Callable[[], Awaitable[object]]) -> object:
    """asyncio.run in a thread of its own, since Playwright's loop may run in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work()).result()


async def visit(
    url: str,
    page: str = "",
    *,
    origin: str | None = None,
    cookie: str | None = None,
    session: str | None = None,
    ssl: object = None,
    page_hash: str = "",
) -> tuple[str, str]:
    """What one bare WebSocket client is sent: its Streamlit session id, and all text of one run."""
    protocols = ["streamlit", "x", session] if session else ["streamlit"]
    async with websockets.connect(
        f"{url.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=protocols,
        origin=origin if origin is not None else url,
        additional_headers={"Cookie": cookie} if cookie else {},
        max_size=None,
        proxy=None,
        **({"ssl": ssl} if ssl else {}),
    ) as socket:
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.page_script_hash = page_hash
        await socket.send(message.SerializeToString())
        return await one_run(socket)


async def one_run(socket: websockets.ClientConnection) -> tuple[str, str]:
    """The tab's Streamlit session id, and all text that is sent until a run is over."""
    got, ident = b"", ""
    while True:
        forward = ForwardMsg.FromString(await socket.recv())
        got += forward.SerializeToString()
        ident = forward.new_session.initialize.session_id or ident
        if forward.WhichOneof("type") == "script_finished":
            return ident, got.decode(errors="replace")
