"""Whom what waits for, in which order, and that menu and desk count alike."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lib.domain.access import Action
from lib.domain.comments import Side
from lib.domain.desk import FIRST, Kind
from lib.domain.nomination_workflow import Step
from lib.domain.workflow import Verification, WorkStatus
from lib.services import clock
from lib.services.acts import new_act
from lib.services.checklist import comment_acts, comments, kept
from lib.services.checklist.comments import Place
from lib.services.desk import desks
from lib.services.own_tasks import own_task_acts
from lib.services.people import people_passwords
from lib.services.reports import waiting
from tests import small_campaign
from tests.cast import BINH, CAST, HUNG, LAN, MAI, QUANG, SON, THU, VAN, YEN, actor, make_cast
from tests.factories import many_units, put_item
from tests.services.nominations.nomination_scene import NEW_DUE, NOW, make_scene
from tests.small_campaign import HELD, NIL

LATE, SOON = NOW.date() - timedelta(2), NOW.date() + timedelta(7)
FAR = NOW.date() + timedelta(8)
OF_THE_MENU = {
    Action.ITEM_RECEIVE: {Kind.TO_RECEIVE, Kind.TO_VERIFY, Kind.ANSWERS},
    Action.NOMINATION_RECEIVE: {Kind.NOMINATIONS_SENT},
    Action.CONFIRMATION_DECIDE: {Kind.CONFIRMATIONS},
    Action.DOCUMENT_VIEW: {Kind.DOCUMENTS, Kind.DOCUMENTS_TO_READ},
    Action.OPINION_REVIEW: {Kind.OPINIONS},
    Action.NOTICE_VIEW: {Kind.NOTICES},
}


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


def piles(scene, person):
    """What waits for the person, by kind."""
    found = desks.of_person(scene.db, scene.who(person))
    return {one.kind: one for desk in found for one in desk.piles}


def keys(scene, person):
    return {kind: [one.key for one in pile.first] for kind, pile in piles(scene, person).items()}


def put(scene, person, code, **state):
    unit_id = scene.who(person).unit_id
    (task_id,) = scene.db.read(
        lambda tx: tx.rows("SELECT task_id FROM tasks WHERE code = $1", [code])
    )[0]
    put_item(scene.db, unit_id, task_id, **({"due_on": FAR} | state))


def far(scene, person):
    """Nothing of the person's unit presses."""
    unit_id = scene.who(person).unit_id
    scene.db.write(
        lambda tx: tx.run("UPDATE items SET due_on = $1 WHERE unit_id = $2", [FAR, unit_id])
    )


def test_nothing_is_left_of_what_does_not_wait(scene):
    for person in CAST:
        far(scene, person)
    assert [keys(scene, one) for one in (LAN, HUNG, MAI, THU, QUANG)] == [{}] * 5


def test_each_task_lies_in_the_pile_that_presses_most(scene):
    far(scene, LAN)
    put(scene, LAN, HELD, status=WorkStatus.NOT_STARTED, due_on=LATE)
    assert keys(scene, LAN) == {Kind.OVERDUE: [HELD]}

    put(scene, LAN, HELD, status=WorkStatus.IN_PROGRESS, verification=Verification.RETURNED,
        due_on=LATE)  # fmt: skip
    assert keys(scene, LAN) == {Kind.RETURNED: [HELD]}

    put(scene, LAN, HELD, status=WorkStatus.NOT_STARTED, due_on=SOON)
    assert keys(scene, LAN) == {Kind.DUE_SOON: [HELD]}

    put(scene, LAN, HELD, status=WorkStatus.NOT_STARTED, due_on=FAR)
    assert keys(scene, LAN) == {}


def test_what_is_ready_is_the_heads_and_what_is_sent_is_the_offices(scene):
    for person in CAST:
        far(scene, person)
    put(scene, LAN, NIL, status=WorkStatus.NIL)
    assert keys(scene, HUNG) == {Kind.READY: [NIL]}
    assert keys(scene, LAN) == {}

    put(scene, LAN, NIL, status=WorkStatus.NIL, verification=Verification.SENT)
    assert keys(scene, HUNG) == {}
    assert keys(scene, MAI) == keys(scene, VAN) == {Kind.TO_RECEIVE: [NIL]}
    assert keys(scene, SON) == {}


def test_the_offices_own_reports_wait_for_the_leader_too(scene):
    far(scene, MAI)
    put(scene, MAI, NIL, status=WorkStatus.NIL, verification=Verification.RECEIVED)

    assert keys(scene, SON) == {Kind.TO_VERIFY: [NIL]}


def talk(scene, person, side, owner, code):
    """Say something on the owner's item, in its one thread if there is one."""
    unit = kept.unit(scene.db, scene.who(owner).unit_id, clock.today())
    task_id = small_campaign.task(scene.db, code).task_id
    actor, campaign = scene.who(person), scene.campaign
    said = comments.of_item(scene.db, actor, campaign, unit, task_id, side=side).threads
    comment_acts.say(
        scene.db, actor, campaign, act_id=new_act(), body="Một câu",
        place=Place(unit.unit_id, task_id, side, said[0].thread_id if said else None),
        seen=said[0].last.comment_id if said else None,
    )  # fmt: skip


def test_a_question_waits_at_the_unit_and_its_answer_at_the_office(scene):
    for person in CAST:
        far(scene, person)
    put(scene, LAN, HELD, status=WorkStatus.NOT_STARTED, due_on=LATE)
    talk(scene, VAN, Side.OFFICE, LAN, HELD)
    assert keys(scene, LAN) == keys(scene, HUNG) == {Kind.ASKED: [HELD]}
    assert (keys(scene, VAN), keys(scene, BINH)) == ({}, {})

    talk(scene, LAN, Side.UNIT, LAN, HELD)
    assert keys(scene, LAN) == {Kind.OVERDUE: [HELD]}
    assert keys(scene, VAN) == keys(scene, MAI) == {Kind.ANSWERS: [HELD]}
    assert Kind.ANSWERS not in keys(scene, SON)
    assert waiting.counts(scene.db, scene.who(VAN))[Action.ITEM_RECEIVE] == 1

    talk(scene, MAI, Side.UNIT, MAI, HELD)
    assert keys(scene, SON)[Kind.ANSWERS] == [HELD]


def test_what_is_given_to_somebody_is_not_on_the_desks_of_the_others(scene):
    far(scene, LAN)
    put(scene, LAN, HELD, status=WorkStatus.NOT_STARTED, due_on=LATE)
    with clock.at(NOW - timedelta(5)):
        own_task_acts.assign(
            scene.db, scene.who(HUNG), scene.campaign, act_id=new_act(), task_code=HELD,
            seen_version=0, assignee=HUNG.full_name, due_on="",
        )  # fmt: skip

    assert keys(scene, LAN) == {}
    assert keys(scene, HUNG) == {Kind.OVERDUE: [HELD]}


def test_nominations_move_from_desk_to_desk(scene):
    for person in CAST:
        far(scene, person)
    sent = scene.save(LAN)
    key = str(sent.nomination_id)
    assert keys(scene, LAN) == keys(scene, HUNG) == {Kind.NOMINATIONS_DRAFTED: [key]}
    assert keys(scene, YEN) == {}

    scene.step(HUNG, Step.SEND, sent)
    assert (keys(scene, LAN), keys(scene, MAI)) == ({}, {Kind.NOMINATIONS_SENT: [key]})

    scene.step(MAI, Step.RETURN, scene.stored(sent.nomination_id), note="Thiếu.", due_on=NEW_DUE)
    assert (keys(scene, MAI), keys(scene, LAN)) == ({}, {Kind.NOMINATIONS_RETURNED: [key]})
    assert piles(scene, LAN)[Kind.NOMINATIONS_RETURNED].first[0].due_on == NEW_DUE


def test_what_has_waited_longest_is_named_and_all_are_counted(scene):
    many_units(scene.db, 30, campaign_id=scene.campaign.campaign_id)
    scene.db.write(
        lambda tx: tx.run(
            """
            UPDATE items SET verification = 'sent', updated_at = $1
            WHERE unit_id IN (SELECT unit_id FROM units WHERE NOT is_office)
            """,
            [NOW],
        )
    )
    put(scene, LAN, NIL, verification=Verification.SENT)
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE items SET updated_at = $1 WHERE unit_id = $2",
            [NOW - timedelta(9), scene.who(LAN).unit_id],
        )
    )

    (pile,) = (one for one in piles(scene, MAI).values() if one.kind == Kind.TO_RECEIVE)
    assert pile.count == waiting.counts(scene.db, scene.who(MAI))[Action.ITEM_RECEIVE] > 100
    assert len(pile.first) == FIRST
    codes = [one.unit_code for one in pile.first]
    assert codes[:4] == [LAN.unit] * 4
    assert LAN.unit not in codes[4:]


def test_menu_and_desk_count_alike(scene):
    sent = scene.save(LAN)
    scene.step(HUNG, Step.SEND, sent)
    put(scene, LAN, HELD, verification=Verification.SENT)
    put(scene, YEN, HELD, verification=Verification.RECEIVED)
    put(scene, MAI, HELD, verification=Verification.RECEIVED)
    people_passwords.reset_password(
        scene.db, scene.who(QUANG), act_id=new_act(), account_id=scene.who(MAI).account_id,
        seen_version=1,
    )  # fmt: skip

    compared = 0
    for person in CAST:
        counts, found = waiting.counts(scene.db, scene.who(person)), piles(scene, person)
        for page, kinds in OF_THE_MENU.items():
            lying = sum(found[kind].count for kind in kinds if kind in found)
            assert lying == counts.get(page, 0), (person, page)
            compared += lying
    assert compared > 3


def test_a_closed_campaign_has_no_desk(scene):
    put(scene, LAN, HELD, status=WorkStatus.NOT_STARTED, due_on=LATE)
    assert keys(scene, LAN)

    scene.db.write(lambda tx: tx.change("UPDATE campaigns SET state = 'closed'", []))

    assert keys(scene, LAN) == {}


def test_without_a_campaign_only_confirmations_wait(db):
    make_cast(db)
    people_passwords.reset_password(
        db, actor(db, QUANG), act_id=new_act(), account_id=actor(db, MAI).account_id, seen_version=1
    )

    (desk,) = desks.of_person(db, actor(db, SON))
    assert [(one.kind, one.count, one.first[0].title) for one in desk.piles] == [
        (Kind.CONFIRMATIONS, 1, MAI.full_name)
    ]
    assert desks.of_person(db, actor(db, QUANG)) == ()


def test_while_nobody_writes_the_engine_is_not_asked(duck_stage, monkeypatch):
    scene = duck_stage.set(make_scene)
    monkeypatch.setattr(waiting, "REST_S", 3600.0)
    put(scene, LAN, HELD, status=WorkStatus.NOT_STARTED, due_on=LATE)
    first = [piles(scene, one) for one in CAST]
    assert any(first)
    monkeypatch.setattr(scene.db, "read", None)

    assert [piles(scene, one) for one in CAST] == first


def test_reading_is_the_same_work_for_a_thousand_units(duck_stage, monkeypatch):
    """Statements of an Office desk read for the first time, few units and many."""
    scene = duck_stage.set(make_scene)

    def statements(new_units):
        asked = []
        read = scene.db.read
        many_units(scene.db, new_units, campaign_id=scene.campaign.campaign_id)
        put(scene, LAN, HELD, verification=Verification.SENT)
        with monkeypatch.context() as patch:
            patch.setattr(scene.db, "read", lambda work: asked.append(work) or read(work))
            piles(scene, VAN)
        return len(asked)

    statements(1)
    assert 0 < statements(1) == statements(1000)
