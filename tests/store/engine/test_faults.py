"""Disks that fail, fill up or may not be written, and other programs with the file open."""

import errno
import subprocess
import sys

import pytest

from lib import text
from lib.errors import Unavailable, disk_refusal
from lib.store.engine import faults, live_file, opening, paircopy, safety
from lib.store.engine.duck import DuckDatabase
from tests.store.conftest import add_marks, marks
from tests.support import failing_disk
from tests.support.failing_disk import FailingDisk, set_clock
from tests.support.sync_watch import SyncWatch

ONE = [(1, "a", 10, 1)]
INSERT = "INSERT INTO marks (mark_id, code, share) VALUES ($1, $2, $3)"


@pytest.fixture
def disk(monkeypatch):
    return FailingDisk(monkeypatch)


@pytest.fixture
def database(disk, tmp_path):
    """A database with one row, on a disk that may be told to fail."""
    made = DuckDatabase(tmp_path / "a.duckdb", create=True)
    add_marks(made)
    yield made
    disk.fails.clear()
    made.close()


def save(database, number):
    return database.write(lambda tx: tx.run(INSERT, [number, f"code {number}", 0]))


def refusal(act):
    with pytest.raises(Unavailable) as caught:
        act()
    assert text.sentence(caught.value)
    return caught.value.reason


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (failing_disk.CHECKPOINT_FSYNC, "disk_error"),
        (failing_disk.READ_EIO, "disk_error"),
        (failing_disk.COMMIT_EIO, "disk_error"),
        (failing_disk.COMMIT_FULL, "no_checkpoint_room"),
        (failing_disk.OPEN_READ_ONLY, "read_only"),
        (failing_disk.OPEN_HELD, "in_use"),
        (failing_disk.OPEN_TOO_MANY, "cannot_open"),
        (failing_disk.CORRUPT, "damaged"),
        (failing_disk.NO_DATABASE, "damaged"),
        (failing_disk.CUT_SHORT, "damaged"),
    ],
    ids=lambda one: one if isinstance(one, str) else str(one)[:30],
)
def test_only_damage_is_called_damage(database, disk, tmp_path, error, reason):
    database.close()
    disk.fails["connect"] = error

    assert refusal(lambda: DuckDatabase(tmp_path / "a.duckdb")) == reason

    disk.fails.clear()
    reopened = DuckDatabase(tmp_path / "a.duckdb")
    assert marks(reopened) == ONE
    reopened.close()


def test_a_path_may_hold_any_words(tmp_path):
    path = tmp_path / "fsync failed" / "a.duckdb"
    error = type(failing_disk.CORRUPT)(f"Corrupt database file {path}")

    assert faults.of_opening(error, path).reason == "damaged"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "read_only"),
        (errno.EACCES, "read_only"),
        (errno.EIO, "disk_error"),
    ],
)
def test_the_operating_system_s_errors_have_sentences(number, reason):
    refused = disk_refusal(OSError(number, "no", "/srv/data"))

    assert refused.reason == reason
    assert text.sentence(refused)


@pytest.mark.parametrize("kind", ["FSYNC", "COMMIT_EIO", "COMMIT_FULL"])
def test_a_failed_commit_is_uncertain(database, disk, kind):
    disk.fails["commit"] = getattr(failing_disk, kind)

    assert refusal(lambda: save(database, 2)) == "uncertain"

    disk.fails.clear()
    assert marks(database) == ONE
    assert save(database, 3) == 1


def test_a_failed_commit_is_uncertain_even_when_the_file_cannot_be_reopened(database, disk):
    now_s = set_clock(database)
    disk.fails |= {"commit": failing_disk.FSYNC, "checkpoint": failing_disk.CHECKPOINT_FSYNC}

    assert refusal(lambda: save(database, 2)) == "uncertain"
    assert refusal(lambda: marks(database)) == "disk_error"

    disk.fails.clear()
    now_s[0] += live_file.FIRST_PAUSE_S
    assert marks(database) == ONE


def test_a_commit_that_finds_no_room_does_not_stop_the_reads(database, disk):
    opened = disk.opened
    disk.fails |= {"commit": failing_disk.COMMIT_FULL, "connect": failing_disk.COMMIT_FULL}

    assert refusal(lambda: save(database, 2)) == "uncertain"

    assert marks(database) == ONE
    assert disk.opened == opened


def test_reads_ask_for_the_reopening_with_growing_pauses(database, disk):
    now_s = set_clock(database)
    disk.fails["checkpoint"] = failing_disk.CHECKPOINT_FSYNC
    database.checkpoint()
    before = disk.opened

    tried = []
    for second in range(130):
        now_s[0] = float(second)
        assert refusal(lambda: marks(database)) == "disk_error"
        if disk.opened > before:
            tried.append(second)
            before = disk.opened

    assert tried == [1, 3, 7, 15, 31, 63, 123]
    assert "disk_error" in str(database.alarm)
    disk.fails.clear()
    now_s[0] += live_file.LONGEST_PAUSE_S
    assert marks(database) == ONE
    assert save(database, 2) == 1
    assert database.alarm is None


def test_a_backup_asks_for_the_reopening_too(database, disk, tmp_path):
    now_s = set_clock(database)
    disk.fails["checkpoint"] = failing_disk.CHECKPOINT_FSYNC
    database.checkpoint()
    disk.fails.clear()
    now_s[0] = live_file.FIRST_PAUSE_S

    database.backup(tmp_path / "copy.duckdb")

    assert (tmp_path / "copy.duckdb").exists()


def test_a_block_that_cannot_be_read_is_no_bug(database, disk):
    disk.fails["select"] = failing_disk.READ_EIO
    assert refusal(lambda: marks(database)) == "disk_error"

    disk.fails["select"] = failing_disk.CORRUPT
    assert refusal(lambda: marks(database)) == "damaged"


def test_a_folder_that_may_not_be_written_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(opening.FileLock, "acquire", failing_disk.READ_ONLY)

    assert refusal(lambda: DuckDatabase(tmp_path / "a.duckdb", create=True)) == "read_only"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [("FULL", "no_checkpoint_room"), ("EIO", "disk_error"), ("READ_ONLY", "read_only")],
)
def test_a_start_that_cannot_make_its_pair_says_why(tmp_path, monkeypatch, fault, reason):
    database = DuckDatabase(tmp_path / "a.duckdb", create=True)
    add_marks(database)
    log = safety.log_of(database.path).read_bytes()
    database.close()
    safety.log_of(database.path).write_bytes(log)
    with monkeypatch.context() as patch:
        patch.setattr(paircopy.os, "fsync", getattr(failing_disk, fault))

        assert refusal(lambda: DuckDatabase(database.path)) == reason

    assert safety.log_of(database.path).read_bytes() == log


OTHER = """
import sys
from pathlib import Path
from lib.store.engine import safety
from lib.store.engine.duck import DuckDatabase
from tests.store.conftest import add_marks
database = DuckDatabase(Path(sys.argv[1]), create=True)
add_marks(database)
safety.make(database.path)
print("open", flush=True)
sys.stdin.read()
database.close()
"""


def test_a_file_that_another_server_has_open_is_left_alone(tmp_path):
    """Somebody has removed the lock file of a running server."""
    path = tmp_path / "a.duckdb"
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    with other:
        assert other.stdout.readline() == b"open\n"
        path.with_name("a.duckdb.lock").unlink()

        reason = refusal(lambda: DuckDatabase(path))
        is_pair_whole = safety.is_whole(path)
        other.stdin.close()

    assert (reason, is_pair_whole, other.returncode) == ("in_use", True, 0)


def test_a_cut_while_the_file_is_begun_leaves_nothing_to_remove(tmp_path, monkeypatch):
    path = tmp_path / "a.duckdb"
    with monkeypatch.context() as patch:
        patch.setattr(opening.os, "fsync", failing_disk.EIO)
        assert refusal(lambda: DuckDatabase(path, create=True)) == "disk_error"
    assert not path.exists()
    (tmp_path / "a.duckdb.creating").write_bytes(b"half a header")

    database = DuckDatabase(path, create=True)
    add_marks(database)

    assert marks(database) == ONE
    database.close()
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == [
        "a.duckdb", "a.duckdb.lock",
    ]  # fmt: skip


def test_a_new_file_and_its_log_are_found_after_a_power_cut(tmp_path):
    with SyncWatch() as watch:
        database = DuckDatabase(tmp_path / "a.duckdb", create=True)
        assert watch.is_durable(database.path)
        for _ in range(2):
            begun = len(watch.folders)
            database.write(lambda tx: tx.run("CREATE TABLE IF NOT EXISTS a (b INTEGER)"))
            database.write(lambda tx: tx.run("INSERT INTO a VALUES (1)"))
            assert watch.folders[begun:] == [tmp_path]
            database.write(lambda tx: tx.run("INSERT INTO a VALUES (2)"))
            assert watch.folders[begun:] == [tmp_path]
            database.checkpoint()
        database.close()


def test_a_log_whose_name_cannot_be_synced_is_uncertain(database, monkeypatch):
    database.checkpoint()
    with monkeypatch.context() as patch:
        patch.setattr(live_file, "sync_folder", failing_disk.EIO)
        assert refusal(lambda: save(database, 2)) == "uncertain"

    assert save(database, 3) == 1


@pytest.mark.parametrize("trace", [".lock", ".safe", ".safe.wal", ".broken.1", ".wal.broken.1"])
def test_a_lost_file_is_never_begun_anew(tmp_path, trace):
    left = tmp_path / f"a.duckdb{trace}"
    left.write_bytes(b"")

    with pytest.raises(Unavailable) as caught:
        DuckDatabase(tmp_path / "a.duckdb", create=True)

    assert (caught.value.reason, caught.value.facts["sign"]) == ("lost_file", str(left))
    assert [one.name for one in tmp_path.iterdir()] == [left.name]
