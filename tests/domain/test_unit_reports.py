"""A unit's figures: what it says of each task, and nothing that it has not said."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

import pytest

from lib.domain.campaigns import ContentGroup, DueSource, Task
from lib.domain.checklist import Item
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import form_from_data
from lib.domain.unit_reports import Figure, Figures, Told, figures_of
from lib.domain.units import Unit, UnitType
from lib.domain.workflow import Verification, WorkStatus

DUE = date(2021, 5, 10)
TODAY = date(2021, 5, 20)
NS = UUID(int=1)
UNIT = Unit(NS, "QLXD", "Phòng", "Phòng", UnitType.DIVISION, 1, False, None, 12, None, 1)
GROUPS = (
    ContentGroup("II.1", "Quán triệt", "Quán triệt", ""),
    ContentGroup("II.2", "Không ai", "Không ai", ""),
    ContentGroup("V.1", "Trách nhiệm", "Trách nhiệm", ""),
)
FIELDS = [
    {"key": "so", "label": "Số hội nghị", "kind": "whole", "unit": "hội nghị", "required": True},
    {"key": "luot", "label": "Người dự", "kind": "whole", "unit": "lượt người"},
    {
        "key": "ty_le", "label": "Được phổ biến", "kind": "percent", "unit": "người",
        "numerator": "Được", "denominator": "Tổng",
    },
    {"key": "ghi", "label": "Ghi chú", "kind": "long_text"},
]  # fmt: skip


def a_task(code: str, *, is_mandatory: bool = True, is_unit_report: bool = False) -> Task:
    return Task(
        uuid5(NS, code), NS, code, code.rpartition(".")[0], code, f"Việc {code}", "", "", "", DUE,
        DueSource.SUGGESTED, frozenset({UnitType.DIVISION}), is_mandatory, True, 1,
        form_from_data({"key": code, "version": 1, "fields": FIELDS}),
        is_unit_report=is_unit_report,
    )  # fmt: skip


def an_item(
    task: Task,
    status: WorkStatus = WorkStatus.NOT_STARTED,
    verification: Verification = Verification.NOT_SENT,
    *,
    on: date | None = None,
    **answers: Value,
) -> Item:
    return Item(
        NS, task.task_id, status, verification, answers, DUE, on, None, None, None, None, None,
        None, 1, datetime(2021, 5, 1, tzinfo=UTC),
    )  # fmt: skip


def of(*items: Item, tasks: list[Task]) -> Figures:
    return figures_of(UNIT, GROUPS, tasks, items, TODAY, collectives=1, individuals=2)


@pytest.mark.parametrize(
    ("status", "verification", "told", "figures"),
    [
        (WorkStatus.DONE, Verification.VERIFIED, Told.DONE, ("1.234 hội nghị",)),
        (WorkStatus.IN_PROGRESS, Verification.NOT_SENT, Told.UNDER_WAY, ("1.234 hội nghị",)),
        (WorkStatus.NIL, Verification.SENT, Told.NIL, ()),
        (WorkStatus.DONE, Verification.RETURNED, Told.RETURNED, ()),
        (WorkStatus.NOT_STARTED, Verification.NOT_SENT, Told.MISSING, ()),
    ],
)
def test_what_a_unit_says_of_a_task(status, verification, told, figures):
    task = a_task("II.1.1")

    [group] = of(an_item(task, status, verification, so=1234), tasks=[task]).groups

    [shown] = group.tasks
    assert (shown.told, tuple(one.value for one in shown.figures)) == (told, figures)


def test_a_figure_that_is_not_there_is_not_told_as_zero():
    task = a_task("II.1.1")

    [group] = of(an_item(task, WorkStatus.DONE, so=0, ty_le_den=12), tasks=[task]).groups

    assert group.tasks[0].figures == (Figure("Số hội nghị", "0 hội nghị", "hội nghị"),)


def test_figures_have_their_unit_and_shares_no_blank():
    task = a_task("II.1.1")
    item = an_item(task, WorkStatus.DONE, so=3, luot=1200, ty_le_num=2, ty_le_den=3, ghi="Dài.")

    [group] = of(item, tasks=[task]).groups

    assert group.tasks[0].figures == (
        Figure("Số hội nghị", "3 hội nghị", "hội nghị"),
        Figure("Người dự", "1.200 lượt người", "lượt người"),
        Figure("Được phổ biến", "2/3 người (66,7%)", "người"),
    )


def test_the_report_counts_and_is_no_result_of_itself():
    told, own = a_task("II.1.1"), a_task("V.1.6", is_unit_report=True)
    items = an_item(told, WorkStatus.DONE, on=DUE, so=1), an_item(own, WorkStatus.DONE, on=TODAY)

    figures = of(*items, tasks=[told, own])

    counts = figures.progress
    assert (counts.assigned, counts.complete, counts.on_time, counts.late) == (2, 2, 1, 1)
    assert [one.code for one in figures.groups] == ["II.1"]


def test_what_is_overdue_optional_or_no_longer_asked():
    late, free, gone = a_task("II.1.1"), a_task("II.1.2", is_mandatory=False), a_task("II.1.3")

    figures = of(*map(an_item, (late, free, gone)), tasks=[late, free])

    assert (figures.progress.overdue, figures.progress.optional) == (1, 1)
    assert [one.code for one in figures.groups[0].tasks] == ["II.1.1", "II.1.2"]


def test_leaders_report_nothing_that_must_be():
    task = a_task("II.1.1")

    figures = figures_of(
        replace(UNIT, unit_type=UnitType.LEADERSHIP), GROUPS, [task], [an_item(task)], TODAY,
        collectives=0, individuals=0,
    )  # fmt: skip

    assert (figures.progress.assigned, figures.progress.optional) == (0, 1)


def test_they_are_the_same_after_json():
    task = a_task("II.1.1")
    figures = of(an_item(task, WorkStatus.DONE, so=3), tasks=[task])

    assert Figures.from_data(json.loads(json.dumps(figures.to_data()))) == figures
