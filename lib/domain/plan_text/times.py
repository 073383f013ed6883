"""Days, months and quarters as plans write them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

_D: Final = r"(?P<d{0}>\d{{1,2}})"
_M: Final = r"(?P<m{0}>\d{{1,2}})"
_Y: Final = r"(?P<y{0}>(?:19|20)\d{{2}})"
DAY: Final = re.compile(
    r"(?<![\d/.-])(?:(?P<d1>\d{1,2})\s*(?:tháng"
    r"|Tháng)\s*(?P<m1>\d{1,2})(?:\s*,?\s*năm\s*(?P<y1>(?:19|20)\d{2}))?"
    r"|(?P<d2>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<m2>\d{1,2})\s?(?P=sep)\s?(?P<y2>(?:19|20)\d{2})"
    r"|(?P<d3>\d{1,2})/(?P<m3>\d{1,2}))(?![\d/]|[.-]\d)"
)
_MONTH: Final = re.compile(
    r"(?<![\d/])(?:tháng|Tháng)\s+(?P<m>\d{1,2})(?:\s*(?:/|-|\.|năm|,\s*năm)\s*(?P<y>(?:19"
    r"|20)\d{2}))(?!\d)"
)
_QUARTER: Final = re.compile(
    r"(?:quý|Quý|QUÝ)\s+(?P<q>IV|III|II|I|[1-4])(?:\s*(?:/|-|\.|,?\s*năm)?\s*(?P<y>(?:19"
    r"|20)\d{2}))(?!\d)"
)
_YEARS: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_QUARTERS: Final = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class Time:
    """A stretch of days; start, end: of its words in the text."""

    begins: date
    ends: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Impossible:
    """A day that no calendar has: 30/2."""

    words: str


def first_day(text: str) -> date | None:
    """The first whole day that is named; None without one."""
    for found in DAY.finditer(text):
        if (day := _day(found, None)) is not None:
            return day
    return None


def times(text: str, *, year: int | None) -> Iterator[Time | Impossible]:
    """All times in the order of the text.

    Args:
        year: of days that are written without one.
    """
    seen: list[Time | Impossible] = []
    for found in DAY.finditer(text):
        if found["d3"] and not _is_day_and_month(text, found):
            continue
        told = _year_told(found) or year
        if told is None:
            continue
        day = _day(found, told)
        seen.append(Time(day, day, *found.span()) if day else Impossible(found[0]))
    taken = [(one.start, one.end) for one in seen if isinstance(one, Time)]
    for found in (*_MONTH.finditer(text), *_QUARTER.finditer(text)):
        if any(start < found.end() and found.start() < end for start, end in taken):
            continue
        if (stretch := _stretch(found)) is not None:
            seen.append(Time(*stretch, *found.span()))
    yield from sorted(seen, key=lambda one: one.start if isinstance(one, Time) else -1)


def year_of(text: str) -> int | None:
    found = _YEARS.search(text)
    return int(found[0]) if found else None


def _is_day_and_month(text: str, found: re.Match[str]) -> bool:
    """Whether "24/8" is a day: words before it say so, else it may be a share."""
    return bool(re.search(r"(?:ngày|Ngày|đến|từ|và|,)\s*$", text[: found.start()]))


def _year_told(found: re.Match[str]) -> int | None:
    told = found["y1"] or found["y2"]
    return int(told) if told else None


def _day(found: re.Match[str], year: int | None) -> date | None:
    told = _year_told(found) or year
    if told is None:
        return None
    day = found["d1"] or found["d2"] or found["d3"]
    month = found["m1"] or found["m2"] or found["m3"]
    try:
        return date(told, int(month), int(day))
    except ValueError:
        return None


def _stretch(found: re.Match[str]) -> tuple[date, date] | None:
    told = found.groupdict()
    year = int(told["y"])
    if "q" in told:
        last = _QUARTERS[str(told["q"])] * 3
        return date(year, last - 2, 1), date(year, last, calendar.monthrange(year, last)[1])
    month = int(str(told["m"]))
    if not 1 <= month <= 12:
        return None
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
