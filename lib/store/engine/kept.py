"""What reads have given, kept for as long as nothing that they depend on is written.

Only for an engine whose process is alone with its data: then every write passes by here. What a
statement changes is told by its own text, the table's name; a statement that says which part of the
table it touches (`only`) moves that part alone, as one unit's items. A write that knows what a kept
value becomes by it (`amend`) spares the next read.
"""

from __future__ import annotations

import re
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

EVERYTHING: Final = "*"
NOTHING: Final = object()
"""What `get` gives where nothing is kept; None may well be kept."""
_MOST: Final = 4096
_MOST_PARTS: Final = 16_384
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


@dataclass(slots=True)
class Moves:
    """What one transaction does to what is kept.

    Attributes:
        parts: a table, or a part of one -> how many statements changed it.
        amended: a key -> what its value becomes, statement by statement.
        told: a key and a part of it -> how many of the part's statements have told the key.
    """

    parts: Counter[Hashable] = field(default_factory=Counter)
    amended: dict[Hashable, list[Callable[[Any], Any]]] = field(default_factory=dict)
    told: Counter[tuple[Hashable, Hashable]] = field(default_factory=Counter)

    def amend(self, part: Hashable, key: Hashable, change: Callable[[Any], Any]) -> None:
        self.amended.setdefault(key, []).append(change)
        self.told[key, part] += 1

    def touch(self, of: Sequence[Hashable]) -> bool:
        """Whether anything has been written that a value depends on."""
        return any(part in self.parts for part in (EVERYTHING, *of))

    def untold(self) -> Moves:
        """The same without what values become."""
        return Moves(self.parts)

    def is_known(self, key: Hashable, of: Sequence[Hashable]) -> bool:
        """Whether every statement that moved what the key depends on has told what it becomes."""
        return not self.parts[EVERYTHING] and all(
            self.parts[part] == self.told[key, part] for part in of
        )


@dataclass(frozen=True, slots=True)
class _Held:
    """A value with what it depends on, and the generations of that."""

    of: tuple[Hashable, ...]
    generations: tuple[int, ...]
    value: Any


class KeptReads:
    """Values by key, each with the generations of what it depends on; safe for all threads."""

    def __init__(self, most: int = _MOST, most_parts: int = _MOST_PARTS) -> None:
        self._lock = threading.Lock()
        self._most = most
        self._most_parts = most_parts
        self._generations: dict[Hashable, int] = {}
        self._values: OrderedDict[Hashable, _Held] = OrderedDict()

    def generations(self, of: Sequence[Hashable]) -> tuple[int, ...]:
        """To be taken before a read begins: a write that falls into the read moves them."""
        with self._lock:
            return self._now(of)

    def get(self, key: Hashable, of: Sequence[Hashable]) -> Any:
        """What is kept under the key; NOTHING where something it depends on has moved."""
        with self._lock:
            held = self._values.get(key)
            if held is None or held.generations != self._now(of):
                return NOTHING
            self._values.move_to_end(key)
            return held.value

    def put(
        self, key: Hashable, of: Sequence[Hashable], before: tuple[int, ...], value: Any
    ) -> None:
        """Keep what a read gave that began at these generations."""
        with self._lock:
            self._values[key] = _Held(tuple(of), before, value)
            self._values.move_to_end(key)
            if len(self._values) > self._most:
                self._values.popitem(last=False)

    def move(self, moves: Moves) -> None:
        """A transaction that did this is on disk; one at a time."""
        with self._lock:
            if len(self._generations) > self._most_parts:
                # Each session leaves its part here. Whatever is kept depends on EVERYTHING as well.
                self._generations = {EVERYTHING: self._generations.get(EVERYTHING, 0) + 1}
            known = {
                key: held
                for key in moves.amended
                if (held := self._values.get(key)) is not None
                and held.generations == self._now(held.of)
                and moves.is_known(key, held.of)
            }
            for part in moves.parts:
                self._generations[part] = self._generations.get(part, 0) + 1
            for key, held in known.items():
                value = held.value
                for change in moves.amended[key]:
                    value = change(value)
                self._values[key] = _Held(held.of, self._now(held.of), value)

    def forget(self) -> None:
        """Whatever is kept may be wrong."""
        self.move(Moves(parts=Counter([EVERYTHING])))

    def _now(self, of: Sequence[Hashable]) -> tuple[int, ...]:
        known = self._generations
        return (known.get(EVERYTHING, 0), *(known.get(part, 0) for part in of))
