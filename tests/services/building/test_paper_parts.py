"""What a plan's own paper holds beside its tasks: bases, words, remarks; and what stands where."""

from __future__ import annotations

import json
from datetime import date

import pytest

from lib.domain import plan_drafts
from lib.domain.plan_drafts import HEAD, RULES, WORDS, Name, Part
from lib.errors import Conflict, Denied, NotFound, Problems, Refused
from lib.services.acts import new_act
from lib.services.building import drafts, edits
from lib.services.campaigns.campaign_details import Details
from lib.services.operation import checks
from lib.store import campaigns as store
from lib.store import plan_drafts as draft_store
from lib.store.checklist import Author
from tests.cast import CAST, MAI, VAN
from tests.services.building.building_scene import (
    LATER,
    act,
    add,
    check,
    move,
    plan_of,
    publish,
    running,
    said,
    save,
)

CALL = (
    "Chỉ thị số 03/CT-UBND ngày 01 tháng 02 năm 2021 của Ủy ban nhân dân tỉnh Cao Bằng về phát "
    "động thi đua"
)
LATE = "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ về thi đua, khen thưởng"
THE_HEAD, THE_WORDS = Name(Part.HEAD, HEAD), Name(Part.WORDS, WORDS)


def details(scene):
    campaign_id = running(scene).campaign_id
    return scene.db.read(lambda tx: store.details(tx, campaign_id))


def remarks(scene, name):
    return [one.words for one in check(scene).findings if one.name == name]


def order(scene, part):
    return plan_drafts.codes(plan_of(scene).content, part)


def test_a_basis_begins_with_the_kind_and_number_of_its_citation(scene):
    name = add(scene, Part.BASIS, CALL)
    record = plan_of(scene).record(name)
    assert record.answers["kind"] == "chi_thi"
    assert record.answers["numbers"] == "03/CT-UBND"
    assert said(scene) == {name: ("thêm mới",)}
    save(scene, name, note="Bản giấy ở Văn phòng", suggested="Có")
    publish(scene)

    assert details(scene)["legal_basis"] == [
        {
            "kind": "chi_thi", "cite": CALL, "numbers": ["03/CT-UBND"], "in_plan": True,
            "note": "Bản giấy ở Văn phòng", "suggested": True,
        }
    ]  # fmt: skip
    (cited,) = Details(details(scene)).bases(date(2021, 3, 1))
    assert (cited.cite, cited.is_suggested) == (CALL, True)
    assert not plan_of(scene).is_changed
    assert checks.problems(scene.db) == []


def test_a_basis_is_changed_told_and_given_to_the_papers_of_today(scene):
    name = add(scene, Part.BASIS, LATE)
    publish(scene)
    save(
        scene, name, list="legal_basis_current", valid_from="01/01/2024", valid_to="30/6/2025",
        numbers="98/2023/NĐ-CP\n152/2025/NĐ-CP",
    )  # fmt: skip

    told = said(scene)[name]
    assert "Hiệu lực từ: – → 01/01/2024" in told
    assert "Dùng cho: Phong trào này → Văn bản khen thưởng làm từ nay" in told
    publish(scene)
    assert details(scene)["legal_basis"] == []
    assert details(scene)["legal_basis_current"] == [
        {
            "kind": "nghi_dinh", "cite": LATE, "numbers": ["98/2023/NĐ-CP", "152/2025/NĐ-CP"],
            "valid_from": "2024-01-01", "valid_to": "2025-06-30",
        }
    ]  # fmt: skip
    found = Details(details(scene))
    assert [one.cite for one in found.bases(date(2024, 5, 1))] == [LATE]
    assert list(found.bases(date(2021, 5, 1))) == []


def test_a_basis_whose_number_changes_is_still_the_same_one(scene):
    name = add(scene, Part.BASIS, CALL)
    publish(scene)
    save(scene, name, numbers="04/CT-UBND", cite=CALL.replace("03/CT", "04/CT"))
    assert set(said(scene)) == {name}
    act(scene, edits.take_back, name)
    assert not plan_of(scene).is_changed
    act(scene, edits.take_out, name)
    assert said(scene) == {name: ("bỏ khỏi kế hoạch",)}
    publish(scene)
    assert details(scene)["legal_basis"] == []


@pytest.mark.parametrize(
    ("cite", "changes", "told"),
    [
        (LATE, {}, "ban hành sau ngày của kế hoạch"),
        (CALL, {"valid_from": "01/3/2021"}, "chưa có hiệu lực vào ngày của kế hoạch"),
        (CALL, {"valid_to": "31/01/2021"}, "đã hết hiệu lực trước ngày của kế hoạch"),
        ("Ý kiến của lãnh đạo Sở", {}, "không nêu số, ký hiệu và ngày"),
        (CALL, {"amendment": "Chỉ thị số 05/CT-UBND"}, "phải ghi cả trích dẫn và ngày nêu nó"),
    ],
)
def test_what_is_odd_about_a_basis_is_a_remark(scene, cite, changes, told):
    save(scene, THE_HEAD, date="10/02/2021")
    name = add(scene, Part.BASIS, cite)
    save(scene, name, **changes)
    assert [one for one in remarks(scene, name) if told in one]
    assert check(scene).is_ready


def test_a_basis_that_fits_is_remarked_upon_by_nothing(scene):
    save(scene, THE_HEAD, date="10/02/2021")
    name = add(scene, Part.BASIS, CALL)
    assert remarks(scene, name) == []
    twin = add(scene, Part.BASIS, CALL)
    assert any("trùng số 03/CT-UBND" in one for one in remarks(scene, twin))
    assert remarks(scene, name) == []


def test_days_that_cannot_be_are_no_basis(scene):
    name = add(scene, Part.BASIS, CALL)
    for wrong in (
        {"valid_from": "02/02/2021", "valid_to": "01/02/2021"},
        {"valid_from": "31/02/2021"},
        {"list": "award_forms"},
        {"kind": "khac"},
        {"cite": "a\x00b"},
    ):
        with pytest.raises(Problems):
            save(scene, name, **wrong)
    assert "valid_from" not in plan_of(scene).record(name).body


def test_bases_are_put_in_order_and_the_file_follows(scene):
    names = [
        add(scene, Part.BASIS, f"Kế hoạch số {n}/KH-UBND ngày 0{n}/02/2021 của UBND tỉnh")
        for n in (1, 2, 3)
    ]
    publish(scene)
    move(scene, names[2], -2)

    assert said(scene) == {names[2]: ("chuyển lên đầu",)}
    move(scene, names[2], 1)
    assert said(scene) == {
        names[2]: ("chuyển tới sau “Kế hoạch số 1/KH-UBND ngày 01/02/2021 của UBND tỉnh”",)
    }
    new = add(scene, Part.BASIS, "Hướng dẫn số 9/HD-UBND ngày 09/02/2021 của UBND tỉnh")
    assert order(scene, Part.BASIS)[-1] == new.code
    publish(scene)
    assert [one["numbers"][0][0] for one in details(scene)["legal_basis"]] == ["1", "3", "2", "9"]
    assert not plan_of(scene).is_changed


def test_milestones_and_award_forms_have_an_order_and_tasks_have_their_codes(scene):
    first = add(scene, Part.MILESTONE, "Ngày phát động")
    move(scene, first, -100)
    assert order(scene, Part.MILESTONE)[0] == first.code
    publish(scene)
    assert order(scene, Part.MILESTONE)[0] == first.code
    for name in (Name(Part.TASK, "II.1.1"), Name(Part.BASIS, "khong_co"), THE_HEAD,
                 Name(Part.ORDER, "milestone")):  # fmt: skip
        with pytest.raises(NotFound):
            move(scene, name, 1)


def test_of_two_who_put_in_order_the_second_is_told_and_a_second_click_does_nothing(scene):
    first = add(scene, Part.MILESTONE, "Ngày phát động")
    seen, act_id = plan_of(scene).order_version(Part.MILESTONE), new_act()
    for _ in range(2):
        move(scene, first, -1, seen=seen, act_id=act_id)
    after = order(scene, Part.MILESTONE)
    assert after.index(first.code) == len(after) - 2
    with pytest.raises(Conflict):
        move(scene, first, -1, who=MAI, seen=seen)
    assert order(scene, Part.MILESTONE) == after


def test_nobody_opens_or_saves_an_order(scene):
    hidden = Name(Part.ORDER, Part.MILESTONE.value)
    with pytest.raises(NotFound):
        plan_of(scene).record(hidden)
    with pytest.raises(NotFound):
        edits.save(scene.db, scene.who(VAN), running(scene), act_id=new_act(), name=hidden,
                   seen_version=1, raw={"codes": []})  # fmt: skip
    with pytest.raises(Refused):
        add(scene, Part.ORDER, "Mới", under="X")


def test_a_remark_on_the_plans_words_is_called_by_its_place(scene):
    name = add(scene, Part.ERRATUM, "V. TỔ CHỨC THỰC HIỆN", under="Bố cục")
    save(scene, name, erratum="Thiếu mục III và IV.")
    publish(scene)
    (told,) = running(scene).errata
    assert (told.code, told.erratum) == ("Bố cục", "Thiếu mục III và IV.")
    with pytest.raises(Refused):
        add(scene, Part.ERRATUM, "Khác", under="Bố cục")
    with pytest.raises(Refused):
        add(scene, Part.ERRATUM, "Khác", under="x" * 41)


def test_opening_closing_scope_and_agency_are_words_of_the_plan(scene):
    anchor = plan_of(scene).content["anchor"]
    save(
        scene, THE_WORDS, kind="Kế hoạch", opening="Thực hiện Chỉ thị.\n\nNhư sau:",
        closing="Yêu cầu thực hiện./.", form="theo_dot", form_label="Thi đua theo đợt",
        scope="Toàn Sở", starts_milestone=anchor, starts_way="truoc", starts_before="83",
        ends_milestone=anchor, period_suggested="Có", governing_body="UBND tỉnh Cao Bằng",
        abbreviation="SXD", agency_suggested="Có",
    )  # fmt: skip
    assert any(one.startswith("Lời kết: – → Yêu cầu") for one in said(scene)[THE_WORDS])
    publish(scene)

    found = details(scene)
    assert found["document"] == {
        "kind": "Kế hoạch", "opening": "Thực hiện Chỉ thị.\n\nNhư sau:",
        "closing": "Yêu cầu thực hiện./.",
        "head": {"governing_body": "UBND tỉnh Cao Bằng", "abbreviation": "SXD", "suggested": True},
    }  # fmt: skip
    assert found["emulation"] == {
        "form": "theo_dot", "form_label": "Thi đua theo đợt", "scope": "Toàn Sở",
        "period": {
            "starts": {"milestone": anchor, "offset_days": -83},
            "ends": {"milestone": anchor, "offset_days": 0}, "suggested": True,
        },
    }  # fmt: skip
    save(scene, THE_WORDS, ends_milestone="", ends_way="", period_suggested="Không",
         starts_milestone="", starts_way="", scope="")  # fmt: skip
    publish(scene)
    assert details(scene)["emulation"] == {"form": "theo_dot", "form_label": "Thi đua theo đợt"}


def test_head_and_words_of_one_paper_do_not_undo_each_other(scene):
    save(scene, THE_WORDS, kind="Kế hoạch", opening="Mở đầu")
    save(scene, THE_HEAD, who=MAI, number="12/KH-SXD", date="10/02/2021", name="Đoàn Quốc Chính",
         authority="TM. BAN CHỈ ĐẠO")  # fmt: skip
    save(scene, THE_WORDS, closing="Kết")
    assert "Ngày văn bản: – → 10/02/2021" in said(scene)[THE_HEAD]
    publish(scene)
    document = details(scene)["document"]
    assert (document["number"], document["opening"], document["closing"]) == (
        "12/KH-SXD", "Mở đầu", "Kết",
    )  # fmt: skip
    assert document["signer"] == {
        "authority": "TM. BAN CHỈ ĐẠO", "position": None, "name": "Đoàn Quốc Chính",
    }  # fmt: skip


def test_a_draft_of_before_that_holds_the_whole_paper_leaves_its_words_alone(scene):
    save(scene, THE_WORDS, kind="Kế hoạch", opening="Mở đầu mới")
    head = plan_of(scene).after[THE_HEAD]
    old = {**head, "document": {**head["document"], "number": "1/KH", "opening": "Mở đầu cũ"}}
    person, campaign = scene.who(VAN), running(scene)
    scene.db.write(lambda tx: draft_store.put(
        tx, campaign.campaign_id, 1, THE_HEAD, json.loads(json.dumps(old)), version=90,
        author=Author(person.account_id, LATER, 1),
    ))  # fmt: skip
    document = plan_of(scene).content["details"]["document"]
    assert (document["number"], document["opening"]) == ("1/KH", "Mở đầu mới")


def test_a_period_that_is_turned_or_lost_is_a_remark(scene):
    anchor = plan_of(scene).content["anchor"]
    lasting = add(scene, Part.MILESTONE, "Ngày phát động")
    save(scene, THE_WORDS, kind="Kế hoạch", starts_milestone=lasting.code, starts_way="sau",
         starts_after="5", ends_milestone=anchor)  # fmt: skip
    assert remarks(scene, THE_WORDS) == ["Phong trào kết thúc trước ngày bắt đầu."]
    act(scene, edits.take_out, lasting)
    assert remarks(scene, THE_WORDS) == [
        "Thời gian của phong trào tính từ một mốc không còn trong kế hoạch."
    ]


def test_what_is_settled_as_a_suggestion_is_said_until_it_is_confirmed(scene):
    rules = Name(Part.RULES, RULES)
    save(scene, rules, council_suggested="Có", council_note="Quy chế Hội đồng",
         awards_note="Theo Sở Nội vụ")  # fmt: skip
    assert remarks(scene, rules) == ["Mới là đề xuất, chưa xác nhận: điều kiện họp của Hội đồng."]
    publish(scene)
    save(scene, rules, council_suggested="Không")
    assert remarks(scene, rules) == []
    publish(scene)
    assert details(scene)["council"]["note"] == "Quy chế Hội đồng"
    assert details(scene)["award_rules"]["quota_note"] == "Theo Sở Nội vụ"


def test_the_report_of_a_unit_is_one_task_whose_form_asks_for_it(scene):
    name = Name(Part.TASK, "II.1.1")
    save(scene, name, unit_report="Có", suggested="Có")
    told = check(scene)
    assert not told.is_ready
    assert {one.name for one in told.findings if one.is_blocking} == {name}
    save(scene, name, unit_report="Không")
    publish(scene)
    assert plan_of(scene).record(name).body["suggested"] is True


def test_only_the_office_puts_in_order(scene):
    name = Name(Part.MILESTONE, plan_of(scene).content["anchor"])
    for who in {one for one in CAST if one not in (VAN, MAI)}:
        with pytest.raises(Denied):
            move(scene, name, -1, who=who, seen=1)
    assert not plan_of(scene).is_changed
    assert drafts.opened(scene.db, scene.who(MAI), running(scene)).changed == {}
