from __future__ import annotations

import threading

import httpx
import pytest

from lib.errors import Unavailable
from lib.web.cookies import SECURE_NAME
from lib.web.health import KEEP_S, Readiness
from tests.web.serving import served


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def probes():
    return []


@pytest.fixture
def clock():
    return Clock()


def readiness(probes, clock, status=None):
    def probe():
        probes.append(clock.now)
        return status or {"ready": True}

    return Readiness(probe, clock)


def test_keeps_an_answer_for_half_a_minute(probes, clock):
    asked = readiness(probes, clock)

    for clock.now in (0.0, 1.0, KEEP_S - 0.1, KEEP_S, KEEP_S + 1):
        asked.status()

    assert probes == [0.0, KEEP_S]


def test_askers_at_one_moment_share_a_probe(probes, clock):
    asked = readiness(probes, clock)
    threads = [threading.Thread(target=asked.status) for _ in range(20)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert probes == [0.0]


def test_a_refusal_of_the_store_is_not_ready(clock):
    def probe():
        raise Unavailable("disk_full")

    assert Readiness(probe, clock).status() == {
        "ready": False,
        "error": "Unavailable",
        "reason": "disk_full",
    }


def test_alive(site):
    answer = httpx.get(f"{site.url}/healthz")

    assert (answer.status_code, answer.json()) == (200, {"alive": True})


@pytest.mark.parametrize(
    ("cookie", "body"),
    [
        ("", {"ready": True}),
        ("live", {"ready": True}),
        ("guess", {"ready": True}),
        ("admin", {"ready": True, "level": 1}),
    ],
)
def test_details_are_for_an_admin(site, cookie, body):
    answer = httpx.get(f"{site.url}/readyz", headers={"Cookie": f"{SECURE_NAME}={cookie}"})

    assert (answer.status_code, answer.json()) == (200, body)


def test_not_ready_says_so_by_its_status(tmp_path):
    with served(tmp_path, environment={"STAND_IN_NOT_READY": "1"}) as server:
        answer = httpx.get(f"{server.url}/readyz")

    assert (answer.status_code, answer.json()) == (503, {"ready": False})
