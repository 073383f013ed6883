"""Documents and opinions on the desks of those who have to do something about them."""

from __future__ import annotations

from datetime import date

import pytest

from lib.domain.desk import Kind
from lib.services import clock
from lib.services.desk import desks
from tests.cast import HUNG, LAN, MAI, SON, YEN
from tests.services.documents import document_scene
from tests.services.opinions import opinion_scene

OF_DOCUMENTS = (Kind.DOCUMENTS, Kind.DOCUMENTS_TO_READ, Kind.DOCUMENTS_OPEN)


@pytest.fixture
def scene(stage):
    return stage.set(document_scene.make_scene)


def found(scene, person, *kinds, at=document_scene.NOW):
    with clock.at(at):
        piles = [
            one
            for desk in desks.of_person(scene.db, scene.who(person))
            for one in desk.piles
            if one.kind in kinds
        ]
    return {one.kind: (one.count, [(row.key, row.due_on) for row in one.first]) for one in piles}


def test_a_document_lies_there_until_the_unit_has_said_so(scene):
    key = scene.published()
    row = (str(key), date(2021, 3, 30))
    assert found(scene, LAN, *OF_DOCUMENTS) == {Kind.DOCUMENTS: (1, [row])}
    assert found(scene, HUNG, *OF_DOCUMENTS) == found(scene, LAN, *OF_DOCUMENTS)
    assert found(scene, MAI, Kind.DOCUMENTS_OPEN) == {Kind.DOCUMENTS_OPEN: (1, [row])}
    assert found(scene, SON, *OF_DOCUMENTS) == {}

    scene.acknowledge(key, HUNG)

    assert found(scene, LAN, *OF_DOCUMENTS) == found(scene, HUNG, *OF_DOCUMENTS) == {}
    assert found(scene, YEN, *OF_DOCUMENTS) == {Kind.DOCUMENTS: (1, [row])}
    assert found(scene, MAI, Kind.DOCUMENTS_OPEN) == {Kind.DOCUMENTS_OPEN: (1, [row])}

    scene.corrected(key)
    assert found(scene, LAN, *OF_DOCUMENTS) == {Kind.DOCUMENTS: (1, [row])}

    scene.withdraw(key)
    assert found(scene, MAI, *OF_DOCUMENTS) == found(scene, LAN, *OF_DOCUMENTS) == {}


def test_a_units_own_document_is_read_by_each_of_its_people(scene):
    key = scene.published_own()
    assert found(scene, LAN, *OF_DOCUMENTS) == {Kind.DOCUMENTS_TO_READ: (1, [(str(key), None)])}
    assert found(scene, YEN, *OF_DOCUMENTS) == {}

    scene.read(key, LAN)

    assert found(scene, LAN, *OF_DOCUMENTS) == {}
    assert Kind.DOCUMENTS_TO_READ in found(scene, HUNG, *OF_DOCUMENTS)


def test_of_opinions_the_office_is_told_their_number_alone(stage):
    scene = stage.set(opinion_scene.make_scene)
    scene.send()

    assert found(scene, MAI, Kind.OPINIONS, at=opinion_scene.NOW) == {Kind.OPINIONS: (1, [])}
    assert found(scene, LAN, Kind.OPINIONS, at=opinion_scene.NOW) == {}
