"""Figures of opinions: small topics are told together, and no figure leads to one opinion."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lib.domain.exports import Snapshot
from lib.domain.opinion_lines import OpinionLine
from lib.domain.reports import opinion_figures
from lib.domain.reports.opinion_figures import OTHERS, of_notices, of_opinions

DAY = date(2021, 5, 20)


def lines(**counts: int) -> tuple[OpinionLine, ...]:
    return tuple(
        OpinionLine(topic, "", False, "", "received", "", "", "", "", "", "", "")
        for topic, count in counts.items()
        for _ in range(count)
    )


def snapshot(opinions: tuple[OpinionLine, ...]) -> Snapshot:
    return Snapshot("nho", 1, DAY, (), (), (), opinions=opinions)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, {}),
        ({"a": 4}, {}),
        ({"a": 2, "b": 2}, {}),
        ({"a": 5}, {"a": 5}),
        ({"a": 5, "b": 6}, {"b": 6, "a": 5}),
        ({"a": 4, "b": 3, "c": 9}, {"c": 9, OTHERS: 7}),
        # The sum would tell how many the small one has: the next joins it.
        ({"a": 1, "b": 5, "c": 9}, {"c": 9, OTHERS: 6}),
        ({"a": 1, "b": 5}, {}),
    ],
    ids=lambda one: str(one),
)
def test_small_topics_are_told_together(counts, told):
    assert opinion_figures.topics(lines(**counts)) == told


@pytest.mark.parametrize("name", ["y_kien", "y_kien.chu_de"])
def test_no_row_of_a_figure_is_one_opinion(name):
    figure = of_opinions(snapshot(lines(a=1, b=5, c=9)), name)

    assert figure.value.number == 15
    assert [row.value for row in figure.rows] == ["c: 9", f"{OTHERS}: 6"]


@pytest.mark.parametrize("name", ["y_kien.con", "y_kien.tra_loi", "y_kien.chuyen"])
def test_parts_of_a_topic_are_not_told_since_the_rest_could_be_reckoned(name):
    assert of_opinions(snapshot(lines(a=5, b=9)), name).rows == ()


def test_whom_opinions_were_sent_to_is_told_by_name_without_a_number():
    sent = [replace(one, forwarded_to=to) for one, to in zip(lines(a=3), "BAB", strict=True)]

    figure = of_opinions(snapshot(tuple(sent)), "y_kien.noi_chuyen")

    assert [row.value for row in figure.rows] == ["A", "B"]


def test_nothing_is_said_of_topics_that_are_all_small():
    figure = of_opinions(snapshot(lines(a=4)), "y_kien.chu_de")

    assert not figure.value.says_something
    assert figure.rows == ()


@pytest.mark.parametrize("name", ["y_kien.ten", "y_kien.don_vi", "y_kien.ngay", "y_kien.con.ten"])
def test_there_is_no_figure_by_unit_or_day(name):
    with pytest.raises(KeyError):
        of_opinions(snapshot(lines(a=9)), name)


def test_days_of_notices_are_told_only_where_some_were_sent_on():
    assert not of_notices(snapshot(()), "tin_sai.ngay_chuyen").value.says_something
    with pytest.raises(KeyError):
        of_notices(snapshot(()), "tin_sai.ten")
