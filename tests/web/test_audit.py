"""The log's files over HTTP: each request shows its session and its right."""

from __future__ import annotations

import shutil

import httpx
import pytest

from lib.services.audit.log import Filter
from lib.services.people import sessions
from lib.store.engine.duck import DuckDatabase
from lib.web import audit
from lib.web.cookies import SECURE_NAME
from tests.cast import LAN, QUANG, VAN, make_cast
from tests.web.serving import ROOT, served


@pytest.fixture(scope="module")
def get(tmp_path_factory, duck_template):
    """Ask the served app for an address as somebody."""
    folder = tmp_path_factory.mktemp("audit")
    path = folder / "thidua.duckdb"
    shutil.copyfile(duck_template, path)
    db = DuckDatabase(path)
    make_cast(db)
    cookies = {
        one.username: sessions.redeem(
            db, sessions.open_session(db, one.account_id, None).ticket
        ).session
        for one in (VAN, LAN, QUANG)
    }
    db.close()
    environment = {
        "TDKT_DATABASE": str(path),
        "TDKT_DATA_DIR": str(folder),
        "TDKT_BCRYPT_ROUNDS": "4",
    }
    with served(folder, ROOT / "app.py", environment) as server:

        def ask(address, who=None):
            cookie = {"Cookie": f"{SECURE_NAME}={cookies[who.username]}"} if who else {}
            return httpx.get(f"{server.url}{address}", headers=cookie)

        yield ask


INSTALLATION = audit.csv_url("", Filter())


def test_the_admin_saves_the_log_and_where_it_ends(get):
    log, heads = get(INSTALLATION, QUANG), get(audit.heads_url(), QUANG)

    assert (log.status_code, heads.status_code) == (200, 200)
    assert "Đăng nhập" in log.content.decode("utf-8-sig")
    assert "TDKT_he-thong_nhat-ky_" in log.headers["content-disposition"]
    assert (log.headers["cache-control"], heads.headers["cache-control"]) == ("no-store",) * 2
    assert "tdkt-heads-1\ninstallation " in heads.text


@pytest.mark.parametrize("person", [None, LAN, VAN], ids=["nobody", "staff", "office"])
def test_nobody_else_gets_the_installations(get, person):
    assert get(INSTALLATION, person).status_code in (303, 401, 403)


@pytest.mark.parametrize("person", [None, LAN], ids=["nobody", "staff"])
def test_whoever_reads_no_log_gets_no_heads(get, person):
    assert get(audit.heads_url(), person).status_code in (303, 401, 403)


@pytest.mark.parametrize(
    "query", ["ho_so=x", "ho_so=%25", "tu=x", "don_vi=x", "campaign=KHONG-CO"], ids=str
)
def test_what_is_none_is_not_found(get, query):
    assert get(f"{audit.PATH}/nhat-ky.csv?{query}", QUANG).status_code == 404
