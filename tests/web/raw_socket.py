"""A WebSocket whose frames a test makes itself: unfinished messages, empty fragments, pings."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from urllib.parse import urlsplit

from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.uri import parse_uri


class RawSocket:
    """An open line to the server's live address.

    Attributes:
        status: of the server's answer to the handshake; 101 where it took the socket.
        body: what a refusal said.
    """

    def __init__(
        self,
        url: str,
        *,
        cookie: str | None = None,
        protocols: Sequence[str] = ("streamlit",),
        headers: Sequence[tuple[str, str]] = (),
    ) -> None:
        place = urlsplit(url)
        self._tcp = socket.create_connection((place.hostname, place.port))
        self._line = ClientProtocol(
            parse_uri(f"ws://{place.netloc}/_stcore/stream"), origin=url, max_size=None
        )
        request = self._line.connect()
        request.headers["Sec-WebSocket-Protocol"] = ", ".join(protocols)
        if cookie:
            request.headers["Cookie"] = cookie
        for name, value in headers:
            request.headers[name] = value
        self.key = request.headers["Sec-WebSocket-Key"]
        self._line.available_subprotocols = list(protocols)
        self._line.send_request(request)
        self._waiting: list[Frame] = []
        self._flush()
        self.status, self.body, self.extensions = self._answer()

    def send(self, data: bytes, *, opcode: Opcode = Opcode.BINARY, fin: bool = True) -> bool:
        """Whether the server still takes what is sent."""
        return self.send_bytes(Frame(opcode, data, fin).serialize(mask=True))

    def send_bytes(self, data: bytes) -> bool:
        """Likewise, of frames that were made elsewhere."""
        try:
            self._tcp.sendall(data)
        except OSError:
            return False
        return True

    def close_code(self) -> int | None:
        """Read on until the server has closed the line: with this code, None without any."""
        try:
            while data := self._tcp.recv(1 << 16):
                self._line.receive_data(data)
                self._line.events_received()
        except OSError:
            pass
        return self._line.close_rcvd.code if self._line.close_rcvd else None

    def receive(self) -> bytes | None:
        """The next message; None once the line is closed."""
        return self._next({Opcode.BINARY, Opcode.CONT})

    def pong(self) -> bytes | None:
        """The next answer to a ping; None once the line is closed."""
        return self._next({Opcode.PONG})

    def _next(self, wanted: set[Opcode]) -> bytes | None:
        whole = b""
        while True:
            while self._waiting:
                event = self._waiting.pop(0)
                if event.opcode in wanted:
                    whole += bytes(event.data)
                    if event.fin:
                        return whole
            try:
                data = self._tcp.recv(1 << 16)
            except OSError:
                return None
            if not data:
                return None
            self._line.receive_data(data)
            self._waiting += self._line.events_received()

    def close(self) -> None:
        self._tcp.close()

    def __enter__(self) -> RawSocket:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _flush(self) -> None:
        for data in self._line.data_to_send():
            self._tcp.sendall(data)

    def _answer(self) -> tuple[int, str, str]:
        while True:
            data = self._tcp.recv(1 << 16)
            if data:
                self._line.receive_data(data)
            else:
                self._line.receive_eof()
            for event in self._line.events_received():
                if isinstance(event, Response):
                    text = (event.body or b"").decode()
                    return (
                        event.status_code,
                        text,
                        event.headers.get("Sec-WebSocket-Extensions", ""),
                    )
            refusal = self._line.handshake_exc
            if refusal is not None:
                response = getattr(refusal, "response", None)
                if response is None:
                    raise refusal
                return response.status_code, (response.body or b"").decode(), ""
