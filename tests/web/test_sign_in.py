"""What a stranger with a WebSocket client can and cannot see of the served app."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass

import pytest

from lib.services.people import sessions
from lib.store import accounts
from lib.store.engine.duck import DuckDatabase
from lib.ui.frame import nav
from lib.web.cookies import SECURE_NAME
from tests import cast
from tests.web.serving import ROOT, run_async, served, visit

APP = ROOT / "app.py"
FORM = "Tên đăng nhập"


@dataclass
class Cold:
    """A served app, and what it sent to those who were the first of all to ask.

    Attributes:
        crowd: what eight saw who came at once; then every page was asked for, one by one.
        cookies: of Lan and Hùng, and of Bình, whose account has been closed since.
    """

    url: str
    crowd: list[str]
    each: list[str]
    cookies: dict[str, str]


@pytest.fixture(scope="module")
def cold(tmp_path_factory, duck_template):
    folder = tmp_path_factory.mktemp("cold")
    path = folder / "thidua.duckdb"
    shutil.copyfile(duck_template, path)
    db = DuckDatabase(path)
    cast.make_cast(db)
    cookies = {one.username: cookie_of(db, one) for one in (cast.LAN, cast.HUNG, cast.BINH)}
    db.write(lambda tx: accounts.set_open(tx, cast.BINH.account_id, is_open=False, seen_version=1))
    db.close()
    pages = ["", *(entry.url_path for entry in nav.ENTRIES)]

    async def crowd(url):
        return await asyncio.gather(*(visit(url, pages[n % len(pages)]) for n in range(8)))

    environment = {"TDKT_DATABASE": str(path), "TDKT_BCRYPT_ROUNDS": "4"}
    with served(folder, APP, environment) as server:
        first = run_async(lambda: crowd(server.url))
        each = [run_async(lambda page=page: visit(server.url, page)) for page in pages]
        yield Cold(server.url, [text for _, text in first], [text for _, text in each], cookies)


def cookie_of(db, person):
    value = sessions.redeem(db, sessions.open_session(db, person.account_id, None).ticket).session
    return f"{SECURE_NAME}={value}"


def test_a_cold_server_shows_eight_at_once_nothing_but_the_form(cold):
    assert len(cold.crowd) == 8
    for text in [*cold.crowd, *cold.each]:
        assert FORM in text
        assert "shell_sign_out" not in text
        assert not any(person.full_name in text for person in cast.CAST)


def test_a_known_session_id_is_not_enough(cold):
    cookie, other = cold.cookies["lan"], cold.cookies["hung"]

    async def scene(url):
        ident, own = await visit(url, "account", cookie=cookie)
        _, stolen = await visit(url, "account", session=ident)
        ident, again = await visit(url, "account", cookie=cookie)
        _, foreign = await visit(url, "account", session=ident, cookie=other)
        ident, _ = await visit(url, "account", cookie=cookie)
        _, after_a_cut = await visit(url, "account", session=ident, cookie=cookie)
        return own, again, after_a_cut, stolen, foreign

    own, again, after_a_cut, stolen, foreign = run_async(lambda: scene(cold.url))

    for text in (own, again, after_a_cut):
        assert cast.LAN.full_name in text
    assert cast.LAN.full_name not in stolen
    assert FORM in stolen
    assert cast.LAN.full_name not in foreign


@pytest.mark.parametrize("value", ["guess", "", "x" * 5000], ids=["guess", "empty", "long"])
def test_a_made_up_cookie_meets_the_form(cold, value):
    _, text = run_async(lambda: visit(cold.url, "account", cookie=f"{SECURE_NAME}={value}"))

    assert FORM in text


def test_the_cookie_of_a_closed_account_meets_the_form(cold):
    _, text = run_async(lambda: visit(cold.url, "account", cookie=cold.cookies["binh"]))

    assert FORM in text
    assert cast.BINH.full_name not in text
