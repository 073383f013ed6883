from __future__ import annotations

from dataclasses import replace

import pytest

from lib.domain.access import Role
from lib.domain.council import Counts, MeetingState
from lib.domain.nomination_workflow import State, Step
from lib.ui.awards import council_state
from lib.ui.awards.council_view import OF_ALL, OF_PRESENT
from lib.ui.kit.markdown import plain
from tests.cast import CAST, HUNG, SON, THU, VAN
from tests.pages.conftest import button
from tests.services.awards.award_scene import FIVE, FOUR, MEETING, meet, meeting, put, vote, voted
from tests.services.nominations.nomination_scene import Scene, make_scene

PAGE = "council/meeting"


@pytest.fixture
def scene(house) -> Scene:
    return house.set(make_scene)


@pytest.fixture
def held(scene):
    return meet(scene)


def table(at, alt_column):
    (found,) = [one.value for one in at.dataframe if alt_column in one.value.columns]
    return found


def dossier(at, nomination):
    at.query_params["nomination"] = str(nomination.nomination_id)
    return at.run()


def part(at, name):
    at.query_params["loc_cuoc_hop"] = name
    return at.run()


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_opens_the_page(app, scene, person):
    if person.roles.isdisjoint({Role.OFFICE, Role.LEADER, Role.COUNCIL}):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            app(person, PAGE)
    else:
        [told] = [one.value for one in app(person, PAGE).info]
        assert told.startswith("Chưa có cuộc họp nào của Hội đồng.")


def test_the_office_opens_a_meeting_from_the_campaigns_rules(app, scene):
    at = app(VAN, PAGE)
    button(at, "Mở cuộc họp").click().run()

    assert [one.value for one in at.success] == ["Đã mở cuộc họp. Tiếp theo, kiểm tra thành viên."]
    assert list(table(at, "Vai trò")["Họ và tên"]) == [
        "Nông Văn Sơn", "Trần Văn Hùng", "Lý Thị Thu", "Đỗ Thị Vân",
    ]  # fmt: skip
    at = part(at, council_state.LINES)
    assert "Có mặt 4/4 thành viên" in " ".join(one.value for one in at.markdown)


def test_a_result_is_typed_refused_by_its_sum_and_stored(app, scene, held):
    made = scene.checked()
    put(scene, held, made)
    at = dossier(app(VAN, PAGE), made)
    begun = f"council_{made.nomination_id}"

    for key, value in zip(
        ("issued", "returned", "valid", "votes_for", "votes_against", "votes_none"),
        "444300",
        strict=True,
    ):
        at.text_input(key=f"{begun}_{key}").set_value(value)
    button(at, "Lưu kết quả").click().run()
    assert scene.stored(made.nomination_id).state == State.TABLED
    assert any("không khớp với phiếu hợp lệ" in one.value for one in at.markdown)
    at.text_input(key=f"{begun}_votes_against").set_value("1")
    button(at, "Lưu kết quả").click().run()

    assert [one.value for one in at.success] == ["Đã lưu kết quả biểu quyết."]
    assert meeting(scene, held.meeting_id).votes[0].counts == Counts(3, 1, 0, 4, 4, 4)
    row = table(at, OF_ALL).iloc[0]
    assert (row["Đồng ý"], row[OF_PRESENT], row[OF_ALL]) == ("3/4", "75,0 %", "75,0 %")
    # Without the percentage to reach nothing is judged, and no column says so in each row.
    assert "Đạt" not in row


def typed_in_grid(at, *votes):
    """Type votes for and against, row by row."""
    (key,) = [
        one.key.removeprefix("enter_") for one in at.button if str(one.key).startswith("enter_")
    ]
    rows = {
        row: {"Đồng ý": given, "Không đồng ý": against}
        for row, (given, against) in enumerate(votes)
    }
    at.session_state[key] = {"edited_rows": rows, "added_rows": [], "deleted_rows": []}
    button(at, "Lưu các kết quả đã nhập").click().run()


def test_all_results_are_entered_in_one_grid(app, scene, held):
    first = scene.checked()
    second = scene.checked(ho_ten="Mã Thị Bé", thanh_tich="Viết 40 tin bài về bầu cử.")
    put(scene, held, first, second)
    at = part(app(VAN, PAGE), council_state.RESULTS)

    typed_in_grid(at, (4, 0), (3, 0))
    (refusal,) = [one.value for one in at.markdown if one.value.startswith(":red[")]
    assert refusal.startswith(":red[Mã Thị Bé: Tổng đồng ý")
    assert [one.counts for one in meeting(scene, held.meeting_id).votes] == [None, None]

    typed_in_grid(at, (4, 0), (3, 1))
    assert [one.value for one in at.success] == ["Đã lưu kết quả biểu quyết của 2 đề nghị."]
    assert [one.counts for one in meeting(scene, held.meeting_id).votes] == [
        Counts(4, 0, 0, 4, 4, 4),
        Counts(3, 1, 0, 4, 4, 4),
    ]


def test_a_judgement_appears_with_the_percentage(app, scene):
    held = meet(scene, form=replace(MEETING, pass_percent="80"))
    voted(scene, held)

    at = app(VAN, PAGE)

    assert list(table(at, OF_ALL)["Đạt"]) == ["Không đạt"]


def test_absence_is_marked_for_several_at_once(app, scene, held):
    at = part(app(VAN, PAGE), council_state.MEMBERS)
    (box,) = [one for one in at.multiselect if one.label == "Vắng mặt"]
    box.set_value([2])
    button(at, "Lưu danh sách có mặt").click().run()

    assert [one.is_present for one in meeting(scene, held.meeting_id).members] == [
        True, True, False, True,
    ]  # fmt: skip


def test_of_two_members_with_one_name_the_chosen_one_is_absent(app, scene, held):
    at = part(app(VAN, PAGE), council_state.MEMBERS)
    at.text_input(key=f"council_{held.meeting_id}_4_new_full_name").set_value(THU.full_name)
    button(at, "Thêm thành viên").click().run()
    (box,) = [one for one in at.multiselect if one.label == "Vắng mặt"]
    assert box.options[2::2] == [THU.full_name, f"{THU.full_name} (2)"]
    box.set_value([2])
    button(at, "Lưu danh sách có mặt").click().run()

    assert [one.is_present for one in meeting(scene, held.meeting_id).members] == [
        True, True, False, True, True,
    ]  # fmt: skip


def test_two_meetings_of_one_name_and_day_are_told_apart(app, scene):
    first, second = meet(scene), meet(scene)
    at = app(VAN, PAGE)
    (box,) = [one for one in at.selectbox if one.label == "Cuộc họp"]
    assert box.options[1] == f"{box.options[0]} (2)"
    assert box.value == str(second.meeting_id)
    box.select_index(1).run()

    assert at.query_params["meeting"] == str(first.meeting_id)


def test_a_member_without_an_account_is_added(app, scene, held):
    at = part(app(VAN, PAGE), council_state.MEMBERS)
    begun = f"council_{held.meeting_id}_4_new"
    at.text_input(key=f"{begun}_full_name").set_value("Nông Thị Bích")
    at.text_input(key=f"{begun}_position").set_value("Chủ tịch Công đoàn")
    button(at, "Thêm thành viên").click().run()

    last = meeting(scene, held.meeting_id).members[-1]
    assert (last.full_name, last.position, last.account_id) == (
        "Nông Thị Bích", "Chủ tịch Công đoàn", None,
    )  # fmt: skip


def test_a_closed_meeting_asks_for_a_reason(app, scene, held):
    one = voted(scene, held)
    at = app(VAN, PAGE)
    button(at, "Kết thúc cuộc họp này").click().run()
    assert meeting(scene, held.meeting_id).state == MeetingState.CLOSED

    at = dossier(at, one)
    at.text_input(key=f"council_{one.nomination_id}_votes_for").set_value("4")
    at.text_input(key=f"council_{one.nomination_id}_votes_against").set_value("0")
    button(at, "Lưu kết quả").click().run()
    assert [each.value for each in at.error] == ["Vui lòng ghi lý do."]
    at.text_input(key="council_reason").set_value("Cộng nhầm")
    button(at, "Lưu kết quả").click().run()

    assert meeting(scene, held.meeting_id).votes[0].counts == Counts(4, 0, 0, 4, 4, 4)


@pytest.mark.parametrize("person", [THU, SON], ids=lambda one: one.username)
def test_members_and_leaders_read_and_change_nothing(app, scene, held, person):
    made = scene.checked()
    put(scene, held, made)
    vote(scene, held, scene.stored(made.nomination_id))

    at = dossier(app(person, PAGE), made)

    assert made.name in [one.value for one in at.header]
    assert any("75,0 % trên số dự họp" in one.value for one in at.markdown)
    assert [one.label for one in at.main.button] == [
        "Đề nghị **1**",
        "Thành viên **4**",
        "Danh sách",
    ]


def test_somebody_who_does_not_sit_there_sees_no_meeting(app, scene):
    meet(scene, members=FOUR[:2])

    at = app(THU, PAGE)

    [told] = [one.value for one in at.info]
    assert told.startswith("Chưa có cuộc họp nào của Hội đồng.")


def test_a_meeting_one_does_not_sit_in_and_none_at_all_are_told_alike(app, scene, held):
    foreign = meet(scene, form=replace(MEETING, title="Họp riêng"), members=FOUR[:2])
    told = []
    for key in (foreign.meeting_id, "01932c00-0000-7000-8000-000000000000"):
        at = app(THU, PAGE)
        at.query_params["meeting"] = str(key)
        told.append([one.value for one in at.run().warning])

    words = "Không có cuộc họp Hội đồng này, hoặc bạn không dự cuộc họp đó. Cần xem thì hỏi"
    assert told == [[f"{words} Văn phòng (Hoàng Thị Mai, Đỗ Thị Vân)."]] * 2


def test_a_click_right_after_another_choice_puts_that_one_before_the_meeting(app, scene, held):
    made = {one.name: one for one in (scene.checked(), scene.checked(ho_ten="Trần Văn Nam"))}
    at = part(app(VAN, PAGE), council_state.WAITING)
    [waiting] = [one for one in at.dataframe if "Đối tượng" in one.value.columns]
    first, second = (made[name] for name in waiting.value["Tên"])
    at.session_state[waiting.key] = {"selection": {"rows": [0], "columns": []}}
    at.run()

    at.session_state[waiting.key] = {"selection": {"rows": [1], "columns": []}}
    button(at, "Đưa ra Hội đồng (1)").click().run()

    assert scene.stored(second.nomination_id).state == State.TABLED
    assert scene.stored(first.nomination_id).state == State.CHECKED


AUTHOR = "Trần Văn Hùng (đã tham gia lập, gửi hồ sơ)"


@pytest.fixture
def tied(scene):
    """A meeting on whose list the head stands who has sent what is before it."""
    held = meet(scene, members=FIVE)
    made = scene.checked()
    return put(scene, held, made), scene.stored(made.nomination_id)


def captions(at):
    return [one.value for one in at.caption if "Không tham gia biểu quyết" in one.value]


@pytest.mark.parametrize("person", [VAN, SON, THU, HUNG], ids=lambda one: one.username)
def test_whoever_sees_the_case_is_told_who_does_not_vote_on_it(app, tied, person):
    at = dossier(app(person, PAGE), tied[1])

    assert captions(at) == [f":material/person_off: Không tham gia biểu quyết: {plain(AUTHOR)}."]


def test_where_everybody_votes_nothing_is_said(app, scene, held):
    made = scene.checked()
    put(scene, held, made)

    at = dossier(app(VAN, PAGE), made)

    assert captions(at) == []


def test_the_grid_begins_with_those_who_vote_and_says_who_does_not(app, scene, tied):
    at = part(app(VAN, PAGE), council_state.RESULTS)

    row = table(at, "Phiếu phát ra").iloc[0]
    assert (row["Phiếu phát ra"], row["Phiếu hợp lệ"]) == (4, 4)
    assert any(
        one.value.endswith(f"Hoàng Văn Đức: Không tham gia biểu quyết: {plain(AUTHOR)}.")
        for one in at.caption
    )


def test_the_office_records_a_tie_and_takes_it_back(app, scene, tied):
    at = dossier(app(VAN, PAGE), tied[1])
    (box,) = [one for one in at.selectbox if one.label == "Thành viên *"]
    assert box.options == [one.full_name for one in FOUR]

    box.set_value(2)
    button(at, "Ghi nhận").click().run()
    assert [one.value for one in at.error] == ["Vui lòng ghi lý do không tham gia biểu quyết."]
    (why,) = [one for one in at.text_input if one.label == "Lý do không tham gia biểu quyết *"]
    why.set_value("vợ của **người** được đề nghị")
    button(at, "Ghi nhận").click().run()
    assert [one.value for one in at.success] == ["Đã ghi nhận người không tham gia biểu quyết."]
    told = "Lý Thị Thu (vợ của **người** được đề nghị)"
    assert captions(at) == [
        f":material/person_off: Không tham gia biểu quyết: {plain(told)}; {plain(AUTHOR)}."
    ]

    button(at, "Bỏ ghi nhận Lý Thị Thu").click().run()
    assert [one.value for one in at.success] == ["Đã bỏ ghi nhận không tham gia biểu quyết."]
    assert captions(at) == [f":material/person_off: Không tham gia biểu quyết: {plain(AUTHOR)}."]


def test_the_share_is_of_those_who_are_left(app, scene, tied):
    held, made = tied
    vote(scene, held, made)

    at = dossier(app(VAN, PAGE), made)

    row = table(at, OF_ALL).iloc[0]
    assert (row["Đồng ý"], row[OF_PRESENT], row[OF_ALL]) == ("3/4", "75,0 %", "75,0 %")
    assert any(
        "75,0 % trên số dự họp còn lại, 75,0 % trên tổng số thành viên còn lại" in one.value
        for one in at.markdown
    )


def test_a_result_that_fits_no_longer_is_asked_for_anew(app, scene, held):
    one = voted(scene, held)
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE council_members SET account_id = $1 WHERE member_no = 2", [HUNG.account_id]
        )
    )

    at = dossier(app(VAN, PAGE), one)

    assert any("không còn khớp với số thành viên tham gia" in each.value for each in at.caption)
    assert table(at, OF_ALL).iloc[0][OF_ALL] == ""
    assert not any("Tỷ lệ đồng ý" in each.value for each in at.markdown)


def test_what_is_decided_has_no_form_for_ties(app, scene, tied):
    held, made = tied
    vote(scene, held, made)
    scene.step(SON, Step.AWARD, scene.stored(made.nomination_id))

    at = dossier(app(VAN, PAGE), made)

    assert [one for one in at.button if one.label == "Ghi nhận"] == []
