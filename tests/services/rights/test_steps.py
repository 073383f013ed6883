"""Every step from every state, by everybody, on their own and on others': by the services."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

import pytest

from lib.domain.council import MeetingState, MeetingStep
from lib.domain.decisions import DecisionState, DecisionStep
from lib.domain.exemplars import ExemplarState, ExemplarStep
from lib.domain.nomination_workflow import STORED
from lib.domain.nomination_workflow import Step as NominationStep
from lib.domain.workflow import Step as ItemStep
from lib.domain.workflow import Verification
from lib.store.engine.db import Writer
from tests.services.rights import drivers
from tests.services.rights.rehearsal import Rehearsal, play
from tests.services.rights.rulebook import BOOK
from tests.services.rights.scene import Scene, make_scene
from tests.services.rights.who import PAIRS, SINGLE, Try, tries, tries_of_cast
from tests.support.stages import Stage, Stages

Driver = Callable[[Rehearsal, Scene, Try, str, str], str]
Put = Callable[[Scene, Writer, str, str], None]


def put_decided(scene: Scene, tx: Writer, state: str, step: str) -> None:
    """Nominations whose decision is in the state; not on a list yet where one is prepared."""
    named = {"prepared": "awarded", "released": "published", "rescinded": "rescinded"}[state]
    is_free = step == "prepare" and state == "prepared"
    scene.put_nominations(tx, named, is_listed=not is_free)


DRIVERS: dict[str, tuple[Driver, Put]] = {
    "items": (drivers.item, lambda scene, tx, state, _: scene.put_items(tx, state)),
    "nominations": (
        drivers.nomination,
        lambda scene, tx, state, _: scene.put_nominations(tx, state),
    ),
    "exemplars": (drivers.exemplar, lambda scene, tx, state, _: scene.put_exemplars(tx, state)),
    "meetings": (
        drivers.meeting,
        lambda scene, tx, state, step: scene.put_meetings(tx, state, step),
    ),
    "decisions": (drivers.decision, put_decided),
}
STEPS: dict[str, tuple[Iterable[StrEnum], Iterable[StrEnum]]] = {
    "items": (ItemStep, Verification),
    "nominations": (NominationStep, STORED),
    "exemplars": (ExemplarStep, ExemplarState),
    "meetings": (MeetingStep, MeetingState),
    "decisions": (DecisionStep, DecisionState),
}
EACH_STEP = [(name, step) for name, subject in BOOK.subjects.items() for step in subject.steps]


@pytest.fixture(scope="module")
def scene(pg_stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """One for all: nothing that is tried on it stays."""
    with Stage(pg_stages, tmp_path_factory.mktemp("rights")).open() as stage:
        yield stage.set(make_scene)


@pytest.mark.parametrize("subject", BOOK.subjects)
def test_every_step_and_state_is_told_of(subject: str) -> None:
    told, (steps, states) = BOOK.subjects[subject], STEPS[subject]

    assert {*told.steps, *told.elsewhere} == {one.value for one in steps}
    assert set(told.states) == {one.value for one in states}


def test_every_kind_of_thing_is_tried() -> None:
    assert set(BOOK.subjects) == set(DRIVERS) == set(STEPS)


@pytest.mark.parametrize(("subject", "step"), EACH_STEP, ids=map("-".join, EACH_STEP))
def test_single_roles_and_the_cast(scene: Scene, subject: str, step: str) -> None:
    everybody = [*tries(scene.units, SINGLE), *tries_of_cast(scene.units)]

    assert differing(scene, subject, step, leading(subject, step), everybody) == []


@pytest.mark.parametrize(("subject", "step"), EACH_STEP, ids=map("-".join, EACH_STEP))
def test_no_step_is_taken_from_another_state(scene: Scene, subject: str, step: str) -> None:
    others = [
        state for state in BOOK.subjects[subject].states if state not in leading(subject, step)
    ]

    assert differing(scene, subject, step, others, list(tries_of_cast(scene.units))) == []


@pytest.mark.parametrize(("subject", "step"), EACH_STEP, ids=map("-".join, EACH_STEP))
def test_two_roles_give_what_either_gives(scene: Scene, subject: str, step: str) -> None:
    assert (
        differing(scene, subject, step, leading(subject, step), list(tries(scene.units, PAIRS)))
        == []
    )


@pytest.mark.parametrize(("subject", "step"), EACH_STEP, ids=map("-".join, EACH_STEP))
def test_nobody_judges_their_own_whatever_their_roles(
    scene: Scene, subject: str, step: str
) -> None:
    # Those whom no role lets take the step are denied it whatever their ties.
    rights = {rule.right for rule in BOOK.subjects[subject].rules if rule.step == step}
    everybody = [
        one
        for tie in BOOK.subjects[subject].ties
        for one in tries(scene.units, (*SINGLE, *PAIRS), tie)
        if any(BOOK.gives(one.actor.roles, right, one.place) for right in rights)
    ]

    assert differing(scene, subject, step, leading(subject, step), everybody) == []


def leading(subject: str, step: str) -> list[str]:
    """The states that the step leads on from."""
    rules = BOOK.subjects[subject].rules
    return [state for rule in rules if rule.step == step for state in rule.sources]


def differing(
    scene: Scene, subject: str, step: str, states: Iterable[str], everybody: list[Try]
) -> list[str]:
    """Where a service ends otherwise than the rulebook says, in words."""
    driver, put = DRIVERS[subject]
    found = []

    def scenes(rehearsed: Rehearsal) -> None:
        for state in states:
            put(scene, rehearsed.tx, state, step)
            for one in everybody:
                told = BOOK.outcome(
                    subject, step, state, roles=one.actor.roles, place=one.place, tie=one.tie
                )
                ended = driver(rehearsed, scene, one, step, state)
                if ended != told:
                    found.append(f"{step} from {state} by {one.name}: {ended}, not {told}")

    play(scene.db, scenes)
    return found
