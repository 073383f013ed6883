"""What a unit is told before it sends: of its own records, and of nobody else's."""

from __future__ import annotations

import pytest

from lib.errors import NotFound
from lib.services import clock
from lib.services.nominations import nomination_warnings
from lib.services.nominations.nomination_warnings import Kind
from tests.cast import BINH, LAN, YEN
from tests.services.nominations.nomination_scene import NOW, make_scene


@pytest.fixture
def scene(stage):
    return stage.set(make_scene)


def told(scene, person, *ones):
    keys = [one.nomination_id for one in ones]
    with clock.at(NOW):
        return nomination_warnings.before_sending(scene.db, scene.who(person), scene.campaign, keys)


def test_a_double_in_the_unit_is_told_and_one_elsewhere_is_not(scene):
    mine, double, elsewhere = scene.save(LAN), scene.save(LAN), scene.save(BINH)

    found = told(scene, LAN, mine)[mine.nomination_id]
    assert {one.earlier.nomination_id for one in found if one.earlier} == {double.nomination_id}
    assert elsewhere.unit_id != mine.unit_id

    alone = told(scene, BINH, elsewhere)[elsewhere.nomination_id]
    assert [one.kind for one in alone] == [Kind.MISSING_PARTS]


@pytest.mark.parametrize("person", [BINH, YEN], ids=lambda one: one.username)
def test_another_units_nomination_is_not_found(scene, person):
    made = scene.save(LAN)
    assert scene.who(person).unit_id != made.unit_id

    with pytest.raises(NotFound):
        told(scene, person, made)
