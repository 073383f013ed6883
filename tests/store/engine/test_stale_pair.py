"""Two faults in a row: a safety pair whose removal failed, then power lost, and lost once more."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lib.errors import Unavailable
from lib.store.engine import opening, safety
from lib.store.engine.duck import DuckDatabase
from tests.store.conftest import add_marks, marks
from tests.store.engine.test_safety import Image, save, spoil_the_header
from tests.support.failing_disk import FailingDisk


class StrictDisk:
    """A disk on which a name is gone only once its folder was synced after the removal.

    Attributes:
        fails: the call of the system that fails now with EIO, "fsync" of a folder or "unlink".
    """

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.fails = ""
        self._gone: dict[Path, bytes] = {}
        self._fsync, self._unlink = os.fsync, os.unlink
        patch.setattr(os, "fsync", self._synced)
        patch.setattr(os, "unlink", self._removed)

    def lose_power(self, path: Path, folder: Path) -> Image:
        """What the disk may hold of the database if power fails now."""
        shutil.copytree(path.parent, folder)
        for gone, content in self._gone.items():
            if gone.parent == path.parent:
                (folder / gone.name).write_bytes(content)
        self._gone.clear()
        return Image(folder / path.name)

    def _check(self, call: str) -> None:
        if self.fails == call:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def _synced(self, handle: int) -> None:
        synced = Path(f"/proc/self/fd/{handle}").readlink()
        if synced.is_dir():
            self._check("fsync")
            self._gone = {path: old for path, old in self._gone.items() if path.parent != synced}
        self._fsync(handle)

    def _removed(self, name: Any, **settings: Any) -> None:
        path = Path(name)
        if path.exists():
            self._check("unlink")
            self._gone[path] = path.read_bytes()
        self._unlink(name, **settings)


IN_THE_WAY = duckdb.TransactionException("Cannot CHECKPOINT: there are other transactions")


class PowerLostError(BaseException):
    """Nothing of ours may catch it."""


@pytest.fixture
def disk(monkeypatch) -> StrictDisk:
    return StrictDisk(monkeypatch)


@pytest.fixture
def engine(monkeypatch) -> FailingDisk:
    return FailingDisk(monkeypatch)


@pytest.fixture
def database(tmp_path, disk, engine):
    (tmp_path / "live").mkdir()
    database = DuckDatabase(tmp_path / "live" / "a.duckdb", create=True)
    add_marks(database)
    database.checkpoint()
    yield database
    disk.fails = ""
    database.close()


def checkpoint_in_vain(
    database: DuckDatabase, disk: StrictDisk, engine: FailingDisk, fault: str
) -> None:
    """A reader is in the way of the checkpoint, and then the pair cannot be removed."""
    drop = safety.drop

    def failing(path: Path) -> None:
        disk.fails = fault if safety.is_whole(path) else ""
        drop(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(safety, "drop", failing)
        save(database, 2)
        engine.fails["checkpoint"] = IN_THE_WAY
        database.checkpoint()
    engine.fails.clear()
    assert database.alarm is not None


def lose_power_in_the_next_opening(image: Image, monkeypatch) -> None:
    """The file is half rewritten when power fails inside the checkpoint of the opening."""

    def torn(path: Path, connection: Any) -> None:
        connection.close()
        spoil_the_header(image)
        raise PowerLostError

    with monkeypatch.context() as patch:
        patch.setattr(opening, "_checkpoint", torn)
        with pytest.raises(PowerLostError):
            opening.open_connection(image.path, image.path.parent, lambda _: 1 << 40)


def numbers_in(image: Image) -> list[int]:
    database = DuckDatabase(image.path)
    found = sorted(row[0] for row in marks(database))
    database.close()
    return found


@pytest.mark.parametrize("fault", ["fsync", "unlink"])
def test_a_pair_that_could_not_be_removed_costs_no_later_save(
    database, disk, engine, tmp_path, monkeypatch, fault
):
    checkpoint_in_vain(database, disk, engine, fault)
    disk.fails = ""
    save(database, 3)

    image = disk.lose_power(database.path, tmp_path / "image")
    lose_power_in_the_next_opening(image, monkeypatch)

    assert numbers_in(image) == [1, 2, 3]


@pytest.mark.parametrize("fault", ["fsync", "unlink"])
def test_nothing_is_saved_while_the_pair_cannot_be_removed(database, disk, engine, fault):
    checkpoint_in_vain(database, disk, engine, fault)
    disk.fails = fault

    with pytest.raises(Unavailable) as refused:
        save(database, 3)

    assert refused.value.reason == "disk_error"
    assert [row[0] for row in marks(database)] == [1, 2]
    disk.fails = ""
    assert save(database, 3) is None
    assert not safety.is_whole(database.path)


def test_a_removal_that_was_not_synced_is_synced_by_the_next_opening(
    database, disk, engine, tmp_path, monkeypatch
):
    """Killed between the two: what the next server finds tells nothing of what is on disk."""
    checkpoint_in_vain(database, disk, engine, "fsync")
    killed = Image(tmp_path / "killed" / "a.duckdb")
    shutil.copytree(database.path.parent, killed.path.parent)
    assert (killed.beside(".safe").exists(), safety.is_whole(killed.path)) == (True, False)

    synced: list[Path] = []
    monkeypatch.setattr(safety, "sync_folder", synced.append)
    safety.drop(killed.path)

    assert synced == [killed.path.parent]
    assert not killed.beside(".safe").exists()
