"""Whether the process can serve, told by a real write and a real read."""

from __future__ import annotations

import pytest

from lib import config
from lib.errors import Unavailable
from lib.services import clock
from lib.services.operation import health, runtime
from lib.store import health as store
from lib.store import migrations
from lib.store.engine.db import Database


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setenv("TDKT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TDKT_MIN_FREE_MB", "0")
    config.settings.cache_clear()
    yield
    config.settings.cache_clear()


def test_ready_after_a_write_and_a_read(db: Database) -> None:
    status = health.status(db)

    rows = db.read(lambda tx: tx.rows("SELECT check_id FROM health_checks"))
    assert (status["ready"], status["engine"]) == (True, db.engine)
    assert status["schema_level"] == migrations.newest()
    assert rows == [(1,)]


def test_a_second_check_writes_over_the_first(db: Database) -> None:
    first = health.status(db)["checked_at"]

    second = health.status(db)["checked_at"]

    assert second != first
    assert db.read(lambda tx: tx.rows("SELECT count(*) FROM health_checks")) == [(1,)]


def test_not_ready_on_a_full_disk(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TDKT_MIN_FREE_MB", str(1 << 40))
    config.settings.cache_clear()

    assert health.status(db)["ready"] is False


def test_not_ready_at_an_older_level(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "newest", lambda: 999)

    assert health.status(db)["ready"] is False


def test_the_least_room_is_also_that_of_writes(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    path = str(tmp_path / "room.duckdb")
    runtime.open_migrated(path, create=True).close()
    monkeypatch.setenv("TDKT_MIN_FREE_MB", str(1 << 30))
    config.settings.cache_clear()
    opened = runtime.open_migrated(path, create=False)

    with pytest.raises(Unavailable) as caught:
        opened.write(lambda tx: store.touch(tx, clock.now()))
    opened.close()

    assert caught.value.reason == "disk_full"
