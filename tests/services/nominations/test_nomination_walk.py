"""Random steps by random people: the table holds, nothing is lost, the history replays."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.domain.nomination_workflow import TRANSITIONS, State, Step
from lib.domain.nominations import Subject
from lib.errors import AppError
from lib.store import nominations as store
from tests.cast import BINH, CAST, HUNG, LAN, MAI, SON, VAN, YEN
from tests.services.awards import award_scene as acts
from tests.services.nominations.nomination_scene import NEW_DUE, make_scene

PLAIN = (
    Step.SEND, Step.RECALL, Step.WITHDRAW, Step.RECEIVE, Step.RETURN, Step.AWARD, Step.DECLINE,
    Step.PROPOSE, Step.BRING_BACK,
)  # fmt: skip
# Those who can move something stand more often in the list, so that walks get far.
PEOPLE = (*CAST, HUNG, YEN, VAN, VAN, MAI, SON, SON)


@pytest.fixture
def scene(duck_stage):
    return duck_stage.set(make_scene)


def take(scene, held, person, step, one):
    """One step by the service that people use for it, whether or not it is allowed."""
    if step in PLAIN:
        scene.step(person, step, one, note="Lý do", due_on=NEW_DUE)
    elif step == Step.SAVE:
        scene.save(
            person, subject=one.subject, nomination_id=one.nomination_id, seen=one.version,
            hinh_thuc=one.award_code,
        )  # fmt: skip
    elif step == Step.CHECK:
        scene.check(person, one, passed_over="Bản giấy")
    elif step == Step.TABLE:
        acts.put(scene, held, one, person=person)
    elif step == Step.UNTABLE:
        acts.take_off(scene, held, one, person=person)
    elif step == Step.VOTE:
        acts.vote(scene, held, one, person=person)
    elif step == Step.PUBLISH:
        publish(scene, person, one)
    elif step == Step.RECORD_AWARD:
        acts.record_award(scene, one, person=person)
    elif step == Step.RECORD_REFUSAL:
        acts.record_refusal(scene, one, person=person)
    else:
        acts.rescind_one(scene, one, person=person)


def publish(scene, person, one):
    """Release the decision that the nomination is on, prepared first where there is none."""
    if one.decision_id is None:
        prepared = acts.prepare(scene, one, person=person)
    else:
        prepared = acts.decision(scene, one.decision_id)
    acts.release(scene, prepared, person=person)


def replayed(scene, one):
    """The state that the history leads to, by the table alone."""
    state = State.DRAFT
    entries = scene.db.read(lambda tx: store.history(tx, one.nomination_id))[::-1]
    assert [entry.version for entry in entries] == list(range(1, one.version + 1))
    for entry in entries:
        state = TRANSITIONS[state, Step(entry.step)].target
        assert entry.state == state
    return state


likely = st.sampled_from(
    [*Step, Step.SEND, Step.RECEIVE, Step.CHECK, Step.TABLE, Step.VOTE, Step.AWARD, Step.PROPOSE]
)
walks = st.lists(
    st.tuples(st.sampled_from(PEOPLE), likely, st.integers(0, 2)), min_size=20, max_size=50
)


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(walk=walks)
def test_a_random_walk_stays_on_the_table(scene, walk):
    held = acts.meet(scene)
    made = [
        scene.save(LAN, hinh_thuc="gk"),
        scene.save(BINH, hinh_thuc="bk"),
        scene.save(MAI, subject=Subject.COLLECTIVE, hinh_thuc="gk"),
    ]
    for person, step, place in walk:
        before = scene.stored(made[place].nomination_id)
        try:
            take(scene, held, person, step, before)
        except AppError:
            # A decision may have been prepared before its release was refused.
            after = scene.stored(before.nomination_id)
            assert (after.state, after.version) == (before.state, before.version)
        else:
            after = scene.stored(before.nomination_id)
            assert TRANSITIONS[before.state, step].target == after.state
            assert after.version == before.version + 1
        made[place] = after

    for one in made:
        assert replayed(scene, one) == one.state


def test_the_way_through_all_steps_replays(scene):
    """So that the walk's own reading of the history is known to reach the end."""
    held = acts.meet(scene)
    made = scene.save(LAN, hinh_thuc="bk")
    for person, step in (
        (HUNG, Step.SEND), (HUNG, Step.RECALL), (LAN, Step.SAVE), (HUNG, Step.SEND),
        (VAN, Step.RETURN), (HUNG, Step.SEND), (VAN, Step.RECEIVE), (VAN, Step.CHECK),
        (VAN, Step.TABLE), (VAN, Step.UNTABLE), (VAN, Step.TABLE), (VAN, Step.VOTE),
        (SON, Step.PROPOSE), (VAN, Step.RECORD_AWARD), (VAN, Step.PUBLISH), (SON, Step.RESCIND),
    ):  # fmt: skip
        take(scene, held, person, step, scene.stored(made.nomination_id))

    told = scene.stored(made.nomination_id)
    assert replayed(scene, told) == told.state == State.RESCINDED
