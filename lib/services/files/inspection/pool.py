"""The one door to what is inside an upload: a few keepers, each with one file at a time."""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

import structlog

from lib import errors
from lib.config import ROOT
from lib.errors import AppError, BadUpload
from lib.services.files.inspection import frames, keeper
from lib.services.files.inspection.bounds import Bounds, bare_environment
from lib.services.files.inspection.frames import BrokenFrame, Facts, Frame

UPLOADS: Final = "lib.services.files.contents.uploads"
PLANS: Final = "lib.services.files.contents.plans.files"
TEXTS: Final = "lib.services.files.contents.texts"
"""Named and not imported: the parsers stay out of the server."""
_SIZE: Final = 2
_PATIENCE_S: Final = 60.0
_GRACE_S: Final = 15.0
"""For a keeper that starts or ends an inspector, before it is ended itself."""
_REFUSALS: Final = {
    one.__name__: one for one in (BadUpload, errors.BadTemplate, errors.BadFile, errors.BadPlan)
}
# -I: neither the environment nor the folder it is started in says what is imported.
_BEGIN: Final = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from {keeper.__name__} import main"
_log = structlog.get_logger(__name__)


class Pool:
    """Keepers of one process; an order waits for one that is free.

    Args:
        size: how many files are inspected at once.
        patience_s: how long an order waits for its turn.
        grace_s: how much longer than an inspector its keeper may take.
        loaded: modules that a keeper loads at its start.
    """

    def __init__(
        self, *, size: int = _SIZE, patience_s: float = _PATIENCE_S,
        grace_s: float = _GRACE_S, loaded: Sequence[str] = (UPLOADS,),
    ) -> None:  # fmt: skip
        self._turns = threading.BoundedSemaphore(size)
        self._patience_s = patience_s
        self._grace_s = grace_s
        self._loaded = tuple(loaded)
        self._lock = threading.Lock()
        self._idle: list[_Keeper] = []
        self._busy: set[_Keeper] = set()
        self._is_closed = False

    def start(self) -> None:
        """Begin, again too, with one keeper, so that the first upload need not wait for it."""
        with self._lock:
            self._is_closed = False
        self._give_back(self._take())

    def inspected(
        self, module: str, content: bytes, asked: Facts, *, file: str, bounds: Bounds | None = None
    ) -> Frame:
        """What `inspected` of a module says of the bytes, in a process that ends with them.

        Args:
            module: one with `inspected(content, asked) -> (facts, content)`.
            asked: what it is to know beside the bytes; plain data.
            file: whose name refusals carry.
        Raises:
            BadUpload: `unchecked`, it took too much or broke its inspector; `checks_busy`.
            AppError: the refusal that `inspected` raised.
        """
        if not self._turns.acquire(timeout=self._patience_s):
            raise BadUpload("checks_busy", file=file)
        try:
            bounds = bounds or Bounds()
            order = Frame({"module": module, "asked": asked, "bounds": asdict(bounds)}, content)
            told = self._asked(order, bounds)
        finally:
            self._turns.release()
        return _answer(told, module, file)

    def close(self) -> None:
        """End all keepers, busy ones too; orders are refused until the next start."""
        with self._lock:
            self._is_closed = True
            ending = [*self._idle, *self._busy]
            self._idle.clear()
        for one in ending:
            one.end()

    def _asked(self, order: Frame, bounds: Bounds) -> Frame | None:
        told, is_over_time = self._asked_once(order, bounds)
        if told is None and not is_over_time:
            # The keeper was ended from outside, perhaps long before, and not by this file.
            told, _ = self._asked_once(order, bounds)
        return told

    def _asked_once(self, order: Frame, bounds: Bounds) -> tuple[Frame | None, bool]:
        taken = self._take()
        try:
            told = taken.asked(order, bounds.wall_s + self._grace_s)
        finally:
            self._give_back(taken)
        return told, taken.is_over_time

    def _take(self) -> _Keeper:
        with self._lock:
            while self._idle:
                taken = self._idle.pop()
                if taken.is_alive():
                    break
                taken.end()
            else:
                taken = _Keeper(self._loaded)
            self._busy.add(taken)
            is_late = self._is_closed
        if is_late:
            taken.end()
        return taken

    def _give_back(self, taken: _Keeper) -> None:
        with self._lock:
            self._busy.discard(taken)
            is_wanted = taken.is_alive() and not self._is_closed
            if is_wanted:
                self._idle.append(taken)
        if not is_wanted:
            taken.end()


class _Keeper:
    """One process of keeper.py."""

    def __init__(self, loaded: Sequence[str]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 our own module in our own interpreter
            [sys.executable, "-I", "-c", f"{_BEGIN}; main()", *loaded],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=bare_environment(),
            start_new_session=True,
        )
        self._was_ended = False
        self.is_over_time = False

    def is_alive(self) -> bool:
        return not self._was_ended and self._process.poll() is None

    def asked(self, order: Frame, within_s: float) -> Frame | None:
        """The answer; None when the keeper ended or had to be ended."""
        stop = threading.Timer(within_s, self._give_up)
        stop.daemon = True
        stop.start()
        try:
            if self._process.stdin is None or self._process.stdout is None:
                return None
            frames.write(order, self._process.stdin)
            return frames.read(self._process.stdout)
        except (BrokenFrame, OSError, ValueError):
            # A pipe that is broken or closed.
            self._kill()
            return None
        finally:
            stop.cancel()
            stop.join()

    def end(self) -> None:
        self._kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _give_up(self) -> None:
        self.is_over_time = True
        self._kill()

    def _kill(self) -> None:
        """End the keeper and its inspector."""
        self._was_ended = True
        if self._process.poll() is not None:
            return
        if sys.platform == "win32":
            self._process.kill()
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)


@functools.cache
def pool() -> Pool:
    """That of this process."""
    made = Pool()
    atexit.register(made.close)
    return made


def _answer(told: Frame | None, module: str, file: str) -> Frame:
    """The answer within what a keeper told.

    Raises:
        BadUpload: `unchecked`, there is none.
        AppError: the refusal that it holds.
    """
    usage: Facts = told.facts if told else {"why": "keeper"}
    try:
        found = frames.unpacked(told.content if told else b"")
    except BrokenFrame:
        found = Frame({})
    refusal = _refusal(found.facts.get("refused"))
    if refusal is not None:
        raise refusal
    if "found" not in found.facts:
        failed = {name: str(found.facts.get(name, "")) for name in ("failed", "trace")}
        _log.warning("file_unchecked", inspector=module, **usage, **failed)
        raise BadUpload("unchecked", file=file)
    return Frame(_mapping(found.facts["found"]), found.content)


def _refusal(told: object) -> AppError | None:
    """The refusal that an inspector raised; None for what is none of ours."""
    named = _mapping(told)
    kind = _REFUSALS.get(str(named.get("kind")))
    reason = str(named.get("reason"))
    if kind is None or reason not in kind.REASONS:
        return None
    return kind(reason, **_mapping(named.get("facts")))


def _mapping(told: object) -> dict[str, object]:
    return {str(name): one for name, one in told.items()} if isinstance(told, dict) else {}
