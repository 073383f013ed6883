"""Files in the making: progress, cancel, one at a time, restarts, and saves that do not wait."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
import structlog

from lib.domain.jobs import PER_PERSON, TRIES, Failure, State
from lib.domain.papers.papers import Paper
from lib.services.acts import new_act
from lib.services.jobs import job_files, jobs
from lib.services.jobs.job_files import JobFiles
from lib.services.jobs.runner import Runner
from lib.store import jobs as store
from lib.store.engine.duck import DuckDatabase
from lib.store.engine.postgres import PgDatabase
from tests.cast import BINH, LAN
from tests.services.jobs.waiting import (
    LONG,
    SHORT,
    TEMPLATES,
    ask,
    begun,
    ended,
    left,
    now,
    once,
    runner,
)
from tests.services.nominations.nomination_scene import Scene


def cancel(scene: Scene, job, person=LAN) -> None:
    jobs.cancel(scene.db, scene.who(person), job.job_id, act_id=new_act())


def test_what_runs_can_be_cancelled_and_the_next_begins(scene: Scene, folder: Path) -> None:
    with runner(scene.db):
        long = ask(scene, LONG)
        begun(scene, long)
        short = ask(scene, person=BINH)
        assert now(scene, short).state == State.WAITING
        cancel(scene, long)

        assert ended(scene, short).state == State.DONE

    told = now(scene, long)
    assert told.state == State.CANCELLED
    assert 0 < told.done < told.total
    assert left(folder) == [f"{short.job_id}.file", f"{short.job_id}.told"]


def test_files_are_made_in_the_order_of_asking(scene: Scene) -> None:
    asked = [ask(scene, person=person) for person in (LAN, BINH)]

    with runner(scene.db):
        made = [ended(scene, one) for one in asked]

    assert made[0].ended_at < made[1].begun_at


def test_each_persons_first_comes_before_anyones_second(scene: Scene) -> None:
    mine = [ask(scene, number=number) for number in range(PER_PERSON)]
    other = ask(scene, person=BINH)

    with runner(scene.db):
        begun_at = [ended(scene, one).begun_at for one in (mine[0], other, *mine[1:])]

    assert begun_at == sorted(begun_at)


def test_a_server_that_stopped_begins_it_again(scene: Scene, folder: Path) -> None:
    job = ask(scene, LONG)
    with runner(scene.db):
        begun(scene, job)
    stopped = now(scene, job)
    assert left(folder) == [f"{job.job_id}.order", f"{job.job_id}.told"]

    with runner(scene.db):
        again = once(scene, job, lambda told: told.tries == 2 and told.done > 0)
        cancel(scene, job)

    assert (stopped.state, stopped.tries) == (State.RUNNING, 1)
    assert again.state == State.RUNNING
    assert left(folder) == []


def test_another_server_cancels_it(scene: Scene, folder: Path) -> None:
    """Nobody rings in this process: the runner sees it by itself."""
    with runner(scene.db):
        job = ask(scene, LONG)
        begun(scene, job)
        at = now(scene, job).begun_at
        assert scene.db.write(lambda tx: store.cancel(tx, job.job_id, now=at))

        while left(folder):
            time.sleep(0.02)

    assert now(scene, job).state == State.CANCELLED


def test_a_server_that_stopped_twice_says_so(scene: Scene, folder: Path) -> None:
    job = ask(scene, LONG)
    for number in range(1, TRIES + 1):
        with runner(scene.db):
            once(scene, job, lambda told, tries=number: told.tries == tries and told.done > 0)

    with runner(scene.db):
        told = ended(scene, job)

    assert (told.state, told.failure, told.tries) == (State.FAILED, Failure.STOPPED, TRIES)
    assert left(folder) == []


def test_a_maker_that_something_else_ends_is_begun_again(scene: Scene) -> None:
    """As the kernel does when memory runs out; a third time is none."""
    job = ask(scene, LONG)

    with runner(scene.db):
        while (told := now(scene, job)).is_under_way:
            for maker in makers_of(scene, job):
                with suppress(ProcessLookupError):
                    os.kill(maker, signal.SIGKILL)

    assert (told.failure, told.tries) == (Failure.STOPPED, TRIES)


def test_a_maker_leaves_it_to_the_server_when_all_are_told_to_end(scene: Scene) -> None:
    with runner(scene.db):
        job = ask(scene, LONG)
        before = begun(scene, job)

        for maker in makers_of(scene, job):
            os.kill(maker, signal.SIGTERM)
            os.kill(maker, signal.SIGINT)
        after = once(scene, job, lambda told: told.done > before.done)
        cancel(scene, job)

    assert after.tries == 1


@pytest.mark.parametrize("is_begun", [False, True], ids=["waiting", "running"])
def test_a_disk_without_room_ends_it(scene: Scene, folder: Path, monkeypatch, is_begun) -> None:
    job = ask(scene, LONG)
    if not is_begun:
        monkeypatch.setattr(JobFiles, "has_room", lambda _self: False)

    with runner(scene.db):
        if is_begun:
            begun(scene, job)
            monkeypatch.setattr(JobFiles, "has_room", lambda _self: False)
        told = ended(scene, job)

    assert (told.state, told.failure) == (State.FAILED, Failure.FULL)
    assert left(folder) == []


def test_what_a_restored_backup_has_no_order_for_is_lost(scene: Scene) -> None:
    job = ask(scene)
    job_files.of(scene.db).remove(job.job_id)

    with runner(scene.db):
        told = ended(scene, job)

    assert (told.state, told.failure) == (State.FAILED, Failure.LOST)


def test_a_broken_template_fails_with_a_number(scene: Scene, folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK")
    job = ask(scene, templates={**TEMPLATES, Paper.UNIT_LIST: broken})

    with structlog.testing.capture_logs() as log, runner(scene.db):
        told = ended(scene, job)

    assert (told.state, told.failure) == (State.FAILED, Failure.BROKEN)
    [line] = [one for one in log if one["event"] == "job failed"]
    assert line["number"] == told.error_no
    assert "BadZipFile" in line["said"]
    assert left(folder) == []


def test_what_makes_no_step_any_more_is_ended(scene: Scene, folder: Path) -> None:
    job = ask(scene, LONG)
    one = Runner(scene.db, stall=timedelta(0))
    one.start()

    while (told := now(scene, job)).is_under_way:
        for maker in makers_of(scene, job):
            with suppress(ProcessLookupError):
                os.kill(maker, signal.SIGSTOP)
    one.stop()

    assert (told.state, told.failure) == (State.FAILED, Failure.STALLED)
    assert left(folder) == []


def test_one_runner_makes_files_and_another_takes_over(scene: Scene) -> None:
    first, second = Runner(scene.db), Runner(scene.db)
    job = ask(scene, LONG)
    first.start()
    begun(scene, job)
    second.start()
    second.wake()
    first_only = once(scene, job, lambda told: told.done > 3)

    first.stop()

    assert first_only.tries == 1
    once(scene, job, lambda told: told.tries == 2)
    cancel(scene, job)
    second.stop()


def test_saves_do_not_wait_for_a_file_in_the_making(scene: Scene) -> None:
    """No transaction is open: DuckDB would refuse a checkpoint, PostgreSQL would show one."""
    with runner(scene.db):
        job = ask(scene, LONG)
        begun(scene, job)

        saved = scene.save(LAN)
        assert_nothing_is_open(scene)
        running = now(scene, job)
        cancel(scene, job)

    assert saved.version == 1
    assert running.state == State.RUNNING


def assert_nothing_is_open(scene: Scene) -> None:
    if isinstance(scene.db, DuckDatabase):
        scene.db.checkpoint()
        assert scene.db.alarm is None
        return
    assert isinstance(scene.db, PgDatabase)
    open_ones = scene.db.read(
        lambda tx: tx.rows(
            """
            SELECT state, query
            FROM pg_stat_activity
            WHERE datname = current_database()
                AND pid <> pg_backend_pid()
                AND xact_start < now() - INTERVAL '1 second'
            """
        )
    )
    assert open_ones == []


def test_its_maker_is_a_process_that_gives_way(scene: Scene) -> None:
    with runner(scene.db):
        job = ask(scene, LONG)
        begun(scene, job)
        [maker] = makers_of(scene, job)
        niceness = os.getpriority(os.PRIO_PROCESS, maker)
        limits = Path(f"/proc/{maker}/limits").read_text()
        cancel(scene, job)

    assert niceness == 19
    assert re.search(r"^Max cpu time +3600 +3600 ", limits, re.MULTILINE)


def makers_of(scene: Scene, job) -> list[int]:
    """The processes that make it, one or none."""
    part = str(job_files.of(scene.db).part(now(scene, job))).encode()
    found = []
    for one in Path("/proc").glob("[0-9]*/cmdline"):
        # Others end meanwhile.
        with suppress(OSError):
            if part in one.read_bytes().split(b"\0"):
                found.append(int(one.parent.name))
    return found


def test_ending_a_maker_breaks_no_reading_of_its_steps(scene: Scene, monkeypatch) -> None:
    """An error of the reading thread would fail the test."""
    monkeypatch.setattr("lib.services.jobs.runner._MAKING", "tests.services.jobs.talker")
    with runner(scene.db):
        for number in range(5):
            job = ask(scene, number=number)
            begun(scene, job)
            cancel(scene, job)
            while left(job_files.of(scene.db).root):
                time.sleep(0.02)

    assert now(scene, job).state == State.CANCELLED


def test_a_stopped_runner_leaves_no_thread(scene: Scene) -> None:
    with runner(scene.db):
        ended(scene, ask(scene, SHORT))

    names = {one.name for one in threading.enumerate() if one.is_alive()}
    assert not names & {"jobs", "job steps"}
