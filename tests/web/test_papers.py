"""Packs and templates over HTTP: each request shows its session and its right."""

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

NAME = "TDKT_nho_giay-khen_20210614-1403_r12.zip"


@pytest.fixture(scope="module")
def get(tmp_path_factory, duck_template):
    """Ask the served app for an address as somebody; Mai has a pack that waits."""
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
    home = folder / "cache" / "papers" / str(MAI.account_id)
    home.mkdir(parents=True)
    (home / NAME).write_bytes(b"PK")
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


def test_the_maker_gets_the_pack(get):
    answer = get(papers.url(NAME), MAI)

    assert (answer.status_code, answer.content) == (200, b"PK")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == f'attachment; filename="{NAME}"'
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("who", "status"), [(VAN, 404), (LAN, 404), (QUANG, 403), (None, 403)],
    ids=["another of the Office", "staff", "no right", "nobody"],
)  # fmt: skip
def test_nobody_else_gets_it(get, who, status):
    answer = get(papers.url(NAME), who)

    assert answer.status_code == status
    assert b"PK" not in answer.content[:2]


@pytest.mark.parametrize(
    ("name", "status"), [("x.zip", 404), (f"..%2F{MAI.account_id}%2F{NAME}", 400)],
    ids=["unknown", "a path"],
)  # fmt: skip
def test_other_names_are_not_found(get, name, status):
    assert get(papers.url(name), MAI).status_code == status


def test_the_office_gets_a_template(get):
    answer = get(papers.template_url(Paper.DECISION), MAI)

    assert answer.content == papers_made.template(Paper.DECISION)
    assert "Du-thao-quyet-dinh.docx" in answer.headers["content-disposition"]


@pytest.mark.parametrize(("who", "status"), [(LAN, 403), (None, 403)], ids=["staff", "nobody"])
def test_others_get_no_template(get, who, status):
    assert get(papers.template_url(Paper.DECISION), who).status_code == status


def test_a_template_of_no_paper_is_not_found(get):
    assert get("/papers/template/secret", MAI).status_code == 404
