"""Files on disk: whole or not there, once each, and nothing left behind."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from lib.errors import Unavailable
from lib.store.files import blobs as module
from lib.store.files.blobs import Blobs, Cleaned
from tests.support import failing_disk
from tests.support.sync_watch import SyncWatch

NOW = timedelta(0)
LONG = timedelta(days=30)
ROOT = Path(__file__).parents[3]


def sum_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def everything(root: Path) -> list[str]:
    return sorted(str(one.relative_to(root)) for one in root.rglob("*") if one.is_file())


def place(content: bytes) -> str:
    return f"{sum_of(content)[:2]}/{sum_of(content)[2:]}"


def clean(blobs: Blobs, known: set[str], unknown: timedelta = LONG) -> Cleaned:
    return blobs.clean(known, now_s=time.time(), unfinished=NOW, unknown=unknown)


def test_contents_lie_under_their_checksums(tmp_path):
    blobs = Blobs(tmp_path)

    with blobs.storing([b"one", b"two", b"one"]) as sums:
        marks = everything(tmp_path / "incoming")

    assert sums == [sum_of(b"one"), sum_of(b"two"), sum_of(b"one")]
    assert len(marks) == 3
    assert everything(tmp_path) == sorted([place(b"one"), place(b"two")])
    assert blobs.path(sums[0]).read_bytes() == b"one"
    assert blobs.has(sums[0])
    assert not blobs.has(sum_of(b"three"))


def test_a_file_cut_by_an_old_crash_is_written_again(tmp_path):
    blobs = Blobs(tmp_path)
    blobs.path(sum_of(b"one")).parent.mkdir(parents=True)
    blobs.path(sum_of(b"one")).write_bytes(b"o")

    with blobs.storing([b"one"]):
        pass

    assert blobs.path(sum_of(b"one")).read_bytes() == b"one"


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "a" * 63, "g" * 64])
def test_no_path_but_a_checksum_s(tmp_path, name):
    with pytest.raises(ValueError, match="not a SHA-256"):
        Blobs(tmp_path).path(name)


def test_no_room_is_told_and_leaves_nothing_but_its_mark(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(module.os, "fsync", full)
    blobs = Blobs(tmp_path)

    with pytest.raises(Unavailable, match="disk_full"), blobs.storing([b"one"]):
        raise AssertionError("never reached")

    clean(blobs, set())
    assert everything(tmp_path) == []


def test_a_failed_write_of_the_rows_leaves_a_file_to_be_cleaned(tmp_path):
    blobs = Blobs(tmp_path)
    with pytest.raises(RuntimeError), blobs.storing([b"one"]):
        raise RuntimeError

    assert clean(blobs, set()) == Cleaned(1, 0)
    assert everything(tmp_path) == []


@pytest.mark.parametrize("kind", ["rows", "disk"])
def test_a_refused_upload_takes_its_files_away(tmp_path, monkeypatch, kind):
    blobs = Blobs(tmp_path)
    if kind == "disk":
        syncs = iter([None, None, None])

        def full(_handle):
            if next(syncs, "none left") == "none left":
                raise OSError(errno.ENOSPC, "full")

        monkeypatch.setattr(module.os, "fsync", full)

    with (
        pytest.raises(Unavailable, match="disk_full"),
        blobs.storing([b"one", b"two"], lambda: set()),
    ):
        raise Unavailable("disk_full")

    assert everything(tmp_path) == []


def test_a_refused_upload_leaves_what_rows_name(tmp_path):
    blobs = Blobs(tmp_path)

    with pytest.raises(RuntimeError), blobs.storing([b"one", b"two"], lambda: {sum_of(b"one")}):
        raise RuntimeError

    assert everything(tmp_path) == [place(b"one")]


def test_a_refused_upload_leaves_what_another_one_brings(tmp_path):
    blobs = Blobs(tmp_path)

    with blobs.storing([b"one"]):
        with pytest.raises(RuntimeError), blobs.storing([b"one"], lambda: set()):
            raise RuntimeError

        assert blobs.has(sum_of(b"one"))

    assert everything(tmp_path) == [place(b"one")]


@pytest.mark.parametrize("by", ["row", "mark"])
def test_an_upload_that_came_while_a_file_was_taken_away_keeps_it(tmp_path, by):
    blobs, asked = Blobs(tmp_path), []

    def named():
        asked.append(everything(tmp_path))
        if len(asked) == 1:
            return set()
        if by == "mark":
            (blobs.incoming / f"{sum_of(b'one')}-other").touch()
        return {sum_of(b"one")} if by == "row" else set()

    if by == "mark":
        seen = blobs._is_marked
        blobs._is_marked = lambda sha256, *, but: (
            bool(asked[0]) and (not blobs.has(sha256) or seen(sha256, but=but))
        )
    with pytest.raises(RuntimeError), blobs.storing([b"one"], named):
        raise RuntimeError

    assert blobs.path(sum_of(b"one")).read_bytes() == b"one"


def test_of_an_uncertain_save_the_files_stay(tmp_path):
    blobs = Blobs(tmp_path)

    with pytest.raises(Unavailable), blobs.storing([b"one"], lambda: set()):
        raise Unavailable("uncertain")

    assert blobs.has(sum_of(b"one"))
    assert clean(blobs, set()) == Cleaned(1, 0)


def test_rows_that_cannot_be_asked_for_leave_the_files_to_a_start(tmp_path):
    blobs = Blobs(tmp_path)

    def closed():
        raise Unavailable("disk_error")

    with pytest.raises(RuntimeError), blobs.storing([b"one"], closed):
        raise RuntimeError

    assert clean(blobs, {sum_of(b"one")}) == Cleaned(1, 0)
    assert everything(tmp_path) == [place(b"one")]


def test_a_kill_while_a_file_is_taken_away_costs_no_named_file(tmp_path):
    blobs = Blobs(tmp_path)
    with blobs.storing([b"one"]):
        pass
    blobs.path(sum_of(b"one")).replace(blobs.incoming / f"{sum_of(b'one')}-x.aside")

    clean(blobs, {sum_of(b"one")})

    assert everything(tmp_path) == [place(b"one")]


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.EIO, "disk_error"), (errno.EROFS, "read_only"), (errno.EACCES, "read_only")],
)
def test_the_disk_s_errors_are_told(tmp_path, monkeypatch, number, reason):
    monkeypatch.setattr(module.os, "fsync", failing_disk.refuse(number))

    with pytest.raises(Unavailable, match=reason), Blobs(tmp_path).storing([b"one"]):
        raise AssertionError("never reached")


def test_a_stored_file_is_found_after_a_power_cut(tmp_path):
    blobs = Blobs(tmp_path / "evidence" / "thidua")

    with SyncWatch() as watch, blobs.storing([b"one"]) as [first]:
        assert watch.is_durable(blobs.path(first))
        assert watch.is_durable(blobs.path(first).parent)
        assert watch.is_durable(blobs.root)
        assert watch.is_durable(blobs.root.parent)


def test_a_file_whose_name_was_never_synced_is_synced_for_the_next(tmp_path, monkeypatch):
    blobs = Blobs(tmp_path)
    with blobs.storing([b"one"]) as [first]:
        pass

    with SyncWatch() as watch, blobs.storing([b"one"]):
        assert watch.is_synced(blobs.path(first).parent)


def test_cleaning_keeps_what_rows_name(tmp_path):
    blobs = Blobs(tmp_path)
    with pytest.raises(RuntimeError), blobs.storing([b"one", b"two"]):
        raise RuntimeError

    assert clean(blobs, {sum_of(b"one")}) == Cleaned(2, 0)
    assert everything(tmp_path) == [place(b"one")]


def test_files_without_a_row_are_kept_for_a_while(tmp_path):
    blobs = Blobs(tmp_path)
    with blobs.storing([b"one", b"two"]):
        pass
    old = blobs.path(sum_of(b"one"))
    long_ago = time.time() - 31 * 86400
    os.utime(old, (long_ago, long_ago))

    assert clean(blobs, set()) == Cleaned(0, 1)
    assert everything(tmp_path) == [place(b"two")]


def test_uploads_under_way_elsewhere_are_left_alone(tmp_path):
    blobs = Blobs(tmp_path)

    with blobs.storing([b"one"]):
        hour = timedelta(hours=1)
        cleaned = blobs.clean(set(), now_s=time.time(), unfinished=hour, unknown=NOW)

    assert cleaned == Cleaned(0, 0)
    assert blobs.has(sum_of(b"one"))


def test_nothing_to_clean(tmp_path):
    assert clean(Blobs(tmp_path / "none"), set()) == Cleaned(0, 0)


CHILD = """
import sys
from pathlib import Path
from lib.store.files import blobs as module

at, root = sys.argv[1], Path(sys.argv[2])

def stop(*_):
    print("here", flush=True)
    sys.stdin.read()

if at == "content":
    module.os.fsync = stop
elif at == "folder":
    module.sync_folder = stop
with module.Blobs(root).storing([b"x" * 3_000_000]):
    stop()
"""


@pytest.mark.parametrize("at", ["content", "folder", "rows"])
def test_a_killed_upload_leaves_no_trace(tmp_path, at):
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, at, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    with child:
        assert child.stdout.readline() == b"here\n"
        child.send_signal(signal.SIGKILL)
    assert everything(tmp_path) != []

    clean(Blobs(tmp_path), set())

    assert everything(tmp_path) == []


def test_files_leave_as_much_free_as_is_set(tmp_path, monkeypatch):
    free = [100]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free[0]))
    blobs = Blobs(tmp_path, least_free_bytes=90)

    with pytest.raises(Unavailable) as caught, blobs.storing([b"x" * 6, b"y" * 5]):
        pass
    with blobs.storing([b"x" * 5, b"y" * 5]) as sums:
        pass

    assert caught.value.reason == "disk_full"
    assert [blobs.has(one) for one in sums] == [True, True]
