"""Makes one export in a process of its own, so that pages go on while a large one is made.

It reads its order from the standard input and writes the file to the output.
"""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from lib.domain.exports import Options, Snapshot
from lib.exports import csv, orders
from lib.exports.registry import EXPORTS


def write_order(key: str, snapshot: Snapshot, options: Options, out: BinaryIO) -> None:
    """Write what `main` reads."""
    orders.write(out, snapshot, (key, options))


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(5)
    snapshot, (key, options) = orders.read(sys.stdin.buffer)
    for piece in csv.pieces(EXPORTS[key], snapshot, options):
        sys.stdout.buffer.write(piece)


if __name__ == "__main__":
    main()
