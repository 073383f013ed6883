"""The summary's counts of nominations agree with the lists, and name nobody."""

from __future__ import annotations

import pytest

from lib.domain.checklist import Report
from lib.domain.nomination_workflow import State, Step
from lib.domain.nominations import Subject
from lib.domain.summary_nominations import Stage
from lib.services.acts import new_act
from lib.services.checklist import checklist
from lib.services.nominations import nominations
from lib.services.nominations.nominations import Filter
from lib.services.people import unit_list, units
from lib.services.people.unit_forms import TypedName
from lib.services.reports import summary, summary_nominations
from lib.store import nomination_reports as store
from tests import small_campaign
from tests.cast import BINH, CAST, HUNG, LAN, MAI, QUANG
from tests.services.nominations.nomination_scene import make_scene


@pytest.fixture
def scene(stage):
    return stage.set(make_scene)


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


def test_a_report_does_not_have_them_counted_anew_and_a_new_name_of_a_unit_does(scene, monkeypatch):
    scene.save(LAN)
    before = counted(scene)
    counting = []
    count = store.counts
    monkeypatch.setattr(store, "counts", lambda *args: counting.append(args) or count(*args))

    saved = checklist.save_item(
        scene.db, scene.who(LAN), scene.campaign, act_id=new_act(), unit_id=scene.who(LAN).unit_id,
        task_code=small_campaign.HELD, seen_version=1,
        report=Report("in_progress", {"so_hoi_nghi": "3"}),
    )  # fmt: skip
    assert (saved.version, counted(scene), counting) == (2, before, [])

    unit = unit_list.unit(scene.db, scene.who(QUANG), LAN.unit)
    units.rename(
        scene.db, scene.who(QUANG), act_id=new_act(), unit_id=unit.unit_id,
        seen_version=unit.version, name=TypedName("Phòng Xây dựng", "P. Xây dựng", "01/01/2021"),
    )  # fmt: skip
    assert [line.unit.short_name for line in counted(scene).units.lines] == ["P. Xây dựng"]


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_everybody_sees_counts_and_no_names(scene, person):
    made = scene.save(LAN)

    found = counted(scene, person)

    assert found.total == 1
    assert made.name not in repr(found)
