"""How many files may be made at once while they are sent: for one person, and for everybody.

Each costs a process or a reading of many files for as long as the browser takes it.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from lib.errors import Unavailable

OF_ONE: Final = 4
OF_ALL: Final = 24


class Downloads:
    """Those under way, by the account that asked."""

    def __init__(self, *, of_one: int = OF_ONE, of_all: int = OF_ALL) -> None:
        self._of_one, self._of_all = of_one, of_all
        self._lock = threading.Lock()
        self._running: Counter[UUID] = Counter()

    def enter(self, account_id: UUID) -> None:
        """Take a place, to be left again.

        Raises:
            Unavailable: "downloads_busy", there is none.
        """
        with self._lock:
            if self._running[account_id] >= self._of_one or self._running.total() >= self._of_all:
                raise Unavailable("downloads_busy")
            self._running[account_id] += 1

    def leave(self, account_id: UUID) -> None:
        with self._lock:
            self._running[account_id] -= 1
            self._running += Counter()  # forgets who has none any more


class Download(StreamingResponse):
    """A file on its way; `left` is told once it has been sent, or whoever asked has gone."""

    def __init__(self, *arguments: Any, left: Callable[[], None], **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._left = left

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._left()


DOWNLOADS: Final = Downloads()
