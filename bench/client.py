"""One browser tab as the server sees it: raw WebSocket, no compression, the same messages."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Final

from websockets.sync.client import connect

from bench.screen import Run, Screen, connection

_TIMEOUT_S: Final = 120


@dataclass(slots=True)
class Tab:
    """A screen and its line to the server; each act returns once its run is over."""

    screen: Screen
    cookie: str | None = None
    _connection: ExitStack = field(default_factory=ExitStack)
    _socket: Any = None

    def open(self) -> Run:
        """Connect and draw the page for the first time."""
        began = time.perf_counter()
        socket = connect(**connection(self.screen.url, self.cookie))
        self._socket = self._connection.enter_context(socket)
        connected_s = time.perf_counter() - began
        run = self._send(self.screen.rerun())
        return Run(run.wall_s + connected_s, run.wire_bytes, run.elements)

    def close(self) -> None:
        """Leave the page, as closing the tab does."""
        self._connection.close()

    def rerun(self) -> Run:
        """Run the whole page again with nothing changed."""
        return self._send(self.screen.rerun())

    def refresh(self) -> Run:
        """Do what the page's timer does."""
        return self._send(self.screen.refresh())

    def leave_field(self, key_end: str, value: str) -> Run:
        """Type into the field whose key ends so, and leave it."""
        return self._send(self.screen.leave_field(key_end, value))

    def click(self, key_end: str) -> Run:
        """Click the button whose key ends so, with all that was typed so far."""
        return self._send(self.screen.click(key_end))

    def _send(self, payload: bytes) -> Run:
        self._socket.send(payload)
        while True:
            run = self.screen.feed(self._socket.recv(timeout=_TIMEOUT_S))
            if run is not None:
                return run
