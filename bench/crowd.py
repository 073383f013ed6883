"""Many people at once in one event loop: savers and watchers, each waiting for their answers."""

from __future__ import annotations

import asyncio
import math
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bench import data
from bench.crowd_data import Guest, Stored
from bench.screen import Screen, connection

PATIENCE_S: Final = 30
_AT_ONCE: Final = 2
_SAVED: Final = "Đã lưu"
_FAILURES: Final = (OSError, WebSocketException, RuntimeError, LookupError, TimeoutError)


class Times:
    """When everybody begins, from when on it counts, and when nobody begins anything more."""

    def __init__(self, *, every_s: float, seconds: float) -> None:
        self.every_s = every_s
        self.began = time.perf_counter()
        # The first round lets caches fill and phases settle.
        self.counted_from = self.began + every_s
        self.ends = self.counted_from + seconds

    def phase(self, number: int, of: int) -> float:
        """The first instant of one person of so many, spread evenly over a round."""
        return self.began + self.every_s * number / of


@dataclass(slots=True)
class Log:
    """What people waited, in seconds, and what went wrong.

    Attributes:
        late: saves that began after their time, since the answer before had not come yet.
    """

    waits_s: list[float] = field(default_factory=list)
    late: int = 0
    errors: Counter[str] = field(default_factory=Counter)

    def fail(self, act: str, failure: Exception) -> None:
        reason = (str(failure) or type(failure).__name__).partition("\n")[0]
        self.errors[f"{act}: {reason}"] += 1

    def ms(self, share: float) -> float | None:
        """The wait, in milliseconds, that so many of all did not exceed."""
        if not self.waits_s:
            return None
        place = max(math.ceil(share * len(self.waits_s)), 1) - 1
        return round(sorted(self.waits_s)[place] * 1000, 1)

    def tell(self) -> None:
        """Every kind of error, to standard error."""
        for reason, count in self.errors.most_common():
            sys.stderr.write(f"  {count} × {reason}\n")


@dataclass(slots=True)
class Person:
    """Somebody with one page open; after an error they load it anew, as by F5."""

    guest: Guest
    url: str
    page: str
    log: Log
    query: str = ""
    screen: Screen = field(init=False)
    _line: ClientConnection | None = None

    async def come(self) -> float | None:
        """Load the page: how long it took, or None after an error."""
        await self.leave()
        began = time.perf_counter()
        self.screen = Screen(self.url, self.page, self.query)
        try:
            async with asyncio.timeout(PATIENCE_S):
                told = connection(self.url, self.guest.cookie)
                self._line = await connect(**told, max_queue=None)
                await self.send(self.screen.rerun())
        except _FAILURES as failure:
            self.log.fail(f"open {self.page}", failure)
            await self.leave()
            return None
        return time.perf_counter() - began

    async def leave(self) -> None:
        """Close the page."""
        line, self._line = self._line, None
        if line is not None:
            with suppress(*_FAILURES):
                await line.close()

    async def is_here(self) -> bool:
        """Whether the page is open, after loading it where it is not."""
        return self._line is not None or await self.come() is not None

    async def send(self, payload: bytes) -> None:
        """Send a message and take in all that it leads to."""
        assert self._line is not None
        await self._line.send(payload)
        async with asyncio.timeout(PATIENCE_S):
            while self.screen.feed(await self._line.recv(decode=False)) is None:
                pass

    async def act(self, name: str, payload: bytes, times: Times) -> bool:
        """Do one thing, which counts if it is under way while it is measured; whether it went well.

        Whoever waits in vain counts with what they waited.
        """
        began = time.perf_counter()
        try:
            await self.send(payload)
        except _FAILURES as failure:
            self.log.fail(name, failure)
            await self.leave()
        ended = time.perf_counter()
        if began < times.ends and ended >= times.counted_from:
            self.log.waits_s.append(ended - began)
        return self._line is not None


@dataclass(slots=True)
class Saver(Person):
    """Saves an item of their own by the timetable, a new figure each time.

    Attributes:
        figure: the last one typed.
        acknowledged: those of which the page said that they are saved.
    """

    figure: int = data.FIRST_TOP
    acknowledged: list[int] = field(default_factory=list)

    async def live(self, due: float, times: Times) -> None:
        """Save at that instant and then once a round, at once where the answer came too late."""
        while due < times.ends:
            await _until(due)
            if await self.is_here():
                await self._save(times)
            due += times.every_s
            now = time.perf_counter()
            if due < now:
                self.log.late += now < times.ends
                due = now

    def lost(self, stored: Stored) -> int:
        """How many of the acknowledged saves are not there."""
        missing = {figure for figure in self.acknowledged if figure not in stored.saved}
        if self.acknowledged and stored.latest < self.acknowledged[-1]:
            missing.add(self.acknowledged[-1])
        return len(missing)

    async def _save(self, times: Times) -> None:
        self.figure += 1
        self.screen.typed = {data.TOP: str(self.figure)}
        try:
            payload = self.screen.click(f"save_item_{data.ITEM}")
        except LookupError as failure:
            self.log.fail("save", failure)
            await self.leave()
            return
        if not await self.act("save", payload, times):
            return
        words = list(self.screen.told())
        if any(_SAVED in one for one in words):
            self.acknowledged.append(self.figure)
        else:
            self.log.fail("save", RuntimeError(f"the page says {words}"))
            await self.leave()


@dataclass(slots=True)
class Watcher(Person):
    """Looks at a page that refreshes itself."""

    async def live(self, due: float, times: Times) -> None:
        """Let the page's timer go off at that instant, then as long after each run as it says."""
        while due < times.ends:
            await _until(due)
            if await self.is_here():
                await self._refresh(times)
            due = time.perf_counter() + (self.screen.refresh_s or times.every_s)

    async def _refresh(self, times: Times) -> None:
        try:
            payload = self.screen.refresh()
        except LookupError as failure:
            self.log.fail("refresh", failure)
            await self.leave()
            return
        await self.act("refresh", payload, times)


async def arrive(people: Sequence[Person]) -> None:
    """Let them come one after another, two at a time, without hurry."""
    door = asyncio.Semaphore(_AT_ONCE)

    async def enter(person: Person) -> None:
        async with door:
            await person.come()

    await asyncio.gather(*(enter(person) for person in people))


async def arrive_within(people: Sequence[Person], seconds: float) -> list[float]:
    """Let them come evenly spread, whoever is still waiting: what each of them waited."""
    began = time.perf_counter()

    async def enter(person: Person, number: int) -> float | None:
        await _until(began + seconds * number / len(people))
        return await person.come()

    waits = await asyncio.gather(*(enter(one, number) for number, one in enumerate(people)))
    return [PATIENCE_S if wait is None else wait for wait in waits]


async def leave(people: Sequence[Person]) -> None:
    """Let everybody close their page."""
    await asyncio.gather(*(person.leave() for person in people))


async def _until(instant: float) -> None:
    await asyncio.sleep(max(instant - time.perf_counter(), 0))
