import itertools
import json
import subprocess
import sys
import threading
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import duckdb
import pytest

from lib import text
from lib.errors import Duplicate, Unavailable
from lib.store.engine import copies
from lib.store.engine.db import Writer, open_database
from lib.store.engine.duck import DuckDatabase
from tests.store.conftest import add_marks, marks

ONE = [(1, "a", 10, 1)]
INSERT = "INSERT INTO marks (mark_id, code, share) VALUES ($1, $2, $3)"
PLENTY = 1 << 40


def log(database: DuckDatabase) -> Path:
    return database.path.with_name(database.path.name + ".wal")


class Watched(DuckDatabase):
    """Says when a piece of work has been queued."""

    def __init__(self, path: Path, **settings) -> None:
        self.queued = threading.Semaphore(0)
        super().__init__(path, create=True, **settings)

    def _submit(self, threads, job) -> Future:
        future = super()._submit(threads, job)
        self.queued.release()
        return future


class Running:
    """A call in a thread of its own, with what came of it."""

    def __init__(self, call) -> None:
        self._outcome: Future = Future()
        self._thread = threading.Thread(target=self._run, args=(call,))
        self._thread.start()

    def _run(self, call) -> None:
        try:
            self._outcome.set_result(call())
        except Exception as error:  # noqa: BLE001 the caller of result() gets it
            self._outcome.set_exception(error)

    def result(self):
        self._thread.join()
        return self._outcome.result()


class Holding:
    """A write that stays begun until it is let go."""

    def __init__(self, database: DuckDatabase) -> None:
        self.begun, self._go = threading.Event(), threading.Event()
        self._running = Running(lambda: database.write(self._work))
        self.begun.wait()

    def _work(self, tx: Writer) -> str:
        self.begun.set()
        self._go.wait()
        return "served"

    def let_go(self) -> str:
        self._go.set()
        return self._running.result()


@pytest.fixture
def marked_duck(bare_duck: DuckDatabase) -> DuckDatabase:
    add_marks(bare_duck)
    return bare_duck


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT content FROM read_text('/etc/passwd')",
        "COPY marks TO '/tmp/marks.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "INSTALL httpfs",
    ],
)
def test_sql_reaches_no_other_file(marked_duck, sql):
    with pytest.raises(duckdb.PermissionException):
        marked_duck.read(lambda tx: tx.rows(sql))


def test_settings_cannot_be_changed(marked_duck):
    with pytest.raises(duckdb.InvalidInputException, match="locked"):
        marked_duck.write(lambda tx: tx.run("SET GLOBAL memory_limit = '8GB'"))


def test_checkpoints_are_never_automatic(marked_duck):
    sql = "SELECT current_setting('wal_autocheckpoint'), current_setting('threads')"

    assert marked_duck.read(lambda tx: tx.row(sql)) == ("931.3 GiB", 1)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Unavailable) as caught:
        open_database(str(tmp_path / "no.duckdb"))

    assert caught.value.reason == "missing_file"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("create", [True, False])
def test_a_missing_file_with_a_log_is_never_begun_anew(tmp_path, create):
    (tmp_path / "lost.duckdb.wal").write_bytes(b"saves")

    with pytest.raises(Unavailable) as caught:
        open_database(str(tmp_path / "lost.duckdb"), create=create)

    assert caught.value.reason == "missing_but_log"
    assert [path.name for path in tmp_path.iterdir()] == ["lost.duckdb.wal"]


def test_a_second_opening_is_refused(marked_duck):
    with pytest.raises(Unavailable) as caught:
        DuckDatabase(marked_duck.path)

    assert caught.value.reason == "in_use"
    assert str(marked_duck.path) in text.sentence(caught.value)
    assert marks(marked_duck) == ONE


def test_a_second_process_is_refused(marked_duck):
    script = (
        "import sys; from lib.errors import AppError\n"
        "from lib.store.engine.db import open_database\n"
        "try: open_database(sys.argv[1])\n"
        "except AppError as error: print(error.reason)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, str(marked_duck.path)], capture_output=True, text=True
    )

    assert (done.stdout, done.stderr) == ("in_use\n", "")
    assert marks(marked_duck) == ONE


def test_the_lock_ends_with_closing(marked_duck):
    marked_duck.close()

    reopened = DuckDatabase(marked_duck.path)

    assert marks(reopened) == ONE
    reopened.close()


def test_closing_empties_the_log(marked_duck):
    assert log(marked_duck).exists()

    marked_duck.close()

    assert not log(marked_duck).exists()
    assert not marked_duck.path.with_name("bare.duckdb.safe").exists()


def test_closing_serves_what_waits(marked_duck):
    holding = Holding(marked_duck)
    closing = Running(marked_duck.close)

    assert holding.let_go() == "served"
    closing.result()


def test_closed_is_closed(marked_duck):
    marked_duck.close()
    marked_duck.close()

    with pytest.raises(Unavailable) as reading:
        marks(marked_duck)
    with pytest.raises(Unavailable) as writing:
        marked_duck.write(lambda tx: None)
    assert (reading.value.reason, writing.value.reason) == ("stopped", "stopped")


def test_a_process_that_forgets_to_close_ends_well(tmp_path):
    script = (
        "import sys; from lib.store.engine.db import open_database\n"
        "db = open_database(sys.argv[1], create=True)\n"
        "db.write(lambda tx: tx.run('CREATE TABLE kept (kept_id INTEGER PRIMARY KEY)'))\n"
    )
    path = tmp_path / "left.duckdb"

    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    database = DuckDatabase(path)
    assert database.read(lambda tx: tx.row("SELECT count(*) FROM kept")) == (0,)
    database.close()


def test_a_full_disk_refuses_writes_and_serves_reads(tmp_path):
    free = [PLENTY]
    database = DuckDatabase(tmp_path / "full.duckdb", create=True, free=lambda path: free[0])
    add_marks(database)
    free[0] = (200 << 20) - 1

    with pytest.raises(Unavailable) as caught:
        database.write(lambda tx: tx.run(INSERT, [2, "b", 20]))

    assert caught.value.reason == "disk_full"
    assert marks(database) == ONE
    assert database.free_bytes() == free[0]
    free[0] = PLENTY
    assert database.write(lambda tx: tx.run(INSERT, [2, "b", 20])) == 1
    database.close()


def test_how_much_must_stay_free_is_set(tmp_path):
    free = [PLENTY]
    database = DuckDatabase(
        tmp_path / "full.duckdb",
        create=True,
        free=lambda path: free[0],
        least_free_bytes=300 << 20,
    )
    add_marks(database)
    free[0] = (300 << 20) - 1

    with pytest.raises(Unavailable) as caught:
        database.write(lambda tx: tx.run(INSERT, [2, "b", 20]))

    assert caught.value.reason == "disk_full"
    free[0] = 300 << 20
    assert database.write(lambda tx: tx.run(INSERT, [2, "b", 20])) == 1
    database.close()


@pytest.mark.parametrize(
    ("broken_by", "refused"),
    [("checkpoint", None), ("write", "no_checkpoint_room"), ("read", "no_checkpoint_room")],
    ids=["checkpoint", "write", "read"],
)
def test_it_is_reopened_after_a_fatal_error(tmp_path, broken_by, refused):
    """A checkpoint that cannot write makes the engine unusable; nothing saved may be lost."""
    command = [sys.executable, "-m", "tests.support.full_disk", str(tmp_path / "f.duckdb")]

    done = subprocess.run([*command, broken_by], capture_output=True, text=True)

    assert done.stderr == ""
    assert json.loads(done.stdout) == {
        "broken": refused,
        "read while full": "no_checkpoint_room",
        "write while full": "no_checkpoint_room",
        "alarm": True,
        "read too soon": "no_checkpoint_room",
        "read with room": [100],
        "write with room": 1,
        "rows": [101],
        "alarm at last": False,
    }


def test_waiting_writers_are_served_in_their_order(tmp_path):
    database = Watched(tmp_path / "queue.duckdb")
    add_marks(database)
    served: list[int] = []
    holding = Holding(database)
    while database.queued.acquire(blocking=False):
        pass

    waiting = []
    for number in range(40):
        waiting.append(
            Running(lambda number=number: database.write(lambda tx: served.append(number)))
        )
        database.queued.acquire()
    holding.let_go()
    for call in waiting:
        call.result()

    assert served == list(range(40))
    database.close()


def test_a_write_that_waited_too_long_is_never_run(tmp_path):
    database = DuckDatabase(tmp_path / "busy.duckdb", create=True, wait_s=0.05)
    add_marks(database)
    holding = Running(lambda: Holding(database))
    held = holding.result()

    with pytest.raises(Unavailable) as caught:
        database.write(lambda tx: tx.run(INSERT, [2, "b", 20]))

    assert caught.value.reason == "busy"
    assert held.let_go() == "served"
    assert marks(database) == ONE
    database.close()


def test_a_timeout_inside_the_work_is_the_work_s_own(marked_duck):
    def work(tx: Writer) -> None:
        raise TimeoutError("ours")

    with pytest.raises(TimeoutError, match="ours"):
        marked_duck.write(work)


def test_a_long_log_is_checkpointed(tmp_path):
    database = DuckDatabase(tmp_path / "log.duckdb", create=True, log_limit_bytes=20_000)
    add_marks(database)

    for number in range(2, 300):
        database.write(lambda tx, n=number: tx.run(INSERT, [n, f"code {n}", 0]))
    database.write(lambda tx: None)

    assert log(database).stat().st_size < 25_000
    assert len(marks(database)) == 299
    assert database.alarm is None
    database.close()


def test_a_failed_checkpoint_is_an_alarm_and_no_error(tmp_path):
    database = DuckDatabase(tmp_path / "log.duckdb", create=True, log_limit_bytes=1000)
    obstacle = tmp_path / "log.duckdb.safe.ok.part"
    obstacle.mkdir()

    add_marks(database)
    for number in range(2, 50):
        database.write(lambda tx, n=number: tx.run(INSERT, [n, f"code {n}", 0]))

    assert len(marks(database)) == 49
    assert "no safety pair" in str(database.alarm)
    obstacle.rmdir()
    database.checkpoint()
    assert database.alarm is None
    assert not log(database).exists()
    database.close()


def test_no_checkpoint_without_room_for_the_pair(tmp_path):
    free = [PLENTY]
    database = DuckDatabase(tmp_path / "room.duckdb", create=True, free=lambda path: free[0])
    add_marks(database)
    free[0] = 1 << 20

    database.checkpoint()

    assert "needs" in str(database.alarm)
    assert log(database).stat().st_size > 0
    assert marks(database) == ONE
    free[0] = PLENTY
    database.close()


def test_a_key_taken_at_commit_is_a_duplicate(marked_duck):
    """Two connections of the engine insert one key; ours fails at COMMIT only."""
    rival = marked_duck._file.connection.cursor()

    def work(tx: Writer) -> None:
        tx.run(INSERT, [2, "mine", 20])
        rival.execute(INSERT, [2, "theirs", 20])

    with pytest.raises(Duplicate):
        marked_duck.write(work)

    rival.close()
    assert marks(marked_duck) == [*ONE, (2, "theirs", 20, 1)]


def test_a_conflict_of_the_engine_is_never_retried(marked_duck):
    rival, runs = marked_duck._file.connection.cursor(), []

    def work(tx: Writer) -> None:
        runs.append(tx.row("SELECT share FROM marks WHERE mark_id = 1"))
        rival.execute("UPDATE marks SET share = 11 WHERE mark_id = 1")
        tx.run("UPDATE marks SET share = 12 WHERE mark_id = 1")

    with pytest.raises(Unavailable) as caught:
        marked_duck.write(work)

    rival.close()
    assert caught.value.reason == "busy"
    assert runs == [(10,)]
    assert marks(marked_duck) == [(1, "a", 11, 1)]


def test_a_backup_made_while_writing_is_consistent(marked_duck, tmp_path):
    stop = threading.Event()
    marked_duck.write(lambda tx: tx.run("CREATE TABLE events (mark_id INTEGER PRIMARY KEY)"))

    def write_on() -> int | None:
        for number in itertools.count(2):
            if stop.is_set():
                return number - 2
            marked_duck.write(partial(save, number=number))

    def save(tx: Writer, number: int) -> None:
        tx.run(INSERT, [number, f"code {number}", 0])
        tx.run("INSERT INTO events (mark_id) VALUES ($1)", [number])

    writing = Running(write_on)
    for number in range(5):
        marked_duck.backup(tmp_path / f"copy{number}.duckdb")
    stop.set()

    assert writing.result() > 0
    for number in range(5):
        copied = copies.contents(tmp_path / f"copy{number}.duckdb")
        counts = {table: rows for table, rows, _ in copied}
        assert counts["marks"] == counts["events"] + 1
    assert sorted(path.name for path in marked_duck.backups.iterdir()) == []


def test_a_restored_copy_holds_the_same(marked_duck, tmp_path):
    marked_duck.write(lambda tx: tx.run(INSERT, [2, "Đông", 20]))
    marked_duck.backup(tmp_path / "copy.duckdb")

    copies.restore(tmp_path / "copy.duckdb", tmp_path / "new.duckdb")

    restored = DuckDatabase(tmp_path / "new.duckdb")
    assert marks(restored) == [*ONE, (2, "Đông", 20, 1)]
    with pytest.raises(Duplicate):
        restored.write(lambda tx: tx.run(INSERT, [1, "c", 0]))
    restored.close()


def test_a_backup_never_replaces_a_database(marked_duck, tmp_path):
    marked_duck.backup(tmp_path / "copy.duckdb")
    marked_duck.close()

    with pytest.raises(Unavailable) as caught:
        copies.restore(tmp_path / "copy.duckdb", marked_duck.path)

    assert caught.value.reason == "not_empty"


def test_a_damaged_backup_is_not_restored(marked_duck, tmp_path):
    copy = tmp_path / "copy.duckdb"
    marked_duck.backup(copy)
    copy.write_bytes(copy.read_bytes()[:5000])

    with pytest.raises(Unavailable) as caught:
        copies.restore(copy, tmp_path / "new.duckdb")

    assert caught.value.reason == "bad_backup"
    assert not (tmp_path / "new.duckdb").exists()


@pytest.mark.parametrize("kind", ["backup", "export_parquet"])
def test_a_copy_that_cannot_be_written_leaves_nothing(marked_duck, tmp_path, kind):
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(Unavailable) as caught:
        getattr(marked_duck, kind)(tmp_path / "file" / "copy")

    assert caught.value.reason == "bad_backup"
    assert list(marked_duck.backups.iterdir()) == []
    assert marks(marked_duck) == ONE


def test_a_backup_needs_room(tmp_path):
    free = [PLENTY]
    database = DuckDatabase(tmp_path / "room.duckdb", create=True, free=lambda path: free[0])
    free[0] = 200 << 20

    with pytest.raises(Unavailable) as caught:
        database.backup(tmp_path / "copy.duckdb")

    assert caught.value.reason == "disk_full"
    assert not (tmp_path / "copy.duckdb").exists()
    free[0] = PLENTY
    database.close()
