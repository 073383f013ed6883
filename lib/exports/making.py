"""Makes one file in a process of its own, so that saves go on while it is made.

It reads what the file is made of from the standard input, and writes a line for every step.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from lib.domain.jobs import Kind
from lib.exports.docx import pack_maker

Maker = Callable[[BinaryIO, Path], Iterator[object]]
"""Writes the file of an order to a path; gives something after each of its steps."""
MAKERS: Final[Mapping[Kind, Maker]] = {
    Kind.PAPERS: pack_maker.make_ordered,
    Kind.UNIT_PAPERS: pack_maker.make_ordered,
}


def main(kind: str, target: str) -> None:
    os.umask(0o077)
    # A terminal and a service manager tell every process of a server to end. Whether this one does,
    # the server says, which kills it; without a server it ends at its next word.
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(19)
    for _ in MAKERS[Kind(kind)](sys.stdin.buffer, Path(target)):
        sys.stdout.write("\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
