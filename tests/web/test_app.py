from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest

from lib.services import clock
from lib.services.people import sessions
from lib.store import migrations
from lib.store.engine.duck import DuckDatabase
from lib.web.cookies import SECURE_NAME
from tests import cast
from tests.web.serving import ROOT, Served, run_async, served, start, visit

APP = ROOT / "app.py"


def with_cast(folder, duck_template):
    """A migrated file with the cast in it."""
    path = folder / "thidua.duckdb"
    shutil.copyfile(duck_template, path)
    db = DuckDatabase(path)
    cast.make_cast(db)
    db.close()
    return path


def of(database):
    return {"TDKT_DATABASE": str(database), "TDKT_BCRYPT_ROUNDS": "4"}


@dataclass
class Twice:
    """A server that was stopped and begun again over the same file.

    Attributes:
        tickets: of Lan and Quang, not used yet.
        first: what Lan was answered in its first life, by what she asked.
        cookie: hers, signed out between the two.
        log_bytes: how long the database's log was before the stop, and after it.
    """

    server: Served
    environment: dict[str, str]
    tickets: dict[str, str]
    first: dict[str, httpx.Response]
    cookie: dict[str, str]
    log_bytes: tuple[int, int]


@pytest.fixture(scope="module")
def twice(tmp_path_factory, duck_template):
    folder = tmp_path_factory.mktemp("twice")
    database = with_cast(folder, duck_template)
    db = DuckDatabase(database)
    # A ticket is good for half a minute, and two starts on a busy machine may take longer.
    with clock.at(clock.now() + timedelta(hours=1)):
        ticket, lan, quang = (
            sessions.open_session(db, person.account_id, None).ticket
            for person in (cast.LAN, cast.LAN, cast.QUANG)
        )
    db.close()
    log = database.with_name(f"{database.name}.wal")
    with served(folder, APP, of(database)) as server:
        asked = {"ticket": ticket}
        given = httpx.get(f"{server.url}/auth/cookie", params=asked)
        cookie = {"Cookie": given.headers["set-cookie"].split(";")[0]}
        first = {
            "again": httpx.get(f"{server.url}/auth/cookie", params=asked),
            "reached": httpx.get(f"{server.url}/media/none", headers=cookie),
            "stranger": httpx.get(
                f"{server.url}/media/none", headers={"Cookie": f"{SECURE_NAME}=x"}
            ),
        }
        grown = log.stat().st_size
        server.stop()
    left = log.stat().st_size if log.exists() else 0
    db = DuckDatabase(database)
    found = sessions.find(db, cookie["Cookie"].split("=", 1)[1])
    sessions.sign_out(db, sessions.actor(db, found.session_id), None)
    db.close()
    with served(folder, APP, of(database)) as server:
        tickets = {"lan": lan, "quang": quang}
        yield Twice(server, of(database), tickets, first, cookie, (grown, left))


def test_a_ticket_becomes_a_cookie_that_opens_files_until_it_ends(twice):
    ended = httpx.get(f"{twice.server.url}/media/none", headers=twice.cookie)

    assert "set-cookie" not in twice.first["again"].headers
    statuses = [twice.first[asked].status_code for asked in ("reached", "stranger")]
    assert [*statuses, ended.status_code] == [404, 403, 403]


@pytest.mark.parametrize(
    ("person", "told"), [(cast.QUANG, True), (cast.LAN, False)], ids=["admin", "staff"]
)
def test_health_details_are_for_admins(twice, person, told):
    one_time, url = twice.tickets[person.username], twice.server.url

    given = httpx.get(f"{url}/auth/cookie", params={"ticket": one_time})
    cookie = {"Cookie": given.headers["set-cookie"].split(";")[0]}
    details = httpx.get(f"{url}/readyz", headers=cookie).json()
    plain = httpx.get(f"{url}/readyz").json()

    assert plain == {"ready": True}
    assert ("schema_level" in details) is told


def test_a_second_server_says_that_the_file_is_in_use(twice, tmp_path):
    second = start(tmp_path, APP, twice.environment)
    said, _ = second.communicate()
    alive = httpx.get(f"{twice.server.url}/readyz")

    assert second.returncode != 0
    assert "Không khởi động được: Tệp dữ liệu" in said
    assert "Traceback" not in said
    assert alive.json() == {"ready": True}


def test_an_older_program_refuses_a_newer_file(duck_template, tmp_path):
    database = with_cast(tmp_path, duck_template)
    db = DuckDatabase(database)
    newest = migrations.newest()
    db.write(
        lambda tx: tx.run(
            """
            UPDATE schema_version
            SET version = version + 100
            WHERE version = $1
            """,
            [newest],
        )
    )
    db.close()

    said, _ = (process := start(tmp_path, APP, of(database))).communicate()

    assert process.returncode != 0
    assert "phiên bản mới hơn chương trình" in said
    assert "Traceback" not in said


def test_a_clean_stop_leaves_no_log_to_replay(twice):
    grown, left = twice.log_bytes

    assert grown > 0
    assert left == 0


def test_a_stranger_is_shown_nothing_but_the_way_in(twice):
    _, text = run_async(lambda: visit(twice.server.url, "summary"))

    assert "Thiết lập" in text or "Đăng nhập" in text
