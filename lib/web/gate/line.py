"""The connection below a WebSocket, held to a size before anything of it reaches the app.

uvicorn collects a whole message before the app sees a byte, so a message that never ends stays in
memory without the app's knowledge, and Streamlit's one limit is for signed-in people and strangers
alike. The object that collects it is behind the `receive` that uvicorn hands over.
"""

from __future__ import annotations

from typing import Any, Final

import structlog
from websockets.exceptions import ProtocolError
from websockets.frames import Frame, Opcode

from lib.web.asgi import Receive

# Browsers send one frame, or one for each 128 KB; empty ones would go on for ever.
MOST_FRAGMENTS: Final = 1024
# Answers to pings that nobody reads; browsers send no pings.
MOST_UNREAD_BYTES: Final = 1 << 20
_log = structlog.get_logger(__name__)


class Line:
    """The connection behind a WebSocket, as long as it is open."""

    def __init__(self, receive: Receive) -> None:
        protocol: Any = getattr(receive, "__self__", None)
        connection: Any = getattr(protocol, "conn", None)
        self._connection = connection
        self._transport: Any = getattr(protocol, "transport", None)
        self._is_known = hasattr(connection, "max_message_size")
        self._fragments = 0
        if not self._is_known:
            # Another server than the one pinned: what it limits itself is all there is.
            _log.error("messages without a limit of ours")
            return
        self._take = connection.recv_frame
        connection.recv_frame = self._counted

    def hold_to(self, most_bytes: int) -> None:
        """Close the line (1009) when a message, finished or not, grows longer from now on."""
        if self._is_known:
            self._connection.max_message_size = most_bytes

    def _counted(self, frame: Frame) -> None:
        if frame.opcode is Opcode.CONT:
            self._fragments += 1
        elif frame.opcode in {Opcode.BINARY, Opcode.TEXT}:
            self._fragments = 1
        elif frame.opcode is Opcode.PING:
            self._require_reader()
        if self._fragments > MOST_FRAGMENTS:
            raise ProtocolError("too many fragments")
        self._take(frame)

    def _require_reader(self) -> None:
        if self._transport.get_write_buffer_size() > MOST_UNREAD_BYTES:
            # An orderly close would wait for ever, with all that was not read.
            self._transport.abort()
            raise ProtocolError("pings without a reader")
