"""Who may take which step of an evaluation: the table × the cast, whole, by the services."""

from __future__ import annotations

import itertools

import pytest

from lib.domain.access import Role
from lib.domain.campaigns import CampaignState
from lib.domain.evaluations import TRANSITIONS, Side, State, Step
from lib.errors import AppError, Denied, NotFound, Refused
from lib.services.acts import new_act
from lib.services.evaluation import evaluation_steps, evaluations, rules
from lib.services.evaluation.evaluation_acts import Target
from lib.store.engine.ids import new_id
from tests.cast import BINH, CAST, HUNG, LAN, MAI, QUANG, SON, THU, VAN, YEN
from tests.services.evaluation.evaluation_scene import FAIR, POOR, WHY, Scene, make_scene
from tests.services.rights.rehearsal import play
from tests.support.stages import Stage

OWN, OTHER = LAN.unit, YEN.unit
# DESIGN and the brief a second time: who, from where, to where.
STEPS = {
    Step.SAVE: ({LAN, HUNG}, {State.NONE: State.NONE, State.RETURNED: State.RETURNED}),
    Step.SEND: ({HUNG}, {State.NONE: State.SENT, State.RETURNED: State.SENT}),
    Step.RECALL: ({HUNG}, {State.SENT: State.NONE}),
    Step.RETURN: ({MAI, VAN}, {State.SENT: State.RETURNED}),
    Step.PROPOSE: (
        {MAI, VAN},
        dict.fromkeys((State.NONE, State.RETURNED, State.SENT), State.PROPOSED),
    ),
    Step.WITHDRAW: ({MAI, VAN}, {State.PROPOSED: State.SENT}),
    Step.SEND_BACK: ({SON}, {State.PROPOSED: State.SENT}),
    Step.CONCLUDE: ({SON}, {State.PROPOSED: State.CONCLUDED}),
    Step.SAVE_ANSWER: ({LAN, HUNG}, {State.CONCLUDED: State.CONCLUDED}),
    Step.ANSWER: ({HUNG}, {State.CONCLUDED: State.ANSWERED}),
}


@pytest.fixture
def scene(pg_stage: Stage) -> Scene:
    return pg_stage.set(make_scene)


def take(scene, person, step):
    """The step on the unit of Lan, with all that it may need."""
    if step in (Step.SAVE, Step.SAVE_ANSWER):
        # Their services are for the actor's own unit alone.
        verb = scene.save if step == Step.SAVE else scene.answer
        if person.unit != OWN:
            raise Denied("unit")
        verb(person)
    elif step in (Step.PROPOSE, Step.CONCLUDE):
        scene.judge(person, step, FAIR, WHY)
    else:
        scene.step(person, step)


def ready(scene, state):
    """The unit in the state, with something to send and to answer."""
    scene.bring(state)
    if state == State.NONE:
        scene.save(HUNG)
    if state == State.CONCLUDED:
        scene.answer(HUNG)


@pytest.mark.parametrize("state", State)
def test_every_step_from_every_state_by_everybody(scene, state):
    ready(scene, state)
    for person in CAST:
        scene.who(person)
    before = scene.stored()
    assert before.state == state
    differing = []

    def scenes(rehearsed) -> None:
        tried = Scene(rehearsed, scene.campaign, scene.actors)
        for person, step in itertools.product(CAST, Step):
            who, ways = STEPS[step]
            told = "denied" if person not in who else "ok" if state in ways else "evaluation_state"
            try:
                take(tried, person, step)
                got = "ok"
            except Denied:
                got = "denied"
            except AppError as refusal:
                got = refusal.reason
            if got != told:
                differing.append((person.username, step.value, got, told))

    play(scene.db, scenes)

    assert differing == []
    assert scene.stored() == before


def test_the_table_and_what_is_told_here_are_one():
    told = {(state, step): to for step, (_, ways) in STEPS.items() for state, to in ways.items()}

    assert {key: row.target for key, row in TRANSITIONS.items()} == told


@pytest.mark.parametrize(
    ("state", "step", "person", "after"),
    [
        (state, step, next(one for one in CAST if one in who), after)
        for step, (who, ways) in STEPS.items()
        for state, after in ways.items()
    ],
)
def test_each_step_leads_where_the_table_says(scene, state, step, person, after):
    ready(scene, state)

    take(scene, person, step)

    assert scene.stored().state == after


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_reading_asks_for_its_right(scene, person):
    is_above = bool(person.roles & {Role.OFFICE, Role.LEADER})
    is_of_unit = bool(person.roles & {Role.STAFF, Role.HEAD})
    doors = {
        "listed": (lambda: scene.listed(person), is_above),
        "desk": (lambda: scene.desk(person), is_above),
        "history": (
            lambda: evaluations.history(
                scene.db, scene.who(person), scene.campaign, scene.unit(OTHER), is_own=False
            ),
            is_above,
        ),
        "own": (lambda: scene.own(person), is_of_unit),
        "own history of another": (
            lambda: evaluations.history(
                scene.db, scene.who(person), scene.campaign, scene.unit("TTR"), is_own=True
            ),
            False,
        ),
        "rule": (
            lambda: rules.opened(scene.db, scene.who(person), scene.campaign, FAIR),
            Role.OFFICE in person.roles,
        ),
    }
    assert {name: is_open(door) for name, (door, _) in doors.items()} == {
        name: may for name, (_, may) in doors.items()
    }


def is_open(door):
    try:
        door()
    except Denied:
        return False
    return True


@pytest.mark.parametrize("person", [LAN, HUNG, THU, QUANG, BINH], ids=lambda one: one.username)
def test_no_opinion_and_no_rule_by_others(scene, person):
    with pytest.raises(Denied):
        scene.think(person)
    with pytest.raises(Denied):
        rules.save_label(
            scene.db, scene.who(person), scene.campaign, act_id=new_act(), code=FAIR,
            seen_version=0, raw={"ten": "Khá"},
        )  # fmt: skip


def test_the_office_and_a_leader_think_each_at_their_time(scene):
    with pytest.raises(Denied):
        scene.think(SON)
    with pytest.raises(Refused, match="evaluation_state"):
        scene.think(SON, side=Side.LEADER)
    scene.bring(State.PROPOSED)

    with pytest.raises(Refused, match="evaluation_state"):
        scene.think(MAI)
    with pytest.raises(Denied):
        scene.think(MAI, side=Side.LEADER)
    scene.think(SON, side=Side.LEADER)


def test_a_unit_without_tasks_is_not_evaluated(scene):
    for code in ("LDS",):
        with pytest.raises(NotFound):
            scene.judge(MAI, Step.PROPOSE, FAIR, WHY, code=code)
        with pytest.raises(NotFound):
            scene.think(MAI, code=code)
    with pytest.raises(NotFound):
        scene.judge(MAI, Step.PROPOSE, FAIR, WHY, target=Target(new_id(), 0))
    with pytest.raises(NotFound):
        scene.desk(MAI, "LDS")


def test_nobody_proposes_on_what_they_sent_but_another_of_the_office_does(scene):
    scene.save(VAN)
    scene.step(VAN, Step.SEND, code="VP")

    with pytest.raises(Refused, match="own_evaluation"):
        scene.step(VAN, Step.RETURN, code="VP")
    with pytest.raises(Refused, match="own_evaluation"):
        scene.judge(VAN, Step.PROPOSE, code="VP")
    with pytest.raises(Refused, match="own_evaluation"):
        scene.think(VAN, code="VP")
    scene.judge(MAI, Step.PROPOSE, code="VP")
    with pytest.raises(Refused, match="own_evaluation"):
        scene.step(VAN, Step.WITHDRAW, code="VP")

    assert scene.desk(VAN, "VP").ways_back == frozenset()
    assert scene.desk(MAI, "VP").ways_back == {Step.WITHDRAW}
    assert scene.desk(SON, "VP").ways_back == {Step.SEND_BACK}
    assert scene.stored("VP").is_proposed_at_home
    assert scene.desk(VAN, "VP").line.evaluation.is_proposed_at_home
    assert not scene.own(VAN).line.evaluation.is_proposed_at_home


def test_a_leader_concludes_neither_their_own_unit_nor_their_own_proposal(scene):
    roles = {"mai": ",leader,office,staff,", "son": ",leader,"}
    for name, given in roles.items():
        scene.db.write(
            lambda tx, name=name, given=given: tx.run(
                "UPDATE accounts SET roles = $2 WHERE username = $1", [name, given]
            )
        )
    at_home = scene.unit()
    scene.db.write(
        lambda tx: tx.run("UPDATE accounts SET unit_id = $1 WHERE username = 'son'", [at_home])
    )
    scene.actors.clear()
    scene.bring(State.PROPOSED)

    for person, reason in ((MAI, "own_evaluation"), (SON, "own_unit_evaluation")):
        assert scene.desk(person).line.barred == reason
        with pytest.raises(Refused, match=reason):
            scene.judge(person, Step.CONCLUDE)
        with pytest.raises(Refused, match=reason):
            scene.step(person, Step.SEND_BACK)
        with pytest.raises(Refused, match=reason):
            scene.think(person, side=Side.LEADER)


@pytest.mark.parametrize(
    ("state", "is_open"),
    [
        (CampaignState.PREPARING, False), (CampaignState.RUNNING, True),
        (CampaignState.CLOSED, True),
    ],
)  # fmt: skip
def test_evaluating_goes_on_when_the_campaign_has_ended(scene, state, is_open):
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE campaigns SET state = $2 WHERE campaign_id = $1",
            [scene.campaign.campaign_id, state.value],
        )
    )
    if is_open:
        scene.bring(State.ANSWERED)
        return
    for verb in (
        lambda: scene.save(),
        lambda: scene.think(MAI),
        lambda: scene.judge(MAI, Step.PROPOSE, FAIR, WHY),
        lambda: scene.step(HUNG, Step.SEND),
    ):
        with pytest.raises(Refused, match="not_running"):
            verb()


@pytest.mark.parametrize("step", [Step.SAVE, Step.SAVE_ANSWER, Step.PROPOSE, Step.CONCLUDE])
def test_a_step_with_words_of_its_own_is_not_taken_without_them(scene, step):
    with pytest.raises(ValueError, match=step.value):
        scene.step(MAI, step)
    if step not in (Step.PROPOSE, Step.CONCLUDE):
        with pytest.raises(ValueError, match=step.value):
            scene.judge(MAI, step, POOR)


def test_several_are_all_taken_or_none(scene):
    scene.bring(State.SENT)
    judged = [
        evaluation_steps.Judged(scene.target(), FAIR),
        # Has said nothing, so a reason is wanted.
        evaluation_steps.Judged(scene.target(OTHER), FAIR),
    ]

    with pytest.raises(Refused, match="evaluation_reason"):
        evaluation_steps.judge(
            scene.db, scene.who(MAI), scene.campaign, act_id=new_act(), step=Step.PROPOSE,
            judged=judged,
        )  # fmt: skip
    with pytest.raises(Refused, match="nothing_chosen"):
        evaluation_steps.judge(
            scene.db, scene.who(MAI), scene.campaign, act_id=new_act(), step=Step.PROPOSE,
            judged=[],
        )  # fmt: skip

    assert scene.stored().state == State.SENT
