"""Makes one export in a process of its own, so that pages go on while a large one is made.

It reads pickles of its parent from the standard input and writes the file to the output.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from lib.domain.exports import Options, PackedItems, Snapshot
from lib.exports import csv
from lib.exports.registry import EXPORTS

_END = None


def write_order(key: str, snapshot: Snapshot, options: Options, out: BinaryIO) -> None:
    """Write what `main` reads, in small pieces, between which other threads get their turn."""
    pickle.dump((key, replace(snapshot, items=()), options), out)
    for packed in snapshot.items:
        pickle.dump(packed, out)
    pickle.dump(_END, out)


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(5)
    key, snapshot, options = _load()
    items: Iterator[PackedItems] = iter(_load, _END)
    for piece in csv.pieces(EXPORTS[key], replace(snapshot, items=items), options):
        sys.stdout.buffer.write(piece)


def _load() -> Any:
    return pickle.load(sys.stdin.buffer)  # noqa: S301 written by our own parent process


if __name__ == "__main__":
    main()
