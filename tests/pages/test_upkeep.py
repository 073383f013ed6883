"""“Bảo trì”, and what every page says then."""

from __future__ import annotations

from lib.errors import Refused
from lib.services.acts import new_act
from lib.services.operation import upkeep
from lib.text import sentence
from lib.text.upkeep import FROZEN
from tests.cast import LAN, MAI, QUANG, actor
from tests.pages.conftest import button
from tests.services.nominations.nomination_scene import make_scene
from tests.small_campaign import HELD
from tests.support.hands import Hands

FIGURE = "Số hội nghị (hội nghị) *"
PAGE = "admin/upkeep"
ACCOUNT = "shared/account"


def told(at):
    return [one.value for one in (*at.warning, *at.info)]


def area(at, label):
    (found,) = [one for one in at.text_area if one.label == label]
    return found


def test_what_is_announced_stands_on_every_page_as_it_was_typed(app):
    at = app(MAI, PAGE)
    area(at, "Nội dung thông báo").set_value("Dừng <b>lúc</b> **17:30** ngày 22/11").run()
    button(at, "Đăng thông báo").click().run()

    said = r"Dừng \<b\>lúc\</b\> \*\*17:30\*\* ngày 22/11"
    assert [one.value for one in at.success] == ["Đã đăng thông báo."]
    assert told(at) == told(app()) == told(app(LAN, ACCOUNT)) == [said]

    button(at, "Gỡ thông báo").click().run()

    assert told(at) == told(app()) == []
    assert area(at, "Nội dung thông báo").value == ""


def test_faults_stand_at_their_fields_and_nothing_is_lost(app):
    at = app(MAI, PAGE)
    area(at, "Nội dung thông báo").set_value("Sắp dừng").run()
    at.datetime_input[1].set_value(None).run()
    button(at, "Đăng thông báo").click().run()

    assert [one.value for one in at.markdown if one.value.startswith(":red[")] == [
        ":red[Hiện đến: vui lòng nhập, mục này bắt buộc.]"
    ]
    assert area(at, "Nội dung thông báo").value == "Sắp dừng"
    assert told(at) == []


def test_the_office_announces_and_only_an_admin_freezes(app):
    at = app(MAI, PAGE)

    assert "Bật chế độ chỉ đọc" not in {one.label for one in at.button}


def make_hands(database):
    return Hands(make_scene(database).db)


def test_what_is_typed_in_read_only_mode_stays_until_it_can_be_saved(house, app):
    hands = house.set(make_hands)
    admin = app(QUANG, PAGE)
    seen = hands.item(LAN, HELD).version
    button(admin, "Bật chế độ chỉ đọc").click().run()
    at = app(LAN, "unit/checklist")
    at.query_params["item"] = HELD
    at.run()

    (figure,) = [one for one in at.text_input if one.label == FIGURE]
    figure.set_value("12").run()
    button(at, "Lưu").click().run()

    assert told(admin) == told(at) == [FROZEN]
    assert [one.value for one in at.error] == [sentence(Refused("frozen"))]
    button(admin, "Tắt chế độ chỉ đọc").click().run()
    assert [one.value for one in at.text_input if one.label == FIGURE] == ["12"]
    button(at, "Lưu").click().run()
    assert list(at.error) == []
    assert hands.item(LAN, HELD).version == seen + 1


def test_whoever_reads_sees_it_at_the_next_click(app, database):
    at = app(LAN, ACCOUNT)
    upkeep.freeze(database, actor(database, QUANG), act_id=new_act(), is_frozen=True)

    assert told(at.run()) == [FROZEN]
