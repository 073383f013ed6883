"""Points on the pages of evaluation, and that there are none without the campaign's word."""

from __future__ import annotations

import pytest

from lib.domain.evaluations import State, Step
from lib.services.evaluation.evaluation_list import Filter
from tests.cast import HUNG, LAN, MAI, SON, VAN, YEN
from tests.factories import many_units
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


MORE, PLACE = 70, "trang_hang_phong"


def crowded(db) -> Scene:
    """A group of 72 that is whole: Lan's unit the first, the other 71 with as many points each."""
    made = make_scene(db)
    many_units(db, MORE, campaign_id=made.campaign.campaign_id)
    bring(made, State.CONCLUDED)
    made.judge(MAI, Step.PROPOSE, FAIR, WHY, code=YEN.unit, scores=given(to_chuc="1", bao_cao="0"))
    made.judge(SON, Step.CONCLUDE, code=YEN.unit)
    like = made.unit(YEN.unit)
    db.write(lambda tx: tx.run("UPDATE units SET sort_order = 999 WHERE unit_id = $1", [like]))
    db.write(lambda tx: tx.run(
        """
        INSERT INTO evaluations (
            campaign_id, unit_id, state, version, concluded_label, concluded_reason, concluded_by,
            concluded_at, concluded_points, tie_figures, answer, updated_by, updated_at, revision
        )
        SELECT said.campaign_id, units.unit_id, said.state, 1, said.concluded_label, '',
            said.concluded_by, said.concluded_at, said.concluded_points, said.tie_figures, '',
            said.updated_by, said.updated_at, said.revision
        FROM evaluations AS said, units
        WHERE said.unit_id = $1 AND units.code LIKE 'DV%'
        """,
        [like],
    ))  # fmt: skip
    return made


@pytest.fixture
def crowd(house) -> Scene:
    return house.set(crowded)


def ranks(at):
    """The rows of the ranking that are drawn, as rank and unit."""
    rows = [one for one in words(at).splitlines() if one.startswith("| ")]
    cells = [row.replace("**", "").split(" | ") for row in rows]
    return [(row[0].removeprefix("| "), row[1]) for row in cells if row[0][2:].isdecimal()]


def test_a_long_ranking_has_pages(app, crowd):
    at = app(SON, DESK)
    assert (len(ranks(at)), ranks(at)[0]) == (50, ("1", "QL xây dựng"))

    at.session_state[PLACE] = 2
    at.run()

    assert len(ranks(at)) == MORE + 2 - 50
    assert {rank for rank, _ in ranks(at)} == {"2"}


def test_of_many_with_as_many_points_a_few_are_named(app, crowd):
    ties = [one for one in words(app(SON, DESK)).splitlines() if "bằng điểm với" in one]

    assert len(ties) == 49
    [sixth] = [one for one in ties if one.startswith("- :small[Phòng 6:")]
    named = ", ".join(f"Phòng {number}" for number in range(1, 6))
    assert f"bằng điểm với {named} và 65 đơn vị khác; tỷ lệ đúng hạn" in sixth
    assert sixth.endswith("cùng hạng]")


def test_a_unit_finds_itself_on_the_page_of_the_ranking_that_it_opens(app, crowd):
    [*_, last] = crowd.own(YEN).ranking.placed
    assert last.unit_id == crowd.unit(YEN.unit)
    assert ranks(app(YEN, OWN))[-1] == (
        "2",
        crowd.listed(SON, Filter(page=2)).lines[-1].unit.short_name,
    )
    at = app(LAN, OWN)
    assert "| **1** | **QL xây dựng** | **95,5** |" in words(at)

    at.session_state[PLACE] = 2
    at.run()
    assert "**QL xây dựng**" not in words(at)
    assert len(ranks(at)) == MORE + 2 - 50


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
