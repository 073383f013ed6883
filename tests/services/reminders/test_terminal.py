"""What the terminal says would go out today is what goes out."""

from __future__ import annotations

import pytest

from lib.domain.reminders.outbox import State, Step
from lib.services import clock
from lib.services.acts import new_act
from lib.services.reminders import outbox_acts, reminding, terminal
from lib.services.reminders.outbox_acts import DigestTarget
from lib.services.reminders.reminding import Asked
from tests.cast import BINH, HUNG, LAN, MAI, VAN, YEN
from tests.services.reminders.reminder_scene import at, unit_of
from tests.small_campaign import SHARE

DUE_TASK, BY_HAND = "II.1.1 · Việc II.1.1", "II.1.2 · Việc II.1.2"


def remind(scene, person, code):
    """The Office reminds the person's unit of a task by hand."""
    asked = Asked(unit_ids={unit_of(scene, person)}, keys={code})
    reminding.remind(scene.db, scene.who(VAN), scene.campaign, act_id=new_act(), asked=asked)


def step(scene, person, which):
    (kept,) = [one for one in scene.kept() if one.account_id == person.account_id]
    outbox_acts.take_step(
        scene.db, scene.who(VAN), act_id=new_act(), step=which,
        target=DigestTarget(kept.digest_id, kept.version),
    )  # fmt: skip


@pytest.fixture
def morning(scene):
    """Before the day is composed: added to by hand, with one digest held and one sent."""
    with clock.at(at(-3, hour=4)):
        for person in (BINH, MAI):
            remind(scene, person, SHARE)
        step(scene, BINH, Step.HOLD)
        step(scene, MAI, Step.SEND)
    return scene


def told(scene):
    return {
        one.to: (one.in_outbox, [line.title for line in one.lines])
        for one in terminal.today(scene.db)
    }


@pytest.mark.parametrize("is_done", [False, True])
def test_what_lies_in_the_outbox_and_what_would_be_composed_are_told_together(morning, is_done):
    """Mai's digest is out, Bình's is held; what is done in Mai's unit is not composed."""
    if is_done:
        of_mai = unit_of(morning, MAI)
        morning.run("UPDATE items SET work_status = 'done' WHERE unit_id = $1", of_mai)
    with clock.at(at(-3, hour=4)):
        before = told(morning)
        terminal.send(morning.db)
        after = told(morning)

    new, lying = (False, [DUE_TASK]), (True, [BY_HAND, DUE_TASK])
    of_office = {"van": (True, [BY_HAND])} if is_done else {"mai": (False, lying[1]), "van": lying}
    assert before == {"lan": new, "hung": new, "yen": lying, **of_office}
    assert after == {}
    sent = {one.account_id: one for one in morning.kept() if one.state == State.RELEASED}
    assert {
        one.username: [line.title for line in sent[one.account_id].lines]
        for one in (LAN, HUNG, YEN, MAI, VAN)
        if one.username in before
    } == {name: titles for name, (_, titles) in before.items()}
    assert BINH.account_id not in sent
