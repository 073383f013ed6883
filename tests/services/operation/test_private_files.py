"""Files of the installation are for the account that the program runs as."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

from lib.config import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")

LIFE = """
import os
from lib.config import settings
from lib.services.files import stored_files
from lib.services.acts import new_act
from lib.services.operation import backup, private_files, runtime
from lib.store.engine import safety
from lib.web import logs

private_files.keep_private()
logs.configure(settings().logs_dir)
db = runtime.database()
with stored_files.blobs(db).storing([b"evidence"]):
    pass
backup.make_for_operator(db, act_id=new_act())
safety.make(db.path)
# As when it is killed: log and pair stay.
os._exit(0)
"""


def modes(folder):
    """Everything below the folder that others than its owner may touch."""
    return {
        str(path.relative_to(folder)): oct(stat.S_IMODE(path.stat().st_mode))
        for path in folder.rglob("*")
        if stat.S_IMODE(path.stat().st_mode) & 0o077
    }


def live(folder):
    """A life of the program as a process of its own, under a generous umask."""
    subprocess.run(
        [sys.executable, "-c", LIFE],
        cwd=ROOT,
        check=True,
        capture_output=True,
        umask=0o022,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "TDKT_DATA_DIR": str(folder),
            "TDKT_DATABASE": str(folder / "thidua.duckdb"),
        },
    )


def test_nobody_else_reads_what_is_written(tmp_path):
    live(tmp_path)

    written = {path.name.partition("-")[0] for path in tmp_path.rglob("*") if path.is_file()}
    assert {"thidua.duckdb", "thidua.duckdb.lock", "thidua.duckdb.safe", "app.log"} <= written
    assert any(path.is_file() for path in (tmp_path / "backups").iterdir())
    assert any(path.is_file() for path in (tmp_path / "evidence").rglob("*"))
    assert modes(tmp_path) == {}


def test_what_was_open_to_others_is_narrowed_at_the_start(tmp_path):
    live(tmp_path)
    for path in [tmp_path / "backups", tmp_path / "evidence", tmp_path / "logs"]:
        path.chmod(0o755)
    for path in tmp_path.glob("thidua.duckdb*"):
        path.chmod(0o644)
    other = tmp_path / "units.yaml"
    other.write_text("")
    other.chmod(0o644)

    live(tmp_path)

    assert modes(tmp_path) == {"units.yaml": "0o644"}
