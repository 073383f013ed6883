"""What a server does by itself once a night: reading the database file whole, and its audit log."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Final, Protocol

import structlog

_LONGEST_WAIT_S: Final = 3600.0
_log = structlog.get_logger(__name__)


class Checked(Protocol):
    """What a reading found."""

    @property
    def is_good(self) -> bool: ...


class Nightly:
    """A thread that waits for the hour.

    Args:
        name: of what is done, in the log.
        wait: how long until the next time; None where there is nothing to do.
        run: does it; it looks at the event and gives up early when that is set.
    """

    def __init__(
        self,
        name: str,
        wait: Callable[[], timedelta | None],
        run: Callable[[threading.Event], Checked | None],
    ) -> None:
        self._name, self._wait, self._run = name, wait, run
        self._runs = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name=f"nightly {name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End it, within a moment also while it reads."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _work(self) -> None:
        while (left := self._wait()) is not None:
            # The clock may be set meanwhile, so the hour is looked up again now and then.
            left_s = left.total_seconds()
            if self._stopping.wait(min(left_s, _LONGEST_WAIT_S)):
                return
            if left_s <= _LONGEST_WAIT_S:
                self._once()

    def _once(self) -> None:
        self._runs += 1
        try:
            done = self._run(self._stopping)
        except Exception:  # noqa: BLE001 a thread ends with it
            # Whatever it is, the next time may be better; without the thread nobody would notice.
            _log.exception("nightly check failed", check=self._name, run=self._runs)
            return
        if done is not None:
            tell = _log.info if done.is_good else _log.error
            tell("nightly check", check=self._name, result=repr(done))
