"""The questions of a task are built in the draft of the plan; what was answered is never lost."""

from __future__ import annotations

from functools import partial

import pytest

from lib.domain.checklist import Report
from lib.domain.forms import building, forms
from lib.domain.forms.fields import Kind
from lib.domain.plan_drafts import HEAD, Name, Part
from lib.domain.workflow import WorkStatus
from lib.errors import Conflict, Denied, NotFound, Problems, Refused
from lib.services.acts import new_act
from lib.services.building import drafts, edits, publishing, task_forms
from lib.services.campaigns import campaigns
from lib.services.checklist import checklist
from lib.services.operation import checks
from tests.cast import CAST, LAN, MAI, VAN
from tests.services.building.building_scene import running
from tests.small_campaign import HELD

TASK = Name(Part.TASK, HELD)
ADD = partial(building.added, kind=Kind.YES_NO, settings={"label": "Có biên bản"})


def record(scene, who=VAN):
    return drafts.opened(scene.db, scene.who(who), running(scene)).record(TASK)


def questions(scene):
    return task_forms.opened(scene.db, scene.who(VAN), running(scene), record(scene))


def change(scene, act, who=VAN, name=TASK, seen=None, act_id=None):
    return task_forms.change(
        scene.db, scene.who(who), running(scene), act_id=act_id or new_act(), name=name,
        seen_version=record(scene).version if seen is None else seen, act=act,
    )  # fmt: skip


def report(scene):
    return checklist.save_item(
        scene.db, scene.who(LAN), running(scene), act_id=new_act(),
        unit_id=scene.who(LAN).unit_id, task_code=HELD, seen_version=1,
        report=Report(WorkStatus.DONE.value, {"so_hoi_nghi": "4"}, ""),
    )  # fmt: skip


def publish(scene):
    plan = drafts.opened(scene.db, scene.who(VAN), running(scene))
    return publishing.publish(
        scene.db, scene.who(VAN), running(scene), act_id=new_act(), seen_version=plan.version
    )


def keys(scene):
    return [one.key for one in questions(scene).draft.fields]


def test_an_act_changes_the_draft_and_then_what_units_are_asked(scene):
    change(scene, ADD)

    assert keys(scene) == ["so_hoi_nghi", "ghi_chu", "co_bien_ban"]
    told = publishing.check(scene.db, scene.who(VAN), running(scene)).told
    assert [one.what for one in told] == [("thêm câu hỏi “Có biên bản” (có/không)",)]
    publish(scene)

    (task,) = (t for t in campaigns.plan(scene.db, running(scene)).tasks if t.code == HELD)
    assert [field.key for field in task.form.asked] == keys(scene)
    assert questions(scene).in_force == task.form.fields
    assert checks.problems(scene.db) == []


def test_a_second_click_does_nothing_more(scene):
    act_id = new_act()
    seen = record(scene).version

    first = change(scene, ADD, act_id=act_id, seen=seen)
    again = change(scene, ADD, act_id=act_id, seen=seen)

    assert again.version == first.version
    assert keys(scene) == ["so_hoi_nghi", "ghi_chu", "co_bien_ban"]


def test_what_was_reported_or_is_being_typed_is_used(scene):
    assert questions(scene).draft.used == frozenset()
    lan = scene.who(LAN)
    checklist.keep_draft(
        scene.db, lan, running(scene), unit_id=lan.unit_id, task_code=HELD, seen_version=1,
        raw={"so_hoi_nghi": "", "ghi_chu": "Đang gõ"},
    )  # fmt: skip
    assert questions(scene).draft.used == {"ghi_chu"}
    report(scene)
    assert questions(scene).draft.used >= {"so_hoi_nghi"}

    with pytest.raises(Refused) as caught:
        change(scene, partial(building.removed, key="so_hoi_nghi"))

    assert caught.value.reason == "field_used"
    assert keys(scene) == ["so_hoi_nghi", "ghi_chu"]


def test_a_key_in_force_is_given_to_no_other_question(scene):
    change(scene, partial(building.removed, key="ghi_chu"))
    change(scene, partial(building.added, kind=Kind.LINK, settings={"label": "Ghi chú"}))

    assert keys(scene) == ["so_hoi_nghi", "ghi_chu_2"]
    publish(scene)
    assert checks.problems(scene.db) == []


def test_of_two_who_saw_one_version_the_second_is_told(scene):
    change(scene, ADD, who=MAI)

    with pytest.raises(Conflict):
        change(scene, partial(building.retired, key="ghi_chu"), seen=drafts.FIRST)

    assert not questions(scene).draft.field("ghi_chu").retired


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (partial(building.retired, key="khong_co"), NotFound),
        (partial(building.added, kind=Kind.CHOICE, settings={"label": "Loại"}), Problems),
    ],
)
def test_what_is_refused_changes_nothing(scene, act, error):
    with pytest.raises(error):
        change(scene, act)

    assert not record(scene).is_changed
    assert record(scene).version == drafts.FIRST


def test_what_the_actor_has_typed_of_the_record_stays(scene):
    one = record(scene)
    raw = {**forms.start(one.form, one.answers), "short_title": "Đang gõ"}
    for who in (VAN, MAI):
        edits.keep_typed(
            scene.db, scene.who(who), running(scene), name=TASK, seen_version=one.version, raw=raw
        )

    made = change(scene, ADD)

    assert record(scene).draft.seen_version == made.version
    assert record(scene).draft.answers["short_title"] == "Đang gõ"
    assert record(scene, MAI).draft.seen_version == one.version


def test_only_the_office_builds_forms(scene):
    one, campaign = record(scene), running(scene)
    for who in {one for one in CAST if one not in (VAN, MAI)}:
        with pytest.raises(Denied):
            task_forms.opened(scene.db, scene.who(who), campaign, one)
        with pytest.raises(Denied):
            change(scene, ADD, who=who)
    assert not record(scene).is_changed


@pytest.mark.parametrize(
    "name", [Name(Part.HEAD, HEAD), Name(Part.GROUP, "II.1"), Name(Part.TASK, "II.1.999")]
)
def test_only_tasks_have_questions(scene, name):
    with pytest.raises(NotFound):
        change(scene, ADD, name=name, seen=drafts.FIRST)


def test_what_was_asked_stays_in_the_form_as_asked_no_more(scene):
    change(scene, partial(building.removed, key="ghi_chu"))
    publish(scene)

    assert [one.key for one in questions(scene).in_force if one.retired] == ["ghi_chu"]
    assert keys(scene) == ["so_hoi_nghi", "ghi_chu"]
