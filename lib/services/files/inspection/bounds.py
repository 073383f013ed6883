"""What one file may take of the machine."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Final

_OPEN_FILES: Final = 64


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much work one file may ask for.

    Attributes:
        cpu_s: seconds of work; the kernel ends a process that needs more.
        wall_s: seconds until an answer is no longer waited for, on a busy machine too.
        memory_bytes: of address space, some 60 MB of which are Python and its libraries.
    """

    cpu_s: int = 20
    wall_s: float = 60.0
    memory_bytes: int = 768 << 20


def bare_environment() -> dict[str, str]:
    """Nothing of ours, which holds passwords; Windows starts no process without its root."""
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


if sys.platform == "win32":

    def enforce(bounds: Bounds) -> None:
        """Windows has no such limits for a process; there the wall time alone holds."""

else:
    import resource

    def enforce(bounds: Bounds) -> None:
        """Let the kernel hold this process to the bounds for the rest of its life."""
        for what, limit in (
            (resource.RLIMIT_AS, bounds.memory_bytes),
            (resource.RLIMIT_CPU, bounds.cpu_s),
            (resource.RLIMIT_NOFILE, _OPEN_FILES),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_NPROC, 0),
        ):
            resource.setrlimit(what, (limit, limit))
