"""Evaluations on their pages: the unit's, the Office's and the leaders', and the rule's."""

from __future__ import annotations

import pytest

from lib.domain.access import Role
from lib.domain.evaluations import Side, State, Step
from lib.domain.vietnamese import format_date
from lib.services import clock
from lib.services.evaluation import rules
from tests.cast import CAST, HUNG, LAN, MAI, SON, VAN
from tests.factories import many_units
from tests.pages.conftest import button
from tests.services.evaluation.evaluation_scene import FAIR, GOOD, POOR, WHY, Scene, make_scene

OWN, DESK, RULES = "unit/evaluation", "office/evaluation", "office/evaluation_rules"


@pytest.fixture
def scene(house) -> Scene:
    return house.set(make_scene)


def opened(app, person, code=LAN.unit):
    at = app(person, DESK)
    at.query_params["don_vi"] = code
    return at.run()


def words(at):
    return "\n".join(one.value for kind in ("markdown", "caption", "info") for one in at.get(kind))


def choose(at, label, key="muc"):
    """Click one of the labels of the form."""
    (field,) = [one for one in at.button_group if (one.key or "").endswith(f"_{key}")]
    return field.set_value([label]) if isinstance(field.value, list) else field.set_value(label)


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
@pytest.mark.parametrize(
    ("page", "roles"),
    [
        (OWN, {Role.STAFF, Role.HEAD}), (DESK, {Role.OFFICE, Role.LEADER}), (RULES, {Role.OFFICE}),
    ],
)  # fmt: skip
def test_who_has_the_page(app, scene, person, page, roles):
    if person.roles & roles:
        assert app(person, page).title
    else:
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            app(person, page)


def test_a_unit_saves_and_its_head_sends(app, scene):
    at = app(LAN, OWN)
    assert "Hoàn thành tốt: hoàn thành 0/3 = 0% \\< 100%: không đạt" in words(at)
    choose(at, FAIR).run()
    at.text_area[0].set_value(WHY).run()
    assert "Đã giữ bản nháp" in words(at)
    button(at, "Lưu").click().run()
    assert scene.stored().own.reason == WHY
    assert "Thủ trưởng đơn vị gửi Văn phòng." in words(at)

    at = app(HUNG, OWN)
    button(at, "Gửi Văn phòng").click().run()

    assert scene.stored().state == State.SENT
    assert ":material/check: Đã gửi Văn phòng" in words(at)
    button(at, "Thu hồi tự đánh giá").click().run()
    assert scene.stored().state == State.NONE


def test_what_is_missing_is_said_beside_the_way_to_send(app, scene):
    assert "Chưa gửi được, còn thiếu: mức đánh giá, lý do" in words(app(HUNG, OWN))
    scene.save(LAN, FAIR, "")
    assert "Chưa gửi được, còn thiếu: lý do" in words(app(HUNG, OWN))


def test_the_office_agrees_with_one_click(app, scene):
    scene.save(HUNG, POOR)
    scene.step(HUNG, Step.SEND)

    at = opened(app, MAI)
    button(at, "Đề xuất như tự đánh giá: Chưa hoàn thành").click().run()

    assert (scene.stored().state, scene.stored().proposal.label) == (State.PROPOSED, POOR)
    assert "Đã đề xuất 1 đơn vị" in words(at)


def test_the_office_says_otherwise_with_a_reason_and_reads_others_only_then(app, scene):
    scene.bring(State.SENT)
    scene.think(VAN, GOOD, "Riêng của Vân")
    at = opened(app, MAI)
    assert "1 người khác đã có ý kiến" in words(at)
    assert "Riêng của Vân" not in words(at)

    choose(at, POOR).run()
    button(at, "Lưu").click().run()
    assert "Riêng của Vân" in words(at)
    button(at, "Gửi đề xuất: Chưa hoàn thành").click().run()
    assert scene.stored().state == State.SENT
    assert "Vui lòng ghi lý do." in at.error[0].value

    (field,) = [one for one in at.text_area if one.key.endswith("_ly_do")]
    field.set_value("Còn việc quá hạn")
    button(at, "Lưu").click().run()
    button(at, "Gửi đề xuất: Chưa hoàn thành").click().run()

    assert scene.stored().proposal.reason == "Còn việc quá hạn"


def test_a_return_takes_reason_and_day(app, scene):
    scene.bring(State.SENT)
    at = opened(app, MAI)
    button(at, "Trả lại đơn vị QL xây dựng").click().run()
    assert at.error
    at.text_area(key="evaluation_reason").set_value("Nêu rõ hơn")
    at.text_input(key="evaluation_due").set_value(format_date(clock.today()))
    button(at, "Trả lại đơn vị QL xây dựng").click().run()

    assert (scene.stored().state, scene.stored().return_reason) == (State.RETURNED, "Nêu rõ hơn")
    assert "Nêu rõ hơn" in [one.value for one in app(LAN, OWN).warning]


def test_a_leader_concludes_and_the_unit_answers_once(app, scene):
    scene.bring(State.PROPOSED)
    at = app(LAN, OWN)
    assert "Kết luận của lãnh đạo" not in words(at)

    button(opened(app, SON), "Kết luận như đề xuất: Hoàn thành").click().run()
    assert scene.stored().state == State.CONCLUDED

    at = app(HUNG, OWN)
    assert "**Kết luận của lãnh đạo:** Hoàn thành" in words(at)
    at.text_area[0].set_value("Đơn vị nhất trí").run()
    button(at, "Lưu").click().run()
    button(at, "Gửi ý kiến của đơn vị").click().run()
    assert scene.stored().state == State.ANSWERED
    assert not at.text_area
    assert "Đơn vị nhất trí" in words(opened(app, VAN))


def test_a_leader_gives_the_proposal_back(app, scene):
    scene.bring(State.PROPOSED)
    at = opened(app, SON)
    at.text_area(key="evaluation_reason").set_value("Xem lại")
    button(at, "Trả lại Văn phòng").click().run()

    assert scene.stored().state == State.SENT
    assert "Xem lại" in [one.value for one in opened(app, MAI).warning]
    assert not app(LAN, OWN).warning


def test_who_wrote_it_is_told_why_they_propose_nothing(app, scene):
    scene.save(VAN)
    scene.step(VAN, Step.SEND, code="VP")

    at = opened(app, VAN, "VP")

    assert "Người đã lưu, gửi tự đánh giá hoặc đề xuất không được tự xét tiếp" in words(at)
    assert "Bạn thuộc đơn vị này" in words(opened(app, MAI, "VP"))


def test_several_are_proposed_where_everybody_named_one_label(app, scene):
    scene.save(HUNG, POOR)
    scene.step(HUNG, Step.SEND)
    at = app(MAI, DESK)
    # Văn phòng, which has said nothing, and QL xây dựng.
    at.session_state[at.dataframe[0].key] = {"selection": {"rows": [0, 2], "columns": []}}
    at.run()
    assert "Xử lý riêng từng đơn vị: Văn phòng" in words(at)

    button(at, "Đề xuất 1 đơn vị đúng như tự đánh giá và gợi ý").click().run()

    assert scene.stored().state == State.PROPOSED
    assert scene.stored("VP").state == State.NONE


def test_the_rule_is_changed_on_its_page(app, scene):
    at = app(MAI, RULES)
    at.query_params["muc"] = FAIR
    at.run()
    (field,) = [one for one in at.text_input if one.key.endswith("_on_time")]
    field.set_value("70").run()
    button(at, "Lưu").click().run()

    label = rules.current(scene.db, scene.campaign).label(FAIR)
    assert text_of(label) == {"completion": 80, "on_time": 70, "overdue": 3}
    assert f"Sửa lần cuối: {MAI.full_name}" in words(app(VAN, RULES))


def text_of(label):
    return {one.measure.value: one.threshold for one in label.conditions}


def test_a_page_of_a_unit_without_tasks_says_so(app, scene):
    scene.db.write(lambda tx: tx.run("UPDATE items SET is_active = FALSE"))

    assert "Đơn vị này không phải báo cáo." in [one.value for one in app(LAN, OWN).info]
    assert "Không có đơn vị nào ở bước này." in [one.value for one in app(SON, DESK).info]


def test_another_tab_of_ones_own_view_is_a_conflict_to_settle(app, scene):
    scene.bring(State.SENT)
    at = opened(app, MAI)
    choose(at, GOOD).run()
    scene.think(MAI, POOR, "Ở tab khác")
    button(at, "Lưu").click().run()

    assert scene.desk(MAI).own.judgement.label == POOR
    assert any("Chọn cho từng mục" in one.value for one in at.warning)
    button(at, "Lưu lựa chọn").click().run()
    assert scene.desk(MAI).own.judgement.label == GOOD


def test_a_view_of_the_other_side_is_not_taken_for_ones_own(app, scene):
    scene.bring(State.PROPOSED)
    at = opened(app, SON)
    choose(at, GOOD).run()
    scene.step(MAI, Step.WITHDRAW)
    button(at, "Lưu").click().run()

    assert scene.desk(MAI).others == ()
    assert scene.db.read(lambda tx: tx.rows("SELECT label FROM evaluation_opinions")) == []
    assert scene.desk(MAI).side == Side.OFFICE


MORE = 70
PLACE = "trang_danh_gia"


def many(db) -> Scene:
    """Two pages of units."""
    made = make_scene(db)
    many_units(db, MORE, campaign_id=made.campaign.campaign_id)
    return made


@pytest.fixture
def crowd(house) -> Scene:
    return house.set(many)


def units_of(at):
    return at.dataframe[0].value["Đơn vị"].tolist()


def filter_labels(at):
    return [one.label for one in at.button if (one.key or "").startswith("loc_danh_gia_")]


def test_the_list_is_drawn_page_by_page_and_counted_whole(app, crowd):
    at = app(MAI, DESK)
    first = units_of(at)
    assert filter_labels(at)[:2] == [f"Tất cả **{MORE + 4}**", f"Chưa gửi **{MORE + 4}**"]

    at.session_state[PLACE] = 2
    at.run()
    second = units_of(at)

    assert (len(first), len(second)) == (50, MORE + 4 - 50)
    assert not {*first} & {*second}

    button(at, f"Chưa gửi **{MORE + 4}**").click().run()
    assert units_of(at) == first


def test_a_unit_of_another_page_is_shown_by_its_address_and_closed_to_the_list(app, crowd):
    hidden = "DV0070"
    at = opened(app, MAI, hidden)

    assert hidden not in units_of(at)
    assert "Đơn vị chưa gửi tự đánh giá" in words(at)
    choose(at, POOR).run()
    [field] = [one for one in at.text_area if one.key.endswith("_ly_do")]
    field.set_value(WHY)
    button(at, "Lưu").click().run()
    button(at, "Gửi đề xuất: Chưa hoàn thành").click().run()
    assert crowd.stored(hidden).proposal.label == POOR

    button(at, "Danh sách").click().run()
    assert "Bấm vào một đơn vị để xem và xử lý" in words(at)


@pytest.mark.parametrize("code", ["KHONG-CO", "", "%"])
def test_a_unit_that_is_none_opens_nothing(app, crowd, code):
    at = opened(app, MAI, code)

    assert "Bấm vào một đơn vị để xem và xử lý" in words(at)


def test_what_is_ticked_on_a_page_is_proposed_and_nothing_of_another(app, crowd):
    crowd.save(HUNG, POOR)
    crowd.step(HUNG, Step.SEND)
    at = app(MAI, DESK)
    place = units_of(at).index("QL xây dựng")
    at.session_state[at.dataframe[0].key] = {"selection": {"rows": [place], "columns": []}}
    at.run()
    assert "Đề xuất 1 đơn vị đúng như tự đánh giá và gợi ý" in [one.label for one in at.button]

    at.session_state[PLACE] = 2
    at.run()
    assert not [one for one in at.button if one.label.startswith("Đề xuất 1 đơn vị")]

    at.session_state[PLACE] = 1
    at.run()
    at.session_state[at.dataframe[0].key] = {"selection": {"rows": [place], "columns": []}}
    at.run()
    button(at, "Đề xuất 1 đơn vị đúng như tự đánh giá và gợi ý").click().run()
    assert crowd.stored().state == State.PROPOSED
