"""Documents on their page: the Office prepares and publishes, units read and acknowledge."""

from __future__ import annotations

import pytest

from lib.domain.access import Role
from lib.domain.campaigns import CampaignState
from lib.domain.documents import State
from tests.cast import BINH, CAST, HUNG, LAN, MAI, SON, VAN
from tests.pages.conftest import button
from tests.services.documents.document_scene import SAID, Scene, make_scene

PAGE = "shared/documents"
READERS = {Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER}
HOSTILE = "**Họp** [tổ](http://x) :red[nợ] <script>"


@pytest.fixture
def scene(house, own_data) -> Scene:
    return house.set(make_scene)


def opened(app, person, document_id, **query):
    at = app(person, PAGE)
    at.query_params["van_ban"] = str(document_id)
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


def words(at):
    kinds = ("markdown", "caption", "info", "warning", "header", "error")
    return "\n".join(one.value for kind in kinds for one in at.get(kind))


def field(at, key, kind="text_input"):
    (found,) = [one for one in at.get(kind) if (one.key or "").endswith(f"_{key}")]
    return found


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_has_the_page(app, scene, person):
    if person.roles & READERS:
        assert app(person, PAGE).title
    else:
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            app(person, PAGE)


def test_the_office_prepares_and_publishes(app, scene):
    at = app(VAN, PAGE)
    button(at, "Văn bản cho đơn vị").click().run()
    field(at, "so_ky_hieu").set_value("45/KH-SXD").run()
    field(at, "trich_yeu", "text_area").set_value("Kế hoạch tuyên truyền").run()
    assert "Đã giữ bản nháp" in words(at)
    button(at, "Lưu").click().run()

    (line,) = scene.lines(VAN)
    assert line.document.state == State.DRAFT
    lacking = "Ngày ban hành, Cơ quan ban hành, Cấp ban hành, Gửi tới"
    assert f"Chưa đăng được, còn thiếu: {lacking}" in words(at)

    scene.save(VAN, line.document.document_id)
    at = opened(app, VAN, line.document.document_id)
    button(at, "Đăng cho các đơn vị").click().run()

    assert scene.lines(VAN)[0].document.state == State.PUBLISHED
    assert "Đã đăng văn bản" in words(at)
    assert "0/4 đơn vị đã xác nhận" in words(at)


def test_a_document_without_anything_to_read_says_so(app, scene):
    at = opened(app, MAI, scene.save(lien_ket=""))

    assert "Chưa đăng được, còn thiếu: tệp hoặc liên kết" in words(at)
    assert not [one for one in at.button if one.label == "Đăng cho các đơn vị"]


def test_a_unit_acknowledges_and_says_it_anew(app, scene):
    key = scene.published()
    at = app(LAN, PAGE)
    assert "1 văn bản chờ bạn xác nhận, hạn gần nhất 30/03/2021" in words(at)

    at = opened(app, LAN, key)
    field(at, "so_nguoi").set_value("12").run()
    field(at, "ngay").set_value("19/3/2021").run()
    button(at, "Xác nhận").click().run()

    assert scene.lines(LAN)[0].said.told_count == 12
    assert "Đã nhận, đã phổ biến cho 12 người ngày 19/03/2021" in words(at)

    field(at, "so_nguoi").set_value("15").run()
    button(at, "Xác nhận").click().run()

    assert (scene.lines(LAN)[0].said.told_count, scene.lines(LAN)[0].said.version) == (15, 2)


def test_what_is_lacking_stands_at_its_field(app, scene):
    at = opened(app, LAN, scene.published())
    field(at, "so_nguoi").set_value("12").run()
    button(at, "Xác nhận").click().run()

    assert scene.lines(LAN)[0].said is None
    assert any("Ngày phổ biến" in one.value for one in at.markdown if one.value.startswith(":red["))
    assert field(at, "so_nguoi").value == "12"


def test_a_click_that_comes_after_a_correction_names_the_version_it_was_drawn_for(app, scene):
    key = scene.published()
    at = opened(app, LAN, key)
    field(at, "so_nguoi").set_value("12").run()
    field(at, "ngay").set_value("19/3/2021").run()
    scene.corrected(key)
    button(at, "Xác nhận").click().run()

    rows = scene.db.read(lambda tx: tx.rows("SELECT version_no, told_count FROM acknowledgements"))
    assert rows == [(1, 12)]
    assert scene.lines(LAN)[0].waits


def test_who_has_not_is_one_click(app, scene):
    key = scene.published()
    scene.acknowledge(key, LAN)
    at = opened(app, VAN, key)

    assert "1/4 đơn vị đã xác nhận" in words(at)
    (units,) = [one.value for one in at.dataframe if list(one.value) == ["Đơn vị"]]
    assert list(units["Đơn vị"]) == [
        "Văn phòng Sở", "Thanh tra Sở", "Phòng Quy hoạch - Kiến trúc",
    ]  # fmt: skip


def test_the_office_corrects_and_withdraws(app, scene):
    key = scene.published()
    at = opened(app, VAN, key)
    button(at, "Sửa thành bản mới").click().run()
    field(at, "noi_dung_sua", "text_area").set_value("Sửa ngày").run()
    (again,) = [one for one in at.button_group if (one.key or "").endswith("_xac_nhan_lai")]
    again.set_value([True] if isinstance(again.value, list) else True).run()
    button(at, "Lưu").click().run()
    button(at, "Đăng bản 2").click().run()
    assert [one.number for one in scene.opened(key).versions] == [2, 1]
    assert "Các bản trước (1)" in [one.label for one in at.expander]

    (reason,) = [one for one in at.text_area if one.label == "Lý do thu hồi *"]
    reason.set_value("Đăng nhầm").run()
    button(at, "Thu hồi văn bản này").click().run()

    assert scene.opened(key).line.document.state == State.WITHDRAWN
    assert "Đăng nhầm" in words(at)


def test_a_head_publishes_for_the_unit_and_staff_reads(app, scene):
    key = scene.published_own(HUNG)
    at = opened(app, LAN, key)
    button(at, "Tôi đã đọc").click().run()

    assert "Bạn đã đọc văn bản này." in words(at)
    assert "1/2 người đã đọc" in words(opened(app, HUNG, key))


def test_another_units_document_is_not_there(app, scene):
    key = scene.published_own(HUNG)

    assert "Không có văn bản này" in words(opened(app, BINH, key))
    assert "Không có văn bản này" in words(opened(app, SON, key))


def test_what_was_begun_and_never_saved_is_found_again(app, scene):
    at = app(VAN, PAGE)
    button(at, "Văn bản cho đơn vị").click().run()
    field(at, "trich_yeu", "text_area").set_value("Đang gõ dở").run()

    at = app(VAN, PAGE)
    button(at, "Bản nháp chưa lưu: Đang gõ dở").click().run()

    assert field(at, "trich_yeu", "text_area").value == "Đang gõ dở"


def test_marks_in_what_was_typed_are_letters(app, scene):
    key = scene.published(trich_yeu=HOSTILE, so_ky_hieu="1/<b>")
    scene.acknowledge(key, LAN, hinh_thuc=HOSTILE)

    for person in (VAN, LAN):
        told = words(opened(app, person, key))
        assert "\\<script\\>" in told
        assert "[tổ](http" not in told


def test_a_closed_campaign_is_read_only(app, scene):
    key = scene.published()
    scene.acknowledge(key, LAN, **SAID)
    scene.put_state(CampaignState.CLOSED)
    at = app(VAN, PAGE)
    at.query_params["campaign"] = scene.campaign.code
    at.query_params["van_ban"] = str(key)
    at.run()

    labels = {one.label for one in at.button}
    assert not labels & {"Văn bản cho đơn vị", "Sửa thành bản mới", "Thu hồi văn bản này"}


def test_who_finds_none_is_told_where_they_come_from(app, scene):
    assert "Bấm “Văn bản cho đơn vị” để soạn và đăng." in words(app(VAN, PAGE))
    assert "Văn bản hiện ra sau khi Văn phòng đăng cho đơn vị." in words(app(LAN, PAGE))
