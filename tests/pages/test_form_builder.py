"""The questions of a task, built in the draft of the plan."""

from __future__ import annotations

import pytest

from lib.domain.checklist import Report
from lib.domain.forms import building
from lib.domain.plan_drafts import Name, Part
from lib.domain.workflow import WorkStatus
from lib.services.acts import new_act
from lib.services.building import drafts, edits, publishing, task_forms
from lib.services.campaigns import campaigns
from lib.services.checklist import checklist
from tests import cast
from tests.cast import LAN, MAI, VAN
from tests.pages.conftest import button
from tests.services.building.building_scene import make_scene
from tests.small_campaign import HELD

PAGE = "office/builder"
TASK = Name(Part.TASK, HELD)


@pytest.fixture
def db(house, own_data):
    return house.set(make_scene).db


@pytest.fixture
def opened(app, db):
    """The builder on the task."""

    def start(person=VAN):
        at = app(person, PAGE)
        at.query_params["muc"] = f"task/{HELD}"
        return at.run()

    return start


def record(db, person=VAN):
    return drafts.opened(db, cast.actor(db, person), campaigns.find(db)).record(TASK)


def questions(db):
    return [(one["key"], one["label"]) for one in record(db).body["form"]]


def report(db):
    actor = cast.actor(db, LAN)
    checklist.save_item(
        db, actor, campaigns.find(db), act_id=new_act(), unit_id=actor.unit_id, task_code=HELD,
        seen_version=1, report=Report(WorkStatus.DONE.value, {"so_hoi_nghi": "4"}, ""),
    )  # fmt: skip


def unfold(at, label):
    (found,) = [one for one in at.button if one.label.partition(". ")[2].rstrip(" *\\") == label]
    return found.click().run()


def field(at, label, kind="text_input"):
    (found,) = [
        one for one in at.get(kind) if one.label.rstrip(" *") == label and "set_" in one.key
    ]
    return found


def said(at, *kinds):
    return "\n".join(one.value for kind in kinds or ("caption", "markdown") for one in at.get(kind))


def test_a_question_is_added_from_the_palette_and_tried(opened, db):
    at = opened()
    assert "Mẫu báo cáo (2 câu hỏi)" in [one.value for one in at.subheader]

    button(at, "Số đo").click().run()
    field(at, "Câu hỏi").set_value("Diện tích trồng cây").run()
    field(at, "Đơn vị tính").set_value("m²").run()
    button(at, "Thêm vào mẫu").click().run()

    assert questions(db)[-1] == ("dien_tich_trong_cay", "Diện tích trồng cây")
    assert "Đã thêm câu hỏi vào bản nháp." in said(at, "success")
    assert field(at, "Câu hỏi").value == "Diện tích trồng cây"
    assert "“Diện tích trồng cây (m²)”" in said(at)
    assert "Thêm câu hỏi “Diện tích trồng cây” (số đo)" in said(at)
    (tried,) = [one for one in at.text_input if one.label.startswith("Diện tích")]
    tried.set_value("mười").run()
    assert "Diện tích trồng cây: vui lòng nhập một số" in said(at)
    assert "Còn thiếu: Số hội nghị." in said(at)


def test_what_is_refused_is_told_at_its_field_and_what_was_typed_stays(opened, db):
    at = opened()
    before = questions(db)

    button(at, "Tỷ lệ").click().run()
    field(at, "Câu hỏi").set_value("Tỷ lệ ký cam kết").run()
    field(at, "Tên tử số").set_value("Đã ký").run()
    button(at, "Thêm vào mẫu").click().run()

    assert ":red[Tên mẫu số: vui lòng nhập, mục này bắt buộc.]" in said(at)
    assert field(at, "Câu hỏi").value == "Tỷ lệ ký cam kết"
    assert questions(db) == before
    field(at, "Tên mẫu số").set_value("Tổng số").run()
    button(at, "Thêm vào mẫu").click().run()
    assert questions(db)[-1] == ("ty_le_ky_cam_ket", "Tỷ lệ ký cam kết")


def test_settings_are_changed_and_questions_moved(opened, db):
    at = unfold(opened(), "Ghi chú")
    field(at, "Câu hỏi").set_value("Khó khăn, kiến nghị").run()
    button(at, "Lưu câu hỏi").click().run()
    assert questions(db)[1][1] == "Khó khăn, kiến nghị"

    assert button(at, "Xuống").disabled
    button(at, "Lên").click().run()

    assert [label for _, label in questions(db)] == ["Khó khăn, kiến nghị", "Số hội nghị"]
    assert button(at, "Lên").disabled
    assert "“Khó khăn, kiến nghị” chuyển lên đầu" in said(at)


def test_a_used_question_is_retired_and_asked_again(opened, db):
    report(db)
    at = unfold(opened(), "Số hội nghị")
    assert "Đã có câu trả lời nên không bỏ hẳn được" in said(at)
    assert "Bỏ câu hỏi" not in [one.label for one in at.button]

    button(at, "Thôi hỏi").click().run()
    assert record(db).body["form"][0]["retired"] is True
    assert "Thôi hỏi “Số hội nghị”" in said(at)

    button(at, "Hỏi lại").click().run()
    assert not record(db).is_changed


def test_an_unused_question_is_removed(opened, db):
    at = unfold(opened(), "Ghi chú")

    button(at, "Bỏ câu hỏi").click().run()

    assert [label for _, label in questions(db)] == ["Số hội nghị"]
    assert "Đã bỏ “Ghi chú”." in said(at, "success")
    assert "Lưu câu hỏi" not in [one.label for one in at.button]


def test_what_others_refer_to_is_not_moved_below_them(opened, db):
    at = opened()
    button(at, "Số đếm").click().run()
    field(at, "Câu hỏi").set_value("Trong đó trực tuyến").run()
    field(at, "Không lớn hơn câu", "segmented_control").set_value("so_hoi_nghi").run()
    button(at, "Thêm vào mẫu").click().run()

    unfold(at, "Số hội nghị")
    button(at, "Thôi hỏi").click().run()

    assert "Câu hỏi “Trong đó trực tuyến” dựa vào “Số hội nghị”" in said(at, "error")
    assert "retired" not in record(db).body["form"][0]


def test_a_colleague_who_was_faster_is_told(opened, db):
    at = unfold(opened(), "Ghi chú")
    field(at, "Câu hỏi").set_value("Kiến nghị").run()
    mai = cast.actor(db, MAI)
    task_forms.change(
        db, mai, campaigns.find(db), act_id=new_act(), name=TASK,
        seen_version=record(db).version,
        act=lambda draft: building.changed(draft, "ghi_chu", {"label": "Khó khăn"}),
    )  # fmt: skip

    button(at, "Lưu câu hỏi").click().run()

    assert "Người khác đã lưu trước bạn" in said(at, "error")
    assert "câu hỏi “Ghi chú” đổi thành “Khó khăn”" in said(at, "warning")
    assert field(at, "Câu hỏi").value == "Kiến nghị"
    assert questions(db)[1][1] == "Khó khăn"
    button(at, "Lưu câu hỏi").click().run()
    assert questions(db)[1][1] == "Kiến nghị"


def test_what_is_typed_into_the_record_outlives_an_act_on_a_question(opened, db):
    at = opened()
    (short,) = [one for one in at.text_input if one.label == "Tên ngắn *"]
    short.set_value("Hội nghị cử tri").run()
    unfold(at, "Ghi chú")
    button(at, "Thôi hỏi").click().run()

    (short,) = [one for one in at.text_input if one.label == "Tên ngắn *"]
    assert short.value == "Hội nghị cử tri"
    button(at, "Lưu").click().run()

    assert record(db).body["short_title"] == "Hội nghị cử tri"
    assert record(db).body["form"][1]["retired"] is True


def test_old_answers_are_read_in_the_version_they_used(db):
    report(db)
    actor, campaign = cast.actor(db, VAN), campaigns.find(db)
    task_forms.change(
        db, actor, campaign, act_id=new_act(), name=TASK, seen_version=1,
        act=lambda draft: building.retired(draft, "so_hoi_nghi"),
    )  # fmt: skip
    publishing.publish(
        db, actor, campaign, act_id=new_act(),
        seen_version=drafts.opened(db, actor, campaign).version,
    )  # fmt: skip

    lan = cast.actor(db, LAN)
    kept = checklist.opened_item(db, lan, campaign, unit_id=lan.unit_id, task_code=HELD)

    assert kept.item.answers == {"so_hoi_nghi": 4}
    assert record(db).version > edits.FIRST


def test_a_sum_is_built_of_numbers_above_and_tried(opened, db):
    at = opened()
    button(at, "Tổng tự tính").click().run()
    assert "ít nhất hai câu hỏi số đứng trên" in said(at, "info")
    assert "Thêm vào mẫu" not in [one.label for one in at.button]
    button(at, "Thôi").click().run()
    button(at, "Số đo").click().run()
    field(at, "Câu hỏi").set_value("Số buổi tập huấn").run()
    button(at, "Thêm vào mẫu").click().run()

    button(at, "Tổng tự tính").click().run()
    field(at, "Câu hỏi").set_value("Tổng số buổi").run()
    button(at, "Thêm vào mẫu").click().run()
    assert ":red[Cộng các câu: vui lòng nhập, mục này bắt buộc.]" in said(at)
    chosen = field(at, "Cộng các câu", "button_group")
    chosen.set_value(["so_hoi_nghi", "so_buoi_tap_huan"]).run()
    button(at, "Thêm vào mẫu").click().run()

    assert questions(db)[-1] == ("tong_so_buoi", "Tổng số buổi")
    assert record(db).body["form"][-1]["of"] == ["so_hoi_nghi", "so_buoi_tap_huan"]
    assert "Tổng tự tính · = Số hội nghị + Số buổi tập huấn" in said(at, "caption")
    assert "Tự tính: Số hội nghị + Số buổi tập huấn" in said(at, "caption")
    assert "“Tổng số buổi”" in said(at, "caption")
    for label, typed in (("Số hội nghị", "2"), ("Số buổi tập huấn", "1,5")):
        (tried,) = [one for one in at.text_input if one.label.startswith(label)]
        tried.set_value(typed).run()
    assert "**3,5**" in said(at, "markdown")


def test_a_group_is_added_and_questions_are_put_into_it(opened, db):
    at = opened()
    button(at, "Nhóm câu hỏi").click().run()
    assert "**Nhóm câu hỏi mới**" in said(at, "markdown")
    field(at, "Tên nhóm").set_value("Hội nghị").run()
    button(at, "Thêm vào mẫu").click().run()
    assert "Mẫu báo cáo (2 câu hỏi)" in [one.value for one in at.subheader]
    assert "Bắt buộc trả lời" not in [one.label for one in at.get("button_group")]

    unfold(at, "Số hội nghị")
    field(at, "Thuộc nhóm", "button_group").set_value("hoi_nghi").run()
    button(at, "Lưu câu hỏi").click().run()

    assert [key for key, _ in questions(db)] == ["ghi_chu", "hoi_nghi", "so_hoi_nghi"]
    assert "Số đếm · hội nghị · thuộc nhóm Hội nghị" in said(at, "caption")
    assert "Thêm nhóm câu hỏi “Hội nghị”" in said(at)
    assert button(at, "Lên").disabled
    assert button(at, "Xuống").disabled
    assert "Hội nghị" in [one.value for one in at.subheader]

    unfold(at, "Hội nghị")
    button(at, "Lên").click().run()
    assert [key for key, _ in questions(db)] == ["hoi_nghi", "so_hoi_nghi", "ghi_chu"]
    button(at, "Thôi hỏi").click().run()
    assert "Câu hỏi “Số hội nghị” dựa vào “Hội nghị”" in said(at, "error")


def test_a_table_and_its_totals_are_built(opened, db):
    at = opened()
    button(at, "Tổng của bảng").click().run()
    assert "dựa vào một bảng nhiều dòng" in said(at, "info")
    button(at, "Thôi").click().run()
    button(at, "Bảng nhiều dòng").click().run()
    field(at, "Câu hỏi").set_value("Các cuộc họp").run()
    button(at, "Thêm vào mẫu").click().run()
    assert "vui lòng nhập, mục này bắt buộc" in said(at)
    field(at, "Thêm cột ngày", "text_area").set_value("Ngày").run()
    field(at, "Thêm cột số đếm", "text_area").set_value("Số nam\nSố nữ").run()
    button(at, "Thêm vào mẫu").click().run()
    assert field(at, "Cột 2 (số đếm)").value == "Số nam"

    button(at, "Tổng của bảng").click().run()
    field(at, "Câu hỏi").set_value("Tổng số nữ").run()
    field(at, "Đếm dòng hoặc cộng cột", "selectbox").set_value("cac_cuoc_hop.so_nu").run()
    button(at, "Thêm vào mẫu").click().run()

    assert record(db).body["form"][-2:] == [
        {"key": "cac_cuoc_hop", "label": "Các cuộc họp", "kind": "rows", "columns": [
            {"key": "ngay", "label": "Ngày", "kind": "date"},
            {"key": "so_nam", "label": "Số nam", "kind": "whole"},
            {"key": "so_nu", "label": "Số nữ", "kind": "whole"},
        ]},
        {"key": "tong_so_nu", "label": "Tổng số nữ", "kind": "total", "of": ["cac_cuoc_hop"],
         "column": "so_nu"},
    ]  # fmt: skip
    assert "Tổng của bảng · = Các cuộc họp: Số nữ" in said(at, "caption")
