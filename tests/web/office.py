"""A served campaign for tests of its addresses."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

import httpx
import pytest

from lib.services.people import sessions
from lib.store.engine.duck import DuckDatabase
from lib.web.cookies import SECURE_NAME
from tests.cast import CAST, MAI
from tests.exports import scene
from tests.support.data_folder import data_in
from tests.web.serving import ROOT, Served, served


@dataclass
class Office:
    """A served campaign, and a cookie of everyone."""

    server: Served
    cookies: dict[str, str]

    def get(self, address, who=None, **headers):
        if who is not None:
            headers["Cookie"] = f"{SECURE_NAME}={self.cookies[who]}"
        return httpx.get(f"{self.server.url}{address}", headers=headers)


@pytest.fixture(scope="module")
def office(tmp_path_factory, duck_template):
    folder = tmp_path_factory.mktemp("office")
    path = folder / "thidua.duckdb"
    shutil.copyfile(duck_template, path)
    db = DuckDatabase(path)
    with data_in(folder):
        scene.play(db)
    cookies = {person.username: cookie(db, person) for person in CAST}
    cookies["signed out"] = cookie(db, MAI)
    left = sessions.find(db, cookies["signed out"])
    sessions.sign_out(db, sessions.actor(db, left.session_id), None)
    db.close()
    environment = {"TDKT_DATABASE": str(path), "TDKT_BCRYPT_ROUNDS": "4"}
    with served(folder, ROOT / "app.py", environment) as server:
        yield Office(server, cookies)


def cookie(db, person):
    return sessions.redeem(db, sessions.open_session(db, person.account_id, None).ticket).session
