"""What pages may show a moment old: read by one at a time, and not again before a rest."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from lib.store.engine.db import Database

T = TypeVar("T")


@dataclass(slots=True)
class Rested(Generic[T]):
    """What was read last; it serves for a while, and while somebody reads again."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    known: list[T] = field(default_factory=list)
    rests_until: float = 0.0

    def get(self, read: Callable[[], T], *, rest_s: float, share: float) -> T:
        """What is known, or read now if it has rested.

        Args:
            rest_s: the least rest.
            share: after a read that took a second nobody reads for so many.
        """
        if self.known and time.monotonic() < self.rests_until:
            return self.known[0]
        if not self.lock.acquire(blocking=not self.known):
            return self.known[0]
        try:
            # Who waited for the first read finds it here.
            if self.known and time.monotonic() < self.rests_until:
                return self.known[0]
            began = time.monotonic()
            self.known = [read()]
            ended = time.monotonic()
            self.rests_until = ended + max(rest_s, share * (ended - began))
            return self.known[0]
        finally:
            self.lock.release()

    def forget(self) -> None:
        """Have it read again: it was changed here."""
        self.rests_until = 0.0


_rested: WeakKeyDictionary[Database, dict[Hashable, Rested[Any]]] = WeakKeyDictionary()
_lock = threading.Lock()


def of(db: Database, key: Hashable) -> Rested[Any]:
    """The one of that key, which names what is read with all that it is given."""
    with _lock:
        return _rested.setdefault(db, {}).setdefault(key, Rested())
