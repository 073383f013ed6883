"""A database file that is gone is not begun anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib import config
from lib.errors import Unavailable
from lib.services.files import stored_files
from lib.services.operation import runtime
from lib.text import sentence


def evidence(path: Path) -> Path:
    with stored_files.Blobs(stored_files.folder(path)).storing([b"one"]):
        return stored_files.folder(path)


def a_backup(path: Path) -> Path:
    made = config.settings().backups_dir / f"TDKT_{path.stem}_20260101-080000_r1.duckdb"
    made.parent.mkdir(parents=True)
    made.write_bytes(b"")
    return made


def a_copy_of_a_migration(path: Path) -> Path:
    made = config.settings().backups_dir / f"{path.stem}-schema0001-1.duckdb"
    made.parent.mkdir(parents=True)
    made.write_bytes(b"")
    return made


@pytest.mark.parametrize("left", [evidence, a_backup, a_copy_of_a_migration])
def test_what_is_left_of_one_refuses_an_empty_start(own_data: Path, left) -> None:
    path = own_data / "thidua.duckdb"
    sign = left(path)

    with pytest.raises(Unavailable) as refusal:
        runtime.open_migrated(str(path), create=True)

    assert (refusal.value.reason, refusal.value.facts["sign"]) == ("lost_file", str(sign))
    assert str(sign) in sentence(refusal.value)
    assert not path.exists()


def test_what_is_left_of_another_does_not(own_data: Path) -> None:
    evidence(own_data / "demo.duckdb")
    a_backup(own_data / "demo.duckdb")

    runtime.open_migrated(str(own_data / "thidua.duckdb"), create=True).close()

    assert (own_data / "thidua.duckdb").exists()


def test_a_file_that_is_there_is_opened(own_data: Path) -> None:
    path = own_data / "thidua.duckdb"
    runtime.open_migrated(str(path), create=True).close()
    evidence(path)

    runtime.open_migrated(str(path), create=True).close()
