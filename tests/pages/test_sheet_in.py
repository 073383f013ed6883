from __future__ import annotations

import pytest

from lib.domain.workflow import WorkStatus
from lib.services.unit_sheets import books
from tests.cast import HUNG, LAN, VAN, actor
from tests.pages.conftest import button
from tests.pages.test_checklist import PAGE, make_hands
from tests.services.unit_sheets.sheet_scene import filled
from tests.small_campaign import HELD, NIL, SHARE

FIGURE = "so_hoi_nghi"
DONE = "Đã hoàn thành"


@pytest.fixture
def hands(house):
    return house.set(make_hands)


def opened(at):
    at.session_state["sheet_in_part"] = True
    return at.run()


def send(at, content):
    return at.file_uploader[0].upload("nhiệm vụ.xlsx", content).run()


def content_of(hands, person):
    return books.workbook(hands.db, actor(hands.db, person), hands.campaign)


def alerts(at):
    return [(one.type, one.value) for kind in ("success", "error") for one in at.get(kind)]


def details(at):
    (found,) = [one.value for one in at.dataframe if "Chi tiết" in one.value.columns]
    return list(zip(found["Mã"], found["Chi tiết"], strict=True))


def test_a_filled_in_workbook_is_looked_at_and_saved(app, hands):
    content = filled(content_of(hands, LAN), {(HELD, "status"): DONE, (HELD, FIGURE): "12"})
    at = opened(app(LAN, PAGE))
    send(at, content)
    shown = details(at)
    before = hands.item(LAN, HELD).status
    button(at, "Lưu 1 nhiệm vụ").click().run()
    told = alerts(at)
    send(at, content)

    assert shown == [
        (HELD, "Trạng thái: Chưa thực hiện → Đã hoàn thành"),
        (HELD, "Số hội nghị: – → 12 hội nghị"),
    ]
    assert before == WorkStatus.NOT_STARTED
    assert told == [("success", "Đã lưu 1 nhiệm vụ từ tệp.")]
    assert hands.item(LAN, HELD).status == WorkStatus.DONE
    assert button(at, "Không có gì để lưu").disabled


def test_a_conflict_is_kept_until_the_file_is_chosen(app, hands):
    content = filled(content_of(hands, LAN), {(HELD, FIGURE): "12"})
    hands.save(HUNG, HELD, 0, WorkStatus.IN_PROGRESS, so_hoi_nghi="7")
    at = send(opened(app(LAN, PAGE)), content)
    kept = button(at, "Không có gì để lưu").disabled
    (choice,) = [one for one in at.segmented_control if HELD in one.label]
    was = choice.value
    choice.set_value("Lấy của tệp").run()
    button(at, "Lưu 1 nhiệm vụ").click().run()

    assert kept
    assert was == "Giữ bản đang lưu"
    assert hands.item(LAN, HELD).answers == {FIGURE: 12}


def test_what_is_wrong_is_told_by_row_and_comes_back_marked(app, hands):
    content = filled(content_of(hands, LAN), {(SHARE, "ty_le_num"): "nhiều", (NIL, FIGURE): "2"})
    at = send(opened(app(LAN, PAGE)), content)
    shown = details(at)
    marked = [one.proto.label for one in at.get("download_button")]
    button(at, "Lưu 1 nhiệm vụ").click().run()

    assert shown[0][0] == SHARE
    assert shown[0][1].startswith("Dòng ")
    assert "Tải tệp có đánh dấu lỗi" in marked
    assert hands.item(LAN, NIL).answers == {FIGURE: 2}
    assert hands.item(LAN, SHARE).answers == {}


def test_a_file_of_another_unit_is_refused_and_another_can_be_sent(app, hands):
    at = send(opened(app(LAN, PAGE)), content_of(hands, VAN))
    refused = alerts(at)
    send(at, filled(content_of(hands, LAN), {(HELD, FIGURE): "1"}))

    assert refused[0][0] == "error"
    assert "nhiệm vụ.xlsx" in refused[0][1]
    assert button(at, "Lưu 1 nhiệm vụ") is not None


def test_what_moved_since_it_was_shown_is_shown_anew(app, hands):
    at = send(opened(app(LAN, PAGE)), filled(content_of(hands, LAN), {(HELD, FIGURE): "12"}))
    hands.save(HUNG, HELD, 0, WorkStatus.IN_PROGRESS, so_hoi_nghi="7")
    button(at, "Lưu 1 nhiệm vụ").click().run()

    assert alerts(at)[0][0] == "error"
    assert details(at) == [(HELD, "Số hội nghị: 7 hội nghị → 12 hội nghị")]
    assert hands.item(LAN, HELD).answers == {FIGURE: 7}
