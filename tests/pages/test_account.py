from __future__ import annotations

import pytest

from lib.domain.accounts import ONE_TIME_LIFE
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
    assert person.full_name in at.main.markdown[-2].value
    assert person.username in at.main.markdown[-2].value


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
