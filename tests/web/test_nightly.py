from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import timedelta

import pytest

from lib.web import nightly
from lib.web.nightly import Nightly


@dataclass(frozen=True)
class Found:
    is_good: bool = True


@pytest.mark.parametrize("error", [OSError("full"), UnicodeError("label"), KeyError("x")])
def test_it_runs_when_the_time_has_come_and_again(error):
    runs, thrice = [], threading.Event()

    def run(stopping):
        runs.append(stopping)
        if len(runs) == 3:
            thrice.set()
        if len(runs) == 2:
            raise error
        return Found(is_good=len(runs) != 1)

    task = Nightly("file", wait=lambda: timedelta(0), run=run)
    task.start()
    thrice.wait()
    task.stop()

    assert len(runs) >= 3
    assert runs[0].is_set()


def test_a_long_wait_ends_with_the_server():
    asked = threading.Event()

    def wait():
        asked.set()
        return timedelta(days=1)

    task = Nightly("file", wait=wait, run=lambda stopping: None)
    task.start()
    asked.wait()
    task.stop()

    assert not task._thread.is_alive()


def test_the_hour_is_looked_up_again_before_it_runs(monkeypatch):
    monkeypatch.setattr(nightly, "_LONGEST_WAIT_S", 0.0)
    waits, runs = iter([timedelta(hours=9), timedelta(hours=8), timedelta(0), None]), []

    task = Nightly("file", wait=lambda: next(waits), run=lambda stopping: runs.append(stopping))
    task.start()
    task._thread.join()

    assert len(runs) == 1


def test_without_a_time_there_is_no_task():
    task = Nightly("file", wait=lambda: None, run=lambda stopping: 1 / 0)
    task.start()
    task._thread.join()
    task.stop()


def test_it_may_be_stopped_before_it_began():
    Nightly("file", wait=lambda: None, run=lambda stopping: None).stop()
