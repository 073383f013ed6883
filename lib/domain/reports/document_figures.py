"""Figures of documents: how many are out, how many every unit has acknowledged, who was told."""

from __future__ import annotations

from typing import Final

from lib.domain.document_lines import DocumentLine
from lib.domain.documents import State
from lib.domain.exports import Snapshot
from lib.domain.reports.counted import Figure, Row, whole

KIND: Final = "van_ban"
WHOLE: Final = "du"
TOLD: Final = "luot"


def figure(snapshot: Snapshot, name: str) -> Figure:
    """The figure of a name: `van_ban`, `van_ban.du`, `van_ban.luot`.

    Raises:
        KeyError: there is none.
    """
    out = in_force(snapshot)
    if name == KIND:
        return _of(out)
    if name == f"{KIND}.{WHOLE}":
        return _of([one for one in out if one.units and one.acknowledged == one.units])
    if name != f"{KIND}.{TOLD}":
        raise KeyError(name)
    units = {one.unit_id: one for one in snapshot.units}
    numbers = {one.document_id: one.number for one in out}
    rows = tuple(
        Row(
            units[one.unit_id].code, units[one.unit_id].name, numbers[one.document_id],
            str(one.told),
        )
        for one in snapshot.acknowledgements
        if one.told
    )  # fmt: skip
    return whole(sum(one.told or 0 for one in snapshot.acknowledgements), rows)


def in_force(snapshot: Snapshot) -> list[DocumentLine]:
    """What is out and not withdrawn, by who issued it and its day."""
    return [one for one in snapshot.documents if one.state == State.PUBLISHED]


def _of(documents: list[DocumentLine]) -> Figure:
    rows = tuple(Row("", one.issuer, "", f"{one.number}: {one.abstract}") for one in documents)
    return whole(len(rows), rows)
