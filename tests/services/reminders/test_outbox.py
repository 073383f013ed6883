"""The outbox: rights for the cast, each step from each state, and reminding from lists."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from lib.domain.reminders.outbox import NOTE_LIMIT, Mail, State, Step
from lib.domain.reminders.rules import Subject
from lib.errors import Conflict, Denied, NotFound, Problems, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.reminders import composing, inbox, outbox, outbox_acts, reminding, rules, schedule
from lib.services.reminders.outbox_acts import BY_HAND, DigestTarget, Edited
from lib.services.reminders.reminding import Asked, Reminded
from lib.store.engine.ids import new_id
from tests.cast import BINH, CAST, HUNG, LAN, MAI, THU, VAN, YEN
from tests.services.reminders.reminder_scene import DUE, Scene, at, unit_of
from tests.small_campaign import HELD, SHARE
from tests.support.trace import events, trace

NO_DAYS = {f"{one}_{part}": 0 for one in Subject for part in ("overdue_every", "since_every")}
OFFICE = {MAI.username, VAN.username}
LINE = "item:nho:II.1.1"
ALLOWED = {
    (State.WAITING, Step.HOLD): State.HELD,
    (State.WAITING, Step.EDIT): State.WAITING,
    (State.WAITING, Step.SEND): State.RELEASED,
    (State.HELD, Step.UNHOLD): State.WAITING,
    (State.HELD, Step.EDIT): State.HELD,
    (State.HELD, Step.SEND): State.RELEASED,
}


@dataclass
class Desk:
    """Short ways to Lan's digest of a morning."""

    scene: Scene

    @property
    def mine(self):
        (found,) = [one for one in self.scene.kept() if one.account_id == LAN.account_id]
        return found

    def step(self, step, person=VAN, *, act=None, target=None, note="", subjects=(LINE,)):
        kept = self.mine
        with clock.at(at(-3, hour=6)):
            outbox_acts.take_step(
                self.scene.db, self.scene.who(person), act_id=act or new_act(),
                target=target or DigestTarget(kept.digest_id, kept.version), step=step,
                edited=Edited(note, subjects) if step == Step.EDIT else None,
            )  # fmt: skip

    def put(self, state, mail=Mail.NONE):
        self.scene.run("UPDATE reminder_digests SET state = $1, mail = $2", state.value, mail.value)

    def remind(self, person=VAN, *, when=None, act=None, **asked):
        asked = {"unit_ids": {unit_of(self.scene, LAN)}} | asked
        with clock.at(when or at(-3, hour=6)):
            return reminding.remind(
                self.scene.db, self.scene.who(person), self.scene.campaign,
                act_id=act or new_act(), asked=Asked(**asked),
            )  # fmt: skip


@pytest.fixture
def desk(scene):
    scene.tick(at(-3, hour=5))
    return Desk(scene)


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_every_act_by_the_cast(desk, person):
    db, actor, kept = desk.scene.db, desk.scene.who(person), desk.mine
    typed = {"item_is_on": True, "item_on_due": True, **NO_DAYS}
    hours = {"is_on": True, "compose_hour": 6, "send_hour": 9, "on_weekends": False}
    doors = {
        "board": lambda: outbox.board(db, actor),
        "history": lambda: outbox.history(db, actor, kept.digest_id),
        "edit": lambda: desk.step(Step.EDIT, person, note="Gấp."),
        "remind": lambda: desk.remind(person, keys=[SHARE]),
        "schedule": lambda: schedule.change(db, actor, act_id=new_act(), raw=hours),
        "rules": lambda: rules.in_force(db, actor),
        "past of rules": lambda: rules.history(db, actor),
        "look at today": lambda: composing.would_compose(db, actor, typed),
        "other rules": lambda: rules.change(db, actor, act_id=new_act(), seen_version=0, raw=typed),
    }
    if person.username in OFFICE:
        for door in doors.values():
            door()
        assert desk.mine.note == "Gấp."
        return
    before = trace(db), desk.scene.kept()
    for door in (*doors.values(), lambda: outbox_acts.trust_clock(db, actor, act_id=new_act())):
        with pytest.raises(Denied):
            door()
    assert (trace(db), desk.scene.kept()) == before


@pytest.mark.parametrize("step", sorted(BY_HAND))
@pytest.mark.parametrize("state", list(State))
def test_every_step_from_every_state(desk, state, step):
    desk.put(state)
    target = ALLOWED.get((state, step))
    if target is None:
        with pytest.raises(Refused):
            desk.step(step)
        assert desk.mine.state == state
        return
    desk.step(step)

    assert desk.mine.state == target
    assert [one.step for one in outbox.history(desk.scene.db, desk.scene.who(VAN),
            desk.mine.digest_id)] == [step]  # fmt: skip
    assert events(desk.scene.db, f"reminder.{step}")[0][1] == VAN.full_name


@pytest.mark.parametrize("mail", list(Mail))
def test_only_a_letter_that_failed_or_is_in_doubt_is_sent_again(desk, mail):
    desk.put(State.RELEASED, mail)
    if mail not in (Mail.FAILED, Mail.DOUBTFUL):
        with pytest.raises(Refused):
            desk.step(Step.RESEND)
        return
    desk.step(Step.RESEND)
    assert desk.mine.mail == Mail.WAITING


def test_the_outbox_says_who_gets_what_exactly(desk):
    board = outbox.board(desk.scene.db, desk.scene.who(MAI))

    assert len(board.kept) == 6
    assert [(one.full_name, board.units[one.unit_id]) for one in board.kept][:2] == [
        (BINH.full_name, "QH kiến trúc"),
        (HUNG.full_name, "QL xây dựng"),
    ]
    assert [line.title for line in desk.mine.lines] == ["II.1.1 · Việc II.1.1"]
    assert (board.ahead, board.has_letters) == (None, False)


def test_an_edited_digest_goes_out_as_edited(desk):
    desk.scene.run("UPDATE items SET due_on = $1", DUE)
    desk.remind(keys=[SHARE])
    assert len(desk.mine.lines) == 2
    desk.step(Step.EDIT, note="  Xin hoàn thành trước thứ Sáu. ", subjects=[LINE])
    desk.scene.tick(at(-3, hour=8))

    (mine,) = inbox.mine(desk.scene.db, desk.scene.who(LAN))
    assert (mine.note, [one.subject for one in mine.lines]) == (
        "Xin hoàn thành trước thứ Sáu.",
        [LINE],
    )


@pytest.mark.parametrize(
    ("note", "subjects", "refusal"),
    [("x" * (NOTE_LIMIT + 1), [LINE], Problems), ("", [], Refused), ("", ["item:x"], Refused),
     (7, [LINE], Problems)],
    ids=["long", "no line", "other line", "no text"],
)  # fmt: skip
def test_what_cannot_be_sent_is_refused(desk, note, subjects, refusal):
    before = desk.mine
    with pytest.raises(refusal):
        desk.step(Step.EDIT, note=note, subjects=subjects)
    assert desk.mine == before


def test_five_clicks_take_one_step_and_a_stale_version_none(desk):
    act, target = new_act(), DigestTarget(desk.mine.digest_id, desk.mine.version)
    for _ in range(5):
        desk.step(Step.HOLD, act=act, target=target)
    assert (desk.mine.state, desk.mine.version) == (State.HELD, target.seen_version + 1)

    with pytest.raises(Conflict):
        desk.step(Step.UNHOLD, target=target)
    with pytest.raises(NotFound):
        desk.step(Step.UNHOLD, target=DigestTarget(new_id(), 1))
    assert desk.mine.state == State.HELD


def test_sent_now_it_is_there_at_once_and_does_not_go_out_again(desk):
    desk.step(Step.SEND)
    assert [one.released_at for one in inbox.mine(desk.scene.db, desk.scene.who(LAN))] == [
        at(-3, hour=6)
    ]

    desk.scene.tick(at(-3, hour=8))
    assert desk.mine.released_at == at(-3, hour=6)


def test_nothing_is_sent_for_a_campaign_that_has_ended(desk):
    desk.scene.run("UPDATE campaigns SET state = 'closed'")
    with pytest.raises(Refused):
        desk.step(Step.SEND)
    assert desk.mine.state == State.WAITING


def test_reminding_adds_to_the_days_digest_each_thing_once(desk):
    desk.scene.run("UPDATE items SET due_on = $1", DUE)
    told = desk.remind(keys=[SHARE])
    again = desk.remind(keys=[SHARE, HELD])

    assert (told, again) == (Reminded(2, 1), Reminded(0, 2))
    assert [(one.title, one.why) for one in desk.mine.lines] == [
        ("II.1.1 · Việc II.1.1", "còn 3 ngày"),
        ("II.1.2 · Việc II.1.2", "Văn phòng nhắc: còn 3 ngày"),
    ]
    assert desk.scene.told(YEN) == [("II.1.1 · Việc II.1.1", "còn 3 ngày")]
    detail = {"units": 1, "things": 1, "persons": 2}
    assert events(desk.scene.db, "reminder.remind")[0] == (
        "reminder.remind", VAN.full_name, detail,
    )  # fmt: skip


def test_reminding_after_the_digest_went_out_makes_it_new_and_no_second_one(desk):
    desk.scene.tick(at(-3, hour=8))
    lan = desk.scene.who(LAN)
    with clock.at(at(-3, hour=9)):
        inbox.mark_read(desk.scene.db, lan, [desk.mine.digest_id])
    desk.remind(when=at(-3, hour=10), keys=[SHARE])

    (mine,) = inbox.mine(desk.scene.db, lan)
    assert (len(mine.lines), mine.read_at, mine.mail) == (2, None, Mail.NONE)


@pytest.mark.parametrize("reason", ["ended", "merged", "gone"])
def test_reminding_after_the_days_digest_was_dropped_begins_it_again(desk, reason):
    desk.scene.run(
        "UPDATE reminder_digests SET state = 'dropped', dropped_for = $1, note = 'Cũ.'", reason
    )
    assert desk.remind(keys=[SHARE]) == Reminded(2, 1)

    assert (desk.mine.state, desk.mine.dropped_for, desk.mine.note) == (State.WAITING, "", "")
    assert [one.subject for one in desk.mine.lines] == ["item:nho:II.1.2"]
    assert desk.mine.composed_at == at(-3, hour=6)
    desk.scene.tick(at(-3, hour=8))
    assert len(inbox.mine(desk.scene.db, desk.scene.who(LAN))) == 1


@pytest.mark.parametrize("state", [State.WAITING, State.RELEASED])
def test_reminding_who_has_moved_tells_nothing_of_the_old_unit(desk, state):
    desk.put(state)
    desk.scene.run("UPDATE reminder_digests SET released_at = $1", at(-3, hour=6))
    desk.scene.run("UPDATE accounts SET unit_id = $1 WHERE username = 'lan'",
                   unit_of(desk.scene, YEN))  # fmt: skip
    told = desk.remind(unit_ids=[unit_of(desk.scene, YEN)], keys=[SHARE])

    assert told.people
    assert [one.subject for one in desk.mine.lines] == ["item:nho:II.1.2"]
    assert (desk.mine.unit_id, desk.mine.is_gone) == (unit_of(desk.scene, YEN), False)
    found = inbox.mine(desk.scene.db, desk.scene.who(LAN))
    assert len(found) == (state == State.RELEASED)


def test_reminding_on_a_day_without_a_digest_begins_one_that_the_day_is_added_to(scene):
    desk = Desk(scene)
    desk.remind(when=at(-3, hour=4), keys=[SHARE])
    people = [one.account_id for one in scene.kept()]
    assert people == [HUNG.account_id, LAN.account_id]

    scene.tick(at(-3, hour=5))

    assert [one.subject for one in desk.mine.lines] == ["item:nho:II.1.2", LINE]
    assert len(scene.kept()) == 6


def test_reminding_tells_what_presses_unless_asked_for_more(desk):
    assert desk.remind(unit_ids=[unit_of(desk.scene, YEN)]) == Reminded(0, 1)
    with pytest.raises(Refused):
        desk.remind(subjects=[Subject.DOCUMENT])
    with pytest.raises(Refused):
        desk.remind(unit_ids=[unit_of(desk.scene, THU)])
    with pytest.raises(Refused):
        desk.remind(keys=["IX.9"])


@pytest.mark.parametrize("state", ["preparing", "closed"])
def test_nobody_is_reminded_in_a_campaign_that_does_not_run(desk, state):
    desk.scene.run("UPDATE campaigns SET state = $1", state)
    with pytest.raises(Refused):
        desk.remind(keys=[SHARE])


@pytest.mark.parametrize(
    "changes",
    [{"compose_hour": 24}, {"compose_hour": -1}, {"send_hour": 6}, {"send_hour": "9"},
     {"compose_hour": True}, {"send_hour": None}],
    ids=str,
)  # fmt: skip
def test_hours_that_are_none_are_refused(desk, changes):
    raw = {"is_on": True, "compose_hour": 6, "send_hour": 9, "on_weekends": True} | changes
    with pytest.raises(Problems):
        schedule.change(desk.scene.db, desk.scene.who(VAN), act_id=new_act(), raw=raw)
    assert schedule.schedule(desk.scene.db).compose_hour == 5


def test_a_clock_that_was_ahead_is_set_right_by_the_office(scene):
    scene.compose(at(20))
    assert scene.compose(at(-3)) is None
    with clock.at(at(-3)):
        assert outbox.board(scene.db, scene.who(VAN)).ahead == at(20).date()
        outbox_acts.trust_clock(scene.db, scene.who(VAN), act_id=new_act())
        with pytest.raises(Refused):
            outbox_acts.trust_clock(scene.db, scene.who(VAN), act_id=new_act())

    assert scene.compose(at(-3)) == 6
    assert scene.compose(at(20)) is not None
    keys = [(one.account_id, one.day) for one in scene.kept()]
    assert len(keys) == len(set(keys))


def test_what_a_clock_that_was_ahead_composed_does_not_go_out_and_today_does(scene):
    assert scene.compose(at(-3)) == 6
    scene.compose(at(20))
    ahead = [one for one in scene.kept() if one.day == at(20).date()]
    assert ahead
    scene.run("UPDATE reminder_digests SET state = 'held' WHERE digest_id = $1", ahead[0].digest_id)
    with clock.at(at(-3)):
        outbox_acts.trust_clock(scene.db, scene.who(VAN), act_id=new_act())

    dropped = {(one.state, one.dropped_for) for one in scene.kept() if one.day == at(20).date()}
    assert dropped == {(State.DROPPED, "clock")}
    assert scene.compose(at(-3)) == 6
    today = {one.state for one in scene.kept() if one.day == at(-3).date()}
    assert today == {State.WAITING}
