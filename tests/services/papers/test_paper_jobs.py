"""Packs made in a worker: progress, cancel, one at a time, and results for their makers alone."""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from lib.domain.papers.papers import Pack, Paper
from lib.errors import NotFound, Unavailable
from lib.exports.docx import build
from lib.services.papers.paper_jobs import Jobs, JobState, Progress
from lib.store.engine.ids import new_id
from tests.exports.paper_data import some_data

LAN, MAI = new_id(), new_id()
TEMPLATES = {paper: build.FOLDER / f"{paper}.docx" for paper in Paper}
NAME = "TDKT_TD-BC-2021_don-vi_20210614-1403_r1234.zip"
LONG = some_data(Pack.BANG_KHEN, 400)


@pytest.fixture
def jobs(tmp_path: Path) -> Jobs:
    return Jobs(tmp_path)


def once(jobs: Jobs, is_so: Callable[[Progress], bool]) -> Progress:
    """Lan's job as soon as it is so."""
    while (told := jobs.progress(LAN)) is None or not is_so(told):
        time.sleep(0.01)
    return told


def ended(jobs: Jobs) -> Progress:
    return once(jobs, lambda told: told.state != JobState.RUNNING)


def left(folder: Path) -> list[str]:
    return [one.name for one in folder.rglob("*") if one.is_file()]


def test_a_pack_is_made_and_waits_for_its_maker(jobs: Jobs) -> None:
    begun = jobs.start(LAN, some_data(Pack.UNIT), TEMPLATES)

    assert begun == Progress(Pack.UNIT, NAME, JobState.RUNNING, 0, 2)
    assert ended(jobs) == Progress(Pack.UNIT, NAME, JobState.DONE, 2, 2)
    assert [one.name for one in jobs.results(LAN)] == [NAME]
    with zipfile.ZipFile(jobs.result(LAN, NAME)) as pack:
        assert pack.namelist() == ["01_Bien-ban-binh-xet.docx", "02_Danh-sach-don-vi.docx"]


def test_nobody_else_finds_it(jobs: Jobs) -> None:
    jobs.start(LAN, some_data(Pack.UNIT), TEMPLATES)
    ended(jobs)

    assert jobs.progress(MAI) is None
    assert jobs.results(MAI) == []
    for name in (NAME, f"../{LAN}/{NAME}"):
        with pytest.raises(NotFound):
            jobs.result(MAI, name)


def test_a_result_outlives_the_server(jobs: Jobs, tmp_path: Path) -> None:
    jobs.start(LAN, some_data(Pack.UNIT), TEMPLATES)
    ended(jobs)

    again = Jobs(tmp_path)

    assert [one.name for one in again.results(LAN)] == [NAME]


def test_a_running_pack_can_be_cancelled_and_another_waits_for_it(
    jobs: Jobs, tmp_path: Path
) -> None:
    jobs.start(LAN, LONG, TEMPLATES)
    once(jobs, lambda told: told.done > 0)

    with pytest.raises(Unavailable, match="papers_busy"):
        jobs.start(MAI, some_data(Pack.UNIT), TEMPLATES)
    jobs.cancel(MAI)
    jobs.cancel(LAN)

    told = ended(jobs)
    assert told.state == JobState.CANCELLED
    assert 0 < told.done < told.total
    assert left(tmp_path) == []
    jobs.start(LAN, some_data(Pack.UNIT), TEMPLATES)
    assert ended(jobs).state == JobState.DONE


def test_a_finished_pack_is_not_cancelled(jobs: Jobs) -> None:
    jobs.start(LAN, some_data(Pack.UNIT), TEMPLATES)
    ended(jobs)

    jobs.cancel(LAN)

    assert ended(jobs).state == JobState.DONE


def test_a_pack_that_takes_too_long_fails(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path, limit=timedelta(0))

    jobs.start(LAN, LONG, TEMPLATES)

    assert ended(jobs).state == JobState.FAILED
    assert left(tmp_path) == []


def test_a_pack_with_a_broken_template_fails(jobs: Jobs, tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK")

    jobs.start(LAN, some_data(Pack.UNIT), {**TEMPLATES, Paper.UNIT_LIST: broken})

    assert ended(jobs).state == JobState.FAILED
    assert left(tmp_path) == ["broken.docx"]


def test_results_are_kept_a_day(tmp_path: Path) -> None:
    home = tmp_path / str(LAN)
    home.mkdir()
    now_s = time.time()
    for name, hours in (("old.zip", 25), ("new.zip", 23), ("old.zip.part", 1)):
        (home / name).touch()
        os.utime(home / name, (now_s - hours * 3600,) * 2)

    jobs = Jobs(tmp_path)

    assert [one.name for one in jobs.results(LAN)] == ["new.zip"]
    assert left(tmp_path) == ["new.zip"]
