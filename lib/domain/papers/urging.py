"""What a unit is urged to do by letter: each thing with its day and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from lib.domain.papers.paper_parts import written_date
from lib.domain.vietnamese import format_date, format_number

_NO_DAY: Final = "-"


class Why(StrEnum):
    """Why the unit is urged, in the order of the letter."""

    OVERDUE = "overdue"
    RETURNED = "returned"
    DUE_SOON = "due_soon"
    DOCUMENT = "document"
    """Not acknowledged."""
    REPORT = "report"
    """The unit's own report is not with the Office."""


_COUNTED: Final = {
    Why.OVERDUE: "{count} nhiệm vụ quá hạn",
    Why.RETURNED: "{count} báo cáo bị trả lại chờ bổ sung",
    Why.DUE_SOON: "{count} nhiệm vụ đến hạn trong 7 ngày",
    Why.DOCUMENT: "{count} văn bản chưa xác nhận",
    Why.REPORT: "báo cáo kết quả của đơn vị chưa gửi",
}
_STANDS: Final = {
    Why.OVERDUE: "",
    Why.RETURNED: "Bị trả lại",
    Why.DUE_SOON: "",
    Why.DOCUMENT: "Chưa xác nhận",
    Why.REPORT: "Chưa gửi",
}


@dataclass(frozen=True, slots=True)
class Urged:
    """One thing that a unit has still to do; `due_on` is its day in force, None for none."""

    why: Why
    title: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class UrgingRow:
    """One thing, as the letter's table tells it.

    Attributes:
        due: as in "25/11/2026"; "-" for none.
        standing: as in "Bị trả lại, quá hạn 5 ngày".
    """

    number: str
    title: str
    due: str
    standing: str


@dataclass(frozen=True, slots=True)
class UrgingLetter:
    """Everything that the letter to one unit tells.

    Attributes:
        plan: the campaign's own paper as it is cited.
        as_of: the day of what it tells, as in "ngày 30 tháng 11 năm 2026".
        counts: as in "02 nhiệm vụ quá hạn, 01 văn bản chưa xác nhận".
        rows: what presses most first.
    """

    plan: str
    as_of: str
    counts: str
    rows: tuple[UrgingRow, ...]


def told(found: Sequence[Urged], *, plan: str, today: date) -> UrgingLetter:
    """The letter about these things; those of one day stay in the order given."""
    order = list(Why)
    listed = sorted(found, key=lambda one: (order.index(one.why), one.due_on or date.max))
    return UrgingLetter(
        plan=plan,
        as_of=written_date(today, today.year),
        counts=_counts(listed),
        rows=tuple(
            UrgingRow(
                str(number),
                one.title,
                format_date(one.due_on) if one.due_on else _NO_DAY,
                _standing(one, today),
            )
            for number, one in enumerate(listed, 1)
        ),
    )


def _counts(listed: Sequence[Urged]) -> str:
    counted = {why: sum(one.why == why for one in listed) for why in Why}
    return ", ".join(
        words.format(count=_two_digits(counted[why]))
        for why, words in _COUNTED.items()
        if counted[why]
    )


def _two_digits(count: int) -> str:
    return f"{count:02}" if count < 10 else format_number(count)


def _standing(one: Urged, today: date) -> str:
    """How it stands, and how many days are left or over."""
    told = [_STANDS[one.why], _days(one.due_on, today) if one.due_on else ""]
    words = ", ".join(part for part in told if part)
    return words[:1].upper() + words[1:]


def _days(due_on: date, today: date) -> str:
    days = (due_on - today).days
    if days < 0:
        return f"quá hạn {format_number(-days)} ngày"
    return f"còn {format_number(days)} ngày" if days else "hết hạn hôm nay"
