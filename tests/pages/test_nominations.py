from __future__ import annotations

import re

import pytest

from lib.domain.nomination_workflow import State, Step
from lib.domain.nominations import Subject
from lib.services.acts import new_act
from lib.services.nominations import nominations
from lib.services.nominations.empty_forms import EMPTY_FORMS
from lib.services.nominations.nominations import Filter
from tests import files, small_campaign
from tests.cast import BINH, CAST, HUNG, LAN, MAI, VAN, YEN
from tests.pages.conftest import button, page_file
from tests.services.nominations.nomination_scene import ACHIEVEMENT, PERSON, Scene, make_scene

PAGE = "unit/nominations"
PART = "evidence_part"
DRAFTERS = (LAN, HUNG, BINH, YEN, MAI, VAN)


@pytest.fixture
def scene(house) -> Scene:
    return house.set(make_scene)


def box(at, label):
    (found,) = [one for kind in ("text_input", "text_area") for one in at.get(kind)
                if one.label == label]  # fmt: skip
    return found


def opened(app, person, nomination):
    at = app(person, PAGE)
    at.query_params["nomination"] = str(nomination.nomination_id)
    return at.run()


def loaded_anew(app, person, at):
    """The page at the address of another tab, in a session that knows nothing of it."""
    again = app(person, PAGE)
    for name in ("nomination", "subject"):
        again.query_params[name] = at.query_params[name]
    return again.run()


def said(at):
    return [one.value for one in at.caption if one.value.startswith(":material/check:")]


def stored(scene, person=LAN):
    return nominations.listed(scene.db, scene.who(person), scene.campaign, Filter()).rows


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_may_nominate(app, scene, person):
    if person in DRAFTERS:
        assert app(person, PAGE).title[0].value == "Đề nghị khen thưởng"
    else:
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            app(person, PAGE)


def test_a_person_is_nominated_from_an_empty_form(app, scene):
    at = app(LAN, PAGE)
    button(at, "Đề nghị cá nhân").click().run()
    assert box(at, "Đơn vị công tác *").value == "Phòng Quản lý xây dựng"
    assert any("Hồ sơ của đơn vị 0/3: thiếu đề nghị" in one.value for one in at.caption)

    box(at, "Họ và tên *").set_value("Hoàng Văn Đức").run()
    assert "Đã giữ bản nháp" in said(at)[0]
    box(at, "Năm sinh *").set_value("1985")
    box(at, "Thành tích *").set_value(ACHIEVEMENT)
    button(at, "Lưu").click().run()

    assert "Đã lưu" in said(at)[0]
    (row,) = stored(scene)
    assert (row.name, row.answers["nam_sinh"], row.version) == ("Hoàng Văn Đức", 1985, 1)


def test_a_nominee_is_chosen_from_the_units_list(app, scene):
    scene.save(LAN)
    at = app(LAN, PAGE)
    button(at, "Đề nghị cá nhân").click().run()
    (listed,) = [one for one in at.selectbox if one.label == "Chọn từ danh sách của đơn vị"]
    assert listed.options == ["Hoàng Văn Đức", "Trần Văn Hùng", "Nguyễn Thị Lan"]

    listed.select("Trần Văn Hùng").run()
    assert box(at, "Họ và tên *").value == "Trần Văn Hùng"
    assert "Đã giữ bản nháp" in said(at)[0]
    button(at, "Lưu").click().run()

    assert {one.nominee_account for one in stored(scene)} == {None, HUNG.account_id}


def test_what_was_begun_and_not_saved_is_offered_again(app, scene):
    at = app(LAN, PAGE)
    button(at, "Đề nghị tập thể").click().run()
    box(at, "Tên tập thể *").set_value("Tổ thẩm định").run()

    again = app(LAN, PAGE)
    button(again, "Bản nháp chưa lưu: Tổ thẩm định (tập thể)").click().run()

    assert box(again, "Tên tập thể *").value == "Tổ thẩm định"
    assert stored(scene) == ()


def test_wrong_values_are_named_and_nothing_is_lost(app, scene):
    at = app(LAN, PAGE)
    button(at, "Đề nghị cá nhân").click().run()
    box(at, "Năm sinh *").set_value("85").run()
    button(at, "Lưu").click().run()

    (error,) = at.error
    assert "Năm sinh: vui lòng nhập số không nhỏ hơn 1930." in error.value
    assert box(at, "Năm sinh *").value == "85"
    assert stored(scene) == ()


def test_a_conflict_is_settled_field_by_field(app, scene):
    made = scene.save(LAN)
    at = opened(app, LAN, made)
    box(at, "Chức vụ, chức danh *").set_value("Chuyên viên chính").run()
    scene.save(HUNG, nomination_id=made.nomination_id, seen=1, chuc_vu="Phó Trưởng phòng")

    button(at, "Lưu").click().run()
    (choice,) = at.radio
    assert choice.options == ["Giữ của tôi", f"Lấy của {HUNG.full_name}"]
    assert choice.proto.captions == ["Chuyên viên chính", "Phó Trưởng phòng"]
    button(at, "Lưu lựa chọn").click().run()

    assert scene.stored(made.nomination_id).answers["chuc_vu"] == "Chuyên viên chính"
    assert scene.stored(made.nomination_id).version == 3


def test_the_head_sends_one_and_recalls_it(app, scene):
    made = scene.save(LAN)
    at = opened(app, HUNG, made)
    button(at, "Gửi Văn phòng").click().run()
    assert scene.stored(made.nomination_id).state == State.SENT

    at = opened(app, HUNG, made)
    button(at, "Thu hồi đề nghị này").click().run()

    assert scene.stored(made.nomination_id).state == State.DRAFT


def test_the_head_sends_all_that_are_ready(app, scene):
    ready = [scene.save(LAN, ho_ten=f"Nguyễn Văn {name}") for name in ("An", "Bình")]
    bare = scene.save(LAN, thanh_tich="")

    at = sending(app(HUNG, PAGE))
    assert sorted(one.label for one in at.checkbox) == [one.name for one in ready]

    button(at, "Gửi 2 đề nghị cho Văn phòng").click().run()

    assert [scene.stored(one.nomination_id).state for one in (*ready, bare)] == [
        State.SENT, State.SENT, State.DRAFT,
    ]  # fmt: skip


def sending(at):
    """The page with the dialogue of sending open."""
    at.session_state["sending"] = True
    return at.run()


def warnings(at):
    return [one.value.partition("] ")[2] for one in at.caption
            if one.value.startswith(":orange[:material/warning:]")]  # fmt: skip


def test_the_unit_is_warned_before_it_sends(app, scene):
    scene.save(LAN)
    twice = scene.save(LAN, thanh_tich="Viết 40 tin bài về bầu cử.")
    doubled = "Đã có đề nghị cho chính người hoặc tập thể này: Hoàng Văn Đức, {unit} (đang soạn)."
    missing = "Hồ sơ của đơn vị còn thiếu: biên bản họp đơn vị."

    at = opened(app, HUNG, twice)
    assert warnings(at) == [doubled.format(unit="QL xây dựng"), missing]
    at = sending(at)

    words = doubled.format(unit="Phòng Quản lý xây dựng")
    assert warnings(at).count(f"{words} {missing}") == 2
    at.checkbox[0].uncheck().run()
    button(at, "Gửi 1 đề nghị cho Văn phòng").click().run()
    states = {one.state for one in stored(scene)}
    assert states == {State.SENT, State.DRAFT}


def test_more_women_than_people_are_refused_at_the_field(app, scene):
    made = scene.save(LAN, subject=Subject.COLLECTIVE)
    at = opened(app, LAN, made)

    box(at, "Tổng số người (người)").set_value("13").run()
    box(at, "Trong đó nữ (người)").set_value("15").run()

    refused = ":red[Trong đó nữ: không được lớn hơn “Tổng số người” (13 người).]"
    assert refused in [one.value for one in at.markdown]
    button(at, "Lưu").click().run()
    assert scene.stored(made.nomination_id).version == made.version


def test_staff_see_no_way_to_send_and_why_it_is_not_ready(app, scene):
    at = opened(app, LAN, scene.save(LAN, thanh_tich="", chuc_vu=""))
    assert not [one for one in at.button if one.label == "Gửi Văn phòng"]

    at = opened(app, HUNG, scene.save(LAN, thanh_tich="", chuc_vu=""))
    assert any("còn thiếu: Chức vụ, chức danh, Thành tích" in one.value for one in at.caption)


def test_a_sent_nomination_is_read_only_and_a_returned_one_says_why(app, scene):
    made = scene.save(LAN)
    scene.step(HUNG, Step.SEND, made)
    at = opened(app, LAN, made)
    assert not at.text_area
    assert any(PERSON["ho_ten"] in one.value for one in at.header)

    scene.step(
        VAN, Step.RETURN, scene.stored(made.nomination_id), note="Thiếu biên bản họp",
        due_on=small_campaign.ELECTION_ON,
    )  # fmt: skip
    at = opened(app, LAN, made)
    assert any("Thiếu biên bản họp" in one.value for one in at.warning)
    assert box(at, "Thành tích *").value == ACHIEVEMENT


def test_a_draft_is_withdrawn_by_its_unit(app, scene):
    made = scene.save(LAN)

    button(opened(app, LAN, made), "Rút đề nghị này").click().run()

    assert scene.stored(made.nomination_id).state == State.WITHDRAWN


NOT_SHOWN = (
    "Không có đề nghị khen thưởng này, hoặc đề nghị thuộc đơn vị khác. "
    "Cần xem thì hỏi Văn phòng (Hoàng Thị Mai, Đỗ Thị Vân)."
)


def test_another_units_nomination_and_none_at_all_are_told_alike(app, scene, capsys):
    made = scene.save(LAN)
    at = opened(app, BINH, made)
    assert [one.value for one in at.warning] == [NOT_SHOWN]
    assert PERSON["ho_ten"] not in str(at.main)

    logged = capsys.readouterr().out
    assert f"record={made.nomination_id}" in plain(logged)
    assert f"user={BINH.account_id}" in plain(logged)
    assert opened(app, LAN, made).warning == []
    assert "not shown" not in capsys.readouterr().out
    at.query_params["nomination"] = "01932c00-0000-7000-8000-000000000000"
    assert [one.value for one in at.run().warning] == [NOT_SHOWN]


@pytest.mark.parametrize("kind", ["tập thể", "cá nhân"])
def test_an_empty_form_loaded_anew_is_open_again(app, scene, kind):
    at = app(LAN, PAGE)
    button(at, f"Đề nghị {kind}").click().run()
    labels = [one.label for one in at.text_area]

    again = loaded_anew(app, LAN, at)

    assert labels
    assert [one.label for one in again.text_area] == labels
    assert [one.value for one in again.warning] == []
    assert stored(scene) == ()


def test_an_empty_form_loaded_anew_is_saved_as_if_it_had_not_been(app, scene):
    at = app(LAN, PAGE)
    button(at, "Đề nghị cá nhân").click().run()

    again = loaded_anew(app, LAN, at)
    box(again, "Họ và tên *").set_value("Hoàng Văn Đức")
    box(again, "Năm sinh *").set_value("1985")
    box(again, "Thành tích *").set_value(ACHIEVEMENT)
    button(again, "Lưu").click().run()

    (row,) = stored(scene)
    assert str(row.nomination_id) == at.query_params["nomination"]


@pytest.mark.parametrize("person", [HUNG, BINH], ids=["a colleague", "another unit's"])
def test_an_empty_form_is_nothing_to_others(app, scene, person):
    at = app(LAN, PAGE)
    button(at, "Đề nghị cá nhân").click().run()

    theirs = loaded_anew(app, person, at)

    assert [one.value for one in theirs.warning] == [NOT_SHOWN]
    assert not theirs.text_area


@pytest.mark.parametrize("is_there", [True, False], ids=["another unit's", "none at all"])
def test_an_address_that_names_a_form_too_opens_no_empty_one(app, scene, is_there):
    made = scene.save(LAN).nomination_id if is_there else new_act()
    at = app(BINH, PAGE)
    at.query_params["nomination"] = str(made)
    at.query_params["subject"] = "individual"

    at.run()

    assert [one.value for one in at.warning] == [NOT_SHOWN]
    assert not at.text_area


def test_the_office_is_not_sent_to_itself(app, scene):
    at = app(VAN, "office/review")
    at.query_params["nomination"] = "01932c00-0000-7000-8000-000000000000"

    assert [one.value for one in at.run().warning] == [NOT_SHOWN.partition(" Cần")[0]]


def plain(logged):
    return re.sub(r"\x1b\[[0-9;]*m", "", logged)


@pytest.mark.parametrize("wrong", ["x", "00000000-0000-0000-0000-00000000000g", ""])
def test_a_wrong_address_opens_nothing(app, scene, wrong):
    at = app(LAN, PAGE)
    at.query_params["nomination"] = wrong
    at.query_params["subject"] = "tap_the"

    assert not at.run().text_area


@pytest.fixture
def unfolded(app, own_data):
    """A nomination of somebody's, with what is rarer of its files unfolded."""

    def start(person, key, page=PAGE):
        at = app(person, page)
        at.query_params["nomination"] = str(key)
        at.session_state["evidence_more"] = True
        return at

    return start


def has(at, words):
    return any(words in one.value for kind in ("markdown", "caption") for one in at.get(kind))


def test_files_are_added_as_a_part_of_the_dossier_and_named_anew(scene, unfolded):
    made = scene.save(LAN)
    at = unfolded(LAN, made.nomination_id).run()
    assert has(at, "Hồ sơ của đơn vị 2/3: thiếu biên bản họp đơn vị")

    at.selectbox(key=PART).set_value("unit_minutes").run()
    at.file_uploader[0].set_value([("Biên bản.pdf", files.pdf(), "application/pdf")]).run()
    assert has(at, "**Biên bản** · Biên bản họp đơn vị")
    assert has(at, "Hồ sơ của đơn vị 3/3: đủ")
    at.selectbox(key="evidence_chosen").select_index(0).run()
    (part,) = [one for one in at.selectbox if one.label == "Phần hồ sơ" and one.key != PART]
    part.set_value("report").run()

    assert has(at, "**Biên bản** · Báo cáo thành tích")
    button(at, "Gỡ khỏi đề nghị").click().run()
    assert has(at, "Đã gỡ: Biên bản")
    button(at, "Khôi phục").click().run()
    assert has(at, "**Biên bản** · Báo cáo thành tích")
    at.session_state["nomination_history"] = True
    assert has(at.run(), "Thêm minh chứng")


def test_the_files_of_a_dossier_are_added_without_unfolding_anything(app, scene, own_data):
    made = scene.save(LAN)
    at = app(LAN, PAGE)
    at.query_params["nomination"] = str(made.nomination_id)
    at.run()

    at.file_uploader[0].set_value([("Biên bản.pdf", files.pdf(), "application/pdf")]).run()

    assert has(at, "**Biên bản**")
    assert at.session_state["evidence_more"] is False


def test_what_is_not_saved_takes_no_files(scene, unfolded):
    key = new_act()
    at = unfolded(LAN, key)
    at.query_params["subject"] = "individual"
    EMPTY_FORMS.remember(scene.who(LAN), key)

    at.run()

    assert has(at, "Lưu đề nghị trước khi thêm tệp.")
    assert at.get("file_uploader") == []


def test_the_office_reads_the_unit_s_files_and_adds_its_own(scene, unfolded):
    made = scene.save(LAN)
    at = unfolded(LAN, made.nomination_id).run()
    at.file_uploader[0].set_value([("Báo cáo.pdf", files.pdf(), "application/pdf")]).run()
    scene.step(HUNG, Step.SEND, made)
    scene.step(VAN, Step.RECEIVE, scene.stored(made.nomination_id))

    at = unfolded(MAI, made.nomination_id, "office/review").run()
    at.selectbox(key="evidence_chosen").select_index(0).run()
    assert "Gỡ khỏi đề nghị" not in [one.label for one in at.button]
    at.selectbox(key=PART).set_value("council_minutes").run()
    at.file_uploader[0].set_value([("Hội đồng.pdf", files.pdf(words="h"), "application/pdf")]).run()

    assert has(at, "**Báo cáo** · Báo cáo.pdf")
    assert has(at, "**Hội đồng** · Biên bản Hội đồng")
    assert has(at, "Hồ sơ của Văn phòng 1/3")


def test_what_narrows_one_list_narrows_no_other(app, scene):
    at = app(LAN, "unit/checklist")
    at.button(key="loc_nhiem_vu_da-gui").click().run()
    at.text_input(key="tim_nhiem_vu").set_value("không có").run()

    at.switch_page(str(page_file(PAGE))).run()

    assert at.button(key="loc_de_nghi_tat-ca").icon == ":material/check:"
    assert at.text_input(key="tim_de_nghi").value in ("", None)
