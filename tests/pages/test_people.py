from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lib.domain.access import Role
from lib.services.operation import runtime
from lib.store import accounts, units
from tests.cast import CAST, LAN, QUANG
from tests.pages.conftest import button
from tests.support.trace import events, trace

PAGE = "admin/people"


@pytest.fixture
def at(app):
    return app(QUANG, PAGE)


def open_person(at, username):
    at.query_params["open"] = username
    return at.run()


def view(at, name):
    return at.segmented_control(key="people_view").set_value(name).run()


def stored(db, username):
    return db.read(lambda tx: accounts.by_username(tx, username))


def key(field):
    return f"people_{LAN.account_id}_{field}"


def act(verb, person=LAN, version=1):
    return f"people_{person.account_id}_{version}_{verb}"


def alerts(at):
    return [(one.type, one.value) for kind in ("success", "error", "info") for one in at.get(kind)]


@pytest.mark.parametrize("person", [one for one in CAST if one != QUANG], ids=lambda p: p.username)
def test_others_are_refused(app, person):
    with pytest.raises(ValueError, match="people"):
        app(person, PAGE)


def test_the_list_shows_everybody_in_vietnamese_order(at):
    assert list(at.dataframe[0].value["Tên đăng nhập"]) == [
        "binh", "hung", "lan", "mai", "quang", "son", "thu", "van", "yen",
    ]  # fmt: skip
    assert at.caption[0].value != ""
    assert "9/9 tài khoản" in [caption.value for caption in at.caption]


def test_the_list_is_filtered_without_accents(at):
    at.text_input(key="tim_nguoi").set_value("le thanh").run()

    assert list(at.dataframe[0].value["Họ và tên"]) == ["Lê Thanh Bình"]
    assert "1/9 tài khoản" in [caption.value for caption in at.caption]


def test_the_list_is_filtered_by_unit_role_and_state(at, database):
    database.write(lambda tx: accounts.set_open(tx, LAN.account_id, is_open=False, seen_version=1))

    at.selectbox(key="people_unit").set_value("QLXD").run()
    of_unit = list(at.dataframe[0].value["Tên đăng nhập"])
    at.selectbox(key="people_role").set_value("Cán bộ đơn vị").run()
    of_role = [chip for chips in at.dataframe[0].value["Trạng thái"] for chip in chips]
    at.selectbox(key="people_state").set_value("Đang mở").run()

    assert (of_unit, of_role) == (["hung", "lan"], ["Đã đóng"])
    assert len(at.dataframe) == 0
    assert "Không có ai theo bộ lọc này" in at.info[0].value


def test_a_long_list_has_pages_and_a_person_of_another_page_stays_open(at, database):
    database.write(copies_of_lan)
    open_person(at, "yen")
    first = list(at.dataframe[0].value["Tên đăng nhập"])
    shown = [one.value for one in at.header]
    at.session_state["trang_nguoi"] = 2
    at.run()
    second = list(at.dataframe[0].value["Tên đăng nhập"])
    at.selectbox(key="people_role").set_value("Quản trị").run()

    assert (len(first), len(second)) == (50, 19)
    assert second[-1] == "yen"
    assert shown == ["Phạm Hải Yến"]
    assert at.session_state["trang_nguoi"] == 1
    assert list(at.dataframe[0].value["Tên đăng nhập"]) == ["quang"]


def copies_of_lan(tx):
    tx.run(
        """
        INSERT INTO accounts (
            account_id, username, full_name, given_name, search_key, unit_id, roles,
            password_hash, password_set_at, must_change, created_at
        )
        SELECT gen_random_uuid(), 'lan' || CAST(n AS VARCHAR), full_name, given_name, search_key,
            unit_id, roles, password_hash, password_set_at, must_change, created_at
        FROM accounts, generate_series(1, 60) AS numbers (n)
        WHERE username = 'lan'
        """
    )


def test_an_unknown_person_in_the_address_is_said(at):
    open_person(at, "nobody")

    assert alerts(at) == [("error", "Không tìm thấy tài khoản này.")]


def test_a_person_is_changed(at, database):
    open_person(at, "lan")
    at.text_input(key=key("full_name")).set_value("Nguyễn Thị  Ngọc Lan")
    at.pills(key=key("roles")).set_value(["staff", "head"])
    at.text_input(key=key("email")).set_value("lan@so.vn")
    at.button(key=act("save")).click().run()

    changed = stored(database, "lan")
    assert (changed.full_name, changed.email, changed.roles, changed.version) == (
        "Nguyễn Thị Ngọc Lan",
        "lan@so.vn",
        frozenset({Role.STAFF, Role.HEAD}),
        2,
    )
    assert alerts(at) == [("success", "Đã lưu tài khoản.")]
    assert at.text_input(key=key("full_name")).value == "Nguyễn Thị Ngọc Lan"


def test_what_is_wrong_stands_under_its_field(at, database):
    before = trace(database)

    open_person(at, "lan")
    at.text_input(key=key("full_name")).set_value(" ")
    at.pills(key=key("roles")).set_value([])
    at.button(key=act("save")).click().run()

    assert alerts(at) == [("error", "Có 2 mục cần sửa trước khi lưu.")]
    assert [one.value for one in at.main.markdown if one.value.startswith(":red")] == [
        ":red[Họ và tên: vui lòng nhập, mục này bắt buộc.]",
        ":red[Vui lòng chọn ít nhất một vai trò.]",
    ]
    assert trace(database) == before


def change_behind(database, full_name):
    def work(tx):
        account = accounts.account(tx, LAN.account_id)
        tx.run(
            "UPDATE accounts SET full_name = $1, version = version + 1 WHERE account_id = $2",
            [full_name, account.account_id],
        )

    database.write(work)


def test_a_conflict_shows_both_and_a_second_save_is_knowing(at, database):
    open_person(at, "lan")
    change_behind(database, "Nguyễn Thị Lan Chi")
    at.text_input(key=key("full_name")).set_value("Nguyễn Thị Lan Anh")
    at.button(key=act("save")).click().run()
    kept = stored(database, "lan").full_name
    shown = [caption.value for caption in at.caption]
    at.button(key=act("save", version=2)).click().run()

    assert kept == "Nguyễn Thị Lan Chi"
    assert ":orange[Bản đang lưu:] Nguyễn Thị Lan Chi" in shown
    assert stored(database, "lan").full_name == "Nguyễn Thị Lan Anh"


def test_a_conflict_may_take_what_is_stored(at, database):
    open_person(at, "lan")
    change_behind(database, "Nguyễn Thị Lan Chi")
    at.text_input(key=key("full_name")).set_value("Nguyễn Thị Lan Anh")
    at.button(key=act("save")).click().run()
    button(at, "Lấy bản đang lưu").click().run()

    assert at.text_input(key=key("full_name")).value == "Nguyễn Thị Lan Chi"
    assert "Lấy bản đang lưu" not in [one.label for one in at.button]


def test_a_password_is_reset_and_shown_once(at, database):
    open_person(at, "lan")
    at.button(key=act("reset")).click().run()
    password = at.code[0].value
    at.button(key="people_noted").click().run()

    assert len(password) == 17
    assert stored(database, "lan").must_change
    assert len(at.code) == 0


def test_a_one_time_password_that_ran_out_is_told_in_list_and_record(at, database):
    open_person(at, "lan")
    at.button(key=act("reset")).click().run()
    at.button(key="people_noted").click().run()
    database.write(
        lambda tx: tx.run(
            "UPDATE accounts SET password_expires_at = $1 WHERE username = 'lan'",
            [datetime(2026, 1, 31, 7, tzinfo=UTC)],
        )
    )

    open_person(at, "lan")

    listed = at.dataframe[0].value.set_index("Tên đăng nhập")["Trạng thái"]
    assert list(listed["lan"]) == ["Mật khẩu hết hạn"]
    assert (
        "Mật khẩu dùng một lần đã hết hạn lúc 31/01/2026 14:00. Đặt lại mật khẩu để người này "
        "đăng nhập được."
    ) in [caption.value for caption in at.caption]


def test_the_own_password_is_not_reset_here(at):
    open_person(at, "quang")

    assert act("reset", QUANG) not in {one.key for one in at.button}
    assert "Đổi mật khẩu của chính mình tại trang Tài khoản." in [
        caption.value for caption in at.caption
    ]


def test_an_account_is_closed_and_reopened(at, database):
    open_person(at, "lan")
    at.button(key=act("close")).click().run()
    closed = stored(database, "lan").is_open
    at.button(key=act("reopen", version=2)).click().run()

    assert (closed, stored(database, "lan").is_open) == (False, True)
    assert alerts(at) == [("success", "Đã mở lại tài khoản.")]


def test_the_last_admin_is_told_why_not(at, database):
    open_person(at, "quang")
    at.button(key=act("close", QUANG)).click().run()

    assert stored(database, "quang").is_open
    assert alerts(at)[0][1].startswith("Đây là tài khoản quản trị cuối cùng")


def test_sessions_are_ended(at, database):
    open_person(at, "lan")
    at.button(key=act("end")).click().run()

    assert events(database, "account.end_sessions") == [
        ("account.end_sessions", QUANG.full_name, {"count": 0})
    ]


def inspectorate(code="TTR"):
    """The option that AppTest wants: the unit's id."""
    found = runtime.database().read(lambda tx: units.id_by_code(tx, code))
    assert found is not None
    return found


def fill_new(at, username):
    view(at, "Thêm người dùng")
    at.text_input(key="people_new_0_username").set_value(username)
    at.text_input(key="people_new_0_full_name").set_value("Vũ Văn Nam")
    at.selectbox(key="people_new_0_unit").set_value(inspectorate())
    at.pills(key="people_new_0_roles").set_value(["staff"])
    return at.button(key="people_new_0_create").click().run()


def test_a_person_is_added_and_the_form_emptied(at, database):
    fill_new(at, "nam")

    added = stored(database, "nam")
    assert (added.full_name, added.roles) == ("Vũ Văn Nam", frozenset({Role.STAFF}))
    assert alerts(at) == [("success", "Đã thêm Vũ Văn Nam.")]
    assert len(at.code[0].value) == 17
    assert at.text_input(key="people_new_1_username").value == ""


def test_a_refused_new_person_keeps_what_was_typed(at, database):
    before = trace(database)

    fill_new(at, "lan")

    assert alerts(at) == [("error", "Tên đăng nhập lan đã có người dùng. Vui lòng chọn tên khác.")]
    assert at.text_input(key="people_new_0_full_name").value == "Vũ Văn Nam"
    assert trace(database) == before


def test_slips_are_made_and_cleared(at, database):
    fill_new(at, "nam")
    view(at, "In phiếu mật khẩu")
    at.selectbox(key="people_slips_unit").set_value(inspectorate()).run()
    at.button(key="people_slips_make").click().run()
    slips = [one.value for one in at.main.markdown if "Mật khẩu lần đầu:" in one.value]
    at.button(key="people_slips_done").click().run()

    assert len(slips) == 1
    assert "**Vũ Văn Nam** · Thanh tra Sở" in slips[0]
    assert not [one for one in at.main.markdown if "Mật khẩu lần đầu:" in one.value]


def test_slips_are_of_the_unit_chosen_right_before_the_click(at, database):
    fill_new(at, "nam")
    view(at, "In phiếu mật khẩu")
    at.selectbox(key="people_slips_unit").set_value(inspectorate("VP")).run()

    at.selectbox(key="people_slips_unit").set_value(inspectorate())
    at.button(key="people_slips_make").click().run()

    assert [one for one in at.main.markdown if "**Vũ Văn Nam** · Thanh tra Sở" in one.value]


def test_slips_for_nobody_say_so(at):
    view(at, "In phiếu mật khẩu")
    at.selectbox(key="people_slips_unit").set_value(inspectorate()).run()
    at.button(key="people_slips_make").click().run()

    assert alerts(at) == [("info", "Không có ai ở đơn vị này cần phiếu.")]


@pytest.mark.parametrize("verb", ["save", "reset", "end", "close"])
def test_a_click_after_the_right_was_lost_does_nothing(at, database, verb):
    open_person(at, "lan")
    at.text_input(key=key("full_name")).set_value("Nguyễn Thị Lan Anh")
    database.write(
        lambda tx: tx.run("UPDATE accounts SET roles = ',staff,' WHERE username = 'quang'")
    )
    before = trace(database)

    at.button(key=act(verb)).click().run()

    assert trace(database) == before
