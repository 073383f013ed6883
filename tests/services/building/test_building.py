"""A campaign's plan changed in a draft, checked, told in words, and put in force."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from lib.domain import plan_drafts
from lib.domain.checklist import Report
from lib.domain.forms import forms
from lib.domain.nominations import AWARD, PassBase, Subject
from lib.domain.plan_drafts import HEAD, Name, Part
from lib.domain.workflow import WorkStatus
from lib.errors import Conflict, Denied, NotFound, Problems, Refused
from lib.services.acts import new_act
from lib.services.building import drafts, edits, publishing, record_forms
from lib.services.campaigns import award_details, award_rules, campaigns, file_writing, files
from lib.services.checklist import checklist
from lib.services.nominations import nomination_forms
from lib.services.operation import checks
from tests.cast import CAST, LAN, MAI, VAN
from tests.services.building.building_scene import (
    LATER,
    act,
    add,
    check,
    plan_of,
    publish,
    running,
    said,
    save,
    typed,
)
from tests.small_campaign import ELECTION_ON, HELD, OPTIONAL

TASK = Name(Part.TASK, HELD)
PLAN_2021 = Path("data/campaigns/bau-cu-2021.yaml")


def task(scene, code):
    return campaigns.plan(scene.db, running(scene)).tasks_by_code.get(code)


def report(scene, code=HELD):
    return checklist.save_item(
        scene.db, scene.who(LAN), running(scene), act_id=new_act(),
        unit_id=scene.who(LAN).unit_id, task_code=code, seen_version=1,
        report=Report(WorkStatus.DONE.value, {"so_hoi_nghi": "4"}, ""),
    )  # fmt: skip


def test_every_record_of_the_2021_plan_comes_out_of_its_form_as_it_went_in():
    seed = files.campaign_from_file(PLAN_2021)
    content = plan_drafts.keyed(file_writing.data(seed, is_each_whole=True))
    for name, body in plan_drafts.bodies(content).items():
        form = record_forms.form(name.part, content)
        raw = forms.start(form, record_forms.answers(name, body))
        made = record_forms.body(name, body, forms.parse_answers(form, raw, complete=True))
        changed = plan_drafts.Changed(name, made, 2, "", LATER)
        again, problems = files.checked(
            plan_drafts.as_file(plan_drafts.laid_over(content, [changed]))
        )
        assert problems == []
        assert again == seed, name


def test_a_draft_holds_nobody_to_anything_until_it_is_published(scene):
    before = task(scene, HELD)
    report(scene)
    save(scene, TASK, short_title="Hội nghị cử tri", way="sau", after="3")

    assert task(scene, HELD) == before
    told = said(scene)[TASK]
    assert "Tên ngắn: " in told[0]
    assert told[-1] == "1 đơn vị đã báo cáo: giữ nguyên."
    publish(scene)

    now = task(scene, HELD)
    assert now.short_title == "Hội nghị cử tri"
    assert now.due_on == ELECTION_ON + timedelta(days=3) != before.due_on
    assert any(f"→ {now.due_on:%d/%m/%Y}" in one for one in told)
    kept = checklist.opened_item(
        scene.db, scene.who(LAN), running(scene),
        unit_id=scene.who(LAN).unit_id, task_code=HELD,
    )  # fmt: skip
    assert kept.item.answers == {"so_hoi_nghi": 4}
    assert kept.item.due_on == now.due_on
    assert not plan_of(scene).is_changed
    assert checks.problems(scene.db) == []


def test_a_task_is_added_under_its_group_and_given_to_the_units(scene):
    name = add(scene, Part.TASK, "Họp tổ dân phố", under="II.1", form="hoi_nghi")
    assert name.code.startswith("II.1.")
    assert said(scene)[name] == ("thêm mới",)
    told = publish(scene)

    assert told.items > 0
    assert task(scene, name.code).short_title == "Họp tổ dân phố"
    assert {one.key for one in task(scene, name.code).form.asked} >= {"so_cuoc", "ghi_chu"}


def test_what_is_left_out_goes_unless_somebody_has_reported_on_it(scene):
    report(scene)
    act(scene, edits.take_out, TASK)
    act(scene, edits.take_out, Name(Part.TASK, OPTIONAL))
    told = said(scene)
    assert told[TASK][-1] == "1 đơn vị đã báo cáo: nhiệm vụ ở lại, báo cáo không bị bỏ."
    assert told[Name(Part.TASK, OPTIONAL)][-1] == "Chưa đơn vị nào báo cáo: bỏ hẳn."
    assert publish(scene).kept == (HELD,)
    assert task(scene, HELD) is not None
    assert task(scene, OPTIONAL) is None
    assert not plan_of(scene).is_changed
    assert checks.problems(scene.db) == []


def test_what_was_left_out_is_taken_back(scene):
    before = plan_of(scene).content
    act(scene, edits.take_out, TASK)
    assert plan_of(scene).record(TASK).is_out
    act(scene, edits.take_back, TASK)
    assert plan_of(scene).content == before
    new = add(scene, Part.GROUP, "Nhóm mới", under="II.9")
    act(scene, edits.take_back, new)
    assert plan_of(scene).content == before
    assert not check(scene).is_ready


def test_what_a_plan_lacks_leads_to_the_record_that_is_to_blame(scene):
    lasting = add(scene, Part.MILESTONE, "Ngày sơ kết")
    save(scene, TASK, milestone=lasting.code)
    assert check(scene).is_ready
    act(scene, edits.take_out, lasting)

    told = check(scene)
    assert [one.name for one in told.findings if one.is_blocking] == [TASK]
    assert not told.is_ready
    with pytest.raises(Refused) as why:
        publish(scene)
    assert why.value.reason == "plan_unready"


def test_a_group_without_tasks_is_told_and_holds_nobody_up(scene):
    name = add(scene, Part.GROUP, "Nhóm mới", under="II.9")
    told = check(scene)
    assert ("Nhóm II.9 chưa có nhiệm vụ nào.", name) in {
        (one.words, one.name) for one in told.findings
    }
    assert told.is_ready


def test_all_days_follow_the_anchor(scene):
    anchor = Name(Part.MILESTONE, plan_of(scene).content["anchor"])
    before = {one.code: one.due_on for one in campaigns.plan(
        scene.db, running(scene)).tasks}  # fmt: skip
    day = ELECTION_ON + timedelta(days=14)
    save(scene, anchor, date=f"{day:%d/%m/%Y}")
    publish(scene)

    after = campaigns.plan(scene.db, running(scene)).tasks
    assert {one.code: one.due_on for one in after} == {
        code: due + timedelta(days=14) for code, due in before.items()
    }


def test_a_purpose_is_added_in_its_place(scene):
    for code in ("I.2.1", "I.1.9"):
        add(scene, Part.PASSAGE, f"Lời {code}", under=code)
    publish(scene)
    told = [one.code for one in running(scene).preface]
    assert told.index("I.1.9") < told.index("I.2.1")
    assert "Lời I.1.9" in [one.text for one in running(scene).preface]


def test_an_award_form_is_added_and_nominations_are_asked_with_it(scene):
    before = nomination_forms.current(scene.db, running(scene), Subject.INDIVIDUAL)
    name = add(scene, Part.AWARD, "Giấy khen chuyên đề", under="GKCD")
    save(scene, name, **{"for": ["ca_nhan"]}, decided_by="Giám đốc Sở")
    assert said(scene) == {name: ("thêm mới",)}
    publish(scene)

    rules = award_rules.rules(scene.db, running(scene))
    assert rules.award_forms[-1].name == "Giấy khen chuyên đề"
    after = nomination_forms.current(scene.db, running(scene), Subject.INDIVIDUAL)
    assert after.version == before.version + 1
    assert "gkcd" in awards_of(after)
    together = nomination_forms.current(scene.db, running(scene), Subject.COLLECTIVE)
    assert "gkcd" not in awards_of(together)
    assert nomination_forms.current(scene.db, running(scene), Subject.INDIVIDUAL) == after


def awards_of(form):
    return [choice.key for one in form.asked if one.key == AWARD for choice in one.choices]


def test_an_award_form_in_force_keeps_its_level_and_is_never_left_out(scene):
    name = add(scene, Part.AWARD, "Giấy khen chuyên đề", under="GKCD")
    publish(scene)
    asked = {one.key for one in plan_of(scene).record(name).form.fields}
    assert asked == {"name", "decided_by", "note", "suggested"}
    with pytest.raises(NotFound):
        act(scene, edits.take_out, name)
    save(scene, name, name="Giấy khen theo chuyên đề")
    assert said(scene)[name] == ("Tên hình thức: Giấy khen chuyên đề → Giấy khen theo chuyên đề",)


def test_the_councils_rules_are_those_of_the_draft_once_published(scene):
    rules = Name(Part.RULES, plan_drafts.RULES)
    save(scene, rules, quorum="ba_tu", pass_percent="75", pass_base="so_du_hop", direct_share="40",
         addressees="UBND tỉnh\nSở Nội vụ")  # fmt: skip
    publish(scene)

    found = award_rules.rules(scene.db, running(scene))
    assert (found.quorum, found.pass_percent, found.direct_share) == ("3/4", "75", 40)
    assert found.pass_base == PassBase.PRESENT
    assert plan_of(scene).record(rules).body["report_addressees"]["names"] == [
        "UBND tỉnh", "Sở Nội vụ",
    ]  # fmt: skip


def test_warnings_that_nobody_wants_are_off_once_published(scene):
    rules = Name(Part.RULES, plan_drafts.RULES)
    answers = plan_of(scene).record(rules).answers
    assert (answers["warns_of_twice"], answers["warns_of_review"]) == (True, True)

    save(scene, rules, warns_of_twice=False)
    publish(scene)

    found = award_rules.rules(scene.db, running(scene))
    assert (found.warns_of_twice, found.warns_of_review) == (False, True)
    assert plan_of(scene).record(rules).body["award_rules"][award_details.ONE_AWARD] is False
    save(scene, rules, warns_of_twice=True)
    publish(scene)
    assert award_rules.rules(scene.db, running(scene)).warns_of_twice


def test_of_two_who_saw_one_version_the_second_is_told(scene):
    save(scene, TASK, who=MAI, short_title="Của Mai")
    with pytest.raises(Conflict):
        save(scene, TASK, seen=1, short_title="Của Vân")
    assert plan_of(scene).record(TASK).body["short_title"] == "Của Mai"


def test_nothing_is_published_that_was_not_seen(scene):
    seen = plan_of(scene).version
    save(scene, TASK, short_title="Hội nghị cử tri")
    with pytest.raises(Conflict):
        publishing.publish(
            scene.db, scene.who(VAN), running(scene), act_id=new_act(),
            seen_version=seen,
        )  # fmt: skip


def test_what_is_typed_is_kept_for_its_writer_over_a_publish(scene):
    campaign = running(scene)
    group = next(
        one for one in plan_drafts.bodies(plan_of(scene).content) if one.part == Part.GROUP
    )
    raw = typed(scene, group, short_title="Đang gõ")
    edits.keep_typed(scene.db, scene.who(MAI), campaign, name=group, seen_version=1, raw=raw)
    save(scene, TASK, short_title="Hội nghị cử tri")
    publish(scene)

    mine = drafts.opened(scene.db, scene.who(MAI), campaign)
    assert mine.typed[group].answers["short_title"] == "Đang gõ"
    assert plan_of(scene).typed == {}


def test_a_value_that_cannot_be_taken_changes_nothing(scene):
    with pytest.raises(Problems):
        save(scene, TASK, short_title="")
    with pytest.raises(Problems):
        save(scene, TASK, milestone="khong_co")
    assert not plan_of(scene).is_changed


@pytest.mark.parametrize(
    ("part", "more"),
    [
        (Part.TASK, {"under": "II.77", "form": "hoi_nghi"}),
        (Part.TASK, {"under": "II.1", "form": "../hoi_nghi"}),
        (Part.GROUP, {"under": "II.1"}),
        (Part.GROUP, {"under": "ii 1'; DROP TABLE tasks"}),
        (Part.AWARD, {"under": "gk;--"}),
        (Part.HEAD, {}),
        (Part.RULES, {}),
    ],
)
def test_nothing_is_added_that_no_plan_can_have(scene, part, more):
    with pytest.raises(Refused):
        add(scene, part, "Mới", **more)
    assert not plan_of(scene).is_changed


def test_a_draft_is_dropped_and_begun_again(scene):
    save(scene, TASK, short_title="Hội nghị cử tri")
    edits.drop(
        scene.db, scene.who(VAN), running(scene), act_id=new_act(),
        seen_version=plan_of(scene).version,
    )  # fmt: skip
    assert not plan_of(scene).is_changed
    assert plan_of(scene).record(TASK).version > 1
    save(scene, TASK, short_title="Lại sửa")
    publish(scene)
    assert task(scene, HELD).short_title == "Lại sửa"


def test_only_the_office_builds(scene):
    for who in {one for one in CAST if one not in (VAN, MAI)}:
        actor = scene.who(who)
        campaign = running(scene)
        with pytest.raises(Denied):
            drafts.opened(scene.db, actor, campaign)
        with pytest.raises(Denied):
            publishing.publish(scene.db, actor, campaign, act_id=new_act(), seen_version=0)
        with pytest.raises(Denied):
            edits.add(scene.db, actor, campaign, act_id=new_act(), part=Part.TASK, title="Mới",
                      under="II.1", form="hoi_nghi")  # fmt: skip


def test_no_record_but_those_of_the_plan_is_saved(scene):
    for name in (Name(Part.TASK, "II.1.999"), Name(Part.HEAD, "khac")):
        act_on = running(scene)
        with pytest.raises(NotFound):
            edits.save(scene.db, scene.who(VAN), act_on, act_id=new_act(), name=name,
                       seen_version=1, raw={})  # fmt: skip
    with pytest.raises(NotFound):
        act(scene, edits.take_out, Name(Part.HEAD, HEAD))
