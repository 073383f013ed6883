"""How what waits becomes a pile."""

from __future__ import annotations

from collections.abc import Sequence

from lib.domain.desk import FIRST, Kind, Pile, Waiting


def pile(kind: Kind, waits: Sequence[Waiting], count: int | None = None) -> Pile | None:
    """Those that are named of a kind; None when nothing waits.

    Args:
        waits: the most pressing first.
        count: how many there are, where only the first are known; read apart from them, it is
            what counts.
    """
    whole = len(waits) if count is None else count
    return Pile(kind, whole, tuple(waits[: min(whole, FIRST)])) if whole else None
