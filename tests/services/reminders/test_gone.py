"""Who has lost a unit or a role since a digest was composed is not told of it, by no channel."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest

from lib.domain.reminders.outbox import Mail, State, Step
from lib.errors import Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.reminders import channels, delivering, inbox, outbox_acts
from lib.services.reminders.delivering import Pass
from lib.services.reminders.outbox_acts import DigestTarget
from lib.store.engine.ids import new_id
from tests.cast import HUNG, LAN, VAN, YEN
from tests.services.reminders.reminder_scene import DUE, at, unit_of
from tests.support import post
from tests.support.trace import events

LOSSES = {
    "closed": (LAN, "UPDATE accounts SET is_open = FALSE WHERE username = 'lan'"),
    "moved": (
        LAN,
        "UPDATE accounts SET unit_id = (SELECT unit_id FROM accounts WHERE username = 'yen') "
        "WHERE username = 'lan'",
    ),
    "no role": (LAN, "UPDATE accounts SET roles = ',viewer,' WHERE username = 'lan'"),
    "head no more": (HUNG, "UPDATE accounts SET roles = ',staff,' WHERE username = 'hung'"),
}
lost = pytest.mark.parametrize("loss", LOSSES)


@pytest.fixture
def composed(scene):
    scene.run("UPDATE accounts SET email = username || '@soxaydung.example.vn'")
    scene.tick(at(-3, hour=5))
    return scene


def release(scene, when):
    with clock.at(when):
        return delivering.release(scene.db, has_letters=True, at_once=False)


def lose(scene, loss):
    person, sql = LOSSES[loss]
    scene.run(sql)
    return person


def mine(scene, person):
    (found,) = [one for one in scene.kept() if one.account_id == person.account_id]
    return found


def take(scene, person, step):
    kept = mine(scene, person)
    with clock.at(at(-3, hour=9)):
        outbox_acts.take_step(
            scene.db, scene.who(VAN), act_id=new_act(), step=step,
            target=DigestTarget(kept.digest_id, kept.version),
        )  # fmt: skip


@lost
def test_it_is_dropped_when_the_others_go_out(composed, loss):
    person = lose(composed, loss)

    assert release(composed, at(-3, hour=8)) == 5

    found = mine(composed, person)
    assert (found.state, found.dropped_for, found.mail) == (State.DROPPED, "gone", Mail.NONE)
    assert [detail for _, _, detail in events(composed.db, "reminder.release")] == [
        {"digests": 5, "ended": 0, "gone": 1}
    ]


@lost
def test_the_office_cannot_send_it(composed, loss):
    person = lose(composed, loss)

    with pytest.raises(Refused, match="digest_gone"):
        take(composed, person, Step.SEND)

    assert mine(composed, person).state == State.WAITING


@lost
def test_a_letter_that_waits_is_given_up_and_not_sent_again(composed, loss):
    release(composed, at(-3, hour=8))
    person = lose(composed, loss)
    with post.opened() as office, clock.at(at(-3, hour=8)):
        channel = channels.Letters(post.settings(office), threading.Event())
        assert delivering.deliver(composed.db, channel, Pass(new_id())) == 5

    assert f"{person.username}@soxaydung.example.vn" not in office.recipients
    assert (mine(composed, person).mail, mine(composed, person).mail_told) == (
        Mail.FAILED,
        "Người nhận đã đổi đơn vị, vai trò hoặc đã đóng tài khoản.",
    )
    with pytest.raises(Refused, match="digest_gone"):
        take(composed, person, Step.RESEND)
    assert mine(composed, person).mail == Mail.FAILED


def test_a_head_is_told_what_staff_were(composed):
    composed.run("UPDATE accounts SET roles = ',staff,head,' WHERE username = 'lan'")

    assert release(composed, at(-3, hour=8)) == 6


def test_what_was_told_of_another_unit_is_not_shown_in_this_one(composed):
    release(composed, at(-3, hour=8))
    lan = composed.who(LAN)
    assert len(inbox.mine(composed.db, lan)) == 1

    lose(composed, "moved")

    assert inbox.mine(composed.db, lan) == []


def test_what_was_carried_over_is_not_told_of_the_new_unit(composed):
    composed.run(
        "UPDATE items SET due_on = $1 WHERE unit_id = $2", DUE.replace(month=12),
        unit_of(composed, YEN),
    )  # fmt: skip
    lose(composed, "moved")
    with suppress(Refused):
        composed.compose(at(-2))

    assert composed.told(LAN, at(-2).date()) == []
