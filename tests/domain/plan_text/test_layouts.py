"""Every layout of the corpus says what is written beside it, and every line has its place."""

from __future__ import annotations

import pytest
import yaml

from lib.domain.plan_text.nouns import Place
from lib.domain.plan_text.parse import parse
from tests.domain.plan_text import layouts
from tests.domain.plan_text.layouts import LAYOUTS


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.stem)
def test_a_layout_says_what_is_written_beside_it(layout):
    told = yaml.safe_load(layout.with_suffix(".yaml").read_text(encoding="utf-8"))

    assert layouts.summary(parse(layouts.lines_of(layout))) == told


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.stem)
def test_every_line_has_one_place_and_every_part_its_lines(layout):
    lines = layouts.lines_of(layout)

    plan = parse(lines)

    assert list(plan.places) == [no for no, line in enumerate(lines, start=1) if line.strip()]
    parts = [one.lines for one in (*plan.legal_bases, *plan.recipients, *plan.annexes)]
    parts += [group.lines for group in plan.groups]
    assert all(parts)
    assert all(no in plan.places for lines_of in parts for no in lines_of)
    told = set(plan.lines_at(Place.OUTLINE, Place.TABLE))
    assert {no for group in plan.groups for no in _lines_under(group)} <= told


def _lines_under(group):
    yield from group.lines
    for point in group.points:
        yield from point.lines
    for child in group.children:
        yield from _lines_under(child)


def test_lines_between_groups_are_told_once():
    plan = parse(layouts.lines_of(layouts.FOLDER / "17-nhieu-dong.txt"))

    counted = [no for group in plan.groups for no in _lines_under(group)]

    assert len(counted) == len(set(counted))
    assert set(counted) == set(plan.lines_at(Place.OUTLINE))


def test_nothing_of_an_annex_becomes_a_part():
    lines = layouts.lines_of(layouts.FOLDER / "12-phu-luc-mau.txt")
    plan = parse(lines)

    annexes = {no for one in plan.annexes for no in one.lines}

    assert annexes.isdisjoint(no for group in plan.groups for no in _lines_under(group))
    assert lines[min(annexes) - 1] == "PHỤ LỤC I"
    assert max(annexes) == len(lines)
