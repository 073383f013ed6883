from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import RFC_4122

import time_machine

from lib.store.engine.ids import new_id


def test_ids_are_version_7():
    made = new_id()

    assert (made.version, made.variant) == (7, RFC_4122)


def test_ids_carry_their_time():
    instant = datetime(2031, 5, 23, 7, 0, tzinfo=UTC)

    with time_machine.travel(instant, tick=False):
        made = new_id()

    assert made.int >> 80 == int(instant.timestamp() * 1000)


def test_ids_strictly_increase():
    made = [new_id() for _ in range(5000)]

    assert made == sorted(set(made))


def test_ids_increase_when_the_clock_goes_back():
    with time_machine.travel(datetime(2040, 1, 1, tzinfo=UTC), tick=False):
        before = new_id()
    with time_machine.travel(datetime(2039, 1, 1, tzinfo=UTC), tick=False):
        after = new_id()

    assert after > before


def test_ids_of_many_threads_differ():
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: new_id(), range(4000)))

    assert len(set(made)) == 4000
