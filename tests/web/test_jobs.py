"""Files that were asked for, over HTTP: each request shows its session and its right."""

from __future__ import annotations

import shutil
import time
import zipfile
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from lib.domain.jobs import Job, State
from lib.domain.papers.papers import Pack
from lib.services.people import sessions
from lib.store import jobs as store
from lib.store.engine.duck import DuckDatabase
from lib.web import jobs as addresses
from lib.web.cookies import SECURE_NAME
from tests.cast import BINH, LAN, MAI, QUANG, Person
from tests.exports.paper_data import some_data
from tests.services.jobs.waiting import ask, ended, runner
from tests.services.nominations.nomination_scene import make_scene
from tests.support.data_folder import data_in
from tests.web.serving import ROOT, Served, served

MANY = some_data(Pack.BANG_KHEN, 300)
"""So many that nobody makes them between two looks."""
ASKERS = (LAN, BINH, MAI, QUANG)


class House:
    """A data folder that is served, and looked into between two servers."""

    def __init__(self, folder: Path, empty: Path) -> None:
        self.folder, self.path = folder, folder / "thidua.duckdb"
        shutil.copyfile(empty, self.path)
        self.cookies: dict[str, str] = {}
        db = DuckDatabase(self.path)
        self.scene = make_scene(db)
        for one in ASKERS:
            ticket = sessions.open_session(db, one.account_id, None).ticket
            self.cookies[one.username] = sessions.redeem(db, ticket).session
        db.close()

    def between(self, look):
        """What somebody finds who opens the database while nobody serves it."""
        with data_in(self.folder):
            db = DuckDatabase(self.path)
            try:
                self.scene.db = db
                return look(self.scene)
            finally:
                db.close()

    def served(self):
        environment = {"TDKT_DATABASE": str(self.path), "TDKT_BCRYPT_ROUNDS": "4"}
        return served(self.folder, ROOT / "app.py", environment)

    def get(self, server: Served, address: str, who: Person | None = None) -> httpx.Response:
        cookie = {"Cookie": f"{SECURE_NAME}={self.cookies[who.username]}"} if who else {}
        return httpx.get(f"{server.url}{address}", headers=cookie)

    def files(self, job: Job) -> set[str]:
        """The endings of what the job has on disk."""
        found = (self.folder / "jobs" / "thidua").glob(f"{job.job_id}.*")
        return {one.name.partition(".")[2] for one in found}


def taken_events(scene) -> list[tuple]:
    return scene.db.read(
        lambda tx: tx.rows(
            "SELECT actor_name, address, detail FROM audit_events WHERE event = 'export.take'", []
        )
    )


@pytest.fixture(scope="module")
def house(tmp_path_factory, duck_template) -> House:
    return House(tmp_path_factory.mktemp("jobs"), duck_template)


@pytest.fixture(scope="module")
def waiting(house) -> Job:
    def look(scene):
        with runner(scene.db):
            return ended(scene, ask(scene))

    return house.between(look)


@pytest.fixture(scope="module")
def get(house, waiting):
    with house.served() as server:
        yield lambda address, who=None: house.get(server, address, who)


def test_who_asked_gets_the_file(get, house, waiting):
    answer = get(addresses.url(waiting.job_id), LAN)

    assert answer.status_code == 200
    assert len(answer.content) == waiting.size_bytes
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="TDKT_nho_r7.zip"'
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("who", "status"), [(BINH, 404), (MAI, 404), (QUANG, 404), (None, 403)],
    ids=["staff elsewhere", "the Office", "no such right", "nobody"],
)  # fmt: skip
def test_nobody_else_gets_it(get, waiting, who, status):
    answer = get(addresses.url(waiting.job_id), who)

    assert answer.status_code == status
    assert b"PK" not in answer.content[:2]


@pytest.mark.parametrize(
    "given",
    ["x", "00000000-0000-0000-0000-000000000000", "{job}.order", "{job}%2F..%2F{job}.order", "%00"],
)
def test_a_hostile_key_gets_nothing(get, waiting, given):
    answer = get(f"/files/{given.format(job=waiting.job_id)}", LAN)

    assert answer.status_code in {400, 404}
    assert b"PK" not in answer.content[:2]


def test_a_key_of_nobody_is_told_like_anothers(get, waiting):
    other = get(addresses.url(waiting.job_id), BINH)
    none = get(addresses.url(UUID(int=7)), BINH)

    assert (other.status_code, other.text) == (none.status_code, none.text)


def test_every_download_is_on_record(house, waiting, tmp_path_factory, duck_template):
    own = House(tmp_path_factory.mktemp("recorded"), duck_template)

    def make(scene):
        with runner(scene.db):
            return ended(scene, ask(scene))

    job = own.between(make)
    with own.served() as server:
        for _ in range(2):
            assert own.get(server, addresses.url(job.job_id), LAN).status_code == 200
        assert own.get(server, addresses.url(job.job_id), BINH).status_code == 404

    events = own.between(taken_events)
    assert [one[0] for one in events] == [LAN.full_name] * 2
    assert all(job.sha256 in one[2] for one in events)


def test_a_server_that_was_killed_makes_the_file_again(tmp_path, duck_template):
    """kill -9 in the middle of a file; the next server begins it anew, and it is whole."""
    house = House(tmp_path, duck_template)
    job = house.between(lambda scene: ask(scene, MANY))

    with house.served() as server:
        # The maker is at its work, and nothing has been finished.
        while "1.part" not in (found := house.files(job)):
            assert "file" not in found, "made before anybody looked"
            time.sleep(0.01)
        server.process.kill()
        server.process.wait()
    assert "file" not in house.files(job)
    with house.served() as server:
        while (answer := house.get(server, addresses.url(job.job_id), LAN)).status_code == 404:
            time.sleep(0.05)

    assert answer.status_code == 200
    made = house.between(lambda scene: scene.db.read(lambda tx: store.job(tx, job.job_id)))
    assert (made.state, made.tries, made.done) == (State.DONE, 2, made.total)
    target = tmp_path / "taken.zip"
    target.write_bytes(answer.content)
    with zipfile.ZipFile(target) as pack:
        assert pack.testzip() is None
        assert len(pack.namelist()) == made.total
