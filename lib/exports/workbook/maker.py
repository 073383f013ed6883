"""Makes the workbook of an order that was written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lib.exports.workbook import book, orders


def make_ordered(told: BinaryIO, target: Path) -> Iterator[str]:
    """Write the workbook; the key of each sheet when it is in."""
    return book.written(target, *orders.read(told))
