"""One step on several opinions: an act for each, faulty ones named, a second click harmless."""

from __future__ import annotations

import pytest

from lib.domain.opinions import State, Step
from lib.errors import Conflict, Denied, NotFound, Problems, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.opinions import together
from lib.services.opinions.desk_acts import Said, Target
from tests.cast import BINH, CAST, HUNG, LAN, MAI, VAN
from tests.services.opinions.opinion_scene import NIGHT, Scene
from tests.services.opinions.test_desk import OFFICE, SAID
from tests.support.trace import events

STEPS = (Step.ANSWER, Step.FORWARD, Step.CLOSE)


def targets(scene: Scene) -> list[Target]:
    return [Target(one.opinion_id, one.version) for one in scene.stored()]


def take(scene: Scene, person, step, chosen=None, *, act=None, **said):
    with clock.at(NIGHT):
        return together.take_step(
            scene.db, scene.who(person), scene.campaign, act_id=act or new_act(),
            targets=targets(scene) if chosen is None else chosen, step=step,
            said=Said(**(said or SAID[step])),
        )  # fmt: skip


@pytest.fixture
def three(scene: Scene) -> Scene:
    """Three of one topic, by three people."""
    for person in (LAN, HUNG, BINH):
        scene.send(person)
    return scene


def told(scene: Scene) -> list[str]:
    return [event for event, who, _ in events(scene.db, "opinion.") if who == VAN.full_name]


@pytest.mark.parametrize("step", STEPS)
def test_each_gets_the_step_as_an_act_of_its_own(three, step):
    taken = take(three, VAN, step)

    assert (taken.done, taken.faults) == (3, ())
    assert told(three) == [f"opinion.{step.value}"] * 3
    assert {one.version for one in three.stored()} == {2}


def test_all_have_the_same_answer(three):
    take(three, VAN, Step.ANSWER, answer="Đã bố trí.", is_public=True, public_about="Kinh phí")

    found = {(one.state, one.answer, one.public_about) for one in three.stored()}
    assert found == {(State.ANSWERED, "Đã bố trí.", "Kinh phí")}


@pytest.mark.parametrize("step", STEPS)
def test_five_clicks_are_one(three, step):
    act, chosen = new_act(), targets(three)

    taken = [take(three, VAN, step, chosen, act=act) for _ in range(5)]

    assert {(one.done, one.faults) for one in taken} == {(3, ())}
    assert told(three) == [f"opinion.{step.value}"] * 3
    assert {one.version for one in three.stored()} == {2}


def test_those_that_cannot_be_are_named_and_hold_up_no_other(three):
    three.send(VAN)
    chosen = targets(three)
    by_id = {one.opinion_id: one for one in three.stored()}
    stale, own = (
        next(one for one in chosen if by_id[one.opinion_id].author.account_id == who.account_id)
        for who in (three.who(LAN), three.who(VAN))
    )
    closed = next(one for one in chosen if one not in (stale, own))
    three.step(MAI, by_id[stale.opinion_id], Step.FORWARD, **SAID[Step.FORWARD])
    three.step(MAI, by_id[closed.opinion_id], Step.CLOSE, **SAID[Step.CLOSE])
    chosen[chosen.index(closed)] = Target(closed.opinion_id, closed.seen_version + 1)

    taken = take(three, VAN, Step.ANSWER, chosen)

    assert taken.done == 1
    assert {(one.opinion_id, str(one.refusal)) for one in taken.faults} == {
        (stale.opinion_id, str(Conflict("changed"))),
        (own.opinion_id, str(Refused("own_opinion"))),
        (closed.opinion_id, str(Refused("opinion_state"))),
    }
    after = {one.opinion_id: one.state for one in three.stored()}
    assert [after[one.opinion_id] for one in (stale, own, closed)] == [
        State.FORWARDED, State.RECEIVED, State.CLOSED,
    ]  # fmt: skip


def test_what_was_named_can_be_taken_again_by_the_same_click(three):
    act, chosen = new_act(), targets(three)
    three.step(MAI, three.stored()[0], Step.FORWARD, **SAID[Step.FORWARD])
    assert take(three, VAN, Step.ANSWER, chosen, act=act).done == 2

    taken = take(three, VAN, Step.ANSWER, act=act)

    assert (taken.done, taken.faults) == (3, ())
    assert {one.state for one in three.stored()} == {State.ANSWERED}


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_by_the_cast(three, person):
    chosen = targets(three)
    if person.username in OFFICE:
        assert take(three, person, Step.ANSWER, chosen).done == 3
    else:
        with pytest.raises(Denied):
            take(three, person, Step.ANSWER, chosen)
        assert {one.state for one in three.stored()} == {State.RECEIVED}


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step.ANSWER, {"answer": " "}),
        (Step.ANSWER, {"answer": "x" * 5001}),
        (Step.ANSWER, {"answer": "Được.", "is_public": True, "public_about": ""}),
        (Step.FORWARD, {"forwarded_to": "", "forwarded_on": "21/3/2021"}),
        (Step.FORWARD, {"forwarded_to": "Sở", "forwarded_on": "22/3/2021"}),
        (Step.CLOSE, {"reason": "x" * 1001}),
    ],
    ids=lambda one: str(one)[:40],
)
def test_what_cannot_be_taken_changes_none(three, step, said):
    with pytest.raises(Problems):
        take(three, VAN, step, **said)

    assert {one.version for one in three.stored()} == {1}


def test_several_topics_are_not_answered_alike(three):
    three.send(LAN, chu_de="khac")

    with pytest.raises(Refused, match="one_topic"):
        take(three, VAN, Step.ANSWER)

    assert {one.version for one in three.stored()} == {1}


def test_none_and_one_of_another_campaign_are_refused(three):
    with pytest.raises(Refused, match="nothing_chosen"):
        take(three, VAN, Step.ANSWER, [])
    with pytest.raises(NotFound):
        take(three, VAN, Step.ANSWER, [*targets(three), Target(new_act(), 1)])

    assert {one.version for one in three.stored()} == {1}
