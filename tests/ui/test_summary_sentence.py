"""What the leader reads first, for campaigns that stand well and badly."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from lib.domain.campaigns import ContentGroup
from lib.domain.progress import Progress
from lib.domain.summary import (
    TREND_DAYS,
    ItemList,
    Summary,
    TrendDay,
    UnitLabel,
    UnitLine,
    UnitPage,
    recent,
)
from lib.ui.reports import charts, summary_drawn
from lib.ui.reports.summary_sentence import sentence

TODAY = date(2026, 11, 28)


def shown(total: Progress, due: int = 0, late: tuple[tuple[str, int], ...] = ()) -> Summary:
    """A summary of a campaign with so many items due by now."""
    none = ItemList((), 0)
    return Summary(
        campaign_id=UUID(int=1), revision=1, day=TODAY, made_at=datetime(2026, 11, 28, tzinfo=UTC),
        nominated=None, units_moved=0, total=total, groups=(),
        units=UnitPage((), 0, 1, is_all=True), overdue=none, due_soon=none,
        most_late=tuple(
            (UnitLabel(UUID(int=number), name, name, name, number), count)
            for number, (name, count) in enumerate(late)
        ),
        trend=(TrendDay(TODAY, 0, due), TrendDay(TODAY + timedelta(1), 0, total.assigned)),
        changes=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        (shown(Progress()), "Chưa có nhiệm vụ nào phải báo cáo."),
        (
            shown(Progress(assigned=200, complete=100), due=112),
            "**50,0 %** nhiệm vụ đã hoàn thành (100/200), **chậm 6 điểm** so với tiến độ; "
            "không có nhiệm vụ quá hạn.",
        ),
        (
            shown(Progress(assigned=200, complete=112, overdue=20), 100, (("A", 7), ("B_*", 5))),
            "**56,0 %** nhiệm vụ đã hoàn thành (112/200), nhanh hơn tiến độ 6 điểm; 2 đơn vị "
            "chiếm 60 % việc quá hạn: A (7), B\\_\\* (5).",
        ),
        (
            shown(Progress(assigned=3, complete=3), due=3),
            "**100 %** nhiệm vụ đã hoàn thành (3/3), đúng tiến độ; không có nhiệm vụ quá hạn.",
        ),
        (
            shown(Progress(assigned=4, complete=2, overdue=2), 4, (("A", 2),)),
            "**50,0 %** nhiệm vụ đã hoàn thành (2/4), **chậm 50 điểm** so với tiến độ; 2 nhiệm vụ "
            "quá hạn ở A (2).",
        ),
    ],
)
def test_the_sentence_says_what_the_figures_come_to(summary, words):
    assert sentence(summary) == words


@pytest.mark.parametrize(("complete", "assigned"), [(29, 100), (57, 100), (58, 100), (1, 3)])
def test_the_table_and_the_heat_map_say_the_same_per_cent(complete, assigned):
    unit = UnitLabel(UUID(int=1), "A", "A", "A", 1)
    one = Progress(assigned=assigned, complete=complete)
    group = ContentGroup("II.1", "Nhóm", "Nhóm", "")
    pictures = summary_drawn.unit_pictures(
        [UnitLine(unit, one, (("II.1", one),), ())], [group], charts.DESK
    )

    (cell,) = pictures.heat_map.spec["series"][0]["data"]
    assert pictures.table["Hoàn thành"].to_pylist() == [cell[2]] == [complete * 100 // assigned]


def test_recent_days_are_running_totals_with_what_is_older_in_them():
    days = {
        None: 1,
        TODAY - timedelta(TREND_DAYS): 2,
        TODAY - timedelta(1): 4,
        TODAY: 8,
        TODAY + timedelta(1): 16,
    }

    assert recent(days, TODAY) == (*[3] * (TREND_DAYS - 2), 7, 15)
