"""Questions and answers on items: rights for the cast, threads, what waits, attacks and races."""

from __future__ import annotations

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from lib.domain.access import Actor
from lib.domain.campaigns import CampaignState
from lib.domain.comments import LETTERS, MOST, Side, Step, Thread
from lib.domain.exports import Options
from lib.domain.workflow import Step as ItemStep
from lib.domain.workflow import WorkStatus
from lib.errors import Conflict, Denied, Invalid, NotFound, Refused
from lib.exports import csv
from lib.exports.registry import EXPORTS
from lib.services import clock
from lib.services.acts import new_act
from lib.services.checklist import checklist, comment_acts, comments, kept, verification
from lib.services.checklist.comments import Place, Talk
from lib.services.evidence import evidence
from lib.services.evidence.evidence import Upload
from lib.services.reports import exports, past
from lib.store.engine.ids import new_id
from tests import files, small_campaign
from tests.cast import BINH, CAST, HUNG, LAN, MAI, SON, VAN, Person
from tests.services.nominations.nomination_scene import Scene, make_scene
from tests.small_campaign import HELD, OFFICE_ONLY
from tests.support.hands import Hands
from tests.support.trace import events, trace

UNIT, OFFICE = Side.UNIT, Side.OFFICE
OF_LANS_UNIT = {LAN.username, HUNG.username}
OF_THE_OFFICE = {MAI.username, VAN.username}


@dataclass
class Desk:
    """Short ways to the comments on one item, that of Lan's unit unless it says another."""

    scene: Scene
    hands: Hands
    owner: Person = LAN
    code: str = HELD

    @property
    def db(self):
        return self.hands.db

    def who(self, person: Person) -> Actor:
        return self.scene.who(person)

    def place(self, side: Side, thread: Thread | None = None) -> Place:
        task_id = small_campaign.task(self.db, self.code).task_id
        unit_id = self.who(self.owner).unit_id
        return Place(unit_id, task_id, side, thread.thread_id if thread else None)

    def say(self, person, side, body, thread=None, *, act=None, seen=None):
        last = thread.last.comment_id if thread else None
        comment_acts.say(
            self.db, self.who(person), self.hands.campaign, act_id=act or new_act(),
            place=self.place(side, thread), body=body, seen=seen or last,
        )  # fmt: skip

    def see(self, person, side, thread, *, act=None):
        comment_acts.mark_seen(
            self.db, self.who(person), self.hands.campaign, act_id=act or new_act(),
            place=self.place(side, thread), seen=thread.last.comment_id,
        )  # fmt: skip

    def again(self, step, person, thread):
        """The unit's answer, or its word that it has read."""
        if step == Step.SAY:
            self.say(person, UNIT, "Đáp", thread)
        else:
            self.see(person, UNIT, thread)

    def talk(self, person: Person = VAN, side: Side = OFFICE) -> Talk:
        unit = kept.unit(self.db, self.who(self.owner).unit_id, clock.today())
        return comments.of_item(
            self.db, self.who(person), self.hands.campaign, unit, self.place(side).task_id,
            side=side,
        )  # fmt: skip

    @property
    def thread(self) -> Thread:
        """The only one."""
        (found,) = self.talk().threads
        return found

    def waits(self) -> tuple[bool, bool]:
        item = self.hands.item(self.owner, self.code)
        return item.waits_unit, item.waits_office

    def said(self, person: Person = VAN) -> list[list[tuple[str, str, str]]]:
        return [
            [(one.side.value, one.step.value, one.body) for one in thread.comments]
            for thread in self.talk(person).threads
        ]


def make_desk(database):
    scene = make_scene(database)
    return Desk(scene, Hands(scene.db))


@pytest.fixture
def desk(stage):
    return stage.set(make_desk)


def own_desk(desk):
    """The item that Mai has saved and Văn has sent for the Office's own unit."""
    desk.hands.save(MAI, OFFICE_ONLY, 3, WorkStatus.DONE, so_hoi_nghi="1")
    return replace(desk, owner=MAI, code=OFFICE_ONLY)


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_writes_for_whom_on_a_units_item(desk, person):
    for side, writers in ((UNIT, OF_LANS_UNIT), (OFFICE, OF_THE_OFFICE)):
        before = trace(desk.db)
        if person.username in writers:
            desk.say(person, side, "Một câu")
            assert desk.talk(person, side).may_write
        else:
            with pytest.raises(Denied):
                desk.say(person, side, "Một câu")
            with pytest.raises(Denied):
                comments.keep_draft(
                    desk.db, desk.who(person), desk.hands.campaign, desk.place(side), "Một câu"
                )
            assert trace(desk.db) == before


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_reads_what_is_said_of_a_units_item(desk, person):
    desk.say(VAN, OFFICE, "Hội nghị nào?")
    place, actor = desk.place(OFFICE), desk.who(person)

    if person.username in {*OF_LANS_UNIT, *OF_THE_OFFICE, SON.username}:
        assert desk.said(person) == [[("office", "say", "Hội nghị nào?")]]
        assert len(comments.history(
            desk.db, actor, unit_id=place.unit_id, task_id=place.task_id
        )) == 1  # fmt: skip
    else:
        with pytest.raises(Denied):
            desk.talk(person)
        with pytest.raises(Denied):
            comments.history(desk.db, actor, unit_id=place.unit_id, task_id=place.task_id)


def test_on_the_offices_own_item_a_leader_or_another_of_the_office_asks(desk):
    own = own_desk(desk)

    own.say(SON, OFFICE, "Của tôi")
    own.say(VAN, OFFICE, "Của Văn")
    with pytest.raises(Refused, match="own_comment"):
        own.say(MAI, OFFICE, "Tự hỏi mình")
    own.say(MAI, UNIT, "Trả lời", own.talk().threads[0])

    assert own.talk(MAI, OFFICE).may_write is False
    assert own.said() == [
        [("office", "say", "Của tôi"), ("unit", "say", "Trả lời")],
        [("office", "say", "Của Văn")],
    ]


def test_a_question_changes_no_report_and_waits_until_it_is_answered(desk):
    desk.hands.save(LAN, HELD, 3, WorkStatus.DONE, so_hoi_nghi="1")
    before = desk.hands.item(LAN, HELD)
    rows = history_rows(desk)

    desk.say(VAN, OFFICE, "  Hội nghị\r\nnào?  ")
    asked = desk.hands.item(LAN, HELD)
    desk.say(LAN, UNIT, "Hội nghị tháng 3", desk.thread)
    answered = desk.waits()
    desk.say(MAI, OFFICE, "Cảm ơn", desk.thread)
    desk.see(HUNG, UNIT, desk.thread)

    assert asked == replace(before, waits_unit=True)
    assert (answered, desk.waits()) == ((False, True), (False, False))
    assert history_rows(desk) == rows
    assert desk.said() == [[
        ("office", "say", "Hội nghị\nnào?"), ("unit", "say", "Hội nghị tháng 3"),
        ("office", "say", "Cảm ơn"), ("unit", "seen", ""),
    ]]  # fmt: skip
    assert [(one.done_by_name, one.home) for one in desk.thread.comments] == [
        (VAN.full_name, "Văn phòng"), (LAN.full_name, "QL xây dựng"),
        (MAI.full_name, "Văn phòng"), (HUNG.full_name, "QL xây dựng"),
    ]  # fmt: skip
    told = {"unit": str(desk.place(UNIT).unit_id), "task": HELD}
    assert events(desk.db, "comment.") == [
        ("comment.office", VAN.full_name, told),
        ("comment.unit", LAN.full_name, told),
        ("comment.office", MAI.full_name, told),
        ("comment.seen", HUNG.full_name, told),
    ]


def history_rows(desk):
    return desk.db.read(lambda tx: tx.rows("SELECT count(*) FROM item_history"))


def test_two_threads_may_wait_for_either_side(desk):
    desk.say(VAN, OFFICE, "Hỏi đơn vị")
    desk.say(LAN, UNIT, "Hỏi Văn phòng")
    both = desk.waits()
    desk.say(LAN, UNIT, "Đáp", desk.talk().threads[0])

    assert (both, desk.waits()) == ((True, True), (False, True))


def test_a_comment_waits_on_the_desks_of_those_who_may_answer(desk):
    own = own_desk(desk)
    desk.say(LAN, UNIT, "Hỏi Văn phòng")
    own.say(MAI, UNIT, "Văn phòng hỏi")

    def on_desk(person):
        found = comments.on_desk(desk.db, desk.who(person), desk.hands.campaign.campaign_id)
        return [one.unit_id for one in found if one.waits_office]

    units = [desk.who(LAN).unit_id, own.who(MAI).unit_id]
    assert (on_desk(VAN), on_desk(SON), on_desk(LAN)) == (units, units[1:], [])
    lines = verification.inbox(desk.db, desk.who(SON), desk.hands.campaign, None).lines
    assert [one.task.code for one in lines] == [OFFICE_ONLY]


def test_what_somebody_saved_waits_for_an_answer_of_others(desk):
    own, campaign_id = own_desk(desk), desk.hands.campaign.campaign_id
    own.say(MAI, UNIT, "Số của tuần nào?")
    desk.say(LAN, UNIT, "Tính cả họp thôn?")
    of_office, of_lan = (one.who(one.owner).unit_id for one in (own, desk))

    def to_answer(person):
        return {one.unit_id for one in comments.to_answer(desk.db, desk.who(person), campaign_id)}

    assert [to_answer(one) for one in (MAI, VAN, SON)] == [
        {of_lan}, {of_office, of_lan}, {of_office},
    ]  # fmt: skip
    assert len(comments.on_desk(desk.db, desk.who(MAI), campaign_id)) == 2

    desk.hands.save(VAN, OFFICE_ONLY, 1, WorkStatus.DONE, so_hoi_nghi="2")
    assert [to_answer(one) for one in (MAI, VAN, SON)] == [{of_lan}, {of_lan}, {of_office}]


def test_who_brought_evidence_leaves_the_answer_to_others_too(desk, own_data):
    own, campaign = own_desk(desk), desk.hands.campaign
    own.say(MAI, UNIT, "Số của tuần nào?")

    def to_answer():
        return len(comments.to_answer(desk.db, desk.who(VAN), campaign.campaign_id))

    before = to_answer()
    evidence.add(
        desk.db, desk.who(VAN), campaign, act_id=new_act(), unit_id=desk.who(VAN).unit_id,
        task_code=OFFICE_ONLY, uploads=[Upload("Biên bản.pdf", io.BytesIO(files.pdf()))],
    )  # fmt: skip

    assert (before, to_answer()) == (1, 0)


def test_five_clicks_are_one_comment(desk):
    act = new_act()
    for _ in range(5):
        desk.say(VAN, OFFICE, "Một lần", act=act)
    thread, seen = desk.thread, new_act()
    for _ in range(5):
        desk.see(LAN, UNIT, thread, act=seen)

    assert desk.said() == [[("office", "say", "Một lần"), ("unit", "seen", "")]]


@pytest.mark.parametrize("late", [Step.SAY, Step.SEEN])
def test_what_somebody_wrote_meanwhile_is_not_passed_over(desk, late):
    """Of two who answer at once, the second is shown the first one's answer before theirs goes."""
    desk.say(VAN, OFFICE, "Hỏi")
    shown = desk.thread
    desk.say(LAN, UNIT, "Đáp của Lan", shown)
    before = trace(desk.db)

    with pytest.raises(Conflict):
        desk.again(late, HUNG, shown)

    assert trace(desk.db) == before


def test_of_two_answers_at_the_same_time_one_is_told_of_the_other(desk):
    desk.say(VAN, OFFICE, "Hỏi")
    shown, together = desk.thread, threading.Barrier(2)

    def answer(person):
        together.wait()
        try:
            desk.say(person, UNIT, "Đáp", shown)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(answer, (LAN, HUNG)))

    assert sorted(done) == [False, True]
    assert len(desk.thread.comments) == 2
    assert desk.waits() == (False, True)


def test_what_has_waited_longest_for_the_office_comes_first(desk):
    own = own_desk(desk)
    for days_ago, one, who, side in (
        (9, desk, LAN, UNIT), (8, own, MAI, UNIT), (1, desk, VAN, OFFICE),
    ):  # fmt: skip
        with clock.at(clock.now() - timedelta(days=days_ago)):
            one.say(who, side, "Hỏi")

    found = comments.waiting(desk.db, desk.who(VAN), desk.hands.campaign.campaign_id)
    assert [one.unit_id for one in found] == [desk.who(LAN).unit_id, own.who(MAI).unit_id]
    assert (clock.now() - found[0].since).days == 9


def test_the_items_of_an_instant_wait_for_whom_they_waited_then(desk):
    """One that was asked and has answered, and one that nobody has said anything of."""
    began = clock.now()
    with clock.at(began - timedelta(days=3)):
        desk.say(VAN, OFFICE, "Hỏi")
    with clock.at(began - timedelta(days=1)):
        desk.say(LAN, UNIT, "Đáp", desk.thread)

    def marks(days_ago):
        then = past.at(desk.db, desk.hands.campaign, began - timedelta(days=days_ago))
        place = desk.place(UNIT)
        rows = past.read(
            desk.db,
            then,
            lambda tx: tx.rows(
                "SELECT task_id = $1, waits_unit, waits_office FROM items WHERE unit_id = $2",
                [place.task_id, place.unit_id],
            ),
        )
        assert {(unit, office) for is_asked, unit, office in rows if not is_asked} == {(None, None)}
        return [(unit, office) for is_asked, unit, office in rows if is_asked]

    assert [marks(days) for days in (4, 2, 0)] == [
        [(None, None)], [(True, False)], [(False, True)],
    ]  # fmt: skip


def test_what_is_said_of_a_task_that_leaves_the_plan_is_exported(desk):
    desk.say(LAN, UNIT, "Hỏi Văn phòng")
    desk.db.write(lambda tx: tx.run("UPDATE tasks SET is_retired = TRUE WHERE code = $1", [HELD]))

    taken = exports.snapshot(desk.db, desk.hands.campaign, ["comments"])

    assert HELD in b"".join(csv.pieces(EXPORTS["comments"], taken, Options())).decode()


def test_the_export_of_an_instant_ends_with_it(desk):
    for days_ago, body in ((3, "Một"), (1, "Hai")):
        with clock.at(clock.now() - timedelta(days=days_ago)):
            desk.say(VAN, OFFICE, body)
    then = past.at(desk.db, desk.hands.campaign, clock.now() - timedelta(days=2))

    def told(campaign):
        return [one.body for one in exports.snapshot(desk.db, campaign, ["comments"]).comments]

    assert (told(then), told(desk.hands.campaign)) == (["Một"], ["Một", "Hai"])


def test_only_the_side_that_is_waited_for_has_seen_something(desk):
    desk.say(VAN, OFFICE, "Hỏi")
    with pytest.raises(Refused, match="comment_seen"):
        desk.see(MAI, OFFICE, desk.thread)
    desk.see(LAN, UNIT, desk.thread)
    with pytest.raises(Refused, match="comment_seen"):
        desk.see(LAN, UNIT, desk.thread)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "required"), (" \n ", "required"), (None, "required"),
        ("a" * (LETTERS + 1), "too_long"), ("a\x00b", "control_characters"),
    ],
)  # fmt: skip
def test_what_no_comment_can_be_is_refused(desk, body, reason):
    before = trace(desk.db)

    with pytest.raises(Invalid, match=reason):
        desk.say(VAN, OFFICE, body)

    assert trace(desk.db) == before


def test_places_that_are_none_are_refused(desk):
    desk.say(VAN, OFFICE, "Hỏi")
    elsewhere = replace(desk, owner=BINH)
    before, thread, campaign = trace(desk.db), desk.thread, desk.hands.campaign

    def say(place):
        comment_acts.say(
            desk.db, desk.who(VAN), campaign, act_id=new_act(), place=place, body="x",
            seen=thread.last.comment_id,
        )  # fmt: skip

    for place, reason in (
        (replace(elsewhere.place(OFFICE), thread_id=thread.thread_id), "comment"),
        (replace(desk.place(OFFICE), thread_id=new_id()), "comment"),
        (replace(desk.place(OFFICE), task_id=new_id()), "item"),
        (replace(desk.place(OFFICE), unit_id=new_id()), "unit"),
        (replace(desk, code=OFFICE_ONLY).place(OFFICE), "item"),
    ):
        with pytest.raises(NotFound, match=reason):
            say(place)

    assert trace(desk.db) == before


@pytest.mark.parametrize("state", [CampaignState.PREPARING, CampaignState.CLOSED])
def test_while_a_campaign_does_not_run_one_only_reads(desk, state):
    desk.say(VAN, OFFICE, "Hỏi")
    thread = desk.thread
    put = "UPDATE campaigns SET state = $1"
    desk.db.write(lambda tx: tx.run(put, [state.value]))
    desk.hands.campaign = replace(desk.hands.campaign, state=state)
    before = trace(desk.db)

    for step in Step:
        with pytest.raises(Refused) as refused:
            desk.again(step, LAN, thread)
        assert refused.value.reason in ("not_running", "closed_campaign")

    assert (trace(desk.db), desk.talk(LAN, UNIT).may_write) == (before, False)
    assert desk.said() == [[("office", "say", "Hỏi")]]


def test_an_item_takes_so_many_and_what_waits_can_still_be_put_away(desk, monkeypatch):
    monkeypatch.setattr("lib.domain.comments.MOST", 2)
    assert MOST > 100
    desk.say(VAN, OFFICE, "Một")
    desk.say(LAN, UNIT, "Hai", desk.thread)

    with pytest.raises(Refused, match="comments_full"):
        desk.say(VAN, OFFICE, "Ba", desk.thread)
    desk.see(VAN, OFFICE, desk.thread)

    assert desk.waits() == (False, False)


def test_what_was_typed_is_kept_for_its_writer_until_it_is_sent(desk):
    desk.say(VAN, OFFICE, "Hỏi")
    thread, campaign = desk.thread, desk.hands.campaign

    def keep(person, side, body, of=None):
        return comments.keep_draft(desk.db, desk.who(person), campaign, desk.place(side, of), body)

    assert keep(LAN, UNIT, "Đang gõ", thread)
    assert keep(LAN, UNIT, "Câu khác")
    assert keep(HUNG, UNIT, "Của Hùng", thread)
    assert desk.talk(LAN, UNIT).drafts == {thread.thread_id: "Đang gõ", None: "Câu khác"}
    assert desk.talk(HUNG, UNIT).drafts == {thread.thread_id: "Của Hùng"}
    desk.say(LAN, UNIT, "Đã gõ xong", thread)

    assert desk.talk(LAN, UNIT).drafts == {None: "Câu khác"}
    assert keep(LAN, UNIT, " ") is None
    assert desk.talk(LAN, UNIT).drafts == {}
    assert desk.talk(HUNG, UNIT).drafts == {thread.thread_id: "Của Hùng"}


def test_a_save_between_keeps_the_mark_of_a_comment(desk):
    """A save over the version that was seen does not know of a comment that came meanwhile."""
    checklist.unit_checklist(desk.db, desk.who(LAN), desk.hands.campaign)

    desk.say(VAN, OFFICE, "Hỏi")
    checklist.unit_checklist(desk.db, desk.who(LAN), desk.hands.campaign)
    desk.hands.save(LAN, HELD, 0, WorkStatus.DONE, so_hoi_nghi="2")
    desk.hands.step(HUNG, ItemStep.SEND, LAN, HELD, days_ago=0)

    (line,) = [
        one
        for one in checklist.unit_checklist(desk.db, desk.who(LAN), desk.hands.campaign).lines
        if one.task.code == HELD
    ]
    assert (line.item.waits_unit, line.item.waits_office, line.item.version) == (True, False, 3)
    assert desk.waits() == (True, False)


def test_a_list_of_items_reads_no_more_for_its_marks(duck_stage, monkeypatch):
    desk = duck_stage.set(make_desk)
    desk.say(VAN, OFFICE, "Hỏi")
    actor, campaign = desk.who(LAN), desk.hands.campaign
    first = checklist.unit_checklist(desk.db, actor, campaign)
    assert any(one.item.waits_unit for one in first.lines)
    monkeypatch.setattr(desk.db, "read", None)

    assert checklist.unit_checklist(desk.db, actor, campaign) == first
