"""What reads have given, kept for as long as nothing that they depend on is written.

Only for an engine whose process is alone with its data: then every write passes by here. What a
statement changes is told by its own text, the table's name; a statement that says which part of the
table it touches (`only`) moves that part alone, as one unit's items.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Final

EVERYTHING: Final = "*"
NOTHING: Final = object()
"""What `get` gives where nothing is kept; None may well be kept."""
_MOST: Final = 4096
_READS: Final = frozenset({"SELECT", "VALUES", "EXPLAIN"})
_FIRST = re.compile(r"\s*(\w+)")
_WRITES = re.compile(r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+([a-z_]+)", re.IGNORECASE)

_written: dict[str, str | None] = {}


def written_by(sql: str) -> str | None:
    """The table that a statement changes; EVERYTHING for what is neither a read nor a write."""
    if sql not in _written:
        first = _FIRST.match(sql)
        if first is not None and first[1].upper() in _READS:
            _written[sql] = None
        else:
            found = _WRITES.search(sql)
            _written[sql] = found[1].lower() if found else EVERYTHING
    return _written[sql]


class KeptReads:
    """Values by key, each with the generations of what it depends on; safe for all threads."""

    def __init__(self, most: int = _MOST) -> None:
        self._lock = threading.Lock()
        self._most = most
        self._generations: dict[Hashable, int] = {}
        self._values: OrderedDict[Hashable, tuple[tuple[int, ...], Any]] = OrderedDict()

    def generations(self, of: Sequence[Hashable]) -> tuple[int, ...]:
        """To be taken before a read begins: a write that falls into the read moves them."""
        with self._lock:
            return self._now(of)

    def get(self, key: Hashable, of: Sequence[Hashable]) -> Any:
        """What is kept under the key; NOTHING where something it depends on has moved."""
        with self._lock:
            held = self._values.get(key)
            if held is None or held[0] != self._now(of):
                return NOTHING
            self._values.move_to_end(key)
            return held[1]

    def put(self, key: Hashable, before: tuple[int, ...], value: Any) -> None:
        """Keep what a read gave that began at these generations."""
        with self._lock:
            self._values[key] = before, value
            self._values.move_to_end(key)
            if len(self._values) > self._most:
                self._values.popitem(last=False)

    def move(self, parts: Iterable[Hashable]) -> None:
        """A transaction that changed these is on disk."""
        with self._lock:
            for part in parts:
                self._generations[part] = self._generations.get(part, 0) + 1

    def _now(self, of: Sequence[Hashable]) -> tuple[int, ...]:
        known = self._generations
        return (known.get(EVERYTHING, 0), *(known.get(part, 0) for part in of))
