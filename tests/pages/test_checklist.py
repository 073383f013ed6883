from __future__ import annotations

import re
from datetime import timedelta

import pytest

from lib.domain.vietnamese import format_date
from lib.domain.workflow import Step, Verification, WorkStatus
from lib.errors import Conflict, NotFound, Refused
from lib.services import clock
from lib.text import WORK_STATUSES, sentence
from tests.cast import BINH, CAST, HUNG, LAN, MAI, VAN, YEN
from tests.pages.conftest import button
from tests.services.nominations.nomination_scene import make_scene
from tests.small_campaign import HELD, NIL, OPTIONAL, SHARE
from tests.support.hands import Hands
from tests.support.trace import events, trace

PAGE = "unit/checklist"
REPORTERS = (LAN, HUNG, BINH, YEN, MAI, VAN)
FIGURE = "Số hội nghị (hội nghị) *"


def make_hands(db):
    return Hands(make_scene(db).db)


@pytest.fixture
def hands(house):
    """The small campaign, and hands to report with before the page is opened."""
    return house.set(make_hands)


@pytest.fixture
def item(app, hands):
    """`item(LAN, HELD)` is Lan's page with that task open."""

    def open_item(person, code, **params):
        at = app(person, PAGE)
        at.query_params["item"] = code
        if "filter" in params:
            at.query_params["loc_nhiem_vu"] = params["filter"]
        return at.run()

    return open_item


def box(at, label):
    (found,) = [one for kind in ("text_input", "text_area") for one in at.get(kind)
                if one.label == label]  # fmt: skip
    return found


def labels(at):
    return [one.label for one in at.button]


def rows(at):
    """The codes in the table."""
    return list(at.dataframe[0].value["Mã"]) if at.dataframe else []


def said(at):
    """What came of the last click, without its time."""
    return [
        one.value.removeprefix(":material/check: ")[: -len(" 00:00:00")]
        for one in at.caption
        if one.value.startswith(":material/check:")
    ]


def drafts(db):
    return db.read(lambda tx: tx.rows("SELECT answers ->> 'so_hoi_nghi' FROM drafts"))


@pytest.mark.parametrize("person", REPORTERS, ids=lambda person: person.username)
def test_those_who_report_see_their_units_tasks(app, hands, person):
    at = app(person, PAGE)

    assert at.title[0].value == "Nhiệm vụ của đơn vị"
    assert rows(at)[0] == HELD


@pytest.mark.parametrize(
    "person", sorted(set(CAST) - set(REPORTERS), key=str), ids=lambda person: person.username
)
def test_others_have_no_such_page(app, hands, person):
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        app(person, PAGE)


def test_without_a_campaign_it_says_what_to_do(app, database):
    at = app(LAN, PAGE)

    assert [one.value for one in at.info] == [sentence(NotFound("campaign"))]


def test_the_table_holds_the_units_own_tasks_in_the_plans_order(item, hands):
    hands.save(LAN, HELD, 1, WorkStatus.DONE, so_hoi_nghi="1.234")
    hands.save(BINH, SHARE, 1, WorkStatus.NOT_STARTED, ghi_chu="Của đơn vị khác")

    table = item(LAN, HELD, filter="tat-ca").dataframe[0].value

    assert list(table["Mã"]) == [HELD, SHARE, NIL, OPTIONAL]
    assert {name: str(cell) for name, cell in table.iloc[0].items()} == {
        "Mã": HELD,
        "Nhiệm vụ": "Việc II.1.1",
        "Trạng thái": "['Đã hoàn thành']",
        "Hạn": format_date(hands.item(LAN, HELD).due_on),
    }
    assert [list(chips) for chips in table["Trạng thái"]][1:] == [["Quá hạn"]] * 3


FILTERED = {
    "Cần làm": [SHARE, NIL, OPTIONAL],
    "Quá hạn": [SHARE, NIL, OPTIONAL],
    "Đủ để gửi": [HELD],
    "Đã gửi": [],
    "Tất cả": [HELD, SHARE, NIL, OPTIONAL],
}


@pytest.mark.parametrize("name", FILTERED)
def test_filters_tell_what_they_keep_and_stand_in_the_address(app, hands, name):
    hands.save(LAN, HELD, 1, WorkStatus.DONE, so_hoi_nghi="3")
    at = app(LAN, PAGE)

    button(at, f"{name} **{len(FILTERED[name])}**").click().run()

    assert rows(at) == FILTERED[name]
    again = app(LAN, PAGE)
    again.query_params["loc_nhiem_vu"] = at.query_params["loc_nhiem_vu"]
    assert rows(again.run()) == FILTERED[name]


def test_what_presses_most_stands_on_top(app, hands):
    hands.save(LAN, OPTIONAL, 3, WorkStatus.DONE, so_hoi_nghi="4")
    hands.step(HUNG, Step.SEND, LAN, OPTIONAL, days_ago=2)
    hands.step(VAN, Step.RETURN, LAN, OPTIONAL, days_ago=1, reason="Thiếu biên bản", due_in=3)

    at = app(LAN, PAGE)

    assert rows(at)[0] == OPTIONAL
    assert list(at.dataframe[0].value["Trạng thái"].iloc[0]) == ["Bị trả lại"]


def test_counts_follow_a_save_and_what_is_sought(item, hands):
    at = item(LAN, HELD)
    assert {"Cần làm **4**", "Đủ để gửi **0**"} <= {*labels(at)}

    at.segmented_control[0].set_value(WorkStatus.DONE.value)
    box(at, FIGURE).set_value("4")
    button(at, "Lưu").click().run()
    assert {"Cần làm **3**", "Đủ để gửi **1**"} <= {*labels(at)}

    at.text_input(key="tim_nhiem_vu").set_value("ii.2").run()
    assert {"Cần làm **2**", "Đủ để gửi **0**", "Tất cả **2**"} <= {*labels(at)}


def test_an_open_item_has_its_neighbours_beside_it(item, hands):
    at = item(LAN, SHARE)
    assert {HELD, NIL} <= {*labels(at)}

    button(at, NIL).click().run()
    assert at.query_params["item"] == NIL
    button(at, "Danh sách").click().run()

    assert "item" not in at.query_params
    assert "Lưu" not in labels(at)


@pytest.mark.parametrize(("sought", "kept"), [("viec ii.2", [NIL, OPTIONAL]), ("không có", [])])
def test_search_needs_no_accents(app, hands, sought, kept):
    at = app(LAN, PAGE)

    at.text_input(key="tim_nhiem_vu").set_value(sought).run()

    assert rows(at) == kept


def test_an_unknown_item_is_told(item):
    at = item(LAN, "V.2.1")

    words = "Không có nhiệm vụ này, hoặc nhiệm vụ thuộc đơn vị khác. Cần xem thì hỏi Văn phòng"
    assert [one.value for one in at.warning] == [f"{words} (Hoàng Thị Mai, Đỗ Thị Vân)."]


def test_a_report_is_saved_and_said(item, hands):
    at = item(LAN, HELD)

    at.segmented_control[0].set_value(WorkStatus.DONE.value)
    box(at, FIGURE).set_value(" 1.234 ")
    box(at, "Ghi chú").set_value("Hội nghị toàn cơ quan")
    button(at, "Lưu").click().run()

    stored = hands.item(LAN, HELD)
    assert said(at) == ["Đã lưu"]
    assert (stored.status, stored.saved_by) == (WorkStatus.DONE, LAN.account_id)
    assert stored.answers == {"so_hoi_nghi": 1234, "ghi_chu": "Hội nghị toàn cơ quan"}
    assert box(at, FIGURE).value == "1.234"
    assert HELD not in rows(at)
    assert drafts(hands.db) == []


def test_leaving_a_field_keeps_a_draft_and_stores_no_report(item, hands):
    at = item(LAN, HELD)
    before = trace(hands.db)

    box(at, FIGURE).set_value("12").run()

    assert said(at) == ["Đã giữ bản nháp"]
    assert drafts(hands.db) == [("12",)]
    assert trace(hands.db) == before
    assert list(at.dataframe[0].value["Trạng thái"].iloc[0]) == ["Quá hạn", "Bản nháp"]


def test_a_draft_is_offered_again_and_can_be_dropped(item, hands):
    hands.save(LAN, HELD, 1, WorkStatus.IN_PROGRESS, so_hoi_nghi="5")
    box(item(LAN, HELD), FIGURE).set_value("12").run()

    at = item(LAN, HELD)
    assert box(at, FIGURE).value == "12"
    button(at, "Bỏ bản nháp").click().run()

    assert box(at, FIGURE).value == "5"
    assert drafts(hands.db) == []
    assert "Bỏ bản nháp" not in labels(at)


def test_wrong_values_are_told_at_their_fields_and_stay(item, hands):
    at = item(LAN, SHARE)
    before = trace(hands.db)

    box(at, "Số người được phổ biến (người) *").set_value("9")
    box(at, "Tổng số người (người) *").set_value("0")
    button(at, "Lưu").click().run()

    assert at.error[0].value.startswith("Có 1 mục cần sửa trước khi lưu.")
    assert len([one for one in at.markdown if one.value.startswith(":red[")]) == 1
    assert box(at, "Số người được phổ biến (người) *").value == "9"
    assert trace(hands.db) == before


def test_a_click_on_save_right_after_typing_writes_once(item, hands, monkeypatch):
    at = item(LAN, HELD)
    box(at, FIGURE).set_value("12")
    at.segmented_control[0].set_value(WorkStatus.DONE.value)
    written = []
    write = hands.db.write
    monkeypatch.setattr(
        hands.db, "write", lambda work: (result := write(work), written.append(result))[0]
    )

    button(at, "Lưu").click().run()

    assert said(at) == ["Đã lưu"]
    assert len(written) == 1
    assert drafts(hands.db) == []


def test_what_a_refused_save_brought_is_kept(item, hands):
    at = item(LAN, HELD)
    box(at, FIGURE).set_value("mười hai")

    button(at, "Lưu").click().run()

    assert at.error[0].value.startswith("Có 1 mục cần sửa trước khi lưu.")
    assert drafts(hands.db) == [("mười hai",)]
    assert box(item(LAN, HELD), FIGURE).value == "mười hai"


def test_saving_what_is_stored_again_drops_the_draft_of_in_between(item, hands):
    at = item(LAN, HELD)
    box(at, FIGURE).set_value("12")
    button(at, "Lưu").click().run()
    box(at, FIGURE).set_value("13").run()

    box(at, FIGURE).set_value("12")
    button(at, "Lưu").click().run()

    assert drafts(hands.db) == []
    assert hands.item(LAN, HELD).answers["so_hoi_nghi"] == 12


def test_nothing_to_report_hides_the_figures(item, hands):
    at = item(LAN, NIL)

    at.segmented_control[0].set_value(WorkStatus.NIL.value).run()
    assert FIGURE not in [one.label for one in at.text_input]
    button(at, "Lưu").click().run()

    assert hands.item(LAN, NIL).status == WorkStatus.NIL


def test_nil_is_offered_where_the_task_allows_it(item):
    nil = WORK_STATUSES[WorkStatus.NIL]

    assert nil in item(LAN, NIL).segmented_control[0].options
    assert nil not in item(LAN, HELD).segmented_control[0].options


def test_a_lower_total_asks_why(item, hands):
    hands.save(LAN, HELD, 1, WorkStatus.IN_PROGRESS, so_hoi_nghi="12")
    at = item(LAN, HELD)

    box(at, FIGURE).set_value("11")
    button(at, "Lưu").click().run()
    assert hands.item(LAN, HELD).answers == {"so_hoi_nghi": 12}
    box(at, "Lý do giảm số lũy kế").set_value("Đếm trùng")
    button(at, "Lưu").click().run()

    stored = hands.item(LAN, HELD)
    assert (stored.answers, stored.lower_reason) == ({"so_hoi_nghi": 11}, "Đếm trùng")
    assert "Lý do giảm số lũy kế" not in [one.label for one in at.text_area]


def test_a_second_save_shows_both_and_saves_the_choice(item, hands):
    at = item(LAN, HELD)
    hands.save(HUNG, HELD, 1, WorkStatus.DONE, so_hoi_nghi="4", ghi_chu="Của Hùng")

    box(at, FIGURE).set_value("5")
    box(at, "Ghi chú").set_value("Của Lan")
    button(at, "Lưu").click().run()

    assert at.error[0].value == sentence(Conflict("changed"))
    assert [radio.label for radio in at.radio] == ["Trạng thái", "Số hội nghị", "Ghi chú"]
    assert at.radio[1].options == ["Giữ của tôi", f"Lấy của {HUNG.full_name}"]
    assert at.radio[1].proto.captions == ["5 hội nghị", "4 hội nghị"]
    assert hands.item(LAN, HELD).answers == {"so_hoi_nghi": 4, "ghi_chu": "Của Hùng"}
    at.radio[0].set_value("theirs")
    at.radio[2].set_value("theirs")
    button(at, "Lưu lựa chọn").click().run()

    stored = hands.item(LAN, HELD)
    assert stored.answers == {"so_hoi_nghi": 5, "ghi_chu": "Của Hùng"}
    assert (stored.status, stored.saved_by) == (WorkStatus.DONE, LAN.account_id)
    assert said(at) == ["Đã lưu"]
    assert box(at, "Ghi chú").value == "Của Hùng"


def test_what_somebody_saved_meanwhile_is_told_before_any_save(item, hands):
    at = item(LAN, HELD)
    hands.save(HUNG, HELD, 1, WorkStatus.DONE, so_hoi_nghi="4")

    box(at, FIGURE).set_value("5").run()

    assert at.warning[0].proto.title.startswith(f"{HUNG.full_name} đã lưu lúc ")
    assert "Lưu" not in labels(at)
    button(at, "Bỏ bản nháp").click().run()
    assert (list(at.radio), box(at, FIGURE).value) == ([], "4")
    assert "Lưu" in labels(at)


def test_a_draft_comes_back_with_its_hour_and_a_way_to_drop_it(item):
    box(item(LAN, HELD), FIGURE).set_value("5").run()

    at = item(LAN, HELD)

    (told,) = [one.value for one in at.caption if one.value.startswith("Bản nháp lúc ")]
    assert re.fullmatch(r"Bản nháp lúc \d\d/\d\d/\d{4} \d\d:\d\d", told)
    button(at, "Bỏ bản nháp").click().run()
    assert box(at, FIGURE).value == ""


def test_saving_what_is_stored_makes_no_version(item, hands):
    hands.save(LAN, HELD, 1, WorkStatus.DONE, so_hoi_nghi="4")
    at = item(LAN, HELD)
    before = trace(hands.db)

    button(at, "Lưu").click().run()

    assert trace(hands.db) == before
    assert ":material/check: Chưa có thay đổi nào để lưu" in [one.value for one in at.caption]


@pytest.mark.parametrize(("person", "may_send"), [(LAN, False), (HUNG, True)])
def test_the_head_sends_one_item(item, hands, person, may_send):
    hands.save(LAN, HELD, 1, WorkStatus.DONE, so_hoi_nghi="4")
    at = item(person, HELD)

    assert ("Gửi Văn phòng" in labels(at)) is may_send
    if may_send:
        button(at, "Gửi Văn phòng").click().run()

    state = Verification.SENT if may_send else Verification.NOT_SENT
    assert hands.item(LAN, HELD).verification == state
    notes = [one.value for one in at.caption]
    assert (":material/check: Đã gửi Văn phòng 1 nhiệm vụ" in notes) is may_send


def unfolded(at):
    """The page with the dialogue of sending open."""
    at.session_state["sending"] = True
    return at.run()


def test_what_the_head_unticks_is_not_sent(app, hands):
    hands.save(LAN, HELD, 1, WorkStatus.DONE, so_hoi_nghi="4")
    hands.save(LAN, NIL, 1, WorkStatus.NIL)
    at = unfolded(app(HUNG, PAGE))

    at.checkbox[0].uncheck().run()
    button(at, "Gửi 1 nhiệm vụ cho Văn phòng").click().run()

    states = [hands.item(LAN, code).verification for code in (HELD, NIL)]
    assert states == [Verification.NOT_SENT, Verification.SENT]


def test_a_returned_item_is_sent_only_once_it_is_another(item, hands):
    hands.save(LAN, HELD, 3, WorkStatus.DONE, so_hoi_nghi="4")
    hands.step(HUNG, Step.SEND, LAN, HELD, days_ago=2)
    hands.step(VAN, Step.RETURN, LAN, HELD, days_ago=1, reason="Thiếu biên bản", due_in=3)
    at = item(HUNG, HELD)
    assert "Gửi Văn phòng" not in labels(at)
    told = ":material/info: " + sentence(Refused("unchanged"))
    assert told in [one.value for one in at.caption]

    box(at, "Ghi chú").set_value("Đã bổ sung biên bản").run()
    button(at, "Lưu").click().run()
    button(at, "Gửi Văn phòng").click().run()

    assert hands.item(LAN, HELD).verification == Verification.SENT
    assert ":material/undo: Lần trước bị trả lại: Thiếu biên bản" in [
        one.value for one in at.caption
    ]


def test_the_head_sends_all_that_are_ready(app, hands):
    hands.save(LAN, HELD, 1, WorkStatus.DONE, so_hoi_nghi="4")
    hands.save(LAN, NIL, 1, WorkStatus.NIL)
    hands.save(LAN, OPTIONAL, 1, WorkStatus.IN_PROGRESS, so_hoi_nghi="1")
    at = unfolded(app(HUNG, PAGE))
    assert [one.label for one in at.checkbox] == [
        "II.1.1 · Việc II.1.1", "II.2.1 · Việc II.2.1",
    ]  # fmt: skip

    button(at, "Gửi 2 nhiệm vụ cho Văn phòng").click().run()

    states = [hands.item(LAN, code).verification for code in (HELD, NIL, OPTIONAL)]
    assert states == [Verification.SENT, Verification.SENT, Verification.NOT_SENT]
    assert [event for event, _, _ in events(hands.db, "item.send")] == ["item.send"]
    assert ":material/check: Đã gửi Văn phòng 2 nhiệm vụ" in [one.value for one in at.caption]


def test_what_has_a_draft_is_not_sent_with_the_rest(item, hands):
    hands.save(LAN, HELD, 1, WorkStatus.DONE, so_hoi_nghi="4")
    hands.save(LAN, NIL, 1, WorkStatus.NIL)
    at = item(HUNG, HELD)
    box(at, FIGURE).set_value("5").run()

    assert "Gửi Văn phòng" not in labels(at)
    button(unfolded(at), "Gửi 1 nhiệm vụ cho Văn phòng").click().run()

    states = [hands.item(LAN, code).verification for code in (HELD, NIL)]
    assert states == [Verification.NOT_SENT, Verification.SENT]


def test_a_sent_item_is_read_only_and_can_be_recalled(item, hands):
    hands.save(LAN, HELD, 2, WorkStatus.DONE, so_hoi_nghi="4", ghi_chu="1. *Đầu* dòng")
    hands.step(HUNG, Step.SEND, LAN, HELD, days_ago=1)
    assert "Lưu" not in labels(item(LAN, HELD))
    at = item(HUNG, HELD)

    button(at, "Thu hồi nhiệm vụ này").click().run()

    assert hands.item(LAN, HELD).verification == Verification.NOT_SENT
    assert "Lưu" in labels(at)


def test_a_received_item_cannot_be_recalled(item, hands):
    hands.save(LAN, HELD, 3, WorkStatus.DONE, so_hoi_nghi="4")
    hands.step(HUNG, Step.SEND, LAN, HELD, days_ago=2)
    hands.step(VAN, Step.RECEIVE, LAN, HELD, days_ago=1)

    at = item(HUNG, HELD)

    assert {"Lưu", "Thu hồi nhiệm vụ này", "Gửi Văn phòng"}.isdisjoint(labels(at))


def test_a_returned_item_stands_on_top_and_opens_from_there(app, hands):
    hands.save(LAN, HELD, 3, WorkStatus.DONE, so_hoi_nghi="4")
    hands.step(HUNG, Step.SEND, LAN, HELD, days_ago=2)
    hands.step(VAN, Step.RETURN, LAN, HELD, days_ago=1, reason="Thiếu *biên bản*", due_in=3)
    at = app(LAN, PAGE)

    (warning,) = at.warning
    due = format_date(clock.today() + timedelta(days=3))
    assert warning.value == r"II.1.1 · Việc II.1.1: Thiếu \*biên bản\*"
    assert warning.proto.title == f"Bị trả lại, hạn bổ sung {due}"
    button(at, f"Mở {HELD} để bổ sung").click().run()

    assert box(at, FIGURE).value == "4"
    assert "Lưu" in labels(at)
