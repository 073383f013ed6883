"""Keeps an interpreter with the parsers loaded, and forks an inspector from it for every file.

`python -I -c …` starts it (pool.py); orders come by the standard input and answers leave by the
output. It never looks into a file itself: what a hostile one does to an inspector ends with that.
"""

from __future__ import annotations

import gc
import importlib
import os
import select
import signal
import sys
import time
import traceback
from typing import IO, Any, Final

from lib.errors import AppError
from lib.services.files.inspection import frames
from lib.services.files.inspection.bounds import Bounds, enforce
from lib.services.files.inspection.frames import BrokenFrame, Frame

_TRACE_LIMIT: Final = 4000
_PIECE: Final = 1 << 16
_OUT: Final = 3


def main() -> None:
    """Serve orders until the server closes the pipe or ends."""
    orders, answers = _pipes()
    for name in sys.argv[1:]:
        importlib.import_module(name)
    # What is loaded stays shared with the inspectors: no collector writes into it.
    gc.collect()
    gc.freeze()
    while _served(orders, answers):
        pass


def _served(orders: IO[bytes], answers: IO[bytes]) -> bool:
    """Whether there was another order; nothing of it is held afterwards."""
    try:
        order = frames.read(orders)
    except BrokenFrame:
        return False
    told, usage = _inspected(order, orders)
    frames.write(Frame(usage, told), answers)
    return True


def answer(order: Frame) -> Frame:
    """What the module named in the order says of the file."""
    module: Any = importlib.import_module(str(order.facts["module"]))
    try:
        facts, content = module.inspected(order.content, order.facts["asked"])
    except AppError as refusal:
        named = {"kind": type(refusal).__name__, "reason": refusal.reason, "facts": refusal.facts}
        return Frame({"refused": named})
    except Exception as error:  # noqa: BLE001 - whatever a parser makes of hostile bytes
        trace = "".join(traceback.format_exception(error, limit=-5))[-_TRACE_LIMIT:]
        return Frame({"failed": type(error).__name__, "trace": trace})
    return Frame({"found": facts}, content)


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the server, out of reach of whatever prints or reads by itself."""
    orders, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)
    return os.fdopen(orders, "rb"), os.fdopen(answers, "wb")


if sys.platform == "win32":

    def _inspected(order: Frame, orders: IO[bytes]) -> tuple[bytes, dict[str, object]]:
        """Without fork the keeper inspects by itself; the server ends it when it takes too long."""
        return frames.packed(answer(order)), {"why": ""}

else:

    def _inspected(order: Frame, orders: IO[bytes]) -> tuple[bytes, dict[str, object]]:
        """What an inspector answered, and why it did not, with what it took."""
        bounds = Bounds(**order.facts["bounds"])  # type: ignore[arg-type]
        reading, writing = os.pipe()
        inspector = os.fork()
        if inspector == 0:
            _inspect(order, bounds, writing)
        os.close(writing)
        told, why = b"", "gone"
        try:
            told, why = _told(reading, orders.fileno(), time.monotonic() + bounds.wall_s)
        finally:
            os.close(reading)
            if why:
                os.kill(inspector, signal.SIGKILL)
            _, status, used = os.wait4(inspector, 0)
        if os.WIFSIGNALED(status):
            why = why or signal.Signals(os.WTERMSIG(status)).name
        if why == "gone":
            sys.exit()
        return told, {
            "why": why,
            "cpu_s": round(used.ru_utime + used.ru_stime, 3),
            "peak_mb": used.ru_maxrss >> 10,
        }

    def _inspect(order: Frame, bounds: Bounds, out: int) -> None:
        """Be the inspector: answer and end, without what Python does at an end."""
        try:
            # Only its own answer: it shall not speak for the keeper, or of the next file.
            os.dup2(out, _OUT)
            os.closerange(_OUT + 1, os.sysconf("SC_OPEN_MAX"))
            enforce(bounds)
            told = memoryview(frames.packed(answer(order)))
            while told:
                told = told[os.write(_OUT, told) :]
        finally:
            os._exit(0)

    def _told(reading: int, orders: int, deadline: float) -> tuple[bytes, str]:
        """All that the inspector writes; or why it must end: "wall", "answer" or "gone"."""
        told = bytearray()
        waiting = select.poll()
        waiting.register(reading, select.POLLIN)
        waiting.register(orders, 0)  # tells nothing but that the server has gone
        while (left := deadline - time.monotonic()) > 0:
            for descriptor, _ in waiting.poll(left * 1000):
                if descriptor == orders:
                    return b"", "gone"
                piece = os.read(reading, _PIECE)
                if not piece:
                    return bytes(told), ""
                told += piece
                if len(told) > frames.CONTENT_LIMIT:
                    return b"", "answer"
        return b"", "wall"
