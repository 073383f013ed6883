"""How fast somebody may ask: so many at once, and then so many a second."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

_MOST: Final = 4096


class Rates:
    """A bucket for each asker, of which the oldest are forgotten; safe for all threads.

    Args:
        at_once: how many requests a full bucket holds.
        a_second: how many come back into it.
        seconds: a clock that only grows.
    """

    def __init__(
        self,
        at_once: int,
        a_second: float,
        *,
        most: int = _MOST,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._at_once, self._a_second = float(at_once), a_second
        self._most, self._seconds = most, seconds
        self._lock = threading.Lock()
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def wait(self, who: Hashable) -> float:
        """Take one request; 0, or how many seconds it comes too early. Then nothing is taken."""
        with self._lock:
            now = self._seconds()
            left, since = self._left.get(who, (self._at_once, now))
            left = min(self._at_once, left + (now - since) * self._a_second)
            is_free = left >= 1
            self._left[who] = (left - 1 if is_free else left, now)
            self._left.move_to_end(who)
            if len(self._left) > self._most:
                self._left.popitem(last=False)
            return 0.0 if is_free else (1 - left) / self._a_second
