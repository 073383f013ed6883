"""The summary's counts of nominations agree with the lists, and name nobody."""

from __future__ import annotations

import pytest

from lib.domain.nomination_workflow import State, Step
from lib.domain.nominations import Subject
from lib.domain.summary_nominations import Stage
from lib.services import nominations, summary, summary_nominations
from lib.services.nominations import Filter
from tests import small_campaign
from tests.cast import BINH, CAST, HUNG, LAN, MAI
from tests.services.nomination_scene import make_scene


@pytest.fixture
def scene(db):
    return make_scene(db)


def counted(scene, person=LAN):
    actor = scene.who(person)
    shown = summary.summary(scene.db, actor, small_campaign.stored(scene.db))
    return summary_nominations.nominations(scene.db, actor, shown)


def test_without_nominations_there_is_nothing_to_show(scene):
    found = counted(scene)

    assert (found.total, found.direct_share, found.units.lines) == (0, None, ())


def test_counts_agree_with_the_lists(scene):
    sent = scene.save(LAN)
    scene.step(HUNG, Step.SEND, sent)
    scene.save(LAN, subject=Subject.COLLECTIVE)
    scene.save(BINH, nhom_doi_tuong="lanh_dao_khac")
    gone = scene.save(BINH)
    scene.step(BINH, Step.WITHDRAW, gone)

    found = counted(scene)

    listed = nominations.listed(scene.db, scene.who(MAI), scene.campaign, Filter())
    standing = {key: n for key, n in listed.by_state.items() if key != State.WITHDRAWN}
    assert {one.state: one.count for one in found.states} == standing
    assert (found.of_stage(Stage.UNIT), found.of_stage(Stage.OFFICE)) == (2, 1)
    assert (found.direct, found.persons) == (1, 2)
    assert [(line.unit.code, line.total) for line in found.units.lines] == [
        ("QLXD", 2), ("QHKT", 1),
    ]  # fmt: skip
    assert {(one.subject, one.category, one.award_code, one.count) for one in found.awards} == {
        (Subject.COLLECTIVE, "tap_the", "bk", 1),
        (Subject.INDIVIDUAL, "truc_tiep", "gk", 1),
        (Subject.INDIVIDUAL, "lanh_dao_khac", "gk", 1),
    }


def test_a_new_revision_is_counted_anew(scene):
    scene.save(LAN)
    assert counted(scene).total == 1

    scene.save(LAN)

    assert counted(scene).total == 2


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_everybody_sees_counts_and_no_names(scene, person):
    made = scene.save(LAN)

    found = counted(scene, person)

    assert found.total == 1
    assert made.name not in repr(found)
