"""Screenshots of notices over HTTP: for the unit that sent it, the Office and leaders alone."""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass
from uuid import UUID, uuid4

import httpx
import pytest

from lib.services.acts import new_act
from lib.services.files.file_checks import Upload
from lib.services.opinions import notice_acts, notices
from lib.store.engine.duck import DuckDatabase
from lib.web.cookies import SECURE_NAME
from lib.web.notices import url
from tests import files
from tests.cast import CAST, LAN, VAN
from tests.services.opinions import opinion_scene
from tests.support.data_folder import data_in
from tests.web.office import cookie
from tests.web.serving import ROOT, Served, served

MAY = {"lan", "hung", "mai", "van", "son"}


@dataclass
class Site:
    """A served campaign with a notice of Lan's unit, and a cookie of everyone."""

    server: Served
    cookies: dict[str, str]
    notice_id: UUID

    def get(self, address, who=None, **headers):
        if who is not None:
            headers["Cookie"] = f"{SECURE_NAME}={self.cookies[who.username]}"
        return httpx.get(f"{self.server.url}{address}", headers=headers)


@pytest.fixture(scope="module")
def site(tmp_path_factory, duck_template):
    folder = tmp_path_factory.mktemp("notices")
    path = folder / "thidua.duckdb"
    shutil.copyfile(duck_template, path)
    with data_in(folder):
        db = DuckDatabase(path)
        scene = opinion_scene.make_scene(db)
        notice_acts.send(
            db, scene.who(LAN), scene.campaign, act_id=new_act(),
            raw={"nguon": "Nhóm trên mạng", "noi_dung": "Sai ngày"},
            upload=Upload("Ảnh.png", io.BytesIO(files.image("PNG"))),
        )  # fmt: skip
        (line,) = notices.lines(db, scene.who(VAN), scene.campaign)
        cookies = {person.username: cookie(db, person) for person in CAST}
        db.close()
    environment = {"TDKT_DATABASE": str(path), "TDKT_BCRYPT_ROUNDS": "4"}
    with served(folder, ROOT / "app.py", environment) as server:
        yield Site(server, cookies, line.notice.notice_id)


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_may_see_the_notice_gets_its_picture(site, person):
    answer = site.get(url(site.notice_id), person)

    may = person.username in MAY
    assert answer.status_code == (200 if may else 403)
    assert answer.content.startswith(b"\x89PNG") == may


def test_it_is_shown_under_a_name_of_ours_and_kept_by_no_browser(site):
    answer = site.get(url(site.notice_id), VAN)

    assert answer.headers["content-disposition"] == 'inline; filename="thong-tin-1.png"'
    assert answer.headers["cache-control"] == "no-store"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_nobody_and_other_sites_get_nothing(site):
    assert site.get(url(site.notice_id)).status_code == 403
    assert site.get(url(site.notice_id), VAN, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert site.get(url(uuid4()), VAN).status_code == 404
    assert site.get("/notices/1/picture", VAN).status_code == 404
