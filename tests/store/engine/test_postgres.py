import subprocess
import threading
from pathlib import Path

import psycopg
import pytest

from lib.errors import Duplicate, Unavailable
from lib.store.engine import postgres
from lib.store.engine.db import Reader, Writer, open_database
from lib.store.engine.postgres import PgDatabase
from tests.store.conftest import add_marks, marks
from tests.support import pg

ONE = [(1, "a", 10, 1)]
INSERT = "INSERT INTO marks (mark_id, code, share) VALUES ($1, $2, $3)"
END_OWN_SESSION = "SELECT pg_terminate_backend(pg_backend_pid())"


def failing_with(state: str) -> str:
    return f"DO $$ BEGIN RAISE SQLSTATE '{state}'; END $$"


@pytest.fixture
def marked_pg(bare_postgresql: PgDatabase) -> PgDatabase:
    add_marks(bare_postgresql)
    return bare_postgresql


@pytest.mark.parametrize("state", ["40001", "40P01"], ids=["serialization", "deadlock"])
def test_work_runs_again_after_a_lost_race(marked_pg, state):
    runs = []

    def work(tx: Writer) -> None:
        runs.append(tx.run(INSERT, [2, "b", 20]))
        if len(runs) < 3:
            tx.run(failing_with(state))

    marked_pg.write(work)

    assert runs == [1, 1, 1]
    assert marks(marked_pg) == [*ONE, (2, "b", 20, 1)]


def test_a_race_lost_for_ever_is_busy(marked_pg):
    with pytest.raises(Unavailable) as caught:
        marked_pg.write(lambda tx: tx.run(failing_with("40001")))

    assert caught.value.reason == "busy"


def test_other_errors_are_not_tried_again(marked_pg):
    runs = []

    def work(tx: Writer) -> None:
        runs.append(tx.run(INSERT, [2, "b", 20]))
        tx.run(failing_with("22012"))

    with pytest.raises(psycopg.errors.DivisionByZero):
        marked_pg.write(work)

    assert runs == [1]
    assert marks(marked_pg) == ONE


def test_a_server_lost_before_the_commit_saved_nothing(marked_pg):
    def work(tx: Writer) -> None:
        tx.run(INSERT, [2, "b", 20])
        tx.run(END_OWN_SESSION)

    with pytest.raises(Unavailable) as caught:
        marked_pg.write(work)

    assert caught.value.reason == "no_server"
    assert marks(marked_pg) == ONE
    assert marked_pg.write(lambda tx: tx.run(INSERT, [2, "b", 20])) == 1


def test_a_server_lost_inside_the_commit_is_uncertain(marked_pg):
    def prepare(tx: Writer) -> None:
        tx.run(
            """
            CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$
            """
        )
        tx.run(
            """
            CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON marks
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION leave()
            """
        )

    marked_pg.write(prepare)

    with pytest.raises(Unavailable) as caught:
        marked_pg.write(lambda tx: tx.run(INSERT, [2, "b", 20]))

    assert caught.value.reason == "uncertain"
    assert marks(marked_pg) == ONE


def test_a_key_taken_at_commit_is_a_duplicate(marked_pg):
    add = "ALTER TABLE marks ADD CONSTRAINT late UNIQUE (share) DEFERRABLE INITIALLY DEFERRED"
    marked_pg.write(lambda tx: tx.run(add))

    with pytest.raises(Duplicate):
        marked_pg.write(lambda tx: tx.run(INSERT, [2, "b", 10]))

    assert marks(marked_pg) == ONE


def test_a_read_cannot_write(marked_pg):
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        marked_pg.read(lambda tx: tx.rows("DELETE FROM marks"))

    assert marks(marked_pg) == ONE


def test_a_write_that_waits_too_long_is_busy(pg_server: pg.Server, marked_pg):
    name = marked_pg.key.rpartition(":")[2]
    impatient = PgDatabase(pg_server.address(name), wait_s=1)
    begun, go = threading.Event(), threading.Event()

    def hold(tx: Writer) -> None:
        begun.set()
        go.wait()

    holder = threading.Thread(target=lambda: marked_pg.write(hold))
    holder.start()
    begun.wait()

    with pytest.raises(Unavailable) as caught:
        impatient.write(lambda tx: tx.run(INSERT, [2, "b", 20]))

    go.set()
    holder.join()
    impatient.close()
    assert caught.value.reason == "busy"
    assert marks(marked_pg) == ONE


def test_no_server_is_refused(pg_server: pg.Server):
    with pytest.raises(Unavailable) as caught:
        PgDatabase(f"postgresql://postgres@127.0.0.1:{pg.free_port()}/x", wait_s=0.5)

    assert caught.value.reason == "no_server"


def test_a_server_that_went_down_is_no_busy_one():
    with pg.running_server() as server:
        database = PgDatabase(server.address("postgres"), wait_s=1)
        add_marks(database)

    for act in (lambda: marks(database), lambda: database.write(lambda tx: tx.run("SELECT 1"))):
        with pytest.raises(Unavailable) as caught:
            act()
        assert caught.value.reason == "no_server"
    database.close()


def test_a_pool_in_use_is_busy(pg_server: pg.Server):
    database = PgDatabase(pg_server.address("postgres"), wait_s=0.5)
    begun, go = threading.Semaphore(0), threading.Event()

    def hold(tx: Reader) -> None:
        begun.release()
        go.wait()

    holders = [
        threading.Thread(target=lambda: database.read(hold)) for _ in range(postgres.POOL_SIZE)
    ]
    for holder in holders:
        holder.start()
    for _ in holders:
        begun.acquire()

    with pytest.raises(Unavailable) as caught:
        database.read(lambda tx: tx.rows("SELECT 1"))

    go.set()
    for holder in holders:
        holder.join()
    database.close()
    assert caught.value.reason == "busy"


def test_closed_is_closed(marked_pg):
    marked_pg.close()
    marked_pg.close()

    with pytest.raises(Unavailable) as caught:
        marks(marked_pg)

    assert caught.value.reason == "stopped"


def test_the_key_holds_no_password(pg_server: pg.Server):
    address = f"postgresql://postgres:secret@127.0.0.1:{pg_server.port}/postgres"
    database = open_database(address)

    assert database.key == f"postgresql:127.0.0.1:{pg_server.port}:postgres"
    assert (database.path, database.free_bytes(), database.alarm) == (None, None, None)
    database.close()


def test_a_backup_can_be_restored(pg_server: pg.Server, marked_pg, tmp_path: Path):
    marked_pg.backup(tmp_path / "copy.dump")

    pg_server.run("CREATE DATABASE restored")
    command = ["pg_restore", f"--dbname={pg_server.address('restored')}"]
    subprocess.run([*command, str(tmp_path / "copy.dump")], check=True)
    restored = PgDatabase(pg_server.address("restored"))
    assert marks(restored) == ONE
    restored.close()
    pg_server.run("DROP DATABASE restored")


def test_a_failed_backup_leaves_nothing(marked_pg, tmp_path: Path):
    with pytest.raises(Unavailable) as caught:
        marked_pg.backup(tmp_path / "nowhere" / "copy.dump")

    assert caught.value.reason == "bad_backup"
    assert list(tmp_path.glob("**/copy*")) == []
