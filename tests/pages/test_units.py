from __future__ import annotations

import pytest

from lib.domain.vietnamese import format_date
from lib.services import clock
from lib.store import units
from tests.cast import CAST, QUANG, THU
from tests.factories import many_units
from tests.pages.conftest import button
from tests.support.trace import trace

PAGE = "admin/units"


@pytest.fixture
def at(app):
    return app(QUANG, PAGE)


def stored(db, code):
    every = db.read(lambda tx: units.units(tx, clock.today()))
    return next((one for one in every if one.code == code), None)


def open_unit(at, code):
    at.query_params["open"] = code
    return at.run()


def key(db, code, field):
    return f"units_{stored(db, code).unit_id}_{field}"


def act(db, code, verb, version=None):
    unit = stored(db, code)
    return f"units_{unit.unit_id}_{version or unit.version}_{verb}"


def alerts(at):
    return [(one.type, one.value) for kind in ("success", "error", "info") for one in at.get(kind)]


@pytest.mark.parametrize("person", [one for one in CAST if one != QUANG], ids=lambda p: p.username)
def test_others_are_refused(app, person):
    with pytest.raises(ValueError, match="units"):
        app(person, PAGE)


def test_the_list_stands_in_order_and_is_filtered_without_accents(at):
    codes = list(at.dataframe[0].value["Mã"])
    at.text_input(key="tim_ten_don_vi").set_value("quy hoach").run()

    assert codes == ["LDS", "VP", "TTR", "QLXD", "QHKT"]
    assert list(at.dataframe[0].value["Mã"]) == ["QHKT"]
    assert "1/5 đơn vị" in [caption.value for caption in at.caption]


def test_the_list_without_matches_says_what_to_do(at):
    at.selectbox(key="units_state").set_value("Đã ngừng").run()

    assert len(at.dataframe) == 0
    assert "Không có đơn vị nào theo bộ lọc này" in at.info[0].value


def test_a_long_list_has_pages_and_a_unit_of_another_page_stays_open(at, database):
    many_units(database, 60)
    last = [one.code for one in database.read(lambda tx: units.units(tx, clock.today()))][-1]
    open_unit(at, last)
    first = list(at.dataframe[0].value["Mã"])
    shown = [one.value for one in at.header]
    at.session_state["trang_don_vi"] = 2
    at.run()
    second = list(at.dataframe[0].value["Mã"])
    at.text_input(key="tim_ten_don_vi").set_value("quy hoach").run()

    assert (len(first), len(second)) == (50, 15)
    assert last in second
    assert shown == [stored(database, last).name]
    assert at.session_state["trang_don_vi"] == 1
    assert list(at.dataframe[0].value["Mã"]) == ["QHKT"]


def test_an_unknown_unit_in_the_address_is_said(at):
    open_unit(at, "X1")

    assert alerts(at) == [("error", "Không tìm thấy đơn vị này.")]


def test_a_unit_is_changed(at, database):
    open_unit(at, "QLXD")
    at.text_input(key=key(database, "QLXD", "headcount")).set_value("1.025")
    at.segmented_control(key=key(database, "QLXD", "own_seal")).set_value("yes")
    at.button(key=act(database, "QLXD", "save")).click().run()

    changed = stored(database, "QLXD")
    assert (changed.headcount, changed.own_seal, changed.version) == (1025, True, 2)
    assert alerts(at) == [("success", "Đã lưu đơn vị.")]


def test_what_is_wrong_stands_under_its_field(at, database):
    before = trace(database)

    open_unit(at, "QLXD")
    at.text_input(key=key(database, "QLXD", "sort_order")).set_value("ba")
    at.text_input(key=key(database, "QLXD", "headcount")).set_value("0")
    at.button(key=act(database, "QLXD", "save")).click().run()

    assert [one.value for one in at.main.markdown if one.value.startswith(":red")] == [
        ":red[Thứ tự: vui lòng nhập số nguyên, ví dụ 1.234.]",
        ":red[Số người: vui lòng nhập số không nhỏ hơn 1.]",
    ]
    assert trace(database) == before


def test_a_conflict_shows_both_and_may_take_what_is_stored(at, database):
    open_unit(at, "QLXD")
    database.write(
        lambda tx: tx.run(
            "UPDATE units SET headcount = 30, version = version + 1 WHERE code = 'QLXD'"
        )
    )
    at.text_input(key=key(database, "QLXD", "headcount")).set_value("20")
    at.button(key=act(database, "QLXD", "save", 1)).click().run()
    shown = [caption.value for caption in at.caption]
    button(at, "Lấy bản đang lưu").click().run()

    assert ":orange[Bản đang lưu:] số người 30" in shown
    assert stored(database, "QLXD").headcount == 30
    assert at.text_input(key=key(database, "QLXD", "headcount")).value == "30"


def test_a_unit_is_renamed_from_a_day(at, database):
    open_unit(at, "QLXD")
    at.session_state[key(database, "QLXD", "names")] = True
    at.run()
    at.text_input(key=key(database, "QLXD", "name")).set_value("Phòng Xây dựng")
    at.text_input(key=key(database, "QLXD", "valid_from")).set_value("1/7/2026")
    at.button(key=act(database, "QLXD", "rename")).click().run()

    assert stored(database, "QLXD").name == "Phòng Xây dựng"
    assert {
        "Từ 01/07/2026: Phòng Xây dựng",
        "Từ 01/01/2021: Phòng Quản lý xây dựng",
    } <= {caption.value for caption in at.caption}


def test_a_unit_is_closed_and_reopened(at, database):
    database.write(
        lambda tx: tx.run("UPDATE accounts SET is_open = FALSE WHERE username = $1", [THU.username])
    )
    open_unit(at, "TTR")
    at.button(key=act(database, "TTR", "close")).click().run()
    closed = stored(database, "TTR").closed_on
    at.button(key=act(database, "TTR", "reopen")).click().run()

    assert (closed, stored(database, "TTR").closed_on) == (clock.today(), None)


def test_the_only_office_is_not_closed(at, database):
    open_unit(at, "VP")
    at.button(key=act(database, "VP", "close")).click().run()

    assert stored(database, "VP").closed_on is None
    assert alerts(at) == [("error", "Đây là đơn vị Văn phòng duy nhất, không thể ngừng hoạt động.")]


def fill_new(at, code):
    at.segmented_control(key="units_view").set_value("Thêm đơn vị").run()
    for field, value in {
        "code": code,
        "name": "Phòng Hạ tầng kỹ thuật",
        "short_name": "Hạ tầng",
        "sort_order": "5",
    }.items():
        at.text_input(key=f"units_new_0_{field}").set_value(value)
    at.selectbox(key="units_new_0_unit_type").set_value("phong")
    return at.button(key="units_new_0_add").click().run()


def test_a_unit_is_added_and_the_form_emptied(at, database):
    fill_new(at, "htdt")

    added = stored(database, "HTDT")
    assert (added.name, added.sort_order, added.own_seal, added.headcount) == (
        "Phòng Hạ tầng kỹ thuật",
        5,
        None,
        None,
    )
    assert alerts(at) == [("success", "Đã thêm Phòng Hạ tầng kỹ thuật.")]
    assert at.text_input(key="units_new_1_code").value == ""
    assert at.text_input(key="units_new_1_valid_from").value == format_date(clock.today())


def test_a_refused_new_unit_keeps_what_was_typed(at, database):
    before = trace(database)

    fill_new(at, "vp")

    assert alerts(at) == [("error", "Mã đơn vị VP đã có. Vui lòng chọn mã khác.")]
    assert at.text_input(key="units_new_0_name").value == "Phòng Hạ tầng kỹ thuật"
    assert trace(database) == before


@pytest.mark.parametrize("verb", ["save", "close"])
def test_a_click_after_the_right_was_lost_does_nothing(at, database, verb):
    open_unit(at, "TTR")
    at.text_input(key=key(database, "TTR", "headcount")).set_value("20")
    database.write(
        lambda tx: tx.run("UPDATE accounts SET roles = ',staff,' WHERE username = 'quang'")
    )
    before = trace(database)

    at.button(key=act(database, "TTR", verb)).click().run()

    assert trace(database) == before
