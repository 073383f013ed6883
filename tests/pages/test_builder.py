"""The page on which a campaign's plan is changed in a draft."""

from __future__ import annotations

import pytest

from lib.services.campaigns import campaigns
from tests.cast import LAN, MAI, VAN
from tests.pages.conftest import button
from tests.services.building.building_scene import make_scene
from tests.small_campaign import HELD

PAGE = "office/builder"
VIEW = "builder_view"


@pytest.fixture
def scene(house):
    return house.set(make_scene)


def box(at, label):
    (found,) = [
        one for kind in ("text_input", "text_area") for one in at.get(kind) if one.label == label
    ]
    return found


def said(at):
    return [
        one.value.removeprefix(":material/check: ")[: -len(" 00:00:00")]
        for one in at.caption
        if one.value.startswith(":material/check:")
    ]


def opened(app, code: str, person=VAN):
    at = app(person, PAGE)
    at.query_params["muc"] = f"task/{code}"
    return at.run()


def checked(at):
    return at.get("segmented_control")[0].set_value("Kiểm tra, áp dụng").run()


def test_a_change_is_saved_told_and_put_in_force(app, scene):
    at = opened(app, HELD)
    box(at, "Tên ngắn *").set_value("Hội nghị cử tri").run()
    assert said(at) == ["Đã giữ bản nháp"]
    button(at, "Lưu").click().run()
    assert said(at) == ["Đã lưu"]

    checked(at)
    told = [one.label for one in at.button if one.label.startswith(f"{HELD}: ")]
    assert told == [f"{HELD}: Tên ngắn: Việc {HELD} → Hội nghị cử tri"]
    at.button(key="builder_publish").click().run()

    assert any("Đã áp dụng bản nháp." in one.value for one in at.caption)
    campaign = campaigns.find(scene.db)
    assert campaigns.plan(scene.db, campaign).tasks_by_code[HELD].short_title == "Hội nghị cử tri"


def test_a_new_task_opens_with_what_others_begin_with(app, scene):
    at = app(VAN, PAGE)
    box(at, "Tên ngắn (tối đa 40 ký tự)").set_value("Họp tổ dân phố").run()
    button(at, "Thêm").click().run()

    assert "II.1.3 Họp tổ dân phố" in [one.value for one in at.header]
    assert box(at, "Nội dung nhiệm vụ *").value == "Họp tổ dân phố"
    assert button(at, "Bỏ mục mới này")


def test_what_is_left_out_can_be_taken_back(app, scene):
    at = opened(app, HELD)
    button(at, "Bỏ khỏi kế hoạch").click().run()
    assert any("Bản nháp bỏ mục này" in one.value for one in at.info)
    button(at, "Lấy lại bản đang áp dụng").click().run()
    assert box(at, "Tên ngắn *").value == f"Việc {HELD}"


def test_of_two_people_the_second_chooses(app, scene):
    at = opened(app, HELD)
    other = opened(app, HELD, MAI)
    box(other, "Tên ngắn *").set_value("Của Mai").run()
    button(other, "Lưu").click().run()
    box(at, "Tên ngắn *").set_value("Của Vân").run()

    (choice,) = at.radio
    assert choice.proto.captions == ["Của Vân", "Của Mai"]
    choice.set_value("theirs")
    button(at, "Lưu lựa chọn").click().run()
    assert box(at, "Tên ngắn *").value == "Của Mai"


def test_hostile_words_are_words(app, scene):
    at = opened(app, HELD)
    box(at, "Tên ngắn *").set_value("**<img src=x>** :red[x]").run()
    button(at, "Lưu").click().run()
    assert any(r"\*\*" in one.value for one in at.header)
    checked(at)
    assert any("<img" in one.label and r"\*\*" in one.label for one in at.button)


def test_the_plan_to_come_is_seen_as_a_unit_will(app, scene):
    at = opened(app, HELD)
    box(at, "Tên ngắn *").set_value("Hội nghị cử tri").run()
    button(at, "Lưu").click().run()
    checked(at)
    (unit,) = [one for one in at.selectbox if one.label == "Đơn vị"]
    unit.select("Phòng Quản lý xây dựng").run()
    seen = next(one.value for one in at.markdown if f"- {HELD}" in one.value)
    assert "Hội nghị cử tri, hạn" in seen
    assert ":orange-badge[Sửa]" in seen
    assert not any("V.2.1" in one.value for one in at.markdown)


def test_nobody_else_enters(app, scene):
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        app(LAN, PAGE)


def test_a_closed_campaign_is_not_changed(app, scene):
    scene.db.write(lambda tx: tx.run("UPDATE campaigns SET state = 'closed'"))
    at = app(VAN, PAGE)
    assert any("đã kết thúc" in one.value for one in at.info)
    assert [one.label for one in at.button if one.label == "Lưu"] == []


def in_part(app, name: str, person=VAN):
    at = app(person, PAGE)
    return at.get("segmented_control")[0].set_value(name).run()


def test_a_basis_is_added_by_its_citation_and_put_in_order(app, scene):
    for number in (1, 2):
        at = in_part(app, "Căn cứ")
        box(at, "Trích dẫn (tối đa 500 ký tự)").set_value(
            f"Kế hoạch số {number}/KH-UBND ngày 0{number}/02/2021 của UBND tỉnh"
        ).run()
        button(at, "Thêm").click().run()
    assert box(at, "Số và ký hiệu").value == "2/KH-UBND"
    button(at, "Lên").click().run()
    assert any("Đã chuyển lên" in one.value for one in at.caption)
    assert button(at, "Lên").disabled
    assert not button(at, "Xuống").disabled

    checked(at)
    told = [one.label for one in at.button if one.label.startswith("Căn cứ “")]
    assert len([one for one in told if one.endswith("thêm mới")]) == 2


def test_the_plans_words_are_saved(app, scene):
    at = in_part(app, "Lời văn")
    box(at, "Loại văn bản *").set_value("Kế hoạch").run()
    box(at, "Lời mở đầu").set_value("Thực hiện Chỉ thị số 03/CT-UBND").run()
    for one in at.radio:
        if one.label.endswith("đề xuất *"):
            one.set_value("Không").run()
    button(at, "Lưu").click().run()
    assert said(at) == ["Đã lưu"]


@pytest.mark.parametrize(
    "asked", ["order/milestone", "order/basis", "task/../x", "khac/1", "basis/"]
)
def test_no_address_opens_what_is_no_record(app, scene, asked):
    at = app(VAN, PAGE)
    at.query_params["muc"] = asked
    at.run()
    assert not any(one.label == "Lưu" for one in at.button)


def test_milestones_with_their_own_days_are_offered_to_follow_the_anchor(app, scene):
    at = in_part(app, "Mốc")
    box(at, "Tên mốc (tối đa 500 ký tự)").set_value("Ngày phát động").run()
    button(at, "Thêm").click().run()
    (way,) = [one for one in at.get("segmented_control") if one.label == "Ngày của mốc *"]
    way.set_value("Ngày riêng").run()
    box(at, "Ngày *").set_value("01/02/2021").run()
    button(at, "Lưu").click().run()
    assert not any("Mốc gốc đã dời" in one.value for one in at.warning)

    at.query_params["muc"] = "milestone/ngay_bau_cu"
    at.run()
    box(at, "Ngày *").set_value("06/06/2021").run()
    button(at, "Lưu").click().run()
    (told,) = [one.value for one in at.warning if "Mốc gốc đã dời" in one.value]
    assert "01/02/2021 → 15/02/2021" in told
    button(at, "Dời 1 mốc có ngày riêng về sau 14 ngày").click().run()
    assert not any("Mốc gốc đã dời" in one.value for one in at.warning)
    assert any("Đã dời các mốc" in one.value for one in at.caption)
