"""The inbox and the outbox as people and the Office meet them on their pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lib.domain.reminders.outbox import State
from lib.domain.reminders.rules import Subject
from lib.services import clock
from lib.services.acts import new_act
from lib.services.reminders import rules, schedule
from lib.text.reminders import SUBJECTS
from tests.cast import LAN, MAI, SON, VAN, Person
from tests.pages.conftest import button
from tests.services.reminders.reminder_scene import Scene, at, make_scene

INBOX, OUTBOX = "shared/reminders", "office/outbox"
NUMBERS = [rules.key_of(one, f"{part}_every") for one in Subject for part in ("overdue", "since")]
HOSTILE = "**Gấp** [ở đây](http://x) :red[!]"


@pytest.fixture
def scene(own_data, house) -> Scene:
    """The morning's digests in the outbox, as long ago as the real clock is late."""
    made: Scene = house.set(make_scene)
    made.tick(at(-3, hour=5))
    return made


def texts(at_page):
    kinds = ("markdown", "caption", "info", "success", "error", "warning", "header")
    return "\n".join(str(one.value) for kind in kinds for one in at_page.get(kind))


def mine(scene: Scene, person: Person = LAN):
    (found,) = [one for one in scene.kept() if one.account_id == person.account_id]
    return found


def opened(at_page, one):
    at_page.query_params["thu"] = str(one.digest_id)
    return at_page.run()


def test_a_person_reads_what_is_new_and_the_counter_goes(app, scene):
    scene.tick(at(-3, hour=8))
    seen = app(LAN, INBOX).run()
    assert "Việc II.1.1" in seen.get("page_link")[0].proto.label
    assert "còn 3 ngày · hạn 24/03/2021" in texts(seen)

    button(seen, "Đánh dấu đã đọc hết").click().run()

    assert mine(scene).read_at is not None
    assert not [one for one in seen.button if "đã đọc hết" in one.label]
    assert mine(scene, VAN).read_at is None


def test_the_open_one_is_closed_for_the_list_to_be_seen(app, scene):
    scene.tick(at(-3, hour=8))
    seen = app(LAN, INBOX).run()
    button(seen, "Danh sách").click().run()

    assert not seen.get("page_link")
    assert "Bấm vào một ngày" in texts(seen)


def test_nothing_of_the_outbox_is_in_anybodys_inbox(app, scene):
    assert "Chưa có thư nhắc nào" in texts(app(LAN, INBOX).run())
    assert "Chưa có thư nhắc nào" in texts(app(SON, INBOX).run())


def test_the_office_edits_what_goes_out(app, scene):
    seen = opened(app(VAN, OUTBOX), mine(scene))
    assert LAN.full_name in texts(seen)
    assert "Sẽ gửi lúc **21/03/2021 08:00**" in texts(seen).replace(" lúc 08:00", " 08:00")

    (note,) = [one for one in seen.text_area if one.label == "Lời Văn phòng"]
    note.set_value(HOSTILE)
    button(seen, "Lưu").click().run()

    assert mine(scene).note == HOSTILE
    assert "Đã sửa thư nhắc" in texts(seen)
    assert "[ở đây](http://x)" not in texts(seen)


def test_a_refused_edit_keeps_what_was_typed(app, scene):
    seen = opened(app(VAN, OUTBOX), mine(scene))
    (note,) = [one for one in seen.text_area if one.label == "Lời Văn phòng"]
    note.set_value("Xin gấp.")
    for box in seen.checkbox:
        box.uncheck()
    button(seen, "Lưu").click().run()

    assert "Thư nhắc cần ít nhất một việc" in texts(seen)
    assert [one.value for one in seen.text_area] == ["Xin gấp."]
    assert mine(scene).note == ""


def test_held_and_let_go_and_sent(app, scene):
    seen = opened(app(VAN, OUTBOX), mine(scene))
    button(seen, "Giữ lại").click().run()
    assert (mine(scene).state, "Đã giữ lại" in texts(seen)) == (State.HELD, True)
    button(seen, "Bỏ giữ").click().run()
    button(seen, "Gửi ngay").click().run()

    assert mine(scene).state == State.RELEASED
    assert "người nhận thấy ngay" in texts(seen)


def test_hours_are_changed_and_a_wrong_pair_is_refused(app, scene):
    seen = app(VAN, OUTBOX)
    seen.session_state["outbox_page_view"] = "Giờ nhắc"
    seen.run()
    by_label = {one.label: one for one in seen.selectbox}
    by_label["Gửi lúc"].set_value(4)
    button(seen, "Lưu").click().run()
    assert "Gửi lúc" in texts(seen)
    assert schedule.schedule(scene.db).send_hour == 8

    {one.label: one for one in seen.selectbox}["Gửi lúc"].set_value(9)
    button(seen, "Lưu").click().run()
    assert schedule.schedule(scene.db).send_hour == 9


def test_rules_are_tried_and_changed_and_a_wrong_one_is_refused_at_its_field(app, scene):
    def field(label, place):
        return [one for one in (*seen.text_input, *seen.number_input) if one.label == label][place]

    seen = app(VAN, OUTBOX)
    seen.session_state["outbox_page_view"] = "Quy tắc nhắc"
    seen.run()
    items = list(SUBJECTS).index(Subject.ITEM)
    field("Trước hạn (ngày)", items).set_value("ba ngày")
    button(seen, "Xem thử hôm nay").click().run()
    assert "Nhiệm vụ bắt buộc chưa hoàn thành, Trước hạn (ngày): vui lòng" in texts(seen)

    button(seen, "Lưu").click().run()
    assert field("Trước hạn (ngày)", items).value == "ba ngày"
    assert "cách nhau bằng dấu phẩy" in texts(seen)
    assert rules.in_force(scene.db, scene.who(VAN)).version == 0

    field("Trước hạn (ngày)", items).set_value("5, 2")
    button(seen, "Xem thử hôm nay").click().run()
    assert "Nếu soạn hôm nay theo các quy tắc này:" in texts(seen)
    button(seen, "Lưu").click().run()
    assert "Đã lưu quy tắc nhắc việc." in texts(seen)
    stored = rules.in_force(scene.db, scene.who(VAN))
    assert (stored.version, stored.rules[Subject.ITEM].before) == (1, (5, 2))

    rules.change(
        scene.db, scene.who(MAI), act_id=new_act(), seen_version=1,
        raw={"item_is_on": True, "item_before": "9", **dict.fromkeys(NUMBERS, 0)},
    )  # fmt: skip
    button(seen, "Lưu").click().run()
    button(seen, "Lấy bản đang lưu").click().run()
    assert field("Trước hạn (ngày)", items).value == "9"


def test_a_clock_that_was_ahead_is_told_of(app, scene):
    with clock.at(datetime(2999, 1, 1, 2, tzinfo=UTC)):
        scene.tick(datetime(2999, 1, 1, 2, tzinfo=UTC))
    seen = app(VAN, OUTBOX).run()
    assert "sau ngày mà đồng hồ máy chủ đang chỉ" in texts(seen)

    button(seen, "Đồng hồ đúng, nhắc lại từ hôm nay").click().run()

    assert "như thường lệ" in texts(seen)
