from __future__ import annotations

import shutil

import httpx
import pytest

from lib.config import settings
from lib.domain.exports import Options
from lib.store.engine.duck import DuckDatabase
from lib.web import exports
from lib.web.address import client_address
from lib.web.cookies import SECURE_NAME
from tests.cast import MAI
from tests.exports import scene
from tests.support.data_folder import data_in
from tests.web.office import cookie
from tests.web.serving import ROOT, served

FORGED = [("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-For", "10.0.0.7")]


@pytest.fixture(autouse=True)
def _fresh_settings():
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def trusted(monkeypatch):
    monkeypatch.setenv("TDKT_TRUSTED_PROXY", "1")
    settings.cache_clear()


SAID = ["1.2.3.4, 10.0.0.7"]


def test_without_a_proxy_of_ours_nobodys_word_is_taken():
    assert client_address(SAID, "192.168.1.5") == "192.168.1.5"


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (SAID, "10.0.0.7"),
        (["1.2.3.4", "10.0.0.7"], "10.0.0.7"),
        (["::ffff:10.0.0.7"], "10.0.0.7"),
        (["2001:DB8:0::7"], "2001:db8::7"),
        (["10.0.0.7, <b>here</b>"], "127.0.0.1"),
        ([""], "127.0.0.1"),
        ([], "127.0.0.1"),
    ],
    ids=["one line", "two lines", "mapped", "version 6", "no address", "empty", "none"],
)
def test_behind_our_proxy_its_word_is_taken(said, expected):
    assert client_address(said, "127.0.0.1") == expected


@pytest.mark.usefixtures("trusted")
def test_without_the_header_on_this_machine_there_is_none():
    assert client_address([], None) is None


@pytest.mark.parametrize(
    ("environment", "recorded"),
    [({}, "127.0.0.1"), ({"TDKT_TRUSTED_PROXY": "1"}, "10.0.0.7")],
    ids=["no proxy of ours", "behind our proxy"],
)
def test_a_served_request_is_recorded_where_it_came_from(
    tmp_path, duck_template, environment, recorded
):
    """uvicorn itself believes the header of whoever connects from this machine."""
    path = tmp_path / "thidua.duckdb"
    shutil.copyfile(duck_template, path)
    db = DuckDatabase(path)
    with data_in(tmp_path):
        scene.play(db)
    shown = ("Cookie", f"{SECURE_NAME}={cookie(db, MAI)}")
    db.close()

    with served(tmp_path, ROOT / "app.py", {"TDKT_DATABASE": str(path), **environment}) as server:
        url = f"{server.url}{exports.url('items', 'nho', Options())}"
        answer = httpx.get(url, headers=[shown, *FORGED])

    assert answer.status_code == 200
    db = DuckDatabase(path)
    sql = "SELECT address FROM audit_events WHERE event = 'export.csv'"
    assert db.read(lambda tx: tx.rows(sql)) == [(recorded,)]
    db.close()
