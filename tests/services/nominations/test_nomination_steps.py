"""The whole table: state × step × cast; and the conditions that a step has besides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.domain.access import Role
from lib.domain.nomination_workflow import TRANSITIONS, Level, State, Step
from lib.errors import AppError, Conflict, Invalid, Refused
from lib.services.acts import new_act
from lib.services.nominations import nominations
from lib.store import audit
from tests.cast import CAST, HUNG, LAN, MAI, SON, VAN, YEN
from tests.services.nominations.nomination_scene import ACHIEVEMENT, NEW_DUE, Scene, make_scene

S, T = State, Step
_RETURNABLE = (S.SENT, S.RECEIVED, S.CHECKED, S.TABLED, S.VOTED)
# The words, written a second time.
EXPECTED = {
    (S.DRAFT, T.SAVE): S.DRAFT,
    (S.DRAFT, T.SEND): S.SENT,
    (S.RETURNED, T.SAVE): S.RETURNED,
    (S.RETURNED, T.SEND): S.SENT,
    (S.SENT, T.RECALL): S.DRAFT,
    **{
        (state, T.WITHDRAW): S.WITHDRAWN
        for state in (S.DRAFT, S.RETURNED, S.SENT, S.RECEIVED, S.CHECKED)
    },
    (S.WITHDRAWN, T.BRING_BACK): S.DRAFT,
    (S.SENT, T.RECEIVE): S.RECEIVED,
    (S.RECEIVED, T.CHECK): S.CHECKED,
    **{(state, T.RETURN): S.RETURNED for state in _RETURNABLE},
    (S.CHECKED, T.TABLE): S.TABLED,
    (S.TABLED, T.UNTABLE): S.CHECKED,
    (S.TABLED, T.VOTE): S.VOTED,
    (S.VOTED, T.VOTE): S.VOTED,
    (S.VOTED, T.AWARD): S.AWARDED,
    (S.VOTED, T.DECLINE): S.NOT_APPROVED,
    (S.VOTED, T.PROPOSE): S.PROPOSED,
    (S.PROPOSED, T.RECORD_AWARD): S.PROVINCE_AWARDED,
    (S.PROPOSED, T.RECORD_REFUSAL): S.PROVINCE_REFUSED,
    (S.AWARDED, T.PUBLISH): S.PUBLISHED,
    (S.PROVINCE_AWARDED, T.PUBLISH): S.PUBLISHED,
    **{(state, T.RESCIND): S.RESCINDED for state in (S.AWARDED, S.PROVINCE_AWARDED, S.PUBLISHED)},
}
ALONE = [
    step
    for step in Step
    if step in (T.SEND, T.RECALL, T.WITHDRAW, T.RECEIVE, T.RETURN, T.AWARD, T.DECLINE, T.PROPOSE)
]


@pytest.fixture
def scene(stage) -> Scene:
    return stage.set(make_scene)


def test_the_table_is_the_expected_one():
    assert {key: row.target for key, row in TRANSITIONS.items()} == EXPECTED


def test_who_is_barred_from_judging_their_own():
    barred = {step for (_, step), row in TRANSITIONS.items() if row.bars_author}

    assert barred == {
        T.RECEIVE, T.CHECK, T.RETURN, T.AWARD, T.DECLINE, T.PROPOSE, T.RECORD_AWARD,
        T.RECORD_REFUSAL, T.PUBLISH, T.RESCIND, T.TABLE, T.UNTABLE, T.VOTE,
    }  # fmt: skip


def test_each_level_decides_its_own_awards():
    levels = {step: row.level for (_, step), row in TRANSITIONS.items() if row.level}

    assert levels == {T.AWARD: Level.AGENCY, T.PROPOSE: Level.PROVINCE}


def may(person, state, step, *, own):
    """The rights of the issue's words."""
    if step in (T.SEND, T.RECALL, T.WITHDRAW):
        drafts = own and not {Role.STAFF, Role.HEAD}.isdisjoint(person.roles)
        if (state, step) == (S.DRAFT, T.WITHDRAW):
            return drafts
        return own and Role.HEAD in person.roles
    if step in (T.RECEIVE, T.RETURN):
        return Role.OFFICE in person.roles
    return Role.LEADER in person.roles


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_every_step_from_every_state(scene, person):
    made = scene.save(LAN, hinh_thuc="gk")
    own = person.unit == LAN.unit
    for state in State:
        for step in ALONE:
            before = scene.put(made, state, drafted_by=YEN.account_id)
            target = EXPECTED.get((state, step))
            if step == T.PROPOSE or not may(person, state, step, own=own):
                # A Giấy khen is never proposed to the province.
                target = None

            if target is None:
                with pytest.raises(AppError):
                    scene.step(person, step, before, note="Lý do", due_on=NEW_DUE)
                assert scene.stored(made.nomination_id) == before, (state, step)
            else:
                scene.step(person, step, before, note="Lý do", due_on=NEW_DUE)
                assert scene.stored(made.nomination_id).state == target, (state, step)


def test_the_province_awards_only_what_is_proposed_to_it(scene):
    made = scene.save(LAN, hinh_thuc="bk")
    voted = scene.put(made, S.VOTED)

    with pytest.raises(Refused) as caught:
        scene.step(SON, T.AWARD, voted)
    scene.step(SON, T.PROPOSE, voted)

    assert caught.value.reason == "award_level"
    assert scene.stored(made.nomination_id).state == S.PROPOSED


@pytest.mark.parametrize("state", [S.SENT, S.RECEIVED, S.VOTED])
def test_a_return_needs_a_reason_and_a_day_to_come(scene, state):
    made = scene.put(scene.save(LAN), state)

    with pytest.raises(Refused) as no_reason:
        scene.step(VAN, T.RETURN, made, note=" ", due_on=NEW_DUE)
    with pytest.raises(Refused) as no_day:
        scene.step(VAN, T.RETURN, made, note="Thiếu biên bản")
    with pytest.raises(Invalid) as too_early:
        scene.step(VAN, T.RETURN, made, note="Thiếu", due_on=NEW_DUE.replace(month=3, day=1))

    assert scene.stored(made.nomination_id) == made
    assert [one.value.reason for one in (no_reason, no_day, too_early)] == [
        "reason_needed", "deadline_needed", "past_deadline",
    ]  # fmt: skip
    scene.step(VAN, T.RETURN, made, note="Thiếu biên bản", due_on=NEW_DUE)
    returned = scene.stored(made.nomination_id)
    assert (returned.return_reason, returned.due_on) == ("Thiếu biên bản", NEW_DUE)


def test_an_incomplete_nomination_is_not_sent(scene):
    made = scene.save(LAN, thanh_tich="")

    with pytest.raises(Refused) as caught:
        scene.step(HUNG, T.SEND, made)

    assert caught.value.reason == "nomination_not_ready"


def test_all_are_sent_or_none(scene):
    ready, bare = scene.save(LAN), scene.save(LAN, chuc_vu="")

    with pytest.raises(Refused):
        scene.step(HUNG, T.SEND, ready, bare)

    assert scene.stored(ready.nomination_id).state == S.DRAFT


def test_five_fast_clicks_send_once(scene):
    made, act = scene.save(LAN), new_act()

    for _ in range(5):
        scene.step(HUNG, T.SEND, made, act=act)

    steps = [
        entry.step
        for entry in nominations.history(
            scene.db, scene.who(HUNG), scene.campaign, made.nomination_id
        )
    ]
    assert steps == ["send", "save"]
    assert scene.db.read(lambda tx: audit.is_recorded(tx, act))


def test_a_stale_step_is_a_conflict(scene):
    made = scene.save(LAN)
    scene.save(HUNG, nomination_id=made.nomination_id, seen=1)

    with pytest.raises(Conflict):
        scene.step(HUNG, T.SEND, made)


@pytest.mark.parametrize("step", [T.RECEIVE, T.RETURN], ids=str)
def test_who_drafted_or_sent_may_not_handle_it(scene, step):
    made = scene.save(MAI)
    scene.step(VAN, T.SEND, made)
    sent = scene.stored(made.nomination_id)

    for person in (MAI, VAN):
        with pytest.raises(Refused) as caught:
            scene.step(person, step, sent, note="Lý do", due_on=NEW_DUE)
        assert caught.value.reason == "own_nomination"
    # The Office's own unit: a leader may stand in.
    scene.step(SON, step, sent, note="Lý do", due_on=NEW_DUE)


@pytest.mark.parametrize(
    "spelled",
    [
        "Nông Văn Sơn", "NONG VAN SON", "Văn Sơn Nông", "Ông Nông Văn Sơn",
        "Đồng chí Nông Văn Sơn", "Nông Văn Sơn (Giám đốc)", "Nông Văn Sơn.", "Nông Văn Sоn",
    ],
)  # fmt: skip
def test_nobody_decides_their_own_nomination_however_it_is_spelled(scene, spelled):
    voted = scene.put(scene.save(LAN, ho_ten=spelled), S.VOTED)

    for step in (T.AWARD, T.DECLINE):
        with pytest.raises(Refused) as caught:
            scene.step(SON, step, voted, note="Lý do")
        assert caught.value.reason == "own_nomination"

    assert scene.stored(voted.nomination_id) == voted


def received(scene, **changes):
    made = scene.save(LAN, **changes)
    scene.step(HUNG, T.SEND, made)
    scene.step(VAN, T.RECEIVE, scene.stored(made.nomination_id))
    return scene.stored(made.nomination_id)


def test_a_check_needs_an_opinion(scene):
    made = received(scene)

    with pytest.raises(Refused) as caught:
        scene.check(VAN, made, opinion=" ", passed_over="Đã có bản giấy")

    assert caught.value.reason == "opinion_needed"
    assert scene.stored(made.nomination_id) == made


def test_warnings_are_passed_over_only_with_a_reason_which_is_kept(scene):
    made = received(scene)  # without minutes of the unit's meeting

    with pytest.raises(Refused) as caught:
        scene.check(VAN, made)
    scene.check(VAN, made, passed_over="Biên bản nộp bản giấy")

    checked = scene.stored(made.nomination_id)
    assert caught.value.reason == "warnings_open"
    assert (checked.state, checked.opinion) == (S.CHECKED, "Đủ điều kiện.")
    assert checked.passed_over == "Biên bản nộp bản giấy"
    newest = nominations.history(scene.db, scene.who(VAN), scene.campaign, made.nomination_id)[0]
    assert (newest.step, newest.note) == ("check", "Biên bản nộp bản giấy")


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_checks(scene, person):
    made = received(scene)

    if Role.OFFICE in person.roles:
        scene.check(person, made, passed_over="Bản giấy")
    else:
        with pytest.raises(AppError):
            scene.check(person, made, passed_over="Bản giấy")

    is_checked = scene.stored(made.nomination_id).state == S.CHECKED
    assert is_checked == (Role.OFFICE in person.roles)


def test_a_step_of_a_larger_act_is_not_taken_alone(scene):
    made = scene.put(scene.save(LAN), S.CHECKED)

    with pytest.raises(ValueError, match="no step of its own"):
        scene.step(VAN, T.TABLE, made)


def test_a_nomination_sent_again_has_left_the_return_behind(scene):
    made = scene.put(scene.save(LAN, thanh_tich=ACHIEVEMENT), S.SENT)
    scene.step(VAN, T.RETURN, made, note="Thiếu biên bản", due_on=NEW_DUE)
    scene.step(HUNG, T.SEND, scene.stored(made.nomination_id))

    sent = scene.stored(made.nomination_id)
    assert sent == replace(
        made, state=S.SENT, version=3, sent_by=HUNG.account_id, sent_at=sent.sent_at
    )
