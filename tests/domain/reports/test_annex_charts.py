"""Charts of the annexes: the same shares as the text and the tables, to the digit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from lib.domain.campaigns import ContentGroup, DueSource, Task
from lib.domain.exports import Snapshot
from lib.domain.forms import forms
from lib.domain.papers.report_paper import BY_DAY, BY_GROUP, BY_UNIT, MOST_BARS, ReportBar
from lib.domain.progress import Progress
from lib.domain.reports import annex_charts, annexes
from lib.domain.reports.facts import Facts, Reported
from lib.domain.reports.figures import Figures
from lib.domain.reports.told import Told
from lib.domain.units import Unit, UnitType

SOME = (Progress(22, 12), Progress(0, 0), Progress(3, 0), Progress(3, 2), Progress(2501, 2500))


def a_unit(number: int) -> Unit:
    return Unit(
        UUID(int=number), f"D{number}", f"Phòng & đơn vị {number}", f"P{number}",
        UnitType.DIVISION, number, is_office=False, own_seal=None, headcount=None, closed_on=None,
        version=1,
    )  # fmt: skip


def told(figures: tuple[Progress, ...], groups: int = 1) -> Told:
    """Units with these figures, in this order; groups without tasks."""
    units = tuple(a_unit(number) for number in range(len(figures)))
    snapshot = Snapshot(
        campaign_code="TD", revision=1, day=date(2021, 6, 14), units=units, tasks=(),
        groups=tuple(ContentGroup(f"II.{n}", "Dài", f"Nhóm {n}", "") for n in range(groups)),
        by_unit={unit.unit_id: one for unit, one in zip(units, figures, strict=True)},
    )  # fmt: skip
    return Told(Figures(Facts(snapshot, {})), {})


def chart(of: Told, key: str):
    return {one.key: one for one in annex_charts.charts(of)}.get(key)


def test_units_stand_in_the_agencys_order_with_the_shares_of_their_table():
    of = told(SOME)

    made = chart(of, BY_UNIT)
    rows = annexes.units(of.figures.facts.snapshot)[:-1]

    assert [(one.label, one.share) for one in made.bars] == [(row.name, row.share) for row in rows]
    assert [one.hundredths for one in made.bars] == [5450, None, 0, 6670, 9996]
    assert [one.share for one in made.bars] == ["54,5%", "-", "0%", "66,7%", "99,96%"]


def test_a_unit_that_does_not_take_part_has_no_bar():
    of = told(SOME)
    facts = of.figures.facts
    less = replace(facts.snapshot, by_unit={UUID(int=0): Progress(2, 1)})

    made = chart(Told(Figures(Facts(less, {})), {}), BY_UNIT)

    assert made.bars == (ReportBar("Phòng & đơn vị 0", 5000),)


def test_groups_have_their_short_titles_in_the_plans_order():
    made = chart(told(SOME, groups=3), BY_GROUP)

    assert made.bars == tuple(ReportBar(f"Nhóm {number}", None) for number in range(3))


def test_who_cannot_see_it_is_told_every_share():
    made = chart(told(SOME), BY_UNIT)

    assert made.description == (
        "Biểu đồ thanh ngang. Tỷ lệ hoàn thành theo đơn vị. Phòng & đơn vị 0: 54,5%; "
        "Phòng & đơn vị 1: không có nhiệm vụ bắt buộc; Phòng & đơn vị 2: 0%; "
        "Phòng & đơn vị 3: 66,7%; Phòng & đơn vị 4: 99,96%."
    )


@pytest.mark.parametrize(("count", "is_drawn"), [(0, False), (1, True), (40, True), (41, False)])
def test_there_is_no_chart_of_nothing_nor_of_more_than_a_page_holds(count, is_drawn):
    assert MOST_BARS == 40

    assert (chart(told(SOME[:1] * count), BY_UNIT) is not None) == is_drawn
    assert (chart(told((), groups=count), BY_GROUP) is not None) == is_drawn


DAY = date(2021, 6, 14)
FORM = forms.form_from_data({"key": "one", "version": 1, "fields": []})


def an_item(first: str, *, is_complete: bool = True, is_mandatory: bool = True) -> Reported:
    task = Task(
        UUID(int=1), UUID(int=2), "II.1.1", "II.1", "Việc", "Việc", "", "", "", DAY,
        DueSource.SUGGESTED, frozenset(UnitType),
        is_mandatory=is_mandatory, nil_allowed=True, sort_order=1, form=FORM,
    )  # fmt: skip
    return Reported(
        a_unit(1), task, is_complete=is_complete, is_nil=False, is_counted=False,
        is_returned=False, timeliness="", first_complete_on=first, answers={},
    )  # fmt: skip


def over_time(*items: Reported):
    snapshot = told(()).figures.facts.snapshot
    return chart(Told(Figures(Facts(snapshot, {"II.1.1": items})), {}), BY_DAY)


def test_over_time_shares_grow_from_nothing_to_the_share_of_now():
    made = over_time(
        an_item("2021-06-11"), an_item("2021-06-13"), an_item("2021-06-13"),
        an_item("", is_complete=False), an_item("2021-06-01", is_mandatory=False),
    )  # fmt: skip

    assert [(one.label, one.share) for one in made.bars] == [
        ("10/06", "0%"), ("11/06", "25,0%"), ("12/06", "25,0%"), ("13/06", "75,0%"),
        ("14/06", "75,0%"),
    ]  # fmt: skip
    assert made.is_line
    assert made.description == (
        "Biểu đồ đường. Tỷ lệ hoàn thành theo thời gian. 10/06: 0%; 11/06: 25,0%; "
        "12/06: 25,0%; 13/06: 75,0%; 14/06: 75,0%."
    )


def test_what_was_complete_and_is_no_longer_counts_on_no_day():
    made = over_time(an_item("2021-06-13"), an_item("2021-06-12", is_complete=False))

    assert [one.share for one in made.bars] == ["0%", "50,0%", "50,0%"]


@pytest.mark.parametrize("first", ["2021-06-14", "", "2021-07-01"], ids=["today", "none", "later"])
def test_all_on_one_day_is_a_line_from_the_day_before(first):
    made = over_time(an_item(first), an_item(first))

    assert [(one.label, one.share) for one in made.bars] == [("13/06", "0%"), ("14/06", "100%")]


def test_while_nothing_is_complete_there_is_no_line():
    assert over_time(an_item("", is_complete=False)) is None
    assert over_time() is None
    assert over_time(an_item("2021-06-01", is_mandatory=False)) is None


@pytest.mark.parametrize("ago", [0, 1, 29, 30, 31, 59, 365, 3000])
def test_of_a_long_time_days_are_evenly_spread_and_end_today(ago):
    first = DAY - timedelta(days=ago)

    made = over_time(an_item(first.isoformat()), an_item("2021-06-14"))

    before = first - timedelta(days=1)
    assert len(made.bars) <= annex_charts.MOST_POINTS
    assert made.bars[0] == ReportBar(f"{before.day:02}/{before.month:02}", 0)
    assert made.bars[-1] == ReportBar("14/06", 10_000)
    assert len(made.bars) >= min(ago + 2, 16)
