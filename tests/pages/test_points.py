"""Points on the pages of evaluation, and that there are none without the campaign's word."""

from __future__ import annotations

import pytest

from lib.domain.evaluations import State, Step
from tests.cast import HUNG, LAN, MAI, SON, VAN, YEN
from tests.pages.conftest import button
from tests.pages.test_evaluation import DESK, OWN, RULES, choose, opened, words
from tests.services.evaluation import evaluation_scene
from tests.services.evaluation.evaluation_scene import FAIR, WHY, Scene
from tests.services.evaluation.points_scene import OWN as GIVEN
from tests.services.evaluation.points_scene import bring, given, make_scene


@pytest.fixture
def scene(house) -> Scene:
    return house.set(make_scene)


def field(at, key):
    (found,) = [
        one for kind in (at.text_input, at.text_area) for one in kind if one.key.endswith(key)
    ]
    return found


def test_the_sum_follows_what_is_typed(app, scene):
    at = app(LAN, OWN)
    assert "**Tổng điểm:** 0/100 điểm" in words(at)
    field(at, "_diem_to_chuc").set_value("35,5").run()
    field(at, "_diem_tru").set_value("2").run()
    assert "**Tổng điểm:** 33,5/100 điểm" in words(at)
    field(at, "_diem_bao_cao").set_value("61").run()
    assert "**Tổng điểm:** 33,5/100 điểm" in words(at)
    assert "Điểm tiêu chí 2: vui lòng nhập số không lớn hơn 60." in words(at)
    assert "Đã giữ bản nháp" in words(at)
    assert scene.own(LAN).draft.answers["diem_bao_cao"] == "61"


def test_what_is_missing_is_said_beside_the_way_to_send(app, scene):
    scene.save(HUNG, points={"diem_to_chuc": "1"})

    assert "Chưa gửi được, còn thiếu: điểm (Báo cáo)" in words(app(HUNG, OWN))
    scene.save(HUNG, points=GIVEN)
    button(app(HUNG, OWN), "Gửi Văn phòng").click().run()
    assert scene.stored().state == State.SENT


def test_the_office_begins_from_the_units_points_and_says_why_not(app, scene):
    bring(scene, State.SENT)
    at = opened(app, MAI)
    assert field(at, "_diem_to_chuc").value == "35,5"
    assert ":small[Đơn vị tự chấm: 35,5]" in words(at)
    assert "Tiêu chí 1, tự" in words(at)

    field(at, "_diem_to_chuc").set_value("30").run()
    choose(at, FAIR).run()
    button(at, "Lưu").click().run()
    assert "còn thiếu: lý do khác điểm nêu trước (Tổ chức)" in words(at)
    field(at, "_gc_to_chuc").set_value("Thiếu một hội nghị").run()
    button(at, "Lưu").click().run()
    button(at, "Gửi đề xuất: Hoàn thành, 90/100 điểm").click().run()

    told = scene.stored().proposal
    assert [(one.code, str(one.points), one.note) for one in told.scores] == [
        ("to_chuc", "30", "Thiếu một hội nghị"), ("bao_cao", "60", ""),
    ]  # fmt: skip


def test_a_colleagues_points_show_once_ones_own_are_saved(app, scene):
    bring(scene, State.SENT)
    scene.think(VAN, points={"diem_to_chuc": "7", "gc_to_chuc": "Của Vân"})
    assert "Của Vân" not in words(opened(app, MAI))
    scene.think(MAI, points={"diem_to_chuc": "8"})

    assert "- Tiêu chí 1: 7: Của Vân" in words(opened(app, MAI))


def test_a_leader_agrees_with_points_by_one_click_and_the_ranking_follows(app, scene):
    bring(scene, State.PROPOSED)
    button(opened(app, SON), "Kết luận như đề xuất: Hoàn thành, 95,5/100 điểm").click().run()
    assert scene.stored().state == State.CONCLUDED

    at = app(MAI, DESK)
    assert "**Xếp hạng Khối phòng**" in words(at)
    assert "Xếp hạng tạm: 1/2 đơn vị của nhóm đã được kết luận." in words(at)
    assert "| 1 | QL xây dựng | 95,5 |" in words(at)
    assert "Khi bằng điểm (đề xuất): xét lần lượt" in words(at)
    assert "Xếp hạng hiện ở đây sau khi" in words(app(LAN, OWN))

    scene.judge(
        MAI, Step.PROPOSE, FAIR, WHY, code=YEN.unit, scores=given(to_chuc="35.5", bao_cao="60")
    )
    scene.judge(SON, Step.CONCLUDE, code=YEN.unit)
    told = words(app(LAN, OWN))
    assert "| **1** | **QL xây dựng** | **95,5** |" in told
    assert "số lần bị trả lại 0; cùng hạng" in told


def test_a_campaign_without_points_shows_none(app, house):
    plain = house.set(evaluation_scene.make_scene)
    plain.bring(State.CONCLUDED)

    for person, page in ((LAN, OWN), (MAI, DESK), (SON, DESK)):
        told = words(app(person, page))
        assert "điểm" not in told.lower().replace("thời điểm", "")
        assert "xếp hạng" not in told.lower()


def test_the_page_of_the_rule_tells_criteria_groups_and_ties(app, scene):
    told = words(app(MAI, RULES))

    assert "- 1\\. Tổ chức (tối đa 40 điểm)" in told
    assert "- 4\\. Vi phạm (điểm trừ, tối đa 10)" in told
    assert "- Xếp hạng riêng: Khối khác: Thanh tra Sở; VP" in told
    assert "tỷ lệ đúng hạn cao hơn xếp trên, rồi đến số lần bị trả lại ít hơn" in told
