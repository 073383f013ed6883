from __future__ import annotations

import pytest
from streamlit.runtime.context import ContextProxy

from lib.domain.accounts import ONE_TIME_LIFE
from lib.domain.devices import Browser
from lib.services import clock
from lib.services.people import sessions, sign_in
from lib.store import accounts
from tests.cast import CAST, LAN, PASSWORD, cheap_hash
from tests.pages.conftest import button, page_file

NEW = "gió thổi qua cánh đồng"
PAGE = "shared/account"
ONE_TIME = "k7mpq-2xw9t-h4vbn"


def change(at, current=PASSWORD, new=NEW, repeated=None):
    at.text_input(key="account_current").input(current)
    at.text_input(key="account_new").input(new)
    at.text_input(key="account_repeated").input(new if repeated is None else repeated)
    return at.button(key="account_change").click().run()


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_everybody_sees_their_own_data(app, person):
    at = app(person, PAGE)

    assert [title.value for title in at.title] == ["Tài khoản"]
    assert person.full_name in at.main.markdown[0].value
    assert person.username in at.main.markdown[0].value


def test_a_new_password_keeps_the_person_in(app, database):
    at = app(LAN, PAGE)
    other = sessions.open_session(database, LAN.account_id, None)

    change(at)

    assert [one.value for one in at.success] == [
        "Đã đổi mật khẩu. Các phiên khác của bạn đã kết thúc."
    ]
    assert "/auth/cookie?ticket=" in at.sidebar.get("html")[0].value
    assert sessions.actor(database, other.session_id) is None
    assert sign_in.sign_in(database, "lan", NEW, None).ticket


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"current": "wrong"}, "Mật khẩu hiện tại không đúng."),
        ({"repeated": "khác"}, "Hai lần nhập mật khẩu mới không giống nhau."),
        ({"new": "ngắn"}, "Mật khẩu cần ít nhất 10 ký tự, đang có 4."),
        ({"new": PASSWORD}, "Mật khẩu mới trùng mật khẩu hiện tại. Vui lòng chọn mật khẩu khác."),
    ],
    ids=["wrong", "differ", "short", "same"],
)
def test_a_refused_change_says_why(app, database, typed, words):
    at = change(app(LAN, PAGE), **typed)

    assert [error.value for error in at.error] == [words]
    assert sign_in.sign_in(database, "lan", PASSWORD, None).ticket


def test_the_other_sessions_end_at_a_click(app, database):
    other = sessions.open_session(database, LAN.account_id, None)
    at = app(LAN, PAGE)

    button(at, "Kết thúc các phiên khác").click().run()

    assert [one.value for one in at.success] == ["Đã kết thúc 1 phiên khác."]
    assert sessions.actor(database, other.session_id) is None
    assert button(at, "Kết thúc các phiên khác").disabled


def test_a_first_password_must_be_changed_before_anything_else(app, database):
    now = clock.now()
    database.write(
        lambda tx: accounts.set_one_time_password(
            tx,
            LAN.account_id,
            cheap_hash(ONE_TIME),
            set_at=now,
            expires_at=now + ONE_TIME_LIFE,
            seen_version=1,
        )
    )
    at = app()
    at.text_input[0].input("lan")
    at.text_input[1].input(ONE_TIME)
    at.button[0].click().run()
    assert [title.value for title in at.title] == ["Đổi mật khẩu"]
    with pytest.raises(ValueError, match="navigation"):
        at.switch_page(str(page_file("unit/checklist")))

    change(at, current=ONE_TIME)

    assert "Đổi mật khẩu" not in [title.value for title in at.title]
    assert not sessions.actor(database, at.session_state["_session"]).must_change


def type_email(at, typed):
    at.text_input(key="account_email_address").set_value(typed)
    return button(at, "Lưu").click().run()


def test_the_own_address_is_stored(app, database):
    at = type_email(app(LAN, PAGE), "lan@so.vn")

    assert [one.value for one in at.success] == ["Đã lưu địa chỉ thư."]
    assert database.read(lambda tx: accounts.account(tx, LAN.account_id)).email == "lan@so.vn"


def test_what_is_no_address_stays_in_its_field(app, database):
    at = type_email(app(LAN, PAGE), "lan tại sở")

    assert at.text_input(key="account_email_address").value == "lan tại sở"
    assert any("ghi một địa chỉ" in one.value for one in at.markdown)
    assert database.read(lambda tx: accounts.account(tx, LAN.account_id)).email == ""


def test_a_new_password_is_no_conflict_for_the_address(app, database):
    at = change(app(LAN, PAGE))

    type_email(at, "lan@so.vn")

    assert database.read(lambda tx: accounts.account(tx, LAN.account_id)).email == "lan@so.vn"


OFFICE, PHONE = Browser(name="Edge, Windows"), Browser(name="Chrome, Android")
STRANGE = "Lần đăng nhập lạ: lúc "


def at_a_device(database, browser, address="10.0.0.7"):
    """A session begun at a browser, which has its cookies now."""
    opened = sign_in.sign_in(database, "lan", PASSWORD, address, browser)
    handed = sessions.redeem(database, opened.ticket, browser.cookie)
    return opened, Browser(handed.device, name=browser.name)


def in_session(app, opened):
    """The account page in that session."""
    at = app()
    at.session_state["_session"] = opened.session_id
    at.session_state["_socket"] = ""
    at.run()
    return at.switch_page(str(page_file(PAGE))).run()


def test_sign_ins_and_devices_are_listed(app, database):
    opened, _ = at_a_device(database, OFFICE)

    at = in_session(app, opened)

    lists = [one.value for one in at.main.markdown]
    assert any("địa chỉ 10.0.0.7, trình duyệt Edge, Windows" in one for one in lists)
    assert any("**Edge, Windows** (thiết bị này)" in one for one in lists)
    assert [one.value for one in at.warning] == []


def test_a_strange_sign_in_stands_on_the_page_until_it_is_confirmed(app, database):
    opened, _ = at_a_device(database, OFFICE)
    at_a_device(database, PHONE, "10.0.0.9")

    at = in_session(app, opened)

    [told] = [one.value for one in at.warning]
    assert told.startswith(STRANGE)
    assert "địa chỉ 10.0.0.9, trình duyệt Chrome, Android." in told
    assert "Không phải bạn? Đổi mật khẩu và kết thúc các phiên khác" in told
    [mine] = [one for one in at.button if one.label.endswith("là tôi")]
    mine.click().run()
    assert [one.value for one in at.warning] == []
    assert any("bạn đã xác nhận" in one.value for one in at.main.markdown)


def test_the_strange_one_itself_is_not_told(app, database):
    at_a_device(database, OFFICE)
    opened, _ = at_a_device(database, PHONE, "10.0.0.9")

    at = in_session(app, opened)

    assert [one.value for one in at.warning] == []


def test_the_next_sign_in_is_told_of_a_strange_one(app, database, monkeypatch):
    _, known = at_a_device(database, OFFICE)
    at_a_device(database, PHONE, "10.0.0.9")
    cookies = property(lambda _: {"__Host-tdkt-device": known.cookie})
    monkeypatch.setattr(ContextProxy, "cookies", cookies)
    at = app()

    at.text_input[0].input("lan")
    at.text_input[1].input(PASSWORD)
    at.button[0].click().run()

    [told] = [one.value for one in at.warning]
    assert told.startswith(STRANGE)
    assert "tại trang Tài khoản." in told


def test_signing_out_and_in_again_in_one_tab_is_nothing_strange(app, database):
    at = app()
    for _ in range(2):
        at.text_input[0].input("lan")
        at.text_input[1].input(PASSWORD)
        at.button[0].click().run()
        button(at, "Đăng xuất").click().run()

    rows = database.read(lambda tx: tx.rows("SELECT is_strange, count(*) FROM sign_ins GROUP BY 1"))
    assert rows == [(False, 2)]


def test_a_device_is_forgotten_at_a_click(app, database):
    opened, _ = at_a_device(database, OFFICE)
    phone, _ = at_a_device(database, PHONE)
    at = in_session(app, opened)
    gone = [one for one in at.button if one.label == "Không còn là thiết bị của tôi"]
    assert len(gone) == 2

    gone[0].click().run()

    assert [one.value for one in at.success] == [
        "Thiết bị không còn được nhận ra, đã kết thúc 1 phiên khác trên đó."
    ]
    assert sessions.actor(database, phone.session_id) is None
