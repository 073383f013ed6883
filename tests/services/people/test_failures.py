"""What is on record of failed sign-ins, and how little room an attacker can fill with it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from lib import text
from lib.errors import Denied
from lib.services import clock
from lib.services.people import failures, sign_in
from lib.store import attempts
from lib.store.engine.db import Database
from tests.cast import LAN, PASSWORD

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ADDRESS = "10.0.0.7"


@pytest.fixture(autouse=True)
def _fresh_lines(monkeypatch):
    monkeypatch.setattr(failures, "_lines", failures._Lines())


def fail(db: Database, username: str = "lan", address: str = ADDRESS, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(Denied):
            sign_in.sign_in(db, username, "wrong", address)


def recorded(db: Database, event: str) -> list[tuple]:
    rows = db.read(
        lambda tx: tx.rows(
            "SELECT account_id, actor_name, subject, address, detail FROM audit_events"
            " WHERE event = $1 ORDER BY happened_at, act_id",
            [event],
        )
    )
    return [(*row[:-1], json.loads(row[-1])) for row in rows]


def test_a_wrong_password_is_recorded_with_account_and_address(cast, capsys):
    with clock.at(START):
        fail(cast)

    detail = {"browser": "", "failures": 1, "left_out": 0}
    assert recorded(cast, "account.sign_in_failed") == [
        (None, text.NOT_SIGNED_IN, str(LAN.account_id), ADDRESS, detail)
    ]
    logged = capsys.readouterr().out
    assert "sign_in_failed" in logged
    assert str(LAN.account_id) in logged
    assert ADDRESS in logged


@pytest.mark.parametrize("typed", ["matkhaucualan", "Mật khẩu của Lan"])
def test_a_name_that_nobody_has_is_recorded_nowhere(cast, capsys, typed):
    """People type their password there."""
    with clock.at(START):
        fail(cast, typed)

    assert [row[2] for row in recorded(cast, "account.sign_in_failed")] == ["nobody"]
    assert typed not in str(cast.read(lambda tx: tx.rows("SELECT * FROM audit_events")))
    assert typed not in capsys.readouterr().out


def test_a_wait_that_begins_is_recorded(cast):
    with clock.at(START):
        fail(cast, times=attempts.PAIR.free)

    until = (START + timedelta(minutes=1)).isoformat()
    [(*_, subject, address, detail)] = recorded(cast, "account.sign_in_locked")
    assert (subject, address) == (str(LAN.account_id), ADDRESS)
    assert detail == {"what": "pair", "failures": 5, "until": until}


def test_a_sign_in_tells_how_many_wrong_tries_came_before_it(cast):
    with clock.at(START):
        fail(cast, times=2)
        fail(cast, address="10.0.0.66")
        sign_in.sign_in(cast, LAN.username, PASSWORD, ADDRESS)
        sign_in.sign_in(cast, LAN.username, PASSWORD, ADDRESS)

    told = [row[-1]["failures"] for row in recorded(cast, "account.sign_in")]
    assert sorted(told) == [0, 3]


def test_failures_of_one_account_are_recorded_so_often_an_hour_and_counted(cast):
    with clock.at(START):
        for number in range(failures.TOLD_AN_HOUR + 7):
            fail(cast, address=f"10.0.1.{number}")
        fail(cast, "hung")
    with clock.at(START + timedelta(hours=1)):
        fail(cast, address="10.0.2.1")

    rows = recorded(cast, "account.sign_in_failed")
    of_lan = [row[-1]["left_out"] for row in rows if row[2] == str(LAN.account_id)]
    assert of_lan == [0] * failures.TOLD_AN_HOUR + [7]
    assert len(rows) == failures.TOLD_AN_HOUR + 2


def test_failures_of_unknown_names_share_one_measure(cast, monkeypatch):
    monkeypatch.setattr(failures, "UNKNOWN_TOLD_AN_HOUR", 3)
    with clock.at(START):
        for number in range(8):
            fail(cast, f"nobody{number}")
        fail(cast)

    rows = recorded(cast, "account.sign_in_failed")
    assert [row[2] for row in rows].count("nobody") == 3
    assert len(rows) == 4


def test_what_is_refused_is_in_the_log_so_often_a_minute_and_not_in_the_audit(cast, capsys):
    with clock.at(START):
        fail(cast, times=attempts.PAIR.free)
        before = cast.read(lambda tx: tx.rows("SELECT count(*) FROM audit_events"))
        fail(cast, times=60)
    with clock.at(START + timedelta(seconds=59)):
        fail(cast)
    assert len(capsys.readouterr().out.splitlines()) == failures.LINES_A_MINUTE
    with clock.at(START + timedelta(minutes=1)):
        fail(cast, "hung")

    assert cast.read(lambda tx: tx.rows("SELECT count(*) FROM audit_events"))[0][0] == (
        before[0][0] + 1
    )
    assert "left_out=36" in capsys.readouterr().out
