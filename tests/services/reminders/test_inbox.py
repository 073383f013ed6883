"""The inbox: one's own digests alone, once they are out, and what is new in it."""

from __future__ import annotations

import pytest

from lib.services import clock
from lib.services.reminders import inbox
from tests.cast import CAST, LAN, YEN
from tests.services.reminders.reminder_scene import REPORTING, at


@pytest.fixture
def out(scene):
    scene.tick(at(-3, hour=5))
    scene.tick(at(-3, hour=8))
    return scene


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_everybody_reads_their_own_alone(out, person):
    found = inbox.mine(out.db, out.who(person))

    expected = [person.account_id] if person in REPORTING else []
    assert [one.account_id for one in found] == expected


def test_what_lies_in_the_outbox_is_nobodys_yet(scene):
    scene.tick(at(-3, hour=5))

    assert inbox.mine(scene.db, scene.who(LAN)) == []


def test_new_until_it_is_read_by_its_person(out):
    (mine,) = inbox.mine(out.db, out.who(LAN))
    assert mine.read_at is None

    with clock.at(at(-3, hour=10)):
        assert inbox.mark_read(out.db, out.who(YEN), [mine.digest_id]) == 0
        assert inbox.mark_read(out.db, out.who(LAN), [mine.digest_id]) == 1
    with clock.at(at(-3, hour=11)):
        assert inbox.mark_read(out.db, out.who(LAN), [mine.digest_id]) == 0

    (mine,) = inbox.mine(out.db, out.who(LAN))
    assert mine.read_at == at(-3, hour=10)
