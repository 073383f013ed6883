"""A line between browser and server that can be cut, be slow, or lose its way back for a while."""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Relay:
    """Passes bytes on to a port of this machine, until it is cut.

    Attributes:
        url: where the browser goes.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._links: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._flows = threading.Event()
        self._flows.set()
        self._late_s = 0.0
        self._left: int | None = None
        self._broken = False
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self._begin(self._serve)

    def cut(self) -> None:
        """Break every connection that stands; new ones may be made."""
        links, self._links = self._links, []
        for link in links:
            with suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)

    def cut_after(self, size: int) -> None:
        """Break every connection as soon as so many bytes more have come from the browser.

        No new one is made until `mend`: of a connection that served before, a browser takes the
        break for the server's, and sends all of it once more without a word.
        """
        self._left = size

    @property
    def is_broken(self) -> bool:
        """Whether such a cut has come and was not mended."""
        return self._broken

    def mend(self) -> None:
        """Let new connections be made again."""
        self._broken = False

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Hold back what the server says; what the browser says goes through."""
        self._flows.clear()
        try:
            yield
        finally:
            self._flows.set()

    @contextmanager
    def slowly(self, late_s: float) -> Iterator[None]:
        """Let all that the server says come later by so much, in the same pace."""
        self._late_s = late_s
        try:
            yield
        finally:
            self._late_s = 0.0

    def close(self) -> None:
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self.cut()
        for thread in self._threads:
            thread.join()

    def _begin(self, work: Callable[..., None], *given: object) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            if self._broken:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._port))
            self._links += [near, far]
            self._begin(self._pump, near, far)
            self._begin_back(far, near)

    def _pump(self, near: socket.socket, far: socket.socket) -> None:
        """What the browser says goes on as it comes, up to where the line is to break."""
        with suppress(OSError):
            while data := near.recv(65536):
                if self._left is not None and len(data) > self._left:
                    far.sendall(data[: self._left])
                    self._left = None
                    self._broken = True
                    self.cut()
                    break
                if self._left is not None:
                    self._left -= len(data)
                far.sendall(data)
        _close(near, far)

    def _begin_back(self, far: socket.socket, near: socket.socket) -> None:
        """What the server says is read at once, and passed on when it is its time."""
        said: queue.Queue[tuple[float, bytes]] = queue.Queue()

        def listen() -> None:
            with suppress(OSError):
                while data := far.recv(65536):
                    said.put((time.monotonic() + self._late_s, data))
            said.put((0, b""))

        def tell() -> None:
            with suppress(OSError):
                while (due := said.get())[1]:
                    self._flows.wait()
                    time.sleep(max(0, due[0] - time.monotonic()))
                    near.sendall(due[1])
            _close(far, near)

        self._begin(listen)
        self._begin(tell)


@contextmanager
def relay_to(port: int) -> Iterator[Relay]:
    relay = Relay(port)
    try:
        yield relay
    finally:
        relay.close()


def _close(source: socket.socket, target: socket.socket) -> None:
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
    source.close()
