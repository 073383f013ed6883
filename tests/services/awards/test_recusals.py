"""Who does not vote on a case: each tie, its counting, what is recorded, and by whom."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from uuid import UUID

import pytest

from lib.domain.access import Role
from lib.domain.council import Counts
from lib.domain.nomination_workflow import State, Step
from lib.domain.nominations import Subject
from lib.domain.recusals import Tie
from lib.errors import AppError, Conflict, Invalid, NotFound, Problems, Refused
from lib.services.acts import new_act
from lib.services.awards import council, decision_board
from lib.services.awards.council_forms import TypedMember
from lib.store import council as council_store
from tests.cast import CAST, HUNG, LAN, MAI, SON, THU, VAN
from tests.services.awards.award_scene import (
    FIVE,
    FOUR,
    HEAD,
    MEETING,
    change,
    close,
    meet,
    meeting,
    put,
    recuse,
    seat,
    take_off,
    unrecuse,
    vote,
    voted,
)
from tests.services.nominations.nomination_scene import NEW_DUE, NOW, make_scene
from tests.support.trace import events

FOUR_BALLOTS = Counts(3, 1, 0, 4, 4, 4)


@pytest.fixture
def scene(stage):
    return stage.set(make_scene)


@pytest.fixture
def held(scene):
    return meet(scene, members=FIVE)


def stored(scene, one):
    return scene.stored(one.nomination_id)


def line(scene, held, one, person=VAN):
    opened = council.opened(scene.db, scene.who(person), scene.campaign, held.meeting_id)
    return next(each for each in opened.lines if each.nomination.nomination_id == one.nomination_id)


def recused(scene, held, one, person=VAN):
    return [(member.full_name, why.tie) for member, why in line(scene, held, one, person).recused]


def recorded(scene, held):
    """Names by case, as stored."""
    found = scene.db.read(lambda tx: council_store.meeting(tx, held.meeting_id))
    return [[(one.full_name, one.tie) for one in vote.recusals] for vote in found.votes]


def move(scene, person, unit):
    scene.db.write(
        lambda tx: tx.run(
            """
            UPDATE accounts
            SET unit_id = (SELECT unit_id FROM units WHERE code = $1)
            WHERE account_id = $2
            """,
            [unit, person.account_id],
        )
    )


def forget(scene):
    """As every meeting was before recusals were recorded."""
    scene.db.write(lambda tx: tx.run("UPDATE council_votes SET recusals = NULL"))


def named(full_name, role="member"):
    return TypedMember(full_name, role)


def test_the_nominee_does_not_vote_and_whoever_has_sent_it_neither(scene, held):
    made = scene.checked(ho_ten="Nông Văn Sơn")

    put(scene, held, made)

    assert recused(scene, held, made) == [
        (SON.full_name, Tie.SELF), (HUNG.full_name, Tie.AUTHOR),
    ]  # fmt: skip


def test_who_drafted_it_does_not_vote(scene):
    held = meet(scene, members=(*FOUR, TypedMember("", "member", "", LAN.account_id)))
    made = scene.checked(LAN)

    put(scene, held, made)

    assert recused(scene, held, made) == [(LAN.full_name, Tie.AUTHOR)]


def test_a_nominee_whose_account_was_renamed_does_not_vote(scene, held):
    made = scene.checked(ho_ten="Nông Văn Sơn")
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE accounts SET full_name = 'Lê Hoàng Long' WHERE account_id = $1",
            [SON.account_id],
        )
    )
    put(scene, seat(scene, held, (replace(FOUR[0], full_name="Lê Hoàng Long"),)), made)

    assert recused(scene, held, made) == [("Lê Hoàng Long", Tie.SELF)]


@pytest.mark.parametrize(
    ("member", "is_recused"),
    [
        ("Trần Văn Tuấn", True),
        ("Ông TRẦN VĂN TUẤN, Phó Giám đốc", True),
        ("Tran Van Tuan", True),
        ("Trần Văn Tuân", False),
        ("Trần Văn Tú", False),
    ],
)
def test_accents_tell_a_member_without_an_account_from_the_nominee(scene, member, is_recused):
    held = meet(scene, members=(*FOUR, named(member)))
    made = scene.checked(ho_ten="Trần Văn Tuấn")

    put(scene, held, made)

    assert recused(scene, held, made) == ([(member, Tie.SELF)] if is_recused else [])


def test_a_member_typed_by_name_is_known_by_the_account_of_that_name(scene):
    held = meet(scene, members=(*FOUR, named("Tran Van Hung")))
    made = scene.checked()

    put(scene, held, made)

    assert recused(scene, held, made) == [("Tran Van Hung", Tie.AUTHOR)]


def test_nobody_votes_on_a_collective_of_their_own_unit(scene, held):
    person, team = scene.checked(), scene.checked(subject=Subject.COLLECTIVE)
    move(scene, THU, "QLXD")

    put(scene, held, person, team)

    assert recused(scene, held, person) == [(HUNG.full_name, Tie.AUTHOR)]
    assert recused(scene, held, team) == [
        (THU.full_name, Tie.UNIT), (HUNG.full_name, Tie.AUTHOR),
    ]  # fmt: skip


def test_a_list_that_changes_changes_who_is_recused(scene):
    held, made = meet(scene), scene.checked()
    held = put(scene, held, made)
    assert recused(scene, held, made) == []

    held = seat(scene, held, FIVE)
    assert recorded(scene, held) == [[(HUNG.full_name, Tie.AUTHOR)]]
    held = seat(scene, held, FOUR)
    assert (recused(scene, held, made), recorded(scene, held)) == ([], [[]])


def test_the_recused_count_neither_as_present_nor_among_all(scene, held):
    made = scene.checked()
    put(scene, held, made)

    with pytest.raises(Problems):
        vote(scene, held, stored(scene, made), issued="5", returned="5", valid="5", votes_for="4")
    vote(scene, held, stored(scene, made))

    told = line(scene, held, made)
    assert told.vote.counts == FOUR_BALLOTS
    assert (told.ratios.of_present, told.ratios.of_all) == (Fraction(3, 4), Fraction(3, 4))


def test_an_absent_member_in_writing_who_is_recused_does_not_count(scene, held):
    away = replace(HEAD, is_present=False, written_opinion="Nhất trí")
    gone = replace(FOUR[3], is_present=False)
    held = change(scene, held, replace(MEETING, quorum="1/2"))
    held = seat(scene, held, (*FOUR[:3], gone, away), person=MAI)
    made = scene.checked()
    put(scene, held, made)

    with pytest.raises(Problems):
        vote(scene, held, stored(scene, made))


def test_the_quorum_is_that_of_the_whole_meeting(scene):
    held = meet(scene, members=(FOUR[0], HEAD, replace(FOUR[1], is_present=False)))
    made = scene.checked()
    put(scene, held, made)

    vote(scene, held, stored(scene, made), issued="1", returned="1", valid="1", votes_for="1",
         votes_against="0")  # fmt: skip

    told = line(scene, held, made)
    assert (told.ratios.of_present, told.ratios.of_all) == (Fraction(1), Fraction(1, 2))


def test_without_anybody_left_to_vote_no_result_is_entered(scene):
    held = meet(scene, members=(HEAD,))
    made = scene.checked()
    put(scene, held, made)

    with pytest.raises(Refused) as caught:
        vote(scene, held, stored(scene, made), issued="0", returned="0", valid="0",
             votes_for="0", votes_against="0")  # fmt: skip

    assert caught.value.reason == "nobody_votes"


def test_the_office_records_a_tie_and_takes_it_back(scene, held):
    made = scene.checked()
    held = put(scene, held, made)

    after = recuse(scene, held, made, 2)
    (case,) = after.votes
    told = council.history(scene.db, scene.who(VAN), scene.campaign, held.meeting_id)[0]
    assert recused(scene, held, made) == [
        (THU.full_name, Tie.STATED), (HUNG.full_name, Tie.AUTHOR),
    ]  # fmt: skip
    assert (after.version, after.taking_part(case)) == (held.version + 1, 3)
    assert (told.step, told.note) == (
        "recuse", "Lý Thị Thu (có quan hệ vợ chồng với người được đề nghị)",
    )  # fmt: skip
    assert (told.done_by_name, told.done_at) == (VAN.full_name, NOW)
    assert [(one["full_name"], one["tie"], one["note"]) for one in
            told.body["votes"][0]["recusals"]] == [
        (HUNG.full_name, "author", ""),
        (THU.full_name, "stated", "có quan hệ vợ chồng với người được đề nghị"),
    ]  # fmt: skip
    assert events(scene.db, "council.recuse")[-1][2] == {
        "nomination": str(made.nomination_id), "name": THU.full_name, "reason": None,
        "tie": "có quan hệ vợ chồng với người được đề nghị",
    }  # fmt: skip

    unrecuse(scene, after, made, 2)
    assert recused(scene, held, made) == [(HUNG.full_name, Tie.AUTHOR)]
    assert events(scene.db, "council.unrecuse")[-1][2]["name"] == THU.full_name


def test_five_fast_clicks_record_it_once(scene, held):
    made, act = scene.checked(), new_act()
    held = put(scene, held, made)

    for _ in range(5):
        after = recuse(scene, held, made, 2, act=act)

    assert after.version == held.version + 1
    assert len(events(scene.db, "council.recuse")) == 1


def test_a_tie_without_its_reason_twice_or_of_nobody_is_refused(scene, held):
    made = scene.checked()
    held = put(scene, held, made)

    def reason(place, tie="vợ chồng"):
        with pytest.raises(Refused) as caught:
            recuse(scene, held, made, place, tie=tie)
        return caught.value.reason

    assert reason(2, " ") == "tie_needed"
    assert reason(4) == "recused_already"
    for nobody in (-1, 5, None, "2", 2.0, True):
        assert reason(nobody) == "not_member"
    for wrong in ("a" * 201, "hai\ndòng", ["vợ"]):
        with pytest.raises(Invalid):
            recuse(scene, held, made, 2, tie=wrong)
    assert meeting(scene, held.meeting_id) == held


def test_what_the_software_sees_itself_is_not_taken_back(scene, held):
    made = scene.checked()
    held = put(scene, held, made)

    for place in (0, 4):
        with pytest.raises(Refused) as caught:
            unrecuse(scene, held, made, place)
        assert caught.value.reason == "not_stated"


def test_a_result_that_would_fit_no_longer_is_entered_anew_first(scene, held):
    one = voted(scene, held)
    held = meeting(scene, held.meeting_id)

    with pytest.raises(Refused) as caught:
        recuse(scene, held, one, 2)
    assert caught.value.reason == "votes_entered"

    held = vote(scene, held, one, issued="3", returned="3", valid="3", votes_against="0")
    recuse(scene, held, one, 2)
    assert line(scene, held, one).ratios.of_present == 1


def test_another_case_of_the_meeting_stands_as_it_is(scene, held):
    one, other = scene.checked(), scene.checked(ho_ten="Mã Thị Bé", thanh_tich="Viết 40 tin bài.")
    held = put(scene, held, one, other)

    recuse(scene, held, one, 2)

    assert recused(scene, held, other) == [(HUNG.full_name, Tie.AUTHOR)]


def test_a_recorded_tie_stays_when_the_member_gets_an_account(scene):
    made = scene.checked()
    held = put(scene, meet(scene, members=(*FOUR[:2], named("lý thị thu"))), made)
    held = recuse(scene, held, made, 2)

    seat(scene, held, (*FOUR[:2], FOUR[2]))

    assert recused(scene, held, made) == [(THU.full_name, Tie.STATED)]


def test_two_members_whose_names_differ_by_accents_are_two(scene):
    made = scene.checked()
    members = (*FOUR, named("Trần Văn Tuấn"), named("Trần Văn Tuân"))
    held = put(scene, meet(scene, members=members), made)

    recuse(scene, held, made, 4)

    assert recused(scene, held, made) == [("Trần Văn Tuấn", Tie.STATED)]


def test_a_recorded_tie_stays_when_the_dossier_was_returned_and_comes_back(scene, held):
    made = scene.checked()
    recuse(scene, put(scene, held, made), made, 2)
    scene.step(MAI, Step.RETURN, stored(scene, made), note="Thiếu biên bản", due_on=NEW_DUE)
    scene.step(HUNG, Step.SEND, stored(scene, made))
    scene.step(VAN, Step.RECEIVE, stored(scene, made))
    scene.check(VAN, stored(scene, made), passed_over="Bản giấy")

    put(scene, held, stored(scene, made))

    assert (THU.full_name, Tie.STATED) in recused(scene, held, made)


@pytest.fixture
def old(scene):
    """A meeting of before: the head of the unit that nominates has voted."""
    one = voted(scene, meet(scene))
    held = meeting(scene, next(iter(council.meetings(
        scene.db, scene.who(VAN), scene.campaign))).meeting_id)  # fmt: skip
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE council_members SET account_id = $1, full_name = $2 "
            "WHERE meeting_id = $3 AND member_no = 2",
            [HUNG.account_id, HUNG.full_name, held.meeting_id],
        )
    )
    forget(scene)
    return held, one


def test_an_open_meeting_of_before_shows_them_and_asks_for_the_result_anew(scene, old):
    held, one = old

    told = line(scene, held, one)
    assert [member.full_name for member, _ in told.recused] == [HUNG.full_name]
    assert (told.fits, told.ratios) == (False, None)
    for act in (close, lambda *args: change(*args, replace(MEETING, place="Hội trường"))):
        with pytest.raises(Refused) as caught:
            act(scene, held)
        assert caught.value.reason == "votes_entered"

    held = vote(scene, held, one, issued="3", returned="3", valid="3", votes_against="0")
    assert recorded(scene, close(scene, held)) == [[(HUNG.full_name, Tie.AUTHOR)]]


def test_by_a_result_that_fits_no_longer_nobody_decides(scene, old):
    held, one = old

    for step in (Step.AWARD, Step.DECLINE):
        with pytest.raises(Refused) as caught:
            scene.step(SON, step, one, note="Chưa đủ")
        assert caught.value.reason == "vote_unfit"
    with pytest.raises(AppError) as caught:
        scene.step(LAN, Step.AWARD, one)
    assert caught.value.reason == "role"

    vote(scene, held, one, issued="3", returned="3", valid="3", votes_against="0")
    scene.step(SON, Step.AWARD, stored(scene, one))


def test_a_case_of_before_that_has_been_decided_stays_as_it_was(scene, old):
    held, one = old
    scene.put(one, State.AWARDED)

    told = line(scene, held, one)
    assert (told.recused, told.fits) == ((), True)
    assert told.ratios.of_all == Fraction(3, 4)
    assert recorded(scene, close(scene, held)) == [[]]


def test_a_decided_case_keeps_who_was_recused_then(scene, held):
    one = voted(scene, held, subject=Subject.COLLECTIVE, hinh_thuc="gk")
    held = meeting(scene, held.meeting_id)
    held = vote(scene, held, one, issued="3", returned="3", valid="3", votes_against="0")
    move(scene, THU, "QLXD")
    scene.step(SON, Step.AWARD, stored(scene, one))
    move(scene, THU, "TTR")
    move(scene, SON, "QLXD")

    change(scene, held, replace(MEETING, place="Hội trường"))

    assert recused(scene, held, one) == [(THU.full_name, Tie.UNIT), (HUNG.full_name, Tie.AUTHOR)]


@pytest.fixture
def closed(scene, held):
    one = voted(scene, held, subject=Subject.COLLECTIVE)
    return one, close(scene, meeting(scene, held.meeting_id))


def test_a_closed_meeting_stays_whatever_becomes_of_accounts_and_units(scene, closed):
    one, held = closed
    move(scene, THU, "QLXD")
    move(scene, HUNG, "QHKT")

    held = vote(scene, held, one, votes_for="2", votes_against="2", reason="Cộng nhầm")

    assert recused(scene, held, one) == [(HUNG.full_name, Tie.AUTHOR)]
    assert recorded(scene, held) == [[(HUNG.full_name, Tie.AUTHOR)]]
    assert line(scene, held, one).ratios.of_all == Fraction(1, 2)


def test_a_closed_meeting_of_before_stays_without(scene, closed):
    one, held = closed
    forget(scene)

    vote(scene, held, one, issued="5", returned="5", valid="5", votes_for="4", votes_against="1",
         reason="Cộng nhầm")  # fmt: skip

    assert recused(scene, held, one) == []
    assert line(scene, held, one).ratios.of_all == Fraction(4, 5)


def test_who_is_added_to_a_closed_meeting_has_ties(scene, closed):
    one, held = closed

    held = seat(
        scene, held, (*FIVE, TypedMember("", "member", "", LAN.account_id)), reason="Ghi sót"
    )

    assert recused(scene, held, one) == [
        (HUNG.full_name, Tie.AUTHOR), (LAN.full_name, Tie.AUTHOR),
    ]  # fmt: skip
    assert line(scene, held, one).ratios.of_all == Fraction(3, 4)


def test_a_closed_meeting_is_corrected_only_with_a_reason(scene, closed):
    one, held = closed
    # Of three votes a fourth member can be without one.
    held = vote(scene, held, one, issued="3", returned="3", valid="3", votes_for="2",
                reason="Cộng nhầm")  # fmt: skip

    with pytest.raises(Refused) as caught:
        recuse(scene, held, one, 2)
    assert caught.value.reason == "reason_needed"
    held = recuse(scene, held, one, 2, reason="Ghi sót")
    with pytest.raises(Refused) as caught:
        unrecuse(scene, held, one, 2)
    assert caught.value.reason == "reason_needed"
    held = unrecuse(scene, held, one, 2, reason="Ghi nhầm người")

    told = council.history(scene.db, scene.who(VAN), scene.campaign, held.meeting_id)
    who = "Lý Thị Thu (có quan hệ vợ chồng với người được đề nghị)"
    assert [one.note for one in told[:2]] == [f"{who}; Ghi nhầm người", f"{who}; Ghi sót"]
    assert recused(scene, held, one) == [(HUNG.full_name, Tie.AUTHOR)]


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_only_the_office_records_ties(scene, held, person):
    made = scene.checked()
    held = put(scene, held, made)

    if Role.OFFICE in person.roles:
        unrecuse(scene, recuse(scene, held, made, 2, person=person), made, 2, person=person)
        return
    for act in (recuse, unrecuse):
        with pytest.raises(AppError):
            act(scene, held, made, 2, person=person)
    assert meeting(scene, held.meeting_id) == held


def test_the_office_member_who_is_tied_records_nothing_on_the_case(scene, held):
    made = scene.checked(ho_ten="Hoàng Thị Mai")
    held = put(scene, held, made)

    for act in (recuse, unrecuse):
        with pytest.raises(Refused) as caught:
            act(scene, held, made, 2, person=MAI)
        assert caught.value.reason == "own_nomination"


def test_cases_of_elsewhere_are_refused(scene, held):
    here, elsewhere = scene.checked(), scene.checked(ho_ten="Mã Thị Bé", thanh_tich="Viết 40 tin.")
    held, other = put(scene, held, here), meet(scene)
    put(scene, other, elsewhere)

    with pytest.raises(Refused) as caught:
        recuse(scene, held, stored(scene, elsewhere), 2)
    assert caught.value.reason == "not_before_meeting"
    with pytest.raises(NotFound):
        recuse(scene, held, replace(here, nomination_id=UUID(int=7)), 2)
    scene.campaign = replace(scene.campaign, campaign_id=UUID(int=8))
    with pytest.raises(NotFound):
        recuse(scene, held, here, 2)


def test_what_was_taken_off_or_decided_or_has_changed_is_refused(scene, held):
    made, one = scene.checked(), voted(scene, held, ho_ten="Mã Thị Bé", thanh_tich="Viết 40 tin.")
    seen = put(scene, held, made)
    held = take_off(scene, seen, stored(scene, made))
    scene.step(SON, Step.AWARD, one)

    with pytest.raises(Conflict):
        recuse(scene, seen, made, 2)
    for case, reason in ((made, "not_before_meeting"), (one, "nomination_state")):
        with pytest.raises(Refused) as caught:
            recuse(scene, held, stored(scene, case), 2)
        assert caught.value.reason == reason


def test_a_recused_member_is_told_no_more_than_any_other(scene, held):
    one = voted(scene, held)
    scene.step(SON, Step.DECLINE, one, note="Chưa đủ")

    tied, other = (line(scene, held, one, person) for person in (HUNG, THU))

    assert (tied.nomination.state, tied.nomination.decision_id) == ("voted", None)
    assert tied == other


def test_what_a_leader_decides_by_has_the_same_base(scene, held):
    one = voted(scene, held)

    told = scene.db.read(lambda tx: council.results(tx, [one.nomination_id]))

    assert told[one.nomination_id].ratios.of_all == Fraction(3, 4)


def test_whoever_is_on_record_as_tied_neither_counts_nor_takes_it_back(scene, held):
    made = scene.checked()
    held = recuse(scene, put(scene, held, made), made, 3, person=MAI)

    def count(person):
        vote(scene, held, stored(scene, made), person=person, issued="3", returned="3", valid="3",
             votes_against="0")  # fmt: skip

    for act in (lambda: count(VAN), lambda: unrecuse(scene, held, made, 3)):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.reason == "own_nomination"

    count(MAI)


def test_a_leader_on_record_as_tied_leaves_the_decision_to_another(scene, held):
    made, other = scene.checked(), scene.checked(ho_ten="Mã Thị Bé", thanh_tich="Viết 40 tin.")
    held = recuse(scene, put(scene, held, made, other), made, 0)
    for one in (made, other):
        held = vote(scene, held, stored(scene, one), issued="3", returned="3", valid="3",
                    votes_against="0")  # fmt: skip

    board = decision_board.board(scene.db, scene.who(SON), scene.campaign)
    with pytest.raises(Refused) as caught:
        scene.step(SON, Step.AWARD, stored(scene, made))

    assert caught.value.reason == "own_nomination"
    assert board.barred == {made.nomination_id: "own_nomination"}
    scene.step(SON, Step.AWARD, stored(scene, other))
