"""Downloads of the served app: every request shows its session and its right."""

from __future__ import annotations

import io
import shutil
import zipfile

import httpx
import pytest
import yaml

from lib.domain import packages
from lib.domain.access import Role
from lib.domain.exports import Options
from lib.exports.registry import EXPORTS
from lib.store.engine.duck import DuckDatabase
from lib.web import campaign_file, exports
from lib.web.cookies import SECURE_NAME
from tests.cast import CAST, MAI, VAN
from tests.exports import scene
from tests.web.office import Office, cookie
from tests.web.serving import ROOT, served

# What the first heading of each begins with.
FIRST = {
    "items": "Mã ",
    "units": "Mã ",
    "groups": "Mã ",
    "nominations_collective": "STT,",
    "nominations_individual": "STT,",
    "awards_0603": "Phương thức,",
    "indicators": "Mã nhóm,",
    "decisions": "Số quyết định,",
    "evaluations": "Mã đơn vị,",
    "evidence": "Mã đơn vị,",
    "documents": '"Số, ký hiệu",',
    "acknowledgements": '"Số, ký hiệu",',
    "opinions": "Chủ đề,",
    "notices": "Số thông báo,",
    "quality": "Mức,",
    "comments": "Số trao đổi,",
}


def address(key="items", options=None):
    return exports.url(key, "nho", options or Options())


@pytest.mark.parametrize("key", EXPORTS)
def test_the_office_gets_a_file(office, key):
    answer = office.get(address(key), "mai")

    assert answer.status_code == 200
    assert answer.content.startswith(f"\ufeff{FIRST[key]}".encode())
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    name = answer.headers["content-disposition"].removeprefix('attachment; filename="')
    assert name.startswith(f"TDKT_nho_{key}_")
    assert name.endswith('_r14.csv"')


def test_options_are_heeded(office):
    answer = office.get(address("units", scene.VIETNAMESE), "van")

    assert answer.text.splitlines()[1].startswith("VP;Văn phòng Sở;4;0;0,0;")


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_nobody_else_gets_one(office, person):
    answer = office.get(address(), person.username)

    assert (answer.status_code == 200) is (Role.OFFICE in person.roles)
    assert (b"Mai" in answer.content) is (Role.OFFICE in person.roles)


@pytest.mark.parametrize("who", [None, "signed out"])
def test_without_a_live_session_there_is_none(office, who):
    answer = office.get(address(), who)

    assert (answer.status_code, answer.text) == (403, "Vui lòng đăng nhập trước.")


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("/export/accounts", 404),
        ("/export/items?campaign=khac", 404),
        ("/export/items?dates=us", 400),
        ("/export/items?decimals=;", 400),
        ("/export/items?tai=2999-01-01", 400),
        ("/export/items?tai=%0d%0aSet-Cookie:x", 400),
    ],
)
def test_what_there_is_not(office, asked, status):
    answer = office.get(asked, "mai")

    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain")


def test_a_campaign_is_taken_away_as_a_file(office):
    answer = office.get(campaign_file.url("nho"), "mai")

    assert answer.status_code == 200
    assert 'filename="TDKT_nho_phong-trao_r' in answer.headers["content-disposition"]
    assert yaml.safe_load(answer.content)["code"] == "nho"
    assert office.get(campaign_file.url("khac"), "mai").status_code == 404
    assert office.get(campaign_file.url("nho"), "lan").status_code == 403
    assert office.get(campaign_file.url("nho"), None).status_code == 403


def test_a_campaign_is_taken_away_as_a_package(office):
    answer = office.get(campaign_file.package_url("nho"), "mai")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert 'filename="TDKT_nho_phong-trao_r' in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        assert package.namelist() == [packages.MANIFEST, packages.CAMPAIGN]
    assert office.get(campaign_file.package_url("khac"), "mai").status_code == 404
    assert office.get(campaign_file.package_url("nho"), "lan").status_code == 403
    assert office.get(campaign_file.package_url("nho"), None).status_code == 403


def test_a_file_of_then(office):
    then = exports.url("items", "nho", Options(), "2021-03-02T10:00")

    answer = office.get(then, "mai")

    assert "TDKT_nho_items_20210302-1000_r" in answer.headers["content-disposition"]
    assert b"Mai" not in answer.content
    assert office.get(address(), "mai").content != answer.content


def test_the_campaign_that_runs_is_meant_without_a_code(office):
    assert office.get("/export/groups", "mai").status_code == 200


def test_other_sites_get_nothing(office):
    answer = office.get(address(), "mai", **{"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403


def test_looking_ahead_makes_no_file(office):
    answer = httpx.head(
        f"{office.server.url}{address()}",
        headers={"Cookie": f"{SECURE_NAME}={office.cookies[VAN.username]}"},
    )

    assert (answer.status_code, answer.content) == (405, b"")


@pytest.mark.usefixtures("own_data")
def test_downloads_are_recorded(tmp_path, duck_template):
    path = tmp_path / "thidua.duckdb"
    shutil.copyfile(duck_template, path)
    db = DuckDatabase(path)
    scene.play(db)
    office = {"mai": cookie(db, MAI)}
    db.close()
    with served(tmp_path, ROOT / "app.py", {"TDKT_DATABASE": str(path)}) as server:
        Office(server, office).get(address("units"), "mai")
        Office(server, office).get("/export/none", "mai")

    db = DuckDatabase(path)
    recorded = db.read(
        lambda tx: tx.rows(
            "SELECT actor_name, address FROM audit_events WHERE event = 'export.csv'"
        )
    )
    db.close()
    assert recorded == [(MAI.full_name, "127.0.0.1")]
