"""bcrypt in a thread of its own, one at a time, behind a queue that does not grow.

A check takes a core for a quarter of a second and does not hold the GIL: several at once would slow
every page on two cores.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from enum import IntEnum
from queue import PriorityQueue
from typing import Any, Final, TypeVar

from lib.errors import Unavailable

T = TypeVar("T")
RETRY_AFTER_S: Final = 10


class Lane(IntEnum):
    """Who waits; the lower goes first."""

    KNOWN = 0
    """Signed in, at a terminal, or at a device that the account knows."""
    STRANGER = 1


PLACES: Final[Mapping[Lane, int]] = {Lane.KNOWN: 24, Lane.STRANGER: 8}
"""How many may wait in each lane, the one being served among them."""


class Place:
    """A place in the queue: whoever has it may ask for one thing after another."""

    def __init__(self, desk: Desk, lane: Lane) -> None:
        self._desk, self._lane = desk, lane

    def run(self, work: Callable[..., T], *arguments: object) -> T:
        """What the work returns, once its turn has come."""
        return self._desk.serve(self._lane, work, *arguments)


class Desk:
    """The queue and the one thread that serves it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting = dict.fromkeys(Lane, 0)
        self._order = itertools.count()
        self._jobs: PriorityQueue[tuple[Lane, int, Future[Any], Callable[[], Any]]] = (
            PriorityQueue()
        )
        self._is_open = False

    @contextmanager
    def place(self, lane: Lane) -> Iterator[Place]:
        """A place for as long as the block runs.

        Raises:
            Unavailable: "hashing_busy", the lane is full; nothing has been asked of bcrypt.
        """
        with self._lock:
            if self._waiting[lane] >= PLACES[lane]:
                raise Unavailable("hashing_busy", seconds=RETRY_AFTER_S)
            self._waiting[lane] += 1
            self._open()
        try:
            yield Place(self, lane)
        finally:
            with self._lock:
                self._waiting[lane] -= 1

    def serve(self, lane: Lane, work: Callable[..., T], *arguments: object) -> T:
        done: Future[T] = Future()
        self._jobs.put((lane, next(self._order), done, lambda: work(*arguments)))
        return done.result()

    def _open(self) -> None:
        if not self._is_open:
            self._is_open = True
            threading.Thread(target=self._work, name="bcrypt", daemon=True).start()

    def _work(self) -> None:
        while True:
            _, _, done, work = self._jobs.get()
            try:
                done.set_result(work())
            # It rises where the result is asked for.
            except BaseException as error:  # noqa: BLE001
                done.set_exception(error)


_desk: Final = Desk()
place: Final = _desk.place
