"""The page "Tổng kết": ending a campaign, and the second person who opens it again."""

from __future__ import annotations

import pytest

from lib.domain.campaigns import CampaignState
from lib.services.campaigns import campaigns
from tests.cast import CAST, LAN, MAI, SON, VAN
from tests.pages.conftest import button
from tests.services.nominations.nomination_scene import Scene, make_scene

PAGE = "office/closing"
SEEING = (MAI, VAN, SON)


@pytest.fixture
def scene(house) -> Scene:
    return house.set(make_scene)


def state(scene):
    return campaigns.find(scene.db).state


def close(app, scene):
    at = app(MAI, PAGE)
    at.text_area[0].set_value("Hết thời gian")
    button(at, "Kết thúc phong trào").click().run()
    assert state(scene) == CampaignState.CLOSED
    return at


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_finds_it(app, scene, person):
    if person in SEEING:
        assert app(person, PAGE).title[0].value == "Tổng kết"
    else:
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            app(person, PAGE)


def test_what_is_open_is_said_and_closing_asks_why(app, scene):
    at = app(MAI, PAGE)
    assert any("nhiệm vụ bắt buộc chưa hoàn thành" in one.value for one in at.markdown)

    button(at, "Kết thúc phong trào").click().run()

    assert any("lý do" in one.value for one in at.error)
    assert state(scene) == CampaignState.RUNNING


def test_it_is_ended_and_opened_again_by_two(app, scene):
    at = close(app, scene)
    assert any("Đã kết thúc phong trào." in one.value for one in at.success)
    at.text_area[0].set_value("Bổ sung báo cáo")
    button(at, "Đề nghị mở lại").click().run()
    assert not any(one.label == "Đồng ý mở lại" for one in at.button)

    leader = app(SON, PAGE)
    assert any("Hoàng Thị Mai (Văn phòng) đề nghị mở lại" in one.value for one in leader.info)
    button(leader, "Đồng ý mở lại").click().run()

    assert state(scene) == CampaignState.RUNNING


def test_a_leader_leaves_the_ending_to_the_office(app, scene):
    at = app(SON, PAGE)

    assert not any(one.label == "Kết thúc phong trào" for one in at.button)
    assert any(one.value == "Văn phòng kết thúc phong trào." for one in at.caption)


def test_units_read_and_change_nothing_of_a_closed_campaign(app, scene):
    made = scene.save(LAN)
    close(app, scene)

    tasks = app(LAN, "unit/checklist")
    assert any("Phong trào đã kết thúc" in one.value for one in tasks.info)
    at = app(LAN, "unit/nominations")
    at.query_params["nomination"] = str(made.nomination_id)
    at.run()
    labels = {one.label for one in at.button}
    assert not labels & {"Đề nghị cá nhân", "Đề nghị tập thể", "Lưu", "Rút đề nghị này"}
