"""Makes one pack in a process of its own, so that saves go on while two hundred papers are made.

It reads its order from the standard input and writes a line for every paper to the output.
"""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lib.domain.papers import papers
from lib.exports.docx import fill, orders, packs
from lib.exports.docx.orders import Order


def make(order: Order) -> Iterator[str]:
    """Write the ZIP file; the name of each paper when it is in."""
    sandbox = fill.Sandbox()
    templates = {paper: Path(path).read_bytes() for paper, path in order.templates.items()}
    # The papers are packed already, so packing them again would cost time for nothing.
    with zipfile.ZipFile(order.target, "w", zipfile.ZIP_STORED) as pack:
        for file in packs.files(order.data):
            context = papers.context(file.paper, order.data, file.nominee)
            pack.writestr(file.name, fill.filled(templates[file.paper], context, sandbox))
            yield file.name


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(10)
    for name in make(orders.from_json(sys.stdin.buffer.read().decode())):
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
