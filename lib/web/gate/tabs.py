"""Which sign-in a tab belongs to: the session of ours behind each session of Streamlit's.

Streamlit hands a session to any connection that knows its id, and the id stands in every address
of an upload. So a connection or an upload that names one must show the cookie of the sign-in that
the tab acts in. A tab in which nobody is signed in is nobody's: who comes back to it begins anew.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders

from lib.web.asgi import Scope

UPLOADS: Final = "/_stcore/upload_file/"
_PROTOCOLS: Final = "sec-websocket-protocol"
# The third is the id of the session to go on with (streamlit/web/.../starlette_websocket.py).
_BEFORE_ID: Final = 2
# Tabs beyond these that were not used for longest begin anew after a cut line.
_KEPT: Final = 10_000


class Tabs:
    """Whose each tab is, for as long as this process remembers it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._owners: OrderedDict[str, Hashable] = OrderedDict()

    def claim(self, tab: str, session: Hashable) -> None:
        """Note that the sign-in acts in this tab."""
        with self._lock:
            self._owners[tab] = session
            self._owners.move_to_end(tab)
            if len(self._owners) > _KEPT:
                self._owners.popitem(last=False)

    def give_up(self, tab: str) -> None:
        """Note that nobody is signed in there any more."""
        with self._lock:
            self._owners.pop(tab, None)

    def is_of(self, tab: str, session: Hashable | None) -> bool:
        """Whether that sign-in, and no other, acts in the tab."""
        with self._lock:
            return session is not None and self._owners.get(tab) == session


def asked_for(scope: Scope) -> str | None:
    """The Streamlit session that a handshake wants to go on with."""
    first, *_ = [*Headers(scope=scope).getlist(_PROTOCOLS), ""]
    parts = [part.strip() for part in first.split(",")]
    return parts[_BEFORE_ID] or None if len(parts) > _BEFORE_ID else None


def without_tab(scope: Scope) -> Scope:
    """The same handshake, of somebody who has not been here."""
    headers = MutableHeaders(raw=list(scope["headers"]))
    first, *_ = [*headers.getlist(_PROTOCOLS), ""]
    kept = [part.strip() for part in first.split(",")][:_BEFORE_ID]
    del headers[_PROTOCOLS]
    headers[_PROTOCOLS] = ", ".join(kept)
    return {**scope, "headers": headers.raw, "subprotocols": [part for part in kept if part]}


def upload_tab(path: str) -> str | None:
    """The Streamlit session whose file an address is of; None for other addresses."""
    _, found, rest = path.partition(UPLOADS)
    return rest.partition("/")[0] if found else None
