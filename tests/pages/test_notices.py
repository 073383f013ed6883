"""Notices of false information as units and the Office meet them on the page."""

from __future__ import annotations

import pytest

from lib.domain.notices import State
from lib.services.acts import new_act
from lib.services.opinions import box, notice_acts, notices
from tests.cast import LAN, SON, VAN
from tests.pages.conftest import button
from tests.services.opinions.opinion_scene import Scene, make_scene

PAGE = "shared/notices"
CONTENT = "Nói **sai** ngày [bầu cử](http://x)"


@pytest.fixture
def scene(own_data, house):
    made: Scene = house.set(make_scene)
    yield made
    box.close(made.db)


def seen(scene: Scene):
    return [one.notice for one in notices.lines(scene.db, scene.who(VAN), scene.campaign)]


def sent(scene: Scene):
    raw = {"nguon": "Nhóm trên mạng", "noi_dung": CONTENT}
    notice_acts.send(scene.db, scene.who(LAN), scene.campaign, act_id=new_act(), raw=raw)
    return seen(scene)[0]


def texts(at):
    kinds = ("markdown", "caption", "info", "success")
    return "\n".join(str(one.value) for kind in kinds for one in at.get(kind))


def opened(at, one):
    at.query_params["thong_bao"] = str(one.notice_id)
    return at.run()


def test_a_unit_sends_one_and_keeps_what_it_typed_when_refused(app, scene):
    at = app(LAN, PAGE)
    at.session_state["notices_view"] = "Thông báo mới"
    at.run()
    assert "Không ghi tên" in texts(at)
    (content,) = [one for one in at.text_area if one.label.startswith("Nội dung")]
    content.set_value(CONTENT)
    button(at, "Thông báo Văn phòng").click().run()
    assert "Nguồn: vui lòng nhập, mục này bắt buộc." in texts(at)
    assert CONTENT in [one.value for one in at.text_area]

    (source,) = [one for one in at.text_input if one.label.startswith("Nguồn")]
    source.set_value("Nhóm trên mạng")
    button(at, "Thông báo Văn phòng").click().run()

    (one,) = seen(scene)
    assert one.answers == {"nguon": "Nhóm trên mạng", "noi_dung": CONTENT}
    assert "Đã thông báo Văn phòng." in texts(at)


def test_the_office_sends_it_on_closes_it_and_opens_it_again(app, scene):
    one = sent(scene)
    at = opened(app(VAN, PAGE), one)
    key = str(one.notice_id)
    button(at, "Ghi nơi chuyển").click().run()
    assert "Chuyển đến: vui lòng nhập, mục này bắt buộc." in texts(at)
    at.text_input(f"{key}_forwarded_to").set_value("Công an tỉnh")
    at.text_input(f"{key}_forwarded_on").set_value("20/3/2021")
    button(at, "Ghi nơi chuyển").click().run()
    assert seen(scene)[0].forwarded_to == "Công an tỉnh"
    assert "**Đã chuyển:** Công an tỉnh, ngày 20/03/2021" in texts(at)

    button(at, "Đóng thông báo").click().run()
    assert seen(scene)[0].state == State.CLOSED
    button(at, "Mở lại").click().run()

    assert seen(scene)[0].state == State.RECEIVED


@pytest.mark.parametrize("person", [LAN, SON], ids=lambda one: one.username)
def test_who_does_not_handle_it_reads_it_without_buttons(app, scene, person):
    at = opened(app(person, PAGE), sent(scene))

    assert "Nhóm trên mạng" in texts(at)
    assert [one.label for one in at.button if "chuyển" in one.label.lower()] == ["Đã chuyển **0**"]


def test_a_leader_sends_none(app, scene):
    at = app(SON, PAGE)

    assert at.get("button_group") == []


def test_who_finds_none_is_told_what_to_do_and_not_to_click_a_row(app, scene):
    for person, told in ((LAN, "bấm “Thông báo mới”"), (SON, "Đơn vị thông báo khi phát hiện")):
        at = app(person, PAGE)
        assert told in texts(at)
        assert "Bấm vào một thông báo" not in texts(at)

    sent(scene)
    assert "Bấm vào một thông báo" in texts(app(LAN, PAGE))
