"""What the Office does with opinions: every step by the cast, stale versions, answers, rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.domain.access import Action
from lib.domain.campaigns import CampaignState
from lib.domain.opinions import STEPS, Rules, State, Step
from lib.errors import Conflict, Denied, Invalid, NotFound, Problems, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.opinions import desk, desk_acts, reading
from lib.services.opinions.desk_acts import Target
from lib.services.reports import waiting
from tests.cast import BINH, CAST, LAN, MAI, VAN
from tests.services.opinions.opinion_scene import NIGHT, Scene
from tests.support.trace import events

SAID = {
    Step.ANSWER: {"answer": "Đã bố trí kinh phí quý II."},
    Step.FORWARD: {"forwarded_to": "Sở Tài chính", "forwarded_on": "21/3/2021"},
    Step.CLOSE: {"reason": "Trùng với ý kiến khác."},
    Step.REOPEN: {},
}
OFFICE = {MAI.username, VAN.username}


def only(scene: Scene):
    (found,) = scene.stored()
    return found


def put(scene: Scene, state: State):
    scene.db.write(lambda tx: tx.run("UPDATE opinions SET state = $1", [state.value]))
    return only(scene)


def group(scene: Scene, person, *ones, label="Kinh phí", act=None):
    return desk_acts.group(
        scene.db, scene.who(person), scene.campaign, act_id=act or new_act(),
        targets=[Target(one.opinion_id, one.version) for one in ones], label=label,
    )  # fmt: skip


def put_rules(scene: Scene, person=VAN, *, seen=0, anonymous=True, to="Ban Tiếp công dân"):
    desk_acts.put_rules(
        scene.db, scene.who(person), scene.campaign, act_id=new_act(), seen_version=seen,
        takes_anonymous=anonymous, complaints_to=to,
    )  # fmt: skip


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_every_state_and_step(scene, state, step):
    scene.send(LAN)
    one = put(scene, state)
    target = STEPS.get((state, step))

    if target is None:
        with pytest.raises(Refused, match="opinion_state"):
            scene.step(VAN, one, step, **SAID[step])
        assert only(scene) == one
    else:
        scene.step(VAN, one, step, **SAID[step])
        assert (only(scene).state, only(scene).version) == (target, one.version + 1)
        assert [
            event for event, who, _ in events(scene.db, "opinion.") if who == VAN.full_name
        ] == [f"opinion.{step.value}"]


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
@pytest.mark.parametrize("step", Step)
def test_every_step_by_the_cast(scene, person, step):
    scene.send(LAN)
    one = put(scene, State.CLOSED if step == Step.REOPEN else State.RECEIVED)

    if person.username in OFFICE:
        scene.step(person, one, step, **SAID[step])
        assert only(scene).version == 2
    else:
        with pytest.raises(Denied):
            scene.step(person, one, step, **SAID[step])
        assert only(scene) == one


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_reading_grouping_and_rules_by_the_cast(scene, person):
    scene.send(LAN)
    one, actor = only(scene), scene.who(person)
    doors = [
        lambda: desk.lines(scene.db, actor, scene.campaign),
        lambda: desk.history(scene.db, actor, one.opinion_id),
        lambda: group(scene, person, one),
        lambda: put_rules(scene, person),
    ]

    for door in doors:
        if person.username in OFFICE:
            door()
        else:
            with pytest.raises(Denied):
                door()


def test_nobody_answers_what_they_sent_themselves(scene):
    scene.send(VAN)

    for step in (Step.ANSWER, Step.FORWARD, Step.CLOSE):
        with pytest.raises(Refused, match="own_opinion"):
            scene.step(VAN, only(scene), step, **SAID[step])
    scene.step(MAI, only(scene), Step.ANSWER, **SAID[Step.ANSWER])

    assert only(scene).state == State.ANSWERED


def test_a_stale_version_and_a_double_click(scene):
    scene.send(LAN)
    first, act = only(scene), new_act()
    scene.step(VAN, first, Step.ANSWER, act=act, **SAID[Step.ANSWER])
    scene.step(VAN, first, Step.ANSWER, act=act, **SAID[Step.ANSWER])

    with pytest.raises(Conflict):
        scene.step(MAI, first, Step.CLOSE, **SAID[Step.CLOSE])
    with pytest.raises(Conflict):
        group(scene, MAI, first)

    assert only(scene).version == 2
    assert len(desk.history(scene.db, scene.who(VAN), first.opinion_id)) == 1


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step.ANSWER, {"answer": " "}),
        (Step.ANSWER, {"answer": "x" * 5001}),
        (Step.ANSWER, {"answer": "Được", "is_public": True, "public_about": ""}),
        (Step.FORWARD, {"forwarded_to": "", "forwarded_on": "21/3/2021"}),
        (Step.FORWARD, {"forwarded_to": "Sở Tài chính", "forwarded_on": ""}),
        (Step.FORWARD, {"forwarded_to": "Sở Tài chính", "forwarded_on": "1/1/2030"}),
        (Step.FORWARD, {"forwarded_to": 7, "forwarded_on": "hôm qua"}),
    ],
    ids=repr,
)
def test_what_cannot_be_taken_is_refused(scene, step, said):
    scene.send(LAN)
    one = only(scene)

    with pytest.raises(Problems):
        scene.step(VAN, one, step, **said)

    assert only(scene) == one


def test_closing_without_an_answer_takes_a_reason(scene):
    scene.send(LAN)

    with pytest.raises(Refused, match="reason_needed"):
        scene.step(VAN, only(scene), Step.CLOSE)
    scene.step(VAN, only(scene), Step.ANSWER, **SAID[Step.ANSWER])
    scene.step(VAN, only(scene), Step.CLOSE)

    assert only(scene).state == State.CLOSED


def test_an_opinion_of_another_campaign_is_not_found(scene):
    scene.send(LAN)
    one = replace(only(scene), opinion_id=new_act())

    with pytest.raises(NotFound):
        scene.step(VAN, one, Step.ANSWER, **SAID[Step.ANSWER])


def test_an_answer_reaches_the_author_by_the_code_and_everybody_only_in_public(scene):
    code = scene.fill()[0]
    lan = scene.who(LAN)
    one = reading.by_code(scene.db, lan, scene.campaign, code)
    scene.step(VAN, one, Step.ANSWER, answer="Đã xem xét.")
    answered = reading.by_code(scene.db, lan, scene.campaign, code)
    assert (answered.answer, answered.state) == ("Đã xem xét.", State.ANSWERED)
    assert reading.public(scene.db, lan, scene.campaign) == []

    scene.step(
        VAN, answered, Step.ANSWER, answer="Đã xem xét.", is_public=True,
        public_about="Kinh phí tuyên truyền",
    )  # fmt: skip

    (shown,) = reading.public(scene.db, scene.who(BINH), scene.campaign)
    assert (shown.public_about, shown.answer) == ("Kinh phí tuyên truyền", "Đã xem xét.")


def test_forwarding_says_to_whom_and_when(scene):
    scene.send(LAN)
    scene.step(VAN, only(scene), Step.FORWARD, **SAID[Step.FORWARD])

    (own,) = reading.own(scene.db, scene.who(LAN), scene.campaign)
    assert (own.forwarded_to, str(own.forwarded_on)) == ("Sở Tài chính", "2021-03-21")


def test_several_are_put_into_one_group_or_none_is(scene):
    scene.fill()
    ones = scene.stored()

    with pytest.raises(Conflict):
        group(scene, VAN, *ones[:2], replace(ones[2], version=9))
    assert {one.label for one in scene.stored()} == {""}
    assert group(scene, VAN, *ones[:3]) == 3
    with pytest.raises(Refused, match="nothing_chosen"):
        group(scene, VAN)
    with pytest.raises(Invalid):
        group(scene, VAN, ones[4], label="x" * 200)

    assert sorted(one.label for one in scene.stored()) == ["", "", *["Kinh phí"] * 3]
    assert desk.labels(desk.lines(scene.db, scene.who(VAN), scene.campaign)) == ["Kinh phí"]


def test_the_audit_log_has_no_word_of_an_opinion_or_an_answer(scene):
    scene.fill()
    one = scene.stored()[0]
    scene.step(VAN, one, Step.ANSWER, answer="Câu trả lời riêng")

    told = repr(events(scene.db, "opinion."))
    assert one.text not in told
    assert "Câu trả lời riêng" not in told


def test_anonymity_cannot_be_taken_from_a_campaign_that_has_begun(scene):
    with pytest.raises(Refused, match="anonymity_kept"):
        put_rules(scene, anonymous=False)
    scene.put_state(CampaignState.PREPARING)
    put_rules(scene, anonymous=False)
    scene.put_state(CampaignState.RUNNING)

    with pytest.raises(Refused, match="no_anonymity"):
        scene.hide(LAN)
    put_rules(scene, seen=1, anonymous=True)
    scene.hide(LAN)
    with pytest.raises(Refused, match="anonymity_kept"):
        put_rules(scene, seen=2, anonymous=False)

    assert reading.rules(scene.db, scene.who(LAN), scene.campaign) == Rules(
        True, "Ban Tiếp công dân", 2
    )


def test_the_office_is_told_in_the_menu_how_many_wait(scene):
    scene.fill()
    scene.send(LAN)
    scene.step(VAN, scene.stored()[0], Step.ANSWER, **SAID[Step.ANSWER])

    told = {one.username: waiting.counts(scene.db, scene.who(one)) for one in CAST}

    assert {
        name: counts[Action.OPINION_REVIEW]
        for name, counts in told.items()
        if Action.OPINION_REVIEW in counts
    } == dict.fromkeys(sorted(OFFICE), 5)


def test_rules_take_an_address_and_the_version_that_was_seen(scene):
    with pytest.raises(Problems):
        put_rules(scene, to=" ")
    put_rules(scene)
    with pytest.raises(Conflict):
        put_rules(scene, MAI, to="Thanh tra")

    assert reading.rules(scene.db, scene.who(LAN), scene.campaign).version == 1


def test_work_goes_on_after_the_end_of_the_campaign_but_not_before_its_beginning(scene):
    scene.send(LAN)
    scene.put_state(CampaignState.PREPARING)
    with pytest.raises(Refused, match="not_running"):
        scene.step(VAN, only(scene), Step.ANSWER, **SAID[Step.ANSWER])
    scene.put_state(CampaignState.CLOSED)
    with clock.at(NIGHT):
        scene.step(VAN, only(scene), Step.ANSWER, **SAID[Step.ANSWER])

    assert only(scene).state == State.ANSWERED
