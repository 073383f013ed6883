"""The nightly reading: when it is due, what it finds, and where that is told."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from lib.services import clock
from lib.services.operation import file_check, health
from lib.store.engine import safety
from lib.store.engine.db import Database
from lib.store.engine.duck import DuckDatabase
from lib.store.engine.postgres import PgDatabase

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
"""Twelve in Hanoi."""


@pytest.fixture(autouse=True)
def _own_folder(own_data) -> None:
    """Health looks at the data folder."""


def rot(duck: DuckDatabase) -> None:
    """Change one bit of the file behind the engine's back, as a disk does."""
    duck.checkpoint()
    spoil = "import sys; f = open(sys.argv[1], 'r+b'); f.seek(20000); b = f.read(1)[0]; "
    spoil += "f.seek(20000); f.write(bytes([b ^ 4]))"
    file_check.subprocess.run([file_check.sys.executable, "-c", spoil, str(duck.path)], check=True)


def test_a_sound_file_raises_no_alarm(duck: DuckDatabase) -> None:
    done = file_check.run(duck, threading.Event())

    assert done is not None
    assert done.is_good
    assert file_check.last(duck) == done
    assert health.alarms(duck) == []


def test_a_rotten_block_is_an_alarm_also_after_a_restart(duck: DuckDatabase) -> None:
    rot(duck)

    done = file_check.run(duck, threading.Event())

    assert done is not None
    assert done.rotten == (3 * 4096,)
    [alarm] = health.alarms(duck)
    assert "1 khối" in alarm
    assert health.status(duck)["alarms"] == [alarm]


def test_a_file_that_cannot_be_read_is_an_alarm(duck: DuckDatabase, monkeypatch) -> None:
    monkeypatch.setattr(file_check.fullread, "__file__", "/no/such/program.py")

    done = file_check.run(duck, threading.Event())

    assert done is not None
    assert done.error
    [alarm] = health.alarms(duck)
    assert "không đọc được đến hết" in alarm


def test_a_stop_ends_a_reading_without_a_result(duck: DuckDatabase) -> None:
    stopping = threading.Event()
    stopping.set()

    assert file_check.run(duck, stopping) is None
    assert file_check.last(duck) is None


def test_saves_go_on_while_the_file_is_read(duck: DuckDatabase) -> None:
    done: list[file_check.FileCheck | None] = []
    reading = threading.Thread(target=lambda: done.append(file_check.run(duck, threading.Event())))
    reading.start()
    while reading.is_alive():
        health.status(duck)
        duck.checkpoint()
    reading.join()

    assert done[0] is not None
    assert done[0].is_good


@pytest.mark.parametrize(
    ("checked", "expected"),
    [
        (None, timedelta(minutes=15)),
        (timedelta(days=2), timedelta(minutes=15)),
        (timedelta(hours=9), timedelta(hours=14, minutes=30)),
    ],
    ids=["never", "long ago", "last night"],
)
def test_it_is_due_at_night_or_soon_after_a_start(duck: DuckDatabase, checked, expected) -> None:
    if checked is not None:
        with clock.at(NOON - checked):
            file_check.run(duck, threading.Event())

    with clock.at(NOON):
        assert file_check.wait(duck) == expected


def test_a_database_server_looks_after_its_own_disk(bare_pg: Database) -> None:
    assert file_check.wait(bare_pg) is None
    assert file_check.last(bare_pg) is None
    assert file_check.run(bare_pg, threading.Event()) is None


@pytest.fixture
def bare_pg(pg_server) -> PgDatabase:
    database = PgDatabase(pg_server.address("postgres"))
    yield database
    database.close()


def test_a_cut_log_is_told_until_its_copy_is_removed(duck: DuckDatabase) -> None:
    kept = safety.log_of(duck.path).with_name(f"{safety.log_of(duck.path).name}.cut.1")
    kept.write_bytes(b"")

    [alarm] = health.alarms(duck)

    assert str(kept) in alarm
    kept.unlink()
    assert health.alarms(duck) == []
