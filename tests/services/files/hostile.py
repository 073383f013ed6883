"""An inspector that does what a file which has taken it over might do."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def inspected(content: bytes, asked: Mapping[str, Any]) -> tuple[dict[str, object], bytes]:
    return _DEEDS[asked["do"]](content, asked)


def echo(content, asked):
    return {"said": asked.get("say", "")}, content


def spin(content, asked):
    """One call of C that holds the lock of its interpreter for minutes."""
    re.search(b"(?:a|a)*b", b"a" * 64)
    return {}, b""


def wait(content, asked):
    signal.pause()
    return {}, b""


def fill(content, asked):
    held = [b"\1" * (1 << 20) for _ in range(1 << 20)]
    return {"held": len(held)}, b""


def crash(content, asked):
    os.kill(os.getpid(), signal.SIGSEGV)
    return {}, b""


def flood(content, asked):
    return {}, b"\0" * (300 << 20)


def nonsense(content, asked):
    """Write to the server past the frames."""
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208
        try:
            os.write(int(name), b"\0\0\0\2\0\0\0\0{}{}")
        except OSError:
            continue
    os._exit(0)


def lie(content, asked):
    """Answer with what is no plain data."""
    return {"object": object()}, b""


def write(content, asked):
    Path(asked["path"]).write_bytes(b"x")
    return {}, b""


def look(content, asked):
    """What an inspector can see of the server."""
    opened = [os.readlink(f"/proc/self/fd/{one}") for one in os.listdir("/proc/self/fd")[:-1]]  # noqa: PTH115, PTH208
    return {"environment": dict(os.environ), "opened": opened, "session": os.getsid(0)}, b""


_DEEDS = {
    one.__name__: one for one in (echo, spin, wait, fill, crash, flood, nonsense, lie, write, look)
}
