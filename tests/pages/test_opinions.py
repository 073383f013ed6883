"""Opinions as people meet them on the pages: sent, coded, answered."""

from __future__ import annotations

import pytest

from lib.domain.opinions import State, Step
from lib.services import clock
from lib.services.opinions import box
from tests.cast import BINH, LAN, MAI, VAN
from tests.pages.conftest import button
from tests.services.opinions.opinion_scene import NIGHT, Scene, make_scene

SEND, DESK = "shared/opinions", "office/opinions"
WORDS = "Đề nghị **xem** lại [lịch](http://x)"


@pytest.fixture
def scene(own_data, house):
    made: Scene = house.set(make_scene)
    yield made
    box.close(made.db)


def view(at, name):
    at.session_state["opinions_view"] = name
    return at.run()


def fill(at, topic="dieu_kien", words=WORDS):
    (chosen,) = [one for one in at.get("selectbox") if one.label.startswith("Chủ đề")]
    chosen.set_value(topic).run()
    for area in at.get("text_area"):
        area.set_value(words)


def texts(at):
    kinds = ("markdown", "caption", "info", "success", "warning", "code")
    return "\n".join(str(one.value) for kind in kinds for one in at.get(kind))


def test_a_named_opinion_is_sent_and_stands_below_the_form(app, scene):
    at = app(LAN, SEND)
    fill(at)
    button(at, "Gửi có tên").click().run()

    (stored,) = scene.stored()
    assert stored.text == WORDS
    assert "Đã gửi ý kiến cho Văn phòng." in texts(at)
    assert "Tiếp nhận" in texts(at)
    assert [one.value for one in at.get("text_area")] == [""]


def test_an_anonymous_one_gives_a_code_once_that_opens_the_answer(app, scene):
    at = view(app(LAN, SEND), "Gửi ẩn danh")
    assert "Chỉ lưu chủ đề" in texts(at)
    fill(at)
    button(at, "Gửi ẩn danh").click().run()
    (code,) = [one.value for one in at.get("code")]
    button(at, "Tôi đã chép mã").click().run()
    assert code not in texts(at)
    assert scene.stored() == []

    at = view(at, "Tra mã")
    at.get("text_input")[0].set_value(code)
    button(at, "Tra cứu").click().run()

    assert "Chờ ghi" in texts(at)
    assert code not in [one.value for one in at.get("text_input")]
    at.get("text_input")[0].set_value("AAAAA")
    button(at, "Tra cứu").click().run()
    assert [one.value for one in at.error] == [
        "Không có ý kiến nào ứng với mã này trong phong trào. Vui lòng kiểm tra từng chữ của mã."
    ]


@pytest.mark.parametrize("how", ["Gửi có tên", "Gửi ẩn danh"])
def test_a_complaint_is_shown_its_address_and_has_no_button(app, scene, how):
    at = view(app(LAN, SEND), how)
    fill(at, topic="to_cao")
    at.run()

    assert "Nơi tiếp công dân của cơ quan" in texts(at)
    assert "(đề xuất, Văn phòng chưa xác nhận)" in texts(at)
    assert [one for one in at.button if one.label == how] == []


def test_what_is_missing_is_told_at_its_field_and_what_was_typed_stays(app, scene):
    at = view(app(LAN, SEND), "Gửi ẩn danh")
    (area,) = at.get("text_area")
    area.set_value(WORDS)
    button(at, "Gửi ẩn danh").click().run()

    assert "Chủ đề: vui lòng nhập, mục này bắt buộc." in texts(at)
    assert [one.value for one in at.get("text_area")] == [WORDS]
    assert box.of(scene.db).waiting() == []


def test_the_office_answers_in_public_and_everybody_reads_it(app, scene):
    scene.send(LAN)
    (one,) = scene.stored()
    at = app(VAN, DESK)
    at.query_params["y_kien"] = str(one.opinion_id)
    at.run()
    key = str(one.opinion_id)
    at.get("text_area")[0].set_value("Đã bố trí.")
    at.radio(f"{key}_public").set_value("Công khai").run()
    button(at, "Trả lời").click().run()
    assert any("Trả lời về việc gì: vui lòng nhập" in one.value for one in at.markdown)

    at.text_input(f"{key}_public_about").set_value("Kinh phí")
    button(at, "Trả lời").click().run()

    assert scene.stored()[0].state == State.ANSWERED
    assert "Đã trả lời" in texts(at)
    shown = texts(view(app(BINH, SEND), "Đã trả lời"))
    assert "Kinh phí" in shown
    assert "Đã bố trí." in shown
    assert one.text not in shown


def test_the_office_forwards_closes_and_opens_again(app, scene):
    scene.send(LAN)
    (one,) = scene.stored()
    at = app(VAN, DESK)
    at.query_params["y_kien"] = str(one.opinion_id)
    at.run()
    key = str(one.opinion_id)
    at.text_input(f"{key}_forwarded_to").set_value("Sở Tài chính")
    at.text_input(f"{key}_forwarded_on").set_value("20/3/2021")
    button(at, "Ghi nơi chuyển").click().run()
    assert scene.stored()[0].forwarded_to == "Sở Tài chính"

    button(at, "Đóng ý kiến").click().run()
    assert [box.value for box in at.error] != []
    at.text_area(f"{key}_reason").set_value("Đã chuyển xong")
    button(at, "Đóng ý kiến").click().run()
    assert scene.stored()[0].state == State.CLOSED
    button(at, "Mở lại").click().run()

    assert scene.stored()[0].state == State.RECEIVED


def test_the_office_sees_nobody_behind_an_anonymous_one(app, scene):
    scene.fill()
    one = scene.stored()[0]
    at = app(VAN, DESK)
    at.query_params["y_kien"] = str(one.opinion_id)
    at.run()

    assert "Ẩn danh: không biết ai gửi, lúc nào" in texts(at)


def test_rules_say_where_complaints_go(app, scene):
    at = app(VAN, DESK)
    at.session_state["opinion_desk_view"] = "Quy định"
    at.run()
    at.get("text_area")[0].set_value("Ban Tiếp công dân, 1 Lê Lợi")
    button(at, "Lưu").click().run()

    told = view(app(LAN, SEND), "Gửi có tên")
    fill(told, topic="khieu_nai")
    told.run()
    assert "Ban Tiếp công dân, 1 Lê Lợi" in texts(told)
    assert "đề xuất" not in texts(told)


def test_names_of_fields_and_the_address_do_not_tell_which_form_was_used(app, scene):
    at = view(app(LAN, SEND), "Gửi ẩn danh")
    fill(at)
    with clock.at(NIGHT):
        button(at, "Gửi ẩn danh").click().run()

    assert dict(at.query_params) == {}


def tick(at, *rows):
    table = at.dataframe[0].key
    at.session_state[table] = {"selection": {"rows": list(rows), "columns": [], "cells": []}}
    return at.run()


def test_several_of_one_topic_are_answered_at_once_and_a_faulty_one_is_named(app, scene):
    for number in range(3):
        scene.send(LAN, noi_dung=f"Việc *số* {number}")
    at = tick(app(VAN, DESK), 0, 1, 2)
    at.text_area("opinions_together_answer").set_value("Đã bố trí.")
    changed = scene.stored()[1]
    scene.step(MAI, changed, Step.CLOSE, reason="Trùng.")
    button(at, "Trả lời 3 ý kiến").click().run()

    states = [one.state for one in scene.stored()]
    assert sorted(states) == sorted([State.ANSWERED, State.CLOSED, State.ANSWERED])
    assert "Đã trả lời 2 ý kiến" in texts(at)
    (error,) = [one.value for one in at.error]
    assert error.startswith("“Việc \\*số\\* ")
    # Nothing typed is lost while one is left to be done.
    assert at.session_state["opinions_together_answer"] == "Đã bố trí."


def test_several_topics_can_be_grouped_alone(app, scene):
    scene.send(LAN)
    scene.send(LAN, chu_de="khac")
    at = tick(app(VAN, DESK), 0, 1)

    assert "Nhiều chủ đề: chỉ đặt nhóm được" in texts(at)
    assert [one for one in at.button if one.label.startswith("Trả lời")] == []
    assert button(at, "Đặt nhóm cho 2 ý kiến")


def test_ones_own_is_passed_over_and_what_is_missing_is_said_at_its_field(app, scene):
    scene.send(LAN)
    scene.send(VAN, noi_dung="Của chính mình")
    at = tick(app(VAN, DESK), 0, 1)
    assert "Bỏ qua ý kiến của chính bạn: Của chính mình" in texts(at)

    button(at, "Trả lời 1 ý kiến").click().run()

    assert "Nội dung trả lời: vui lòng nhập, mục này bắt buộc." in texts(at)
    assert {one.state for one in scene.stored()} == {State.RECEIVED}
