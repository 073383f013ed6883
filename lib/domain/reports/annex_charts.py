"""The charts of a report's annexes: how much is complete, by group and by unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from lib.domain.papers.report_paper import (
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
}
_SAID: Final = "Biểu đồ thanh ngang. {title}. {bars}."
_NOT_ASKED: Final = "không có nhiệm vụ bắt buộc"


def charts(told: Told) -> Iterator[ReportChart]:
    """Groups in the plan's order, units in the agency's; none without bars or with too many."""
    for key, bars in ((BY_GROUP, _groups(told)), (BY_UNIT, _units(told.figures.facts))):
        made = tuple(bars)
        if 0 < len(made) <= MOST_BARS:
            yield ReportChart(key, _TITLES[key], made, _description(_TITLES[key], made))


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
    said = (f"{one.label}: {_NOT_ASKED if one.hundredths is None else one.share}" for one in bars)
    return _SAID.format(title=title, bars="; ".join(said))
