"""A report beside the one before it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lib.domain.workflow import Step, WorkStatus
from lib.errors import Denied
from lib.services import clock
from lib.services.checklist import report_before
from tests import cast, small_campaign
from tests.cast import BINH, HUNG, LAN, VAN
from tests.services.nominations.nomination_scene import make_scene
from tests.small_campaign import HELD
from tests.support.hands import Hands

SAVED, SENT = "save", "send"


def make_hands(database):
    return Hands(make_scene(database).db)


@pytest.fixture
def hands(stage):
    return stage.set(make_hands)


def save(hands, days_ago, count, note=""):
    hands.save(LAN, HELD, days_ago, WorkStatus.DONE, so_hoi_nghi=count, ghi_chu=note)


def before(hands, person=VAN):
    task = small_campaign.task(hands.db, HELD)
    return report_before.of_item(
        hands.db, cast.actor(hands.db, person), task, hands.item(LAN, HELD)
    )


def told(found):
    return [(one.key, one.mine_text, one.theirs_text) for one in found.changed]


def test_the_first_report_has_none_before_it(hands):
    save(hands, 5, "4")
    hands.step(HUNG, Step.SEND, LAN, HELD, days_ago=4)

    found = before(hands)

    assert (found.entry, found.changed) == (None, ())
    assert [one.step for one in found.lately] == [SENT, SAVED, "begin"]


def test_what_was_saved_before_it_was_sent_counts_until_something_was_sent(hands):
    save(hands, 6, "3")
    save(hands, 5, "4")
    hands.step(HUNG, Step.SEND, LAN, HELD, days_ago=4)

    found = before(hands)

    assert found.entry.step == SAVED
    assert told(found) == [("so_hoi_nghi", "4 hội nghị", "3 hội nghị")]


def test_of_what_is_sent_again_what_was_sent_last_counts(hands):
    save(hands, 9, "3", "Lần một")
    hands.step(HUNG, Step.SEND, LAN, HELD, days_ago=8)
    hands.step(VAN, Step.RETURN, LAN, HELD, days_ago=7, reason="Thiếu", due_in=9)
    save(hands, 6, "4", "Lần một")
    save(hands, 5, "5")
    returned = before(hands)
    hands.step(HUNG, Step.SEND, LAN, HELD, days_ago=4)

    found = before(hands)

    expected = [("so_hoi_nghi", "5 hội nghị", "3 hội nghị"), ("ghi_chu", "–", "Lần một")]
    assert (told(found), told(returned)) == (expected, expected)
    assert found.entry.step == returned.entry.step == SENT
    assert found.entry.done_at.date() == clock.today() - timedelta(days=8)


def test_a_recalled_report_is_held_against_what_was_sent(hands):
    save(hands, 6, "3")
    hands.step(HUNG, Step.SEND, LAN, HELD, days_ago=5)
    hands.step(HUNG, Step.RECALL, LAN, HELD, days_ago=4)

    found = before(hands)

    assert (found.entry.step, told(found)) == (SENT, [])


def test_another_unit_learns_nothing(hands):
    with pytest.raises(Denied):
        before(hands, BINH)
