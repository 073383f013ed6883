"""What the maker of a workbook is told: the snapshot and the cover."""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO, Final

from lib.domain.exports import Snapshot
from lib.exports import orders
from lib.exports.registry import EXPORTS
from lib.exports.workbook.origin import Origin

STEPS: Final = len(EXPORTS)


def write(out: BinaryIO, snapshot: Snapshot, origin: Origin) -> None:
    """Write what `read` reads."""
    orders.write(out, snapshot, origin)


def read(told: BinaryIO) -> tuple[Snapshot, Origin]:
    """The same again, with all items, which are read more than once.

    Raises:
        pickle.UnpicklingError: the order names what is no value of ours.
    """
    snapshot, origin = orders.read(told)
    return replace(snapshot, items=tuple(snapshot.items)), origin
