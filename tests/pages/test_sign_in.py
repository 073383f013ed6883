from __future__ import annotations

import pytest

from lib.errors import Denied
from lib.store import accounts
from lib.text import sentence
from tests.cast import LAN, PASSWORD, QUANG
from tests.pages.conftest import button


def sign_in(at, username, password):
    at.text_input[0].input(username)
    at.text_input[1].input(password)
    return at.button[0].click().run()


def titles(at):
    return [title.value for title in at.title]


def test_the_form_signs_in(app):
    at = sign_in(app(), " LAN ", PASSWORD)

    assert "Đăng xuất" in [one.label for one in at.button]
    assert LAN.full_name in at.sidebar.markdown[0].value
    assert "/auth/cookie?ticket=" in at.sidebar.get("html")[0].value


@pytest.mark.parametrize(
    ("username", "password"),
    [("lan", "wrong"), ("nobody", PASSWORD), ("lan", "ư" * 40), ("", "")],
    ids=["wrong", "unknown", "too long", "empty"],
)
def test_a_refused_sign_in_says_the_same(app, username, password):
    at = sign_in(app(), username, password)

    assert titles(at) == ["Thi đua"]
    assert [error.value for error in at.error] == [sentence(Denied("credentials"))]


def test_signing_out_ends_the_session(app, database):
    at = app(QUANG)

    button(at, "Đăng xuất").click().run()

    assert titles(at) == ["Thi đua"]
    ended = database.read(lambda tx: tx.rows("SELECT ended_at IS NOT NULL FROM sessions"))
    assert ended == [(True,)]


def test_a_closed_account_is_out_at_the_next_click(app, database):
    at = app(LAN, "shared/account")
    database.write(lambda tx: accounts.set_open(tx, LAN.account_id, is_open=False, seen_version=1))

    button(at, "Đổi mật khẩu").click().run()

    assert titles(at) == ["Thi đua"]
    assert [info.value for info in at.info] == [sentence(Denied("signed_out"))]
