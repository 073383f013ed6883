from __future__ import annotations

from uuid import UUID

import pytest

from lib.domain.exemplars import ExemplarState, ExemplarStep
from lib.domain.nomination_workflow import State
from tests.cast import BINH, CAST, LAN, SON, THU, VAN, YEN
from tests.pages.conftest import button
from tests.services.awards.award_scene import exemplar, honour, prepare, release, write
from tests.services.awards.test_exemplars import AGREED
from tests.services.nominations.nomination_scene import Scene, make_scene

PAGE = "shared/honours"


@pytest.fixture
def scene(house) -> Scene:
    return house.set(make_scene)


def writing(at):
    at.session_state["honours_writing"] = True
    return at.run()


def told(at):
    return " ".join(one.value for one in at.markdown)


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_everybody_reads_the_board(app, scene, person):
    assert "Chưa có gương điển hình nào" in app(person, PAGE).info[0].value


def test_a_released_award_is_shown_with_its_decision_and_without_its_story(app, scene):
    one = scene.put(scene.save(LAN), State.AWARDED, drafted_by=YEN.account_id)
    release(scene, prepare(scene, one))

    at = app(THU, PAGE)

    assert [each.value for each in at.header] == [one.name]
    assert "**Giấy khen của Giám đốc Sở**, theo Quyết định số 45/QĐ-SXD ngày 19/03/2021" in (
        told(at)
    )
    assert one.achievement[:30] not in told(at)


def test_the_board_is_filtered_by_unit(app, scene):
    for person in (BINH, LAN):
        honour(
            scene, VAN, ExemplarStep.PUBLISH,
            honour(scene, person, ExemplarStep.SEND, write(scene, person, form=AGREED)),
        )  # fmt: skip

    at = app(SON, PAGE)
    assert len(at.header) == 2
    at.selectbox(key="don_vi_guong").set_value("QHKT").run()

    assert len(at.header) == 1


def test_a_unit_introduces_and_the_office_publishes_after_consent(app, scene):
    at = writing(app(BINH, PAGE))
    at.selectbox(key="exemplars_chosen").set_value("new").run()
    for label, value in (
        ("Tên tập thể hoặc họ tên cá nhân", "Lê Thanh Bình"),
        ("Dòng giới thiệu", "Số hóa bản đồ"),
        ("Nội dung gương điển hình", "Viết công cụ tra cứu."),
    ):
        [box] = [one for one in [*at.text_input, *at.text_area] if one.label == label]
        box.set_value(value)
    button(at, "Lưu").click().run()
    assert [one.value for one in at.success] == ["Đã lưu bài giới thiệu."]
    key = at.selectbox(key="exemplars_chosen").value
    button(at, "Gửi Văn phòng").click().run()

    at = writing(app(VAN, PAGE))
    at.selectbox(key="exemplars_chosen").set_value(key).run()
    button(at, "Công bố").click().run()
    assert "Vui lòng ghi sự đồng ý" in at.error[0].value
    at.text_area(key=f"exemplars_{key}_consent").set_value("Bản ký")
    at.text_input(key=f"exemplars_{key}_consent_on").set_value("18/03/2021")
    button(at, "Lưu").click().run()
    button(at, "Công bố").click().run()

    stored = [one.value for one in app(THU, PAGE).header]
    assert stored == ["Lê Thanh Bình"]
    assert exemplar(scene, UUID(key)).state == ExemplarState.PUBLISHED


def test_who_is_offered_to_write(app, scene):
    offered = {
        person.username
        for person in CAST
        if any(
            one.label == "Giới thiệu gương điển hình" for one in app(person, PAGE).get("expander")
        )
    }

    assert offered == {"lan", "hung", "binh", "yen", "mai", "van"}
