"""Templates over HTTP: each request shows its session and its right."""

from __future__ import annotations

import shutil

import httpx
import pytest

from lib.domain.papers.papers import Paper
from lib.services.people import sessions
from lib.store.engine.duck import DuckDatabase
from lib.web import papers
from lib.web.cookies import SECURE_NAME
from tests.cast import LAN, MAI, QUANG, VAN, make_cast
from tests.exports import papers_made
from tests.web.serving import ROOT, served


@pytest.fixture(scope="module")
def get(tmp_path_factory, duck_template):
    """Ask the served app for an address as somebody."""
    folder = tmp_path_factory.mktemp("papers")
    path = folder / "thidua.duckdb"
    shutil.copyfile(duck_template, path)
    db = DuckDatabase(path)
    make_cast(db)
    cookies = {
        one.username: sessions.redeem(
            db, sessions.open_session(db, one.account_id, None).ticket
        ).session
        for one in (MAI, VAN, LAN, QUANG)
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


def test_the_office_gets_a_template(get):
    answer = get(papers.template_url(Paper.DECISION), MAI)

    assert answer.content == papers_made.template(Paper.DECISION)
    assert "Du-thao-quyet-dinh.docx" in answer.headers["content-disposition"]


@pytest.mark.parametrize(("who", "status"), [(LAN, 403), (None, 403)], ids=["staff", "nobody"])
def test_others_get_no_template(get, who, status):
    assert get(papers.template_url(Paper.DECISION), who).status_code == status


def test_a_template_of_no_paper_is_not_found(get):
    assert get("/papers/template/secret", MAI).status_code == 404
