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


def test_all_that_was_shown_is_read_also_what_the_list_does_not_reach(out):
    out.run(
        """
        INSERT INTO reminder_digests (
            digest_id, digest_key, account_id, unit_id, for_head, day, lines, state, composed_at,
            released_at
        )
        SELECT gen_random_uuid(), account_id || ':' || n, account_id, unit_id, for_head,
            day - CAST(n AS INTEGER), lines, state, composed_at, $1
        FROM reminder_digests, generate_series(1, CAST($2 AS INTEGER)) AS numbers (n)
        """,
        at(-4), inbox.SHOWN + 5,
    )  # fmt: skip
    lan = out.who(LAN)
    shown = inbox.mine(out.db, lan)
    out.run("UPDATE reminder_digests SET released_at = $1 WHERE account_id = $2", at(-2),
            YEN.account_id)  # fmt: skip

    assert len(shown) == inbox.SHOWN
    assert inbox.mark_all_read(out.db, lan, shown[0].released_at) == inbox.SHOWN + 6
    assert inbox.mark_all_read(out.db, lan, shown[0].released_at) == 0
    assert inbox.mark_all_read(out.db, out.who(YEN), shown[0].released_at) == 0
