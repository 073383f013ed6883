"""The numbers in the menu: what waits for whom, as new as it can be had for a share of the time."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from lib.domain.access import Action
from lib.domain.evaluations import State as Evaluated
from lib.domain.nomination_workflow import Step
from lib.domain.workflow import Verification, WorkStatus
from lib.services import clock, rested
from lib.services.acts import new_act
from lib.services.people import people_passwords
from lib.services.reports import waiting
from tests.cast import BINH, HUNG, LAN, MAI, QUANG, SON, THU, VAN, actor, make_cast
from tests.factories import put_item
from tests.services.evaluation import evaluation_scene
from tests.services.nominations.nomination_scene import NEW_DUE, NOW, make_scene

LATE = NOW.date() - timedelta(1)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(NOW):
        yield


@pytest.fixture(autouse=True)
def _no_rest(monkeypatch):
    monkeypatch.setattr(waiting, "REST_S", 0.0)
    monkeypatch.setattr(waiting, "SHARE", 0)


@pytest.fixture
def scene(stage):
    return stage.set(make_scene)


def counts(scene, person):
    return dict(waiting.counts(scene.db, scene.who(person)))


def items_of(scene, person, **wanted):
    unit_id = scene.who(person).unit_id
    rows = scene.db.read(
        lambda tx: tx.rows("SELECT task_id FROM items WHERE unit_id = $1", [unit_id])
    )
    return [(unit_id, row[0]) for row in rows]


def test_nothing_waits_in_a_campaign_that_has_just_begun(scene):
    assert [counts(scene, one) for one in (LAN, MAI, SON, THU, QUANG)] == [{}] * 5


def test_nothing_waits_in_a_closed_campaign(scene):
    put_item(scene.db, *items_of(scene, LAN)[0], status=WorkStatus.NOT_STARTED, due_on=LATE)
    assert counts(scene, LAN)

    scene.db.write(lambda tx: tx.change("UPDATE campaigns SET state = 'closed'", []))

    assert counts(scene, LAN) == {}


def test_without_a_campaign_nothing_waits(db):
    make_cast(db)

    assert waiting.counts(db, actor(db, LAN)) == {}


def test_second_persons_are_told_of_what_they_can_confirm(db):
    make_cast(db)
    quang, son, lan, mai = (actor(db, one) for one in (QUANG, SON, LAN, MAI))
    people_passwords.reset_password(
        db, quang, act_id=new_act(), account_id=mai.account_id, seen_version=1
    )
    people_passwords.reset_password(
        db, quang, act_id=new_act(), account_id=son.account_id, seen_version=1
    )

    # His own reset is another's to confirm.
    assert waiting.counts(db, son) == {Action.CONFIRMATION_DECIDE: 1}
    assert [waiting.counts(db, one) for one in (quang, lan, mai)] == [{}] * 3


def test_a_unit_is_told_of_what_is_overdue_or_came_back(scene):
    late, returned, *_ = items_of(scene, LAN)
    put_item(scene.db, *late, status=WorkStatus.NOT_STARTED, due_on=LATE)
    put_item(scene.db, *returned, verification=Verification.RETURNED)

    assert counts(scene, LAN) == counts(scene, HUNG) == {Action.ITEM_SAVE: 2}
    assert counts(scene, BINH) == {}


def test_the_desk_is_told_of_what_was_sent_and_the_leader_of_the_offices_own(scene):
    theirs, own = items_of(scene, LAN)[0], items_of(scene, MAI)[0]
    put_item(scene.db, *theirs, verification=Verification.SENT)
    put_item(scene.db, *own, verification=Verification.RECEIVED)

    assert counts(scene, MAI)[Action.ITEM_RECEIVE] == 2
    assert counts(scene, SON) == {Action.ITEM_RECEIVE: 1}
    assert counts(scene, THU) == {}


def test_a_nomination_waits_for_one_after_the_other(scene):
    sent = scene.save(LAN)
    assert counts(scene, MAI) == {}

    scene.step(HUNG, Step.SEND, sent)
    assert counts(scene, MAI) == {Action.NOMINATION_RECEIVE: 1}
    assert counts(scene, HUNG) == {}

    scene.step(MAI, Step.RETURN, scene.stored(sent.nomination_id), note="Thiếu.", due_on=NEW_DUE)
    assert counts(scene, MAI) == {}
    assert counts(scene, LAN) == {Action.NOMINATION_EDIT: 1}

    scene.checked(ho_ten="Lê Thị Na")
    assert counts(scene, VAN)[Action.COUNCIL_VIEW] == 1
    assert counts(scene, SON) == {}


@pytest.mark.parametrize(("name", "value"), [("SHARE", 1_000_000), ("REST_S", 3600.0)])
def test_the_offices_reports_are_not_counted_at_every_run(scene, monkeypatch, name, value):
    monkeypatch.setattr(waiting, name, value)
    assert counts(scene, MAI) == {}

    put_item(scene.db, *items_of(scene, LAN)[0], verification=Verification.SENT)
    assert counts(scene, MAI) == {}

    counted = rested.of(scene.db, ("reports", scene.campaign.campaign_id))
    counted.rests_until = 0.0
    assert counts(scene, MAI) == {Action.ITEM_RECEIVE: 1}


def test_whoever_meets_a_count_in_the_making_takes_the_last_one(scene):
    counts(scene, MAI)
    put_item(scene.db, *items_of(scene, LAN)[0], verification=Verification.SENT)

    counted = rested.of(scene.db, ("reports", scene.campaign.campaign_id))
    with counted.lock:
        assert counts(scene, MAI) == {}
    assert counts(scene, MAI) == {Action.ITEM_RECEIVE: 1}


def test_while_nobody_writes_the_engine_is_not_asked(duck_stage, monkeypatch):
    scene = duck_stage.set(make_scene)
    put_item(scene.db, *items_of(scene, LAN)[0], status=WorkStatus.NOT_STARTED, due_on=LATE)
    first = counts(scene, LAN)
    monkeypatch.setattr(scene.db, "read", None)

    assert counts(scene, LAN) == first == {Action.ITEM_SAVE: 1}


def test_a_role_that_is_gone_sees_nothing_of_it(scene):
    put_item(scene.db, *items_of(scene, LAN)[0], verification=Verification.SENT)
    stripped = dataclasses.replace(scene.who(MAI), roles=frozenset())

    assert waiting.counts(scene.db, stripped) == {}


def test_an_evaluation_waits_for_who_has_the_next_step(stage):
    scene = stage.set(evaluation_scene.make_scene)
    told = {}
    for state in (Evaluated.SENT, Evaluated.PROPOSED, Evaluated.CONCLUDED):
        scene.db.write(lambda tx: tx.run("DELETE FROM evaluation_history"))
        scene.db.write(lambda tx: tx.run("DELETE FROM evaluations"))
        scene.bring(state)
        told[state] = [
            counts(scene, one).get(Action.EVALUATION_REVIEW, 0) for one in (MAI, SON, LAN)
        ]

    assert told == {
        Evaluated.SENT: [1, 0, 0], Evaluated.PROPOSED: [0, 1, 0], Evaluated.CONCLUDED: [0, 0, 0],
    }  # fmt: skip


def test_a_returned_evaluation_waits_for_its_unit(stage):
    scene = stage.set(evaluation_scene.make_scene)
    scene.bring(Evaluated.RETURNED)

    waits = [counts(scene, one).get(Action.EVALUATION_EDIT, 0) for one in (LAN, HUNG, BINH, MAI)]

    assert waits == [1, 1, 0, 0]
