from __future__ import annotations

import pytest

from lib.domain.access import Role
from lib.domain.decisions import DecisionState
from lib.domain.nomination_workflow import State, Step
from lib.domain.nominations import Subject
from lib.services import clock
from lib.services.awards import exemplars
from lib.ui.awards.decision_view import AWARDED, DECISIONS, PROPOSED
from tests.cast import BINH, CAST, HUNG, LAN, SON, VAN, YEN
from tests.pages.conftest import button
from tests.services.awards.award_scene import decided, decision, meet, prepare, release, voted
from tests.services.nominations.nomination_scene import NOW, Scene, make_scene

PAGE = "office/decisions"


@pytest.fixture
def scene(house) -> Scene:
    return house.set(make_scene)


def show(at, part):
    return at.button(key=f"loc_quyet_dinh_{part}").click().run()


def choose(at, *rows):
    at.session_state[at.dataframe[0].key] = {"selection": {"rows": list(rows), "columns": []}}
    return at.run()


def state_of(scene, one):
    return scene.stored(one.nomination_id).state


def sign(at, *labels):
    """Type what the paper bears, or only so much of it."""
    typed = {
        "Số quyết định *": "45/QĐ-SXD", "Ngày ký *": "19/03/2021", "Người ký *": "Nông Văn Sơn",
        "Chức vụ người ký *": "Giám đốc",
    }  # fmt: skip
    for one in at.text_input:
        if one.label in (labels or typed):
            one.set_value(typed[one.label])


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_opens_the_page(app, scene, person):
    if person.roles.isdisjoint({Role.OFFICE, Role.LEADER}):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            app(person, PAGE)
    else:
        [told] = [one.value for one in app(person, PAGE).info]
        assert told.startswith("Không có trường hợp nào chờ lãnh đạo quyết định.")
        assert told.endswith("sau khi có kết quả biểu quyết của Hội đồng.")


def test_a_leader_decides_with_the_councils_result_in_sight(app, scene):
    one = voted(scene, meet(scene))
    at = choose(app(SON, PAGE), 0)

    assert at.dataframe[0].value.iloc[0]["Đồng ý"] == "75,0 %"
    assert one.name in [each.value for each in at.header]
    button(at, "Quyết định khen thưởng (1)").click().run()

    assert [each.value for each in at.success] == ["Đã quyết định khen thưởng 1 trường hợp."]
    assert state_of(scene, one) == State.AWARDED


def test_every_case_of_one_decision_is_read_before_it_is_made(app, scene):
    held = meet(scene)
    names = [
        voted(scene, held).name,
        voted(scene, held, ho_ten="Mã Thị Bé", thanh_tich="Viết 40 tin bài về bầu cử.").name,
    ]
    at = choose(app(SON, PAGE), 0, 1)

    assert sorted(each.value for each in at.header) == sorted(names)
    assert sum("Tỷ lệ đồng ý" in each.value for each in at.markdown) == len(names)
    assert any("Viết 40 tin bài" in each.value for each in at.markdown)


def test_not_approving_needs_a_reason(app, scene):
    one = voted(scene, meet(scene))
    at = choose(app(SON, PAGE), 0)

    button(at, "Không thông qua (1)").click().run()
    assert [each.value for each in at.error] == ["Vui lòng ghi lý do."]
    at.text_area(key="decisions_0_reason").set_value("Chưa đủ thành tích")
    button(at, "Không thông qua (1)").click().run()

    assert state_of(scene, one) == State.NOT_APPROVED


def test_the_office_prepares_and_releases(app, scene):
    one = decided(scene, meet(scene), Step.AWARD)
    at = choose(show(app(VAN, PAGE), AWARDED), 0)
    assert "Quyết định khen thưởng (1)" not in [each.label for each in at.button]
    button(at, "Chuẩn bị quyết định (1)").click().run()

    at = show(at, DECISIONS)
    button(at, "Công bố 1 trường hợp").click().run()
    assert [each.value for each in at.error] == ["Có 2 mục cần sửa trước khi lưu."]
    sign(at, "Số quyết định *", "Ngày ký *")
    button(at, "Công bố 1 trường hợp").click().run()

    assert state_of(scene, one) == State.PUBLISHED
    assert any(
        "45/QĐ-SXD** ngày 19/03/2021, Giám đốc Nông Văn Sơn ký" in each.value
        for each in at.markdown
    )


def test_of_two_decisions_the_chosen_one_is_shown_beside_the_list(app, scene):
    made = [
        prepare(scene, scene.put(scene.save(who), State.AWARDED, drafted_by=YEN.account_id))
        for who in (LAN, HUNG)
    ]
    at = show(app(VAN, PAGE), DECISIONS)
    assert "Công bố 1 trường hợp" not in [each.label for each in at.button]

    at.query_params["decision"] = str(made[1].decision_id)
    at.run()

    assert list(at.dataframe[0].value["Trạng thái"]) == [["Đang chuẩn bị"]] * 2
    button(at, "Công bố 1 trường hợp")
    button(at, "Danh sách").click().run()
    assert "Công bố 1 trường hợp" not in [each.label for each in at.button]


def test_what_the_province_decided_is_recorded(app, scene):
    made = scene.save(LAN, subject=Subject.COLLECTIVE)
    one = scene.put(made, State.PROPOSED, drafted_by=YEN.account_id)
    at = choose(show(app(VAN, PAGE), PROPOSED), 0)
    sign(at)
    button(at, "Ghi quyết định của tỉnh (1)").click().run()

    assert state_of(scene, one) == State.PROVINCE_AWARDED
    button(show(at, DECISIONS), "Công bố 1 trường hợp").click().run()
    assert state_of(scene, one) == State.PUBLISHED


def test_a_leader_rescinds_and_the_board_shows_no_more(app, scene):
    one = scene.put(scene.save(LAN), State.AWARDED, drafted_by=YEN.account_id)
    told = release(scene, prepare(scene, one))
    at = show(app(SON, PAGE), DECISIONS)
    at.text_area(key="decisions_0_reason").set_value("Khai không đúng")
    button(at, "Hủy cả quyết định").click().run()

    assert decision(scene, told.decision_id).state == DecisionState.RESCINDED
    with clock.at(NOW):
        assert exemplars.board(scene.db, scene.who(BINH), scene.campaign).shown == ()


def test_a_click_right_after_another_choice_is_of_that_choice(app, scene):
    held = meet(scene)
    voted(scene, held)
    voted(scene, held, ho_ten="Trần Văn Nam")
    at = choose(app(SON, PAGE), 0)
    first, second = at.dataframe[0].value["Tên"]

    at.session_state[at.dataframe[0].key] = {"selection": {"rows": [1], "columns": []}}
    button(at, "Quyết định khen thưởng (1)").click().run()

    assert list(at.dataframe[0].value["Tên"]) == [first]
    assert first != second


def test_a_leader_leaves_a_collective_of_their_own_unit_to_another(app, scene):
    team = voted(scene, meet(scene), subject=Subject.COLLECTIVE, hinh_thuc="gk")
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE accounts SET unit_id = $1 WHERE account_id = $2", [team.unit_id, SON.account_id]
        )
    )

    at = choose(app(SON, PAGE), 0)

    [told] = [one.value for one in at.info]
    assert told.startswith("Phòng Quản lý xây dựng: Người thuộc tập thể được đề nghị")
    assert [one.label for one in at.main.button if "Quyết định khen thưởng (" in one.label] == []
    assert team.name in [one.value for one in at.header]
