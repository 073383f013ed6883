"""Council meetings: lists, what stands before them, counted results, corrections, who sees what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lib.domain.access import Role
from lib.domain.council import Counts, MeetingState
from lib.domain.nomination_workflow import State, Step
from lib.domain.vietnamese import format_date
from lib.errors import AppError, Conflict, NotFound, Problems, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.awards import council, council_acts
from lib.services.awards.council_forms import TypedMeeting, TypedMember
from lib.services.nominations import nominations
from tests.cast import BINH, CAST, HUNG, LAN, MAI, SON, THU, VAN, YEN
from tests.services.awards.award_scene import (
    FOUR,
    MEETING,
    change,
    close,
    meet,
    meeting,
    put,
    seat,
    take_off,
    vote,
    voted,
)
from tests.services.nominations.nomination_scene import NEW_DUE, NOW, make_scene
from tests.support.trace import events


@pytest.fixture
def scene(stage):
    return stage.set(make_scene)


@pytest.fixture
def held(scene):
    return meet(scene)


def people(*roles_and_presence):
    return tuple(
        TypedMember(f"Thành viên {number}", "chair" if number == 1 else "member", is_present=there)
        for number, there in enumerate(roles_and_presence, start=1)
    )


def stored(scene, one):
    return scene.stored(one.nomination_id)


def test_a_meeting_begins_with_the_campaigns_rules_and_the_accounts_of_the_council(scene):
    form = council_acts.first_form(scene.db, scene.who(VAN), scene.campaign, date(2021, 3, 19))

    with clock.at(NOW):
        key = council_acts.open_meeting(
            scene.db, scene.who(VAN), scene.campaign, act_id=new_act(), form=form
        )

    held = meeting(scene, key)
    assert (held.data.quorum, held.data.pass_percent, held.state) == (
        "2/3", None, MeetingState.OPEN,
    )  # fmt: skip
    assert {(one.full_name, one.role.value) for one in held.members} == {
        (SON.full_name, "chair"), (VAN.full_name, "secretary"), (HUNG.full_name, "member"),
        (THU.full_name, "member"),
    }  # fmt: skip


def test_the_next_meeting_begins_with_the_list_of_the_last(scene, held):
    seat(
        scene,
        held,
        (*FOUR[:3], replace(FOUR[3], is_present=False, written_opinion="Nhất trí")),
    )

    with clock.at(NOW):
        key = council_acts.open_meeting(
            scene.db, scene.who(MAI), scene.campaign, act_id=new_act(), form=MEETING
        )

    assert [(one.full_name, one.is_present, one.written_opinion) for one in
            meeting(scene, key).members] == [(one.full_name, True, "") for one in FOUR]  # fmt: skip


def test_all_that_is_wrong_with_a_form_is_told(scene, held):
    form = TypedMeeting(
        title=" ", held_on="32/3/2021", began_at="25h", ballot="loud", quorum="3/2",
        pass_percent="0", pass_base="some",
    )  # fmt: skip

    with pytest.raises(Problems) as caught:
        change(scene, held, form)

    assert [(one.facts["key"], one.reason) for one in caught.value.problems] == [
        ("title", "required"), ("held_on", "not_date"), ("began_at", "not_clock"),
        ("ballot", "not_choice"), ("quorum", "not_fraction"), ("pass_percent", "too_small"),
        ("pass_base", "not_choice"),
    ]  # fmt: skip
    assert meeting(scene, held.meeting_id) == held


@pytest.mark.parametrize(
    ("typed", "kept"), [("8h", "08:00"), ("14 giờ 30 phút", "14:30"), ("7:05", "07:05"), ("", "")]
)
def test_hours_are_taken_as_people_write_them(scene, held, typed, kept):
    after = change(scene, held, replace(MEETING, began_at=typed))

    assert after.data.began_at == kept


def test_one_chair_and_nobody_twice(scene, held):
    two_chairs = (FOUR[0], replace(FOUR[1], role="chair"))
    twice = (FOUR[0], replace(FOUR[0], role="member"))

    for wrong in (two_chairs, twice):
        with pytest.raises(Refused) as caught:
            seat(scene, held, wrong)
        assert caught.value.reason == "one_chair"

    assert meeting(scene, held.meeting_id) == held


def test_a_shorter_list_leaves_nobody_behind_and_the_history_knows_them(scene, held):
    after = seat(scene, held, FOUR[:2])

    told = council.history(scene.db, scene.who(VAN), scene.campaign, held.meeting_id)
    assert [one.full_name for one in after.members] == [SON.full_name, YEN.full_name]
    assert [len(entry.body["members"]) for entry in told] == [2, 4, 4]
    assert [entry.step for entry in told] == ["members", "members", "open"]


def test_a_checked_nomination_is_put_before_the_meeting_and_taken_off(scene, held):
    made = scene.checked()

    after = put(scene, held, made)
    tabled = stored(scene, made)
    assert (tabled.state, tabled.meeting_id) == (State.TABLED, held.meeting_id)
    assert [one.nomination_id for one in after.votes] == [made.nomination_id]

    after = take_off(scene, after, tabled)
    assert (stored(scene, made).state, stored(scene, made).meeting_id) == (State.CHECKED, None)
    assert after.votes == ()


def test_five_fast_clicks_put_it_there_once(scene, held):
    made, act = scene.checked(), new_act()

    for _ in range(5):
        after = put(scene, held, made, act=act)

    assert (after.version, len(after.votes)) == (held.version + 1, 1)
    assert len(events(scene.db, "council.table")) == 1


def test_all_are_put_before_it_or_none(scene, held):
    ready, bare = scene.checked(), scene.save(LAN, ho_ten="Mã Thị Bé")

    with pytest.raises(Refused):
        put(scene, held, ready, bare)

    assert stored(scene, ready) == ready
    assert meeting(scene, held.meeting_id) == held


def test_a_returned_nomination_leaves_the_meeting_and_comes_back_without_a_result(scene, held):
    one = voted(scene, held)
    scene.step(MAI, Step.RETURN, one, note="Thiếu biên bản", due_on=NEW_DUE)

    assert meeting(scene, held.meeting_id).votes == ()
    with pytest.raises(NotFound):
        nominations.opened(scene.db, scene.who(THU), scene.campaign, one.nomination_id)

    scene.step(HUNG, Step.SEND, stored(scene, one))
    scene.step(VAN, Step.RECEIVE, stored(scene, one))
    scene.check(VAN, stored(scene, one), passed_over="Bản giấy")
    again = put(scene, held, stored(scene, one))
    assert [vote.counts for vote in again.votes] == [None]


def test_a_result_of_papers_is_stored_with_both_ratios(scene, held):
    one = voted(scene, held)

    (line,) = council.opened(scene.db, scene.who(VAN), scene.campaign, held.meeting_id).lines
    assert one.state == State.VOTED
    assert line.vote.counts == Counts(3, 1, 0, 4, 4, 4)
    assert (line.vote.conclusion, line.vote.entered_by_name) == ("Đề nghị khen.", VAN.full_name)
    assert line.ratios is not None
    assert (str(line.ratios.of_present), str(line.ratios.of_all)) == ("3/4", "3/4")
    assert line.ratios.passes is None


def test_counts_that_cannot_be_are_refused_and_nothing_is_stored(scene, held):
    made = scene.checked()
    put(scene, held, made)
    tabled = stored(scene, made)

    with pytest.raises(Problems):
        vote(scene, held, tabled, issued="5")

    assert stored(scene, made) == tabled
    assert meeting(scene, held.meeting_id).votes[0].counts is None


def test_without_a_quorum_no_result_is_entered(scene, held):
    made = scene.checked()
    put(scene, held, made)
    seat(scene, meeting(scene, held.meeting_id), people(True, True, False, False))

    with pytest.raises(Refused) as caught:
        vote(scene, held, stored(scene, made), issued="2", returned="2", valid="2", votes_for="1")

    assert caught.value.reason == "no_quorum"


def test_fewer_members_than_votes_is_refused(scene, held):
    voted(scene, held)
    before = meeting(scene, held.meeting_id)

    with pytest.raises(Refused) as caught:
        seat(scene, before, (*FOUR[:3], replace(FOUR[3], is_present=False)))

    assert caught.value.reason == "votes_entered"
    assert meeting(scene, held.meeting_id) == before


def test_a_meeting_is_closed_when_its_record_is_complete(scene, held):
    made = scene.checked()
    put(scene, held, made)

    with pytest.raises(Refused) as missing:
        close(scene, meeting(scene, held.meeting_id))
    vote(scene, held, stored(scene, made))
    silent = change(scene, meeting(scene, held.meeting_id), replace(MEETING, conclusion=""))
    with pytest.raises(Refused) as no_conclusion:
        close(scene, silent)
    few = seat(scene, change(scene, silent, MEETING), FOUR + people(False, False, False)[1:])
    with pytest.raises(Refused) as no_quorum:
        close(scene, seat(scene, few, FOUR + people(False, False, False, False, False)[1:]))
    act, ready = new_act(), seat(scene, meeting(scene, held.meeting_id), FOUR)
    for _ in range(5):
        closed = close(scene, ready, act=act)

    reasons = [one.value.reason for one in (missing, no_conclusion, no_quorum)]
    assert reasons == ["votes_missing", "conclusion_needed", "no_quorum"]
    assert (closed.state, closed.closed_by_name) == (MeetingState.CLOSED, VAN.full_name)
    assert closed.version == ready.version + 1


@pytest.fixture
def closed(scene, held):
    one = voted(scene, held)
    return one, close(scene, meeting(scene, held.meeting_id))


def test_a_closed_meeting_is_corrected_only_with_a_reason_which_is_kept(scene, closed):
    one, held = closed

    with pytest.raises(Refused) as no_reason:
        vote(scene, held, one, votes_for="2", votes_against="2")
    with pytest.raises(Refused) as none_either:
        change(scene, held, replace(MEETING, place="Hội trường"))
    with pytest.raises(Refused) as nor_here:
        seat(scene, held, FOUR)
    assert meeting(scene, held.meeting_id) == held
    vote(scene, held, one, votes_for="2", votes_against="2", reason="Cộng nhầm")

    after = meeting(scene, held.meeting_id)
    newest = council.history(scene.db, scene.who(VAN), scene.campaign, held.meeting_id)[0]
    assert {caught.value.reason for caught in (no_reason, none_either, nor_here)} == {
        "reason_needed"
    }
    assert after.votes[0].counts == Counts(2, 2, 0, 4, 4, 4)
    assert (newest.step, newest.note, newest.done_by_name) == ("vote", "Cộng nhầm", VAN.full_name)
    assert newest.body["votes"][0]["counts"]["votes_for"] == 2
    assert events(scene.db, "council.vote")[-1][2]["reason"] == "Cộng nhầm"


def test_nothing_is_put_before_a_closed_meeting(scene, closed):
    made = scene.checked(ho_ten="Mã Thị Bé", thanh_tich="Viết 40 tin bài về bầu cử.")

    with pytest.raises(Refused) as caught:
        put(scene, closed[1], made)

    assert caught.value.reason == "meeting_closed"
    assert stored(scene, made) == made


def test_a_result_is_not_corrected_once_a_leader_has_decided(scene, closed):
    one, held = closed
    scene.step(SON, Step.AWARD, one)

    with pytest.raises(Refused) as caught:
        vote(scene, held, stored(scene, one), votes_for="2", votes_against="2", reason="Cộng nhầm")

    assert caught.value.reason == "nomination_state"


def test_a_result_for_another_meeting_is_refused(scene, held):
    made = scene.checked()
    put(scene, held, made)
    other = meet(scene)

    with pytest.raises(Refused) as caught:
        vote(scene, other, stored(scene, made))

    assert caught.value.reason == "not_before_meeting"


def test_stale_versions_are_conflicts(scene, held):
    made = scene.checked()
    change(scene, held, replace(MEETING, place="Hội trường"))

    with pytest.raises(Conflict):
        change(scene, held, MEETING)
    with pytest.raises(Conflict):
        seat(scene, held, FOUR[:1])
    with pytest.raises(Conflict):
        close(scene, held)
    put(scene, held, made)
    with pytest.raises(Conflict):
        vote(scene, held, made)


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_only_the_office_holds_meetings(scene, held, person):
    made = scene.checked()
    acts = [
        lambda: meet(scene, person, members=()),
        lambda: change(scene, held, MEETING, person=person),
        lambda: seat(scene, meeting(scene, held.meeting_id), FOUR, person=person),
        lambda: put(scene, held, made, person=person),
        lambda: take_off(scene, held, stored(scene, made), person=person),
        lambda: put(scene, held, stored(scene, made), person=person),
        lambda: vote(scene, held, stored(scene, made), person=person),
        lambda: close(scene, meeting(scene, held.meeting_id), person=person),
    ]

    for number, act in enumerate(acts):
        if Role.OFFICE in person.roles:
            act()
        else:
            with pytest.raises(AppError):
                act()
            assert meeting(scene, held.meeting_id) == held, number
            assert stored(scene, made) == made


def test_who_sees_a_meeting_and_the_dossiers_before_it(scene, held):
    made = scene.checked(LAN)
    seat(scene, held, FOUR[:1] + FOUR[2:])  # Hùng, a council member, does not sit on this one.
    put(scene, held, made)
    elsewhere = scene.checked(ho_ten="Mã Thị Bé", thanh_tich="Viết 40 tin bài về bầu cử.")

    def sees_meeting(person):
        try:
            council.opened(scene.db, scene.who(person), scene.campaign, held.meeting_id)
        except AppError:
            return False
        return True

    def sees(person, one):
        try:
            nominations.opened(scene.db, scene.who(person), scene.campaign, one.nomination_id)
        except AppError:
            return False
        return True

    assert {one for one in CAST if sees_meeting(one)} == {MAI, VAN, SON, THU}
    assert {one for one in CAST if sees(one, made)} == {LAN, HUNG, MAI, VAN, SON, THU}
    assert {one for one in CAST if sees(one, elsewhere)} == {LAN, HUNG, MAI, VAN, SON}


def test_the_list_of_meetings_is_ones_own_for_a_member(scene, held):
    seat(scene, held, FOUR[:1] + FOUR[2:])

    def titles(person):
        found = council.meetings(scene.db, scene.who(person), scene.campaign)
        return [format_date(one.held_on) for one in found]

    assert titles(VAN) == titles(SON) == titles(THU) == ["19/03/2021"]
    assert titles(HUNG) == []
    for stranger in (LAN, BINH, YEN):
        with pytest.raises(AppError):
            titles(stranger)


def test_what_an_absent_member_wrote_is_for_the_record_alone(scene, held):
    seat(scene, held, (*FOUR[:3], replace(FOUR[3], is_present=False, written_opinion="Chưa rõ")))

    def told(person):
        found = council.opened(scene.db, scene.who(person), scene.campaign, held.meeting_id)
        return (found.meeting.members[3].written_opinion, found.meeting.written)

    assert told(MAI) == ("Chưa rõ", 1)
    assert told(THU) == told(SON) == ("–", 1)


@pytest.fixture
def theirs(scene):
    """A nomination that Mai of the Office drafted and Vân sent; checked by a leader."""
    made = scene.save(MAI)
    scene.step(VAN, Step.SEND, made)
    scene.step(SON, Step.RECEIVE, scene.stored(made.nomination_id))
    scene.check(SON, scene.stored(made.nomination_id), passed_over="Nộp bản giấy.")
    return scene.stored(made.nomination_id)


def test_who_drafted_or_sent_neither_tables_nor_counts(scene, held, theirs):
    for person in (MAI, VAN):
        with pytest.raises(Refused) as caught:
            put(scene, held, theirs, person=person)
        assert caught.value.reason == "own_nomination"
    assert stored(scene, theirs) == theirs


@pytest.mark.parametrize("typed", ["Hoàng Thị Mai", "Bà Hoàng Thị Mai", "Hoàng Thị Mаi (VP)"])
def test_a_nominee_neither_tables_nor_counts_however_spelled(scene, held, typed):
    made = scene.checked(ho_ten=typed)

    with pytest.raises(Refused) as caught:
        put(scene, held, made, person=MAI)
    assert caught.value.reason == "own_nomination"

    put(scene, held, made, person=VAN)
    for act in (vote, take_off):
        with pytest.raises(Refused) as caught:
            act(scene, meeting(scene, held.meeting_id), stored(scene, made), person=MAI)
        assert caught.value.reason == "own_nomination"


def test_the_meeting_tells_which_cases_are_ones_own(scene, held):
    one, other = scene.checked(ho_ten="Hoàng Thị Mai"), scene.checked(ho_ten="Nông Thị Hạnh")
    put(scene, held, one, other, person=VAN)

    def own(person):
        return council.opened(scene.db, scene.who(person), scene.campaign, held.meeting_id).own

    assert own(MAI) == {one.nomination_id}
    assert own(VAN) == frozenset()
