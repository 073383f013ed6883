"""The scheduler's hours, what goes out when, and what a campaign's end leaves of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from lib.config import settings
from lib.domain.reminders.outbox import LEAD, State
from lib.errors import Refused
from lib.services.acts import new_act
from lib.services.operation import upkeep
from lib.services.reminders import delivering, inbox, scheduler
from lib.store import reminders
from tests.cast import LAN
from tests.services.reminders.reminder_scene import DUE, at
from tests.support.trace import events


def states(scene):
    return [one.state for one in scene.kept()]


def put_schedule(scene, **changes):
    body = {"is_on": True, "compose_hour": 5, "send_hour": 8, "on_weekends": True} | changes
    scene.run(
        "INSERT INTO settings (name, body, updated_at) VALUES ('reminders', $1, $2)",
        json.dumps(body),
        at(-30),
    )


def test_digests_lie_in_the_outbox_until_their_hour(scene):
    scene.tick(at(-3, hour=4))
    assert scene.kept() == []

    scene.tick(at(-3, hour=5))
    scene.tick(at(-3, hour=7))
    assert states(scene) == [State.WAITING] * 6

    scene.tick(at(-3, hour=8))
    scene.tick(at(-3, hour=9))
    assert states(scene) == [State.RELEASED] * 6
    assert {one.released_at for one in scene.kept()} == {at(-3, hour=8)}
    released = [detail for event, _, detail in events(scene.db, "reminder.release")]
    assert released == [{"digests": 6, "ended": 0, "gone": 0}]


def test_one_that_is_composed_late_can_still_be_seen_before(scene):
    late = at(-3, hour=15)
    scene.tick(late)
    assert states(scene) == [State.WAITING] * 6

    scene.tick(late + LEAD)
    assert states(scene) == [State.RELEASED] * 6


def test_what_is_held_stays(scene):
    scene.tick(at(-3, hour=5))
    scene.run("UPDATE reminder_digests SET state = 'held' WHERE account_id = $1", LAN.account_id)

    scene.tick(at(-3, hour=9))
    scene.tick(at(-2, hour=9))

    assert {one.state for one in scene.kept() if one.account_id == LAN.account_id} == {State.HELD}


def test_the_office_switches_it_off(scene):
    put_schedule(scene, is_on=False)
    scene.tick(at(-3))
    assert scene.kept() == []

    scene.compose(at(-3))
    scene.tick(at(-3) + LEAD)
    assert states(scene) == [State.WAITING] * 6


def test_other_hours_and_no_weekends(scene):
    put_schedule(scene, compose_hour=10, send_hour=14, on_weekends=False)
    scene.compose(at(-5))
    sunday = at(-3, hour=20)
    assert sunday.weekday() == 6
    scene.tick(sunday)
    assert scene.kept() == []

    monday = at(-2, hour=10)
    scene.tick(monday - timedelta(minutes=1))
    assert scene.kept() == []
    scene.tick(monday)
    scene.tick(at(-2, hour=13))
    assert states(scene) == [State.WAITING] * 6
    scene.tick(at(-2, hour=14))
    assert states(scene) == [State.RELEASED] * 6


@pytest.mark.parametrize("state", ["preparing", "closed"])
def test_a_campaign_that_ended_meanwhile_reminds_nobody(scene, state):
    scene.tick(at(-3, hour=5))
    scene.run("UPDATE campaigns SET state = $1", state)

    scene.tick(at(-3, hour=9))

    assert {(one.state, one.dropped_for) for one in scene.kept()} == {(State.DROPPED, "ended")}


def test_of_two_campaigns_the_one_that_runs_is_told(scene):
    scene.tick(at(-3, hour=5))
    other = json.dumps(
        [
            {"why": "", "title": "Khác", "due_on": None, "path": "/", "subject": "a",
             "campaign": "da-xong"},
            {"why": "còn 3 ngày", "title": "Còn", "due_on": DUE.isoformat(), "path": "/",
             "subject": "b", "campaign": "nho"},
        ]
    )  # fmt: skip
    scene.run("UPDATE reminder_digests SET lines = $1 WHERE account_id = $2", other, LAN.account_id)

    scene.tick(at(-3, hour=9))

    assert scene.told(LAN) == [("Còn", "còn 3 ngày")]


def test_a_server_that_is_not_to_remind_does_not(monkeypatch):
    assert scheduler.wait() == scheduler.EVERY
    monkeypatch.setenv("TDKT_REMINDERS", "false")
    settings.cache_clear()
    try:
        assert scheduler.wait() is None
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_in_read_only_mode_nothing_moves_and_afterwards_it_is_caught_up(scene):
    scene.compose(at(-5))
    upkeep.freeze_at_terminal(scene.db, act_id=new_act(), is_frozen=True)
    scene.tick(at(-3, hour=5))
    scene.tick(at(-3, hour=9))
    assert scene.kept() == []
    with pytest.raises(Refused):
        inbox.mark_read(scene.db, scene.who(LAN), [])

    upkeep.freeze_at_terminal(scene.db, act_id=new_act(), is_frozen=False)
    scene.tick(at(-2, hour=9))
    assert states(scene) == [State.WAITING] * 6
    assert scene.told(LAN) == [("II.1.1 · Việc II.1.1", "còn 2 ngày")]


def test_what_the_office_changes_at_the_hour_of_sending_stays(scene, monkeypatch):
    scene.tick(at(-3, hour=5))
    made = [line for one in scene.kept() if one.account_id == LAN.account_id for line in one.lines]
    ended, a, b = (
        replace(made[0], title=title, subject=title, campaign=campaign)
        for title, campaign in (("Khác", "da-xong"), ("A", "nho"), ("B", "nho"))
    )
    (digest_id,) = [one.digest_id for one in scene.kept() if one.account_id == LAN.account_id]

    def put(*lines):
        scene.db.write(lambda tx: reminders.set_lines(tx, digest_id, lines))

    put(ended, a, b)
    whole = delivering.acts.intend_as

    def edited(*given, **named):
        put(ended, a)
        return whole(*given, **named)

    monkeypatch.setattr(delivering.acts, "intend_as", edited)
    scene.release(at(-3, hour=9))

    assert [title for title, _ in scene.told(LAN)] == ["A"]
