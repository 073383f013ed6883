"""Decisions of the agency and of the province: prepared, released once, rescinded with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from lib.domain.access import Role
from lib.domain.decisions import DecisionState, Signature
from lib.domain.exemplars import ExemplarState
from lib.domain.nomination_workflow import Level, State, Step
from lib.domain.nominations import Subject
from lib.errors import AppError, Conflict, NotFound, Problems, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.awards import decision_board, exemplars
from lib.services.awards.decision_board import FirstSigner
from lib.services.awards.decisions import TypedSignature
from lib.services.people import second_factor
from tests.cast import BINH, CAST, LAN, MAI, SON, VAN, YEN
from tests.services.awards.award_scene import (
    PAPER,
    decided,
    decision,
    exemplar_of,
    meet,
    prepare,
    record_award,
    record_refusal,
    release,
    relist,
    rescind,
    rescind_one,
    voted,
)
from tests.services.nominations.nomination_scene import NOW, make_scene
from tests.support.phone import set_up
from tests.support.trace import events

SECOND = {"ho_ten": "Mã Thị Bé", "thanh_tich": "Viết 40 tin bài về bầu cử trên trang của Sở."}


@pytest.fixture
def scene(stage):
    return stage.set(make_scene)


@pytest.fixture
def held(scene):
    return meet(scene)


def stored(scene, one):
    return scene.stored(one.nomination_id)


def put_awarded(scene, **changes):
    """Awarded without the way there, which other tests walk."""
    return scene.put(scene.save(LAN, **changes), State.AWARDED, drafted_by=YEN.account_id)


def put_proposed(scene, **changes):
    made = scene.save(LAN, subject=Subject.COLLECTIVE, **changes)
    return scene.put(made, State.PROPOSED, drafted_by=YEN.account_id)


def names_shown(scene, person=BINH):
    with clock.at(NOW):
        board = exemplars.board(scene.db, scene.who(person), scene.campaign)
    return [one.exemplar.name for one in board.shown]


def test_a_decision_is_prepared_quietly(scene, held):
    one = decided(scene, held, Step.AWARD)

    made = prepare(scene, one)

    board = decision_board.board(scene.db, scene.who(VAN), scene.campaign)
    assert (made.state, made.award_code, made.signature) == (DecisionState.PREPARED, "gk", None)
    assert stored(scene, one).state == State.AWARDED
    assert [case.nomination.name for case in board.decisions[0].cases] == [one.name]
    assert board.awarded == ()
    assert names_shown(scene) == []


def test_it_is_released_in_one_act_with_its_paper(scene, held):
    one = decided(scene, held, Step.AWARD)
    two = decided(scene, held, Step.AWARD, **SECOND)
    made, act = prepare(scene, one, two), new_act()

    for _ in range(5):
        told = release(scene, made, act=act)

    assert (told.state, told.version) == (DecisionState.RELEASED, made.version + 1)
    assert told.signature == Signature("45/QĐ-SXD", date(2021, 3, 19), "Nông Văn Sơn", "Giám đốc")
    assert [stored(scene, each).state for each in (one, two)] == [State.PUBLISHED] * 2
    assert sorted(names_shown(scene)) == sorted([one.name, two.name])
    assert len(events(scene.db, "decision.release")) == 1


def test_the_board_tells_no_story_before_somebody_agreed(scene):
    one = put_awarded(scene)
    release(scene, prepare(scene, one))

    with clock.at(NOW):
        (shown,) = exemplars.board(scene.db, scene.who(BINH), scene.campaign).shown
    assert (shown.exemplar.name, shown.exemplar.headline) == (one.name, one.citation)
    assert (shown.award, shown.number, shown.signed_on) == (
        "Giấy khen của Giám đốc Sở", "45/QĐ-SXD", date(2021, 3, 19),
    )  # fmt: skip
    assert shown.exemplar.story == ""
    kept = exemplar_of(scene, one)
    assert kept is not None
    assert kept.story == one.achievement


@pytest.mark.parametrize(
    ("signed", "problems"),
    [
        (TypedSignature(), ["number", "signed_on", "signer", "signer_position"]),
        (TypedSignature("1", "21/03/2021", "A", "B"), ["signed_on"]),
        (TypedSignature("1" * 61, "hôm nay", "A", "B"), ["number", "signed_on"]),
    ],
    ids=["nothing", "tomorrow", "unreadable"],
)
def test_a_release_needs_the_whole_paper(scene, signed, problems):
    one = put_awarded(scene)
    made = prepare(scene, one)

    with pytest.raises(Problems) as caught:
        release(scene, made, signed=signed)

    assert [each.facts["key"] for each in caught.value.problems] == problems
    assert decision(scene, made.decision_id) == made
    assert stored(scene, one).state == State.AWARDED
    assert exemplar_of(scene, one) is None


def test_who_has_a_second_factor_shows_it_before_the_release(scene, own_data):
    one = put_awarded(scene)
    made = prepare(scene, one)
    phone, _ = set_up(scene.db, scene.who(VAN), NOW - timedelta(minutes=6))

    with pytest.raises(Refused) as caught:
        release(scene, made)
    assert caught.value.reason == "second_factor_needed"
    assert stored(scene, one).state == State.AWARDED

    with clock.at(NOW):
        second_factor.prove(scene.db, scene.who(VAN), phone.shows(NOW), None)
    assert release(scene, made).state == DecisionState.RELEASED


def test_one_form_of_award_on_each_decision(scene):
    one, other = put_awarded(scene), put_awarded(scene, **SECOND, hinh_thuc="bk")

    with pytest.raises(Refused) as caught:
        prepare(scene, one, other)

    assert caught.value.reason == "one_award"
    assert stored(scene, one).decision_id is None


def test_nobody_stands_on_two_lists(scene):
    one = put_awarded(scene)
    prepare(scene, one)

    with pytest.raises(Refused) as caught:
        prepare(scene, one)

    assert caught.value.reason == "other_decision"


def test_only_what_is_awarded_comes_on_a_list(scene):
    voted_one = scene.put(scene.save(LAN), State.VOTED)

    with pytest.raises(Refused) as caught:
        prepare(scene, voted_one)
    with pytest.raises(Refused) as nobody:
        prepare(scene)

    assert (caught.value.reason, nobody.value.reason) == ("nomination_state", "decision_empty")


def test_a_prepared_list_is_changed_and_an_empty_one_is_not_released(scene):
    one, two = put_awarded(scene), put_awarded(scene, **SECOND)
    made = relist(scene, prepare(scene, one), two)

    assert stored(scene, one).decision_id is None
    assert stored(scene, two).decision_id == made.decision_id
    empty = relist(scene, made)
    with pytest.raises(Refused) as caught:
        release(scene, empty)
    assert caught.value.reason == "decision_empty"


def test_stale_versions_are_conflicts(scene):
    one, two = put_awarded(scene), put_awarded(scene, **SECOND)
    made = prepare(scene, one)
    relist(scene, made, one, two)

    for act in (release, rescind):
        with pytest.raises(Conflict):
            act(scene, made)
    with pytest.raises(Conflict):
        relist(scene, made, two)

    assert stored(scene, one).state == State.AWARDED


def test_nobody_releases_what_they_drafted_and_then_nothing_is_released(scene):
    one = scene.put(scene.save(LAN), State.AWARDED, drafted_by=VAN.account_id)
    other = put_awarded(scene, **SECOND)
    with pytest.raises(Refused) as caught:
        prepare(scene, one, other)
    assert caught.value.reason == "own_nomination"
    made = prepare(scene, one, other, person=MAI)

    for act in (release, relist):
        with pytest.raises(Refused) as caught:
            act(scene, made, *([one, other] if act == relist else []))
        assert caught.value.reason == "own_nomination"

    assert [stored(scene, each).state for each in (one, other)] == [State.AWARDED] * 2
    release(scene, made, person=MAI)
    assert stored(scene, one).state == State.PUBLISHED


@pytest.mark.parametrize(
    "spelled", ["Đỗ Thị Vân", "Vân Đỗ Thị", "DO THI VAN", "Bà Đỗ Thị Vân", "Đỗ Thị Vân (Văn phòng)"]
)
def test_nobody_releases_their_own_award(scene, spelled):
    one = put_awarded(scene, ho_ten=spelled)
    made = prepare(scene, one, person=MAI)

    with pytest.raises(Refused) as caught:
        release(scene, made)

    assert caught.value.reason == "own_nomination"


def test_the_provinces_award_is_recorded_with_its_paper_and_then_released(scene, held):
    made = scene.save(LAN, subject=Subject.COLLECTIVE)
    one = scene.put(made, State.PROPOSED, drafted_by=YEN.account_id)

    told = record_award(scene, one)
    assert stored(scene, one).state == State.PROVINCE_AWARDED
    assert names_shown(scene) == []
    released = release(scene, told, signed=TypedSignature())

    assert released.signature is not None
    assert released.signature.number == "310/QĐ-UBND"
    assert stored(scene, one).state == State.PUBLISHED
    assert names_shown(scene) == [one.name]


def test_the_provinces_refusal_needs_its_reason(scene):
    one = put_proposed(scene)

    with pytest.raises(Refused) as caught:
        record_refusal(scene, one, reason=" ")
    record_refusal(scene, one)

    assert caught.value.reason == "reason_needed"
    assert stored(scene, one).state == State.PROVINCE_REFUSED
    assert names_shown(scene) == []


def test_a_rescinded_decision_leaves_the_board_and_keeps_its_history(scene):
    one, two = put_awarded(scene), put_awarded(scene, **SECOND)
    told = release(scene, prepare(scene, one, two))

    with pytest.raises(Refused) as caught:
        rescind(scene, told, reason="")
    after = rescind(scene, told)

    assert caught.value.reason == "reason_needed"
    assert (after.state, after.rescind_reason) == (DecisionState.RESCINDED, "Khai không đúng")
    assert {stored(scene, each).state for each in (one, two)} == {State.RESCINDED}
    assert names_shown(scene) == []
    history = decision_board.history(scene.db, scene.who(SON), scene.campaign, told.decision_id)
    assert [(entry.step, entry.note) for entry in history] == [
        ("rescind", "Khai không đúng"), ("release", None), ("prepare", None),
    ]  # fmt: skip
    assert len(history[1].body["nominations"]) == 2
    with pytest.raises(Refused):
        rescind(scene, after)


def test_one_award_is_rescinded_and_the_others_stay(scene):
    one, two = put_awarded(scene), put_awarded(scene, **SECOND)
    told = release(scene, prepare(scene, one, two))

    rescind_one(scene, stored(scene, one))

    after = decision(scene, told.decision_id)
    gone = exemplar_of(scene, one)
    assert gone is not None
    assert (stored(scene, one).state, gone.state) == (State.RESCINDED, ExemplarState.WITHDRAWN)
    assert (stored(scene, two).state, after.state) == (State.PUBLISHED, DecisionState.RELEASED)
    assert names_shown(scene) == [two.name]

    rescind_one(scene, stored(scene, two))
    assert decision(scene, told.decision_id).state == DecisionState.RESCINDED


def test_what_is_rescinded_before_the_release_is_not_released(scene):
    one, two = put_awarded(scene), put_awarded(scene, **SECOND)
    made = prepare(scene, one, two)
    rescind_one(scene, stored(scene, one))

    release(scene, decision(scene, made.decision_id))

    assert stored(scene, one).state == State.RESCINDED
    assert names_shown(scene) == [two.name]


def test_nobody_rescinds_their_own_award(scene):
    one = put_awarded(scene, ho_ten=SON.full_name)
    told = release(scene, prepare(scene, one))

    for act in (lambda: rescind(scene, told), lambda: rescind_one(scene, stored(scene, one))):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.reason == "own_nomination"


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_prepares_releases_records_and_rescinds(scene, person):
    is_office, is_leader = Role.OFFICE in person.roles, Role.LEADER in person.roles
    ones = [put_awarded(scene, **{**SECOND, "ho_ten": f"Mã Thị {name}"}) for name in "ABC"]
    proposed = [put_proposed(scene, ten_tap_the=f"Tổ {name}") for name in "AB"]
    made = prepare(scene, ones[0])
    released = release(scene, prepare(scene, ones[1]))
    acts = [
        (is_office, lambda: prepare(scene, ones[2], person=person)),
        (is_office, lambda: relist(scene, made, ones[0], person=person)),
        (is_office, lambda: release(scene, decision(scene, made.decision_id), person=person)),
        (is_office, lambda: record_award(scene, proposed[0], person=person)),
        (is_office, lambda: record_refusal(scene, proposed[1], person=person)),
        (is_leader, lambda: rescind(scene, released, person=person)),
        (is_leader, lambda: rescind_one(scene, ones[0], person=person)),
        (
            is_office or is_leader,
            lambda: decision_board.board(scene.db, scene.who(person), scene.campaign),
        ),
    ]

    def everything():
        keys = [*ones, *proposed]
        return [stored(scene, one) for one in keys], decision(scene, released.decision_id)

    for is_allowed, act in acts:
        before = everything()
        if is_allowed:
            act()
        else:
            with pytest.raises(AppError):
                act()
            assert everything() == before


def test_a_leader_sees_what_the_council_said(scene, held):
    one = voted(scene, held)

    (case,) = decision_board.board(scene.db, scene.who(SON), scene.campaign).voted

    assert case.nomination.nomination_id == one.nomination_id
    assert case.result is not None
    assert (case.result.vote.conclusion, str(case.result.ratios.of_all)) == ("Đề nghị khen.", "3/4")


def test_a_decision_that_is_not_there(scene):
    unknown = replace(prepare(scene, put_awarded(scene)), decision_id=UUID(int=3))

    with pytest.raises(NotFound):
        decision_board.history(scene.db, scene.who(SON), scene.campaign, unknown.decision_id)
    with pytest.raises(NotFound):
        release(scene, unknown, signed=PAPER)


def signer(scene, level, *, person=VAN):
    with clock.at(NOW):
        return decision_board.first_signer(scene.db, scene.who(person), scene.campaign, level)


def test_who_signs_is_the_one_leader_until_somebody_has_signed(scene):
    assert signer(scene, Level.AGENCY) == FirstSigner(SON.full_name, "Giám đốc")
    assert signer(scene, Level.PROVINCE) == FirstSigner("", "")

    told = '{"document": {"signer": {"position": "GIÁM ĐỐC", "name": "Đoàn Quốc Chính"}}}'
    scene.db.write(lambda tx: tx.run("UPDATE campaigns SET details = $1", [told]))
    assert signer(scene, Level.AGENCY) == FirstSigner("Đoàn Quốc Chính", "Giám đốc")

    release(
        scene, prepare(scene, put_awarded(scene)),
        signed=replace(PAPER, signer="Lục Thị Ngà", signer_position="Phó Giám đốc"),
    )  # fmt: skip

    assert signer(scene, Level.AGENCY) == FirstSigner("Lục Thị Ngà", "Phó Giám đốc")
    assert signer(scene, Level.PROVINCE) == FirstSigner("", "")


def test_only_who_releases_is_told_the_signer(scene):
    with pytest.raises(AppError):
        signer(scene, Level.AGENCY, person=BINH)
