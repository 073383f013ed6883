from __future__ import annotations

import shutil

import httpx
import pytest

from lib.services.people import sessions
from lib.store import migrations
from lib.store.engine.duck import DuckDatabase
from lib.web.cookies import SECURE_NAME
from tests import cast
from tests.web.serving import ROOT, run_async, served, start, visit

APP = ROOT / "app.py"


@pytest.fixture
def database(tmp_path, duck_template):
    """A migrated file with the cast in it."""
    path = tmp_path / "thidua.duckdb"
    shutil.copyfile(duck_template, path)
    db = DuckDatabase(path)
    cast.make_cast(db)
    db.close()
    return path


@pytest.fixture
def environment(database):
    return {"TDKT_DATABASE": str(database), "TDKT_BCRYPT_ROUNDS": "4"}


def ticket(database, person):
    db = DuckDatabase(database)
    try:
        return sessions.open_session(db, person.account_id, None).ticket
    finally:
        db.close()


def test_a_ticket_becomes_a_cookie_that_opens_files_until_it_ends(database, tmp_path, environment):
    one_time = ticket(database, cast.LAN)

    with served(tmp_path, APP, environment) as server:
        answer = httpx.get(f"{server.url}/auth/cookie", params={"ticket": one_time})
        again = httpx.get(f"{server.url}/auth/cookie", params={"ticket": one_time})
        cookie = {"Cookie": answer.headers["set-cookie"].split(";")[0]}
        reached = httpx.get(f"{server.url}/media/none", headers=cookie)
        stranger = httpx.get(f"{server.url}/media/none", headers={"Cookie": f"{SECURE_NAME}=x"})
    db = DuckDatabase(database)
    found = sessions.find(db, cookie["Cookie"].split("=", 1)[1])
    sessions.sign_out(db, sessions.actor(db, found.session_id), None)
    db.close()
    with served(tmp_path, APP, environment) as server:
        ended = httpx.get(f"{server.url}/media/none", headers=cookie)

    assert "set-cookie" not in again.headers
    assert (reached.status_code, stranger.status_code, ended.status_code) == (404, 403, 403)


@pytest.mark.parametrize(
    ("person", "told"), [(cast.QUANG, True), (cast.LAN, False)], ids=["admin", "staff"]
)
def test_health_details_are_for_admins(database, tmp_path, environment, person, told):
    one_time = ticket(database, person)

    with served(tmp_path, APP, environment) as server:
        given = httpx.get(f"{server.url}/auth/cookie", params={"ticket": one_time})
        cookie = {"Cookie": given.headers["set-cookie"].split(";")[0]}
        details = httpx.get(f"{server.url}/readyz", headers=cookie).json()
        plain = httpx.get(f"{server.url}/readyz").json()

    assert plain == {"ready": True}
    assert ("schema_level" in details) is told


def test_a_second_server_says_that_the_file_is_in_use(database, tmp_path, environment):
    with served(tmp_path / "one", APP, environment) as first:
        second = start(tmp_path / "two", APP, environment)
        said, _ = second.communicate()
        alive = httpx.get(f"{first.url}/readyz")

    assert second.returncode != 0
    assert "Không khởi động được: Tệp dữ liệu" in said
    assert "Traceback" not in said
    assert alive.json() == {"ready": True}


def test_an_older_program_refuses_a_newer_file(database, tmp_path, environment):
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

    said, _ = (process := start(tmp_path, APP, environment)).communicate()

    assert process.returncode != 0
    assert "phiên bản mới hơn chương trình" in said
    assert "Traceback" not in said


def test_a_clean_stop_leaves_no_log_to_replay(database, tmp_path, environment):
    one_time = ticket(database, cast.LAN)
    log = database.with_name(f"{database.name}.wal")

    with served(tmp_path, APP, environment) as server:
        httpx.get(f"{server.url}/auth/cookie", params={"ticket": one_time})
        grown = log.stat().st_size
        server.stop()

    assert grown > 0
    assert not log.exists() or log.stat().st_size == 0


def test_a_stranger_is_shown_nothing_but_the_way_in(database, tmp_path, environment):
    with served(tmp_path, APP, environment) as server:
        _, text = run_async(lambda: visit(server.url, "summary"))

    assert "Thiết lập" in text or "Đăng nhập" in text
