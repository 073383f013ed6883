"""How fast a program may ask, and what it reads when it has to wait."""

from __future__ import annotations

import json

import pytest

from lib.errors import AppError, Denied, NotFound, Refused, Unavailable
from lib.web.api import problems
from lib.web.api.rates import Rates


def test_so_many_at_once_and_then_so_many_a_second():
    now = [0.0]
    rates = Rates(3, 2, seconds=lambda: now[0])

    assert [rates.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert rates.wait("b") == 0
    now[0] = 0.5
    assert [rates.wait("a"), rates.wait("a")] == [0, 0.5]
    now[0] = 1000
    assert [rates.wait("a") > 0 for _ in range(4)] == [False, False, False, True]


def test_who_comes_too_early_loses_nothing():
    now = [0.0]
    rates = Rates(1, 1, seconds=lambda: now[0])
    rates.wait("a")

    for _ in range(9):
        assert rates.wait("a") == 1
    now[0] = 1
    assert rates.wait("a") == 0


def test_strangers_do_not_fill_the_memory():
    rates = Rates(1, 1, most=10, seconds=lambda: 0.0)
    for number in range(1000):
        rates.wait(number)

    assert len(rates._left) == 10


@pytest.mark.parametrize(
    ("error", "status", "header"),
    [
        (Denied("key"), 401, "www-authenticate"),
        (Denied("key_waiting", seconds=61), 429, "retry-after"),
        (NotFound("table"), 404, None),
        (Refused("newer_edition"), 410, None),
        (Unavailable("downloads_busy"), 429, "retry-after"),
        (Unavailable("busy"), 503, None),
    ],
)
def test_refusals_say_what_to_do(error, status, header):
    answer = problems.refused(error)
    told = json.loads(answer.body)

    assert (answer.status_code, told["status"], told["code"]) == (status, status, error.reason)
    assert told["title"]
    assert told["detail"].endswith(".")
    assert header is None or answer.headers[header]
    assert answer.headers["cache-control"] == "no-store"


def test_a_fault_of_ours_is_no_refusal():
    with pytest.raises(AppError):
        problems.refused(Denied("role"))
