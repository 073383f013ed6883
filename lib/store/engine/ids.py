"""Keys made in the app: UUID version 7, in the order they were asked for."""

from __future__ import annotations

import secrets
import threading
import time
from uuid import UUID

_TAIL_BITS = 74
_RANDOM_BITS = 62
_STEP_BITS = 32


class _Clock:
    """The last millisecond and tail given out, so that the next key is always greater."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moment_ms = 0
        self._tail = 0

    def tick(self) -> tuple[int, int]:
        with self._lock:
            now_ms = time.time_ns() // 1_000_000
            if now_ms > self._moment_ms:
                self._moment_ms = now_ms
                # Half of the room stays free, so that keys of one millisecond can count upwards.
                self._tail = secrets.randbits(_TAIL_BITS - 1)
            else:
                self._tail += 1 + secrets.randbits(_STEP_BITS)
                if self._tail >> _TAIL_BITS:
                    self._moment_ms += 1
                    self._tail = secrets.randbits(_TAIL_BITS - 1)
            return self._moment_ms, self._tail


_clock = _Clock()


def new_id() -> UUID:
    """A UUID v7 greater than every one made before in this process.

    Source: RFC 9562, section 6.2, method 2.
    """
    moment_ms, tail = _clock.tick()
    high, low = tail >> _RANDOM_BITS, tail & ((1 << _RANDOM_BITS) - 1)
    return UUID(int=moment_ms << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
