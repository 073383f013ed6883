"""Figures of exemplars: whom the honour board shows with their consent."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from lib.domain.exports import Snapshot
from lib.domain.nominations import Subject
from lib.domain.papers.paper_parts import how_many
from lib.domain.reports.counted import Figure, Row, whole
from lib.domain.reports.sentences import Value
from lib.domain.vietnamese import format_number

KIND: Final = "dien_hinh"
NAMES: Final = "ten"
_SUBJECTS: Final = {"tap_the": Subject.COLLECTIVE, "ca_nhan": Subject.INDIVIDUAL}
_BOTH: Final = "ca_hai"
_NAMED: Final = 30
"""So many are named in a sentence."""


def figure(snapshot: Snapshot, name: str) -> Figure:
    """The figure of a name such as `dien_hinh`, `dien_hinh.ca_hai`, `dien_hinh.tap_the.ten`.

    Raises:
        KeyError: there is none.
    """
    parts = name.split(".")[1:]
    has_names = parts[-1:] == [NAMES]
    who = parts[:-1] if has_names else parts
    if who == [_BOTH] and not has_names:
        counts = [len(_rows(snapshot, subject)) for subject in _SUBJECTS.values()]
        return Figure(Value(how_many(*counts), Fraction(sum(counts))), _all(snapshot))
    rows = _all(snapshot) if not who else _rows(snapshot, _SUBJECTS[".".join(who)])
    return _named(rows) if has_names else whole(len(rows), rows)


def _all(snapshot: Snapshot) -> tuple[Row, ...]:
    return tuple(row for subject in _SUBJECTS.values() for row in _rows(snapshot, subject))


def _rows(snapshot: Snapshot, subject: Subject) -> tuple[Row, ...]:
    units = {one.unit_id: one for one in snapshot.units}
    return tuple(
        Row(units[one.unit_id].code, units[one.unit_id].name, "", one.name)
        for one in snapshot.exemplars
        if one.subject == subject
    )


def _named(rows: tuple[Row, ...]) -> Figure:
    """As in "Lê Thanh Bình (Phòng Quy hoạch - Kiến trúc), …"."""
    said = ", ".join(f"{row.value} ({row.unit})" for row in rows[:_NAMED])
    if len(rows) > _NAMED:
        said += f" và {format_number(len(rows) - _NAMED)} trường hợp khác"
    return Figure(Value(said, Fraction(len(rows))), rows)
