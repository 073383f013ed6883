"""Makes one pack in a process of its own, so that saves go on while two hundred papers are made.

It reads its order from the standard input and writes a line for every paper to the output.
"""

from __future__ import annotations

import os
import sys

from lib.exports.docx import orders, packs


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(10)
    for name in packs.make(orders.from_json(sys.stdin.buffer.read().decode())):
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
