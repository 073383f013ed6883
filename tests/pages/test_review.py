from __future__ import annotations

import pytest

from lib.domain.access import Role
from lib.domain.nomination_workflow import State, Step
from lib.domain.vietnamese import format_date
from lib.services import clock
from lib.services.acts import new_act
from lib.services.nominations import nomination_steps
from lib.services.nominations.nomination_acts import Target
from tests.cast import CAST, HUNG, LAN, MAI, SON, VAN, YEN
from tests.pages.conftest import button
from tests.services.nominations.nomination_scene import ACHIEVEMENT, Scene, make_scene

PAGE = "office/review"


@pytest.fixture
def scene(house) -> Scene:
    return house.set(make_scene)


@pytest.fixture
def sent(scene):
    """A nomination that waits for the Office."""
    made = scene.save(LAN)
    scene.step(HUNG, Step.SEND, made)
    return scene.stored(made.nomination_id)


def opened(app, person, nomination):
    at = app(person, PAGE)
    at.query_params["nomination"] = str(nomination.nomination_id)
    return at.run()


def state_of(scene, nomination):
    return scene.stored(nomination.nomination_id).state


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_reviews(app, scene, person):
    if person.roles.isdisjoint({Role.OFFICE, Role.LEADER}):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            app(person, PAGE)
    else:
        assert app(person, PAGE).title[0].value == "Thẩm định khen thưởng"


def test_what_was_received_is_checked_at_once(app, scene, sent):
    at = opened(app, VAN, sent)
    button(at, "Tiếp nhận").click().run()
    assert state_of(scene, sent) == State.RECEIVED
    assert any("Hồ sơ của đơn vị còn thiếu: biên bản họp đơn vị" in w.value for w in at.warning)
    assert not any(one.value.count("Hồ sơ của đơn vị") for one in at.caption)

    button(at, "Thẩm định xong").click().run()
    assert "Vui lòng ghi ý kiến Văn phòng." in [one.value for one in at.error]
    at.text_area(key="review_opinion").set_value("Đủ điều kiện khen thưởng.")
    button(at, "Thẩm định xong").click().run()
    assert "Hồ sơ còn cảnh báo. Vui lòng ghi lý do vẫn chấp nhận." in [e.value for e in at.error]
    at.text_area(key="review_passed").set_value("Biên bản nộp bản giấy.")
    button(at, "Thẩm định xong").click().run()

    assert ":material/check: Đã thẩm định 1 đề nghị" in [one.value for one in at.caption]
    checked = scene.stored(sent.nomination_id)
    assert (checked.state, checked.opinion) == (State.CHECKED, "Đủ điều kiện khen thưởng.")


def test_a_double_is_shown_beside_the_earlier_record(app, scene, sent):
    other = scene.save(YEN, ho_ten="HOANG VAN DUC", thanh_tich=ACHIEVEMENT + " Đạt.")
    scene.step(YEN, Step.SEND, other)

    warned = [one.value for one in opened(app, VAN, sent).warning]

    assert "Có thể trùng với đề nghị đã có: HOANG VAN DUC, QH kiến trúc (chờ tiếp nhận)." in warned
    assert any(one.startswith("Thành tích gần như giống hệt") for one in warned)


def test_a_return_takes_reason_and_deadline(app, scene, sent):
    at = opened(app, VAN, sent)
    button(at, "Trả lại đề nghị này").click().run()
    assert at.error
    at.text_area(key="review_reason").set_value("Thiếu biên bản họp")
    at.text_input(key="review_due").set_value(format_date(clock.today()))
    button(at, "Trả lại đề nghị này").click().run()

    returned = scene.stored(sent.nomination_id)
    assert (returned.state, returned.return_reason) == (State.RETURNED, "Thiếu biên bản họp")
    assert returned.due_on == clock.today()


def test_all_that_wait_are_received_at_once(app, scene, sent):
    other = scene.save(YEN)
    scene.step(YEN, Step.SEND, other)

    button(app(MAI, PAGE), "Tiếp nhận cả 2 đề nghị").click().run()

    assert state_of(scene, sent) == state_of(scene, other) == State.RECEIVED


def test_own_work_has_no_buttons(app, scene):
    made = scene.save(MAI)
    scene.step(VAN, Step.SEND, made)

    at = opened(app, VAN, made)
    assert not [one for one in at.button if one.label == "Tiếp nhận"]
    assert any("không được tự tiếp nhận" in one.value for one in at.info)
    button(opened(app, SON, made), "Tiếp nhận").click().run()
    assert state_of(scene, made) == State.RECEIVED


def test_a_leader_reads_other_units_and_takes_no_step(app, scene, sent):
    at = opened(app, SON, sent)

    assert any("Hoàng Văn Đức" in one.value for one in at.header)
    assert not [one for one in at.button if one.label in ("Tiếp nhận", "Trả lại đề nghị này")]


def test_a_search_without_accents_finds(app, scene, sent):
    at = app(VAN, PAGE)
    at.text_input(key="tim_tham_dinh").set_value("hoang duc").run()
    assert list(at.dataframe[0].value["Tên"]) == ["Hoàng Văn Đức (cá nhân)"]

    at.text_input(key="tim_tham_dinh").set_value("khong co").run()
    assert not at.dataframe
    assert "Không có đề nghị nào" in at.info[0].value


def test_before_anything_was_sent_it_says_what_will_come(app, scene):
    at = app(VAN, PAGE)

    assert [one.value for one in at.info] == [
        "Không có đề nghị nào. Đề nghị hiện ở đây sau khi thủ trưởng đơn vị gửi Văn phòng."
    ]
    assert not any("Bấm vào một đề nghị" in one.value for one in at.caption)


def test_the_office_brings_a_withdrawn_nomination_back(app, scene, sent):
    nomination_steps.take_step(
        scene.db, scene.who(HUNG), scene.campaign, act_id=new_act(), step=Step.WITHDRAW,
        targets=[Target(sent.nomination_id, sent.version)],
    )  # fmt: skip
    at = opened(app, VAN, sent)
    assert any(one.label.startswith("Đã rút") for one in at.button)

    button(at, "Đưa đề nghị này trở lại").click().run()

    assert state_of(scene, sent) == State.DRAFT
    assert any(
        one.value.endswith("Đã đưa trở lại 1 đề nghị, đơn vị sửa và gửi lại") for one in at.caption
    )
    scene.step(HUNG, Step.SEND, scene.stored(sent.nomination_id))
    assert state_of(scene, sent) == State.SENT
