from __future__ import annotations

import pytest

from lib.services import clock
from lib.store import accounts, units
from tests.cast import QUANG
from tests.pages.conftest import button
from tests.services.people.test_person_imports import HOA
from tests.services.people.test_unit_imports import HTKT, TTQH
from tests.support.sheets import PEOPLE_HEADS, UNIT_HEADS, workbook

EXCEL = "Nhập từ Excel"


@pytest.fixture
def at(app):
    at = app(QUANG, "admin/units")
    return at.segmented_control(key="units_view").set_value(EXCEL).run()


def send(at, content):
    return at.file_uploader[0].upload("danh sách.xlsx", content).run()


def stored(db, code):
    every = db.read(lambda tx: units.units(tx, clock.today()))
    return next((one for one in every if one.code == code), None)


def alerts(at):
    return [(one.type, one.value) for kind in ("success", "error") for one in at.get(kind)]


def test_units_come_in_and_are_taken_back(at, database):
    send(at, workbook(UNIT_HEADS, HTKT, TTQH))
    before = stored(database, "HTKT")
    button(at, "Ghi 2 dòng").click().run()
    told, written = alerts(at), stored(database, "HTKT")
    button(at, "Hoàn tác").click().run()

    assert before is None
    assert told == [("success", "Đã nhập: thêm 2, sửa 0, giữ nguyên 0, bỏ qua 0.")]
    assert written.name == "Phòng Hạ tầng kỹ thuật"
    assert alerts(at) == [("success", "Đã hoàn tác lần nhập.")]
    assert stored(database, "HTKT").closed_on == clock.today()


def test_faulty_rows_are_shown_first_and_passed_over_when_asked(at, database):
    send(at, workbook(UNIT_HEADS, HTKT, ("?", *TTQH[1:])))
    rows = at.dataframe[0].value
    stopped = button(at, "Chưa ghi được: còn 1 dòng lỗi").disabled
    at.segmented_control(key="excel_units_on_fault").set_value("skip").run()
    button(at, "Ghi 1 dòng").click().run()

    assert list(rows["Dòng"]) == ["3", "2"]
    assert "từ 2 đến 12 ký tự" in rows["Chi tiết"][0]
    assert stopped
    assert stored(database, "HTKT") is not None
    assert alerts(at) == [("success", "Đã nhập: thêm 1, sửa 0, giữ nguyên 0, bỏ qua 1.")]


def test_a_file_that_is_none_is_refused_and_another_can_be_sent(at, database):
    send(at, b"M\xc3\xa3,T\xc3\xaan\n")
    refused = alerts(at)
    send(at, workbook(UNIT_HEADS, HTKT))

    assert refused[0][0] == "error"
    assert "danh sách.xlsx" in refused[0][1]
    assert button(at, "Ghi 1 dòng") is not None


def test_what_somebody_changed_meanwhile_is_shown_before_it_is_written(at, database):
    send(at, workbook(UNIT_HEADS, HTKT))
    database.write(lambda tx: units.insert_unit(
        tx, units.UnitSeed("HTKT", "Khác", "Khác", units.UnitType.DIVISION, 3),
        valid_from=clock.today(),
    ))  # fmt: skip
    button(at, "Ghi 1 dòng").click().run()

    assert alerts(at)[0][0] == "error"
    assert list(at.dataframe[0].value["Chi tiết"]) == [
        "Tên đơn vị; Tên ngắn; Thứ tự; Con dấu riêng; Số người"
    ]
    assert stored(database, "HTKT").name == "Khác"


def test_people_come_in_without_a_password_on_screen(app, database):
    at = app(QUANG, "admin/people")
    at.segmented_control(key="people_view").set_value(EXCEL).run()
    send(at, workbook(PEOPLE_HEADS, HOA, ("ky", "Vũ Ngọc Kỳ", "LDS", "Lãnh đạo")))
    details = list(at.dataframe[0].value["Chi tiết"])
    button(at, "Ghi 2 dòng").click().run()

    assert details == ["", "vai trò chờ người thứ hai xác nhận"]
    assert at.get("code") == []
    assert "In phiếu mật khẩu" in alerts(at)[0][1]
    assert database.read(lambda tx: accounts.by_username(tx, "hoa")) is not None
