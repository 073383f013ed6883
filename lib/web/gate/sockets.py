"""How many WebSockets are open, whose, and how long their messages may be."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lib.config import settings
from lib.web.gate.line import Line

# A whole network of one office or household; each of its machines picks addresses at will.
_IPV6_PREFIX: Final = 64


class Full(StrEnum):
    """Which room is used up."""

    ANONYMOUS = "anonymous"
    ADDRESS = "address"
    SESSION = "session"


@dataclass(slots=True, eq=False)
class Socket:
    """An open WebSocket.

    Attributes:
        key: what its browser called it in the handshake, Sec-WebSocket-Key.
        place: where it comes from.
        session: whose sign-in it serves; None for a stranger.
    """

    key: str
    place: str
    line: Line
    session: Hashable | None = None


class Sockets:
    """The open WebSockets of this process; a sign-in on one of them moves it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: list[Socket] = []

    def enter(self, socket: Socket) -> Full | None:
        """Take the socket in, or say which room is full."""
        with self._lock:
            full = self._full_for(socket)
            if full is None:
                self._open.append(socket)
                self._size(socket)
        return full

    def leave(self, socket: Socket) -> None:
        with self._lock:
            self._open.remove(socket)

    def belong(self, key: str, session: Hashable | None) -> None:
        """Count the sockets of this key to the session that has begun on them, or to none."""
        with self._lock:
            for socket in self._open:
                if socket.key == key and socket.session != session:
                    socket.session = session
                    self._size(socket)

    def _full_for(self, new: Socket) -> Full | None:
        limits = settings()
        if new.session is not None:
            here = sum(one.session == new.session for one in self._open)
            return Full.SESSION if here >= limits.sockets_session else None
        strangers = [one for one in self._open if one.session is None]
        if len(strangers) >= limits.sockets_anonymous:
            return Full.ANONYMOUS
        here = sum(one.place == new.place for one in strangers)
        return Full.ADDRESS if here >= limits.sockets_address else None

    @staticmethod
    def _size(socket: Socket) -> None:
        limits = settings()
        known = socket.session is not None
        kilobytes = limits.message_kb if known else limits.message_anonymous_kb
        socket.line.hold_to(kilobytes << 10)


def place_of(address: str | None) -> str:
    """What one counts by: the address, of IPv6 its network."""
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return address or "local"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, _IPV6_PREFIX), strict=False))
    return str(found)
