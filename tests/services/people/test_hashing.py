from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from lib.errors import Unavailable
from lib.services.people.hashing import PLACES, Desk, Lane
from lib.text import sentence


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(32) as made:
        yield made


def asked(desk: Desk, lane: Lane, work, *arguments: object):
    with desk.place(lane) as place:
        return place.run(work, *arguments)


def test_it_gives_what_the_work_gives(desk):
    assert asked(desk, Lane.STRANGER, pow, 2, 5) == 32


def test_what_goes_wrong_rises_where_it_was_asked_for_and_the_next_is_served(desk):
    with pytest.raises(ZeroDivisionError):
        asked(desk, Lane.KNOWN, divmod, 1, 0)

    assert asked(desk, Lane.KNOWN, pow, 2, 5) == 32


def test_all_work_is_done_in_one_thread_of_its_own(desk, pool):
    threads = set(pool.map(lambda _: asked(desk, Lane.KNOWN, threading.get_ident), range(20)))

    assert len(threads) == 1
    assert threading.get_ident() not in threads


@pytest.mark.parametrize("lane", Lane)
def test_a_full_lane_refuses_and_leaves_the_other_one_open(desk, lane):
    (other,) = set(Lane) - {lane}
    with ExitStack() as taken:
        for _ in range(PLACES[lane]):
            taken.enter_context(desk.place(lane))

        with pytest.raises(Unavailable) as refusal:
            asked(desk, lane, pow, 2, 5)
        served = asked(desk, other, pow, 2, 5)

    assert sentence(refusal.value).endswith("Vui lòng thử lại sau 10 giây.")
    assert served == 32
    assert asked(desk, lane, pow, 2, 5) == 32


def test_whoever_is_known_goes_before_strangers(desk, pool):
    is_held, go_on, served = threading.Event(), threading.Event(), []

    def hold() -> None:
        is_held.set()
        go_on.wait()

    first = pool.submit(asked, desk, Lane.STRANGER, hold)
    is_held.wait()
    others = []
    for number, lane in enumerate((Lane.STRANGER, Lane.STRANGER, Lane.KNOWN, Lane.KNOWN), 1):
        others.append(pool.submit(asked, desk, lane, served.append, lane))
        while desk._jobs.qsize() < number:
            pass
    go_on.set()
    for one in (first, *others):
        one.result()

    assert served == [Lane.KNOWN, Lane.KNOWN, Lane.STRANGER, Lane.STRANGER]
