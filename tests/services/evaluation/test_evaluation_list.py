"""The list of units that are evaluated: its pages, its counts, what a page reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lib.domain.evaluations import State, Step
from lib.domain.list_choices import ListChoices
from lib.services import clock
from lib.services.evaluation import evaluation_list
from lib.services.evaluation.evaluation_list import PAGE_ROWS, Filter
from lib.store import units as units_store
from lib.store.units import UnitName
from tests.cast import HUNG, LAN, MAI, SON, YEN
from tests.factories import many_units
from tests.services.evaluation.evaluation_scene import FAIR, NOW, POOR, Scene, make_scene

MORE = 130
REPORTING = MORE + 4


@pytest.fixture
def scene(stage) -> Scene:
    """On both engines."""
    return stage.set(crowded)


def crowded(db) -> Scene:
    made = make_scene(db)
    many_units(db, MORE, campaign_id=made.campaign.campaign_id)
    return made


def codes(found):
    return [line.unit.code for line in found.lines]


def in_order(scene):
    """The codes of all units that report, as the agency orders its units."""
    units = scene.db.read(lambda tx: units_store.units(tx, NOW.date()))
    asked = {
        row[0]
        for row in scene.db.read(lambda tx: tx.rows("SELECT unit_id FROM items WHERE is_active"))
    }
    return [one.code for one in units if one.unit_id in asked]


def test_the_pages_together_are_all_units_in_the_agencys_order(scene):
    pages = [scene.listed(MAI, Filter(page=page)) for page in (1, 2, 3)]

    assert [len(one.lines) for one in pages] == [PAGE_ROWS, PAGE_ROWS, REPORTING - 2 * PAGE_ROWS]
    assert [code for one in pages for code in codes(one)] == in_order(scene)
    assert {(one.total, one.pages) for one in pages} == {(REPORTING, 3)}


def test_units_of_one_place_stand_in_the_order_of_their_names_of_the_day(scene):
    scene.db.write(lambda tx: tx.run("UPDATE units SET sort_order = 7"))
    old, new = date(1999, 1, 1), date(2021, 6, 1)
    for day, name in ((old, "Ấu trĩ"), (new, "Ân")):
        _rename(scene, YEN.unit, day, name)

    assert codes(scene.listed(MAI, Filter(page_rows=REPORTING))) == in_order(scene)
    with clock.at(NOW.replace(month=7)):
        later = evaluation_list.listed(scene.db, scene.who(MAI), scene.campaign, Filter())
    assert later.lines[0].unit.name == "Ân"


def _rename(scene, code, day, name):
    unit_id = scene.unit(code)

    def rename(tx):
        found = units_store.unit(tx, unit_id, NOW.date())
        units_store.rename_unit(tx, unit_id, UnitName(day, name, name), seen_version=found.version)

    scene.db.write(rename)


@pytest.mark.parametrize("page", [-1, 0, 4, 10**6])
def test_a_page_that_the_list_does_not_have_is_its_first(scene, page):
    assert codes(scene.listed(MAI, Filter(page=page))) == codes(scene.listed(MAI))


def test_a_page_is_as_long_as_the_person_wants_it(scene):
    actor = replace(scene.who(MAI), lists=ListChoices(20))

    found = evaluation_list.listed(scene.db, actor, scene.campaign, Filter(page=7))

    assert (len(found.lines), found.pages) == (REPORTING - 6 * 20, 7)


def test_the_filter_keeps_its_states_and_counts_all(scene):
    scene.bring(State.CONCLUDED)
    # Saved, and not sent.
    scene.save(YEN)
    scene.judge(MAI, Step.PROPOSE, POOR, "Không gửi gì", code="DV0100")
    by_state = {State.NONE: REPORTING - 2, State.PROPOSED: 1, State.CONCLUDED: 1}

    for states, expected in (
        ({State.PROPOSED}, ["DV0100"]),
        ({State.CONCLUDED, State.ANSWERED}, [LAN.unit]),
        ({State.SENT}, []),
        ({State.PROPOSED, State.CONCLUDED}, [LAN.unit, "DV0100"]),
    ):
        found = scene.listed(SON, Filter(states))
        assert sorted(codes(found)) == sorted(expected)
        assert (found.total, found.pages, found.by_state) == (len(expected), 1, by_state)
    waiting = scene.listed(SON, Filter({State.NONE, State.RETURNED}))
    assert waiting.total == REPORTING - 2


def test_a_step_moves_a_unit_at_once_from_one_filter_to_the_next(scene):
    scene.bring(State.SENT)
    assert codes(scene.listed(MAI, Filter({State.SENT}))) == [LAN.unit]
    assert codes(scene.listed(MAI, Filter({State.PROPOSED}))) == []

    scene.judge(MAI, Step.PROPOSE)

    assert codes(scene.listed(MAI, Filter({State.SENT}))) == []
    [line] = scene.listed(MAI, Filter({State.PROPOSED})).lines
    assert (line.unit.code, line.evaluation.said) == (LAN.unit, FAIR)


def test_a_unit_that_reports_no_more_is_not_listed_and_a_new_one_is(scene):
    assert scene.listed(MAI).total == REPORTING

    gone = scene.unit("DV0001")
    scene.db.write(
        lambda tx: tx.run("UPDATE items SET is_active = FALSE WHERE unit_id = $1", [gone])
    )
    many_units(scene.db, 2, campaign_id=scene.campaign.campaign_id)

    found = scene.listed(MAI, Filter(page_rows=2 * REPORTING))
    assert found.total == len(found.lines) == REPORTING + 1
    assert "DV0001" not in codes(found)
    assert {f"DV{MORE + 1:04}", f"DV{MORE + 2:04}"} <= {*codes(found)}


def test_what_is_told_of_a_unit_is_the_same_on_its_page_and_alone(scene):
    scene.bring(State.SENT, by=HUNG)

    [line] = [one for one in scene.listed(MAI).lines if one.unit.code == LAN.unit]

    assert line == scene.desk(MAI).line
    assert line.figures.progress.assigned
