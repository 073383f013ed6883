"""What this process knows of open tabs and sockets; pages tell it who signs in on which."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from lib.web.gate.sockets import Sockets
from lib.web.gate.tabs import Tabs
from lib.web.gate.uploads import Uploads

TABS: Final = Tabs()
SOCKETS: Final = Sockets()
UPLOADS: Final = Uploads(TABS)


def signed_in(tab: str, socket: str, session: Hashable) -> None:
    """The tab acts in this sign-in, and so does the WebSocket it came by.

    Args:
        tab: Streamlit's id of its session.
        socket: the Sec-WebSocket-Key of its handshake.
    """
    TABS.claim(tab, session)
    if socket:
        SOCKETS.belong(socket, session)


def signed_out(tab: str, socket: str) -> None:
    """Nobody is signed in there any more."""
    TABS.give_up(tab)
    if socket:
        SOCKETS.belong(socket, None)
