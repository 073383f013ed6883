"""The charts of a report's annexes: how much is complete, by group, by unit and day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from lib.domain.papers.report_paper import (
    BY_DAY,
    BY_GROUP,
    BY_UNIT,
    MOST_BARS,
    ReportBar,
    ReportChart,
)
from lib.domain.progress import Progress
from lib.domain.reports.facts import Facts
from lib.domain.reports.told import Told
from lib.domain.vietnamese import share_percent

_TITLES: Final = {
    BY_GROUP: "Tỷ lệ hoàn thành theo nhóm nội dung",
    BY_UNIT: "Tỷ lệ hoàn thành theo đơn vị",
    BY_DAY: "Tỷ lệ hoàn thành theo thời gian",
}
MOST_POINTS: Final = 31
"""Of the line: days of a month, or as many days evenly spread."""
_SAID: Final = "Biểu đồ thanh ngang. {title}. {bars}."
_NOT_ASKED: Final = "không có nhiệm vụ bắt buộc"


def charts(told: Told) -> Iterator[ReportChart]:
    """Groups in the plan's order, units in the agency's; none without bars or with too many."""
    for key, bars in ((BY_GROUP, _groups(told)), (BY_UNIT, _units(told.figures.facts))):
        made = tuple(bars)
        if 0 < len(made) <= MOST_BARS:
            yield ReportChart(key, _TITLES[key], made, _description(_TITLES[key], made))
    points = tuple(_points(told.figures.facts))
    if points:
        said = f"Biểu đồ đường. {_TITLES[BY_DAY]}. {_listed(points)}."
        yield ReportChart(BY_DAY, _TITLES[BY_DAY], points, said, is_line=True)


def _points(facts: Facts) -> Iterator[ReportBar]:
    """How much of what must be reported was complete by each day; nothing while nothing is.

    What has been complete and no longer is counts on no day, so that the end is the share of now.
    The day before the first one is there too: on a single day there would be no line.
    """
    asked = [one for one in facts.all() if one.task.is_mandatory]
    last = facts.snapshot.day
    done = sorted(_day(one.first_complete_on, last) for one in asked if one.is_complete)
    for day in _days(done[0], last) if done else ():
        share = Fraction(sum(one <= day for one in done), len(asked))
        yield ReportBar(f"{day.day:02}/{day.month:02}", _hundredths(share))


def _day(told: str, last: date) -> date:
    """The day that is told, or the last one for what is complete and tells none."""
    return min(date.fromisoformat(told), last) if told else last


def _days(first: date, last: date) -> list[date]:
    """From the day before the first to the last, of a long time so many days apart."""
    span = (last - first).days + 1
    step = -(-span // (MOST_POINTS - 1))
    later = [last - timedelta(days=ago) for ago in range(0, span, step)]
    return [first - timedelta(days=1), *reversed(later)]


def _groups(told: Told) -> Iterator[ReportBar]:
    for group in told.figures.facts.snapshot.groups:
        share = told.value(f"{group.code}.ty_le").number
        yield ReportBar(group.short_title, _hundredths(share))


def _units(facts: Facts) -> Iterator[ReportBar]:
    for unit in facts.units:
        yield ReportBar(unit.name, _hundredths(_share(facts.snapshot.by_unit[unit.unit_id])))


def _share(figures: Progress) -> Fraction | None:
    return Fraction(figures.complete, figures.assigned) if figures.assigned else None


def _hundredths(share: Fraction | None) -> int | None:
    return None if share is None else int(share_percent(share) * 100)


def _description(title: str, bars: Iterable[ReportBar]) -> str:
    """As in "Biểu đồ thanh ngang. Tỷ lệ hoàn thành theo đơn vị. Văn phòng Sở: 54,5%; …"."""
    return _SAID.format(title=title, bars=_listed(bars))


def _listed(bars: Iterable[ReportBar]) -> str:
    return "; ".join(
        f"{one.label}: {_NOT_ASKED if one.hundredths is None else one.share}" for one in bars
    )
