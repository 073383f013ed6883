"""Scans of signed reports over HTTP: no file without a live session and the right to read it."""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass
from uuid import UUID, uuid4

import httpx
import pytest

from lib.domain.access import Role
from lib.services.acts import new_act
from lib.services.closing import scans
from lib.services.files.file_checks import Upload
from lib.store.engine.duck import DuckDatabase
from lib.web.cookies import SECURE_NAME
from lib.web.reports import scan_url
from tests import files
from tests.cast import CAST, LAN, MAI, SON
from tests.services.closing import report_scene
from tests.support.data_folder import data_in
from tests.web.office import cookie
from tests.web.serving import ROOT, Served, served

SCAN = files.pdf(words="Bản ký")


@dataclass
class Site:
    """A served campaign with a signed report and its scan, and a cookie of everyone."""

    server: Served
    cookies: dict[str, str]
    report_id: UUID

    def get(self, address, who=None, **headers):
        if who is not None:
            headers["Cookie"] = f"{SECURE_NAME}={self.cookies[who.username]}"
        return httpx.get(f"{self.server.url}{address}", headers=headers)


@pytest.fixture(scope="module")
def site(tmp_path_factory, duck_template):
    folder = tmp_path_factory.mktemp("reports")
    path = folder / "thidua.duckdb"
    shutil.copyfile(duck_template, path)
    with data_in(folder):
        db = DuckDatabase(path)
        scene = report_scene.make(db)
        report_id = scene.signed()
        scans.put(
            db, scene.who(MAI), scene.again(), act_id=new_act(), report_id=report_id,
            seen_number=0, upload=Upload("Bản ký.pdf", io.BytesIO(SCAN)),
        )  # fmt: skip
        cookies = {person.username: cookie(db, person) for person in CAST}
        db.close()
    environment = {"TDKT_DATABASE": str(path), "TDKT_BCRYPT_ROUNDS": "4"}
    with served(folder, ROOT / "app.py", environment) as server:
        yield Site(server, cookies, report_id)


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_may_read_the_report_gets_its_scan(site, person):
    answer = site.get(scan_url(site.report_id, 1), person)

    may = bool(person.roles & {Role.OFFICE, Role.LEADER})
    assert answer.status_code == (200 if may else 403)
    assert (answer.content == SCAN) == may


def test_it_is_shown_or_saved_and_kept_by_no_browser(site):
    shown = site.get(scan_url(site.report_id, 1), SON)
    saved = site.get(f"{scan_url(site.report_id, 1)}?tai=1", SON)

    assert shown.headers["content-disposition"].startswith("inline")
    assert saved.headers["content-disposition"].startswith("attachment")
    for answer in (shown, saved):
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_nobody_and_other_sites_get_nothing(site):
    address = scan_url(site.report_id, 1)

    assert site.get(address).status_code == 403
    assert site.get(address, MAI, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "99999999999999999999"])
def test_a_number_of_no_scan_is_not_found(site, number):
    assert site.get(f"/reports/{site.report_id}/scan/{number}", MAI).status_code == 404


def test_a_report_that_there_is_not_is_not_found(site):
    assert site.get(scan_url(uuid4(), 1), MAI).status_code == 404
    assert site.get("/reports/khac/scan/1", MAI).status_code == 404
    assert site.get(scan_url(uuid4(), 1), LAN).status_code == 403
