"""What the day's digests tell, of which people, and that a day has them once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lib.domain.nomination_workflow import State as Nominated
from lib.domain.own_tasks import OwnStep
from lib.domain.reminders.outbox import State
from lib.domain.vietnamese import format_date
from lib.services import clock
from lib.services.acts import new_act
from lib.services.own_tasks import own_task_acts
from lib.services.reminders import composing
from tests.cast import BINH, HUNG, LAN, MAI, THU, YEN
from tests.services.documents.document_scene import Scene as Documents
from tests.services.nominations.nomination_scene import Scene as Nominations
from tests.services.own_tasks.own_scene import Scene as OwnTasks
from tests.services.reminders.reminder_scene import DUE, REPORTING, at, unit_of
from tests.small_campaign import HELD, SHARE
from tests.support.trace import events

THREE = [("II.1.1 · Việc II.1.1", "còn 3 ngày")]


def day(days: int):
    return DUE + timedelta(days)


def test_each_of_the_reporting_units_people_is_told_once(scene):
    assert scene.compose(at(-3)) == len(REPORTING)

    assert {one.account_id for one in scene.kept()} == {one.account_id for one in REPORTING}
    assert [scene.told(one) for one in REPORTING] == [THREE] * len(REPORTING)
    assert {one.state for one in scene.kept()} == {State.WAITING}
    line = scene.kept()[0].lines[0]
    assert (line.path, line.due_on) == ("/checklist?campaign=nho&item=II.1.1", DUE)
    assert events(scene.db, "reminder.") == [
        (
            "reminder.compose",
            "Hệ thống",
            {"day": "2021-03-21", "since_day": "2021-03-20", "digests": 6, "merged": 0},
        )
    ]


def test_a_day_on_which_nothing_falls_due_has_none(scene):
    assert scene.compose(at(-6)) == 0
    assert scene.kept() == []


def test_a_day_is_composed_once_and_a_clock_gone_back_makes_no_second_one(scene):
    assert scene.compose(at(-3)) == 6
    for when in (at(-3), at(-3, hour=20), at(-4), at(-20)):
        assert scene.compose(when) is None

    assert len(scene.kept()) == len(events(scene.db, "reminder.compose")) * 6 == 6


def test_a_missed_weekend_is_told_of_once_in_the_words_of_today(scene):
    scene.compose(at(-5))
    assert scene.compose(at(-2)) == 6

    assert scene.told(LAN) == [("II.1.1 · Việc II.1.1", "còn 2 ngày")]


def test_what_is_done_is_no_longer_told(scene):
    scene.run(
        "UPDATE items SET work_status = 'done' WHERE unit_id = $1", unit_of(scene, LAN)
    )  # fmt: skip
    assert scene.compose(at(-3)) == 4

    assert (scene.told(LAN), scene.told(HUNG), scene.told(YEN)) == ([], [], THREE)


def test_a_units_report_is_missing_until_it_is_sent(scene):
    scene.run("UPDATE tasks SET is_unit_report = TRUE WHERE code = 'II.1.1'")
    scene.run("UPDATE items SET work_status = 'done'")
    assert scene.compose(at(-3)) == 6

    scene.run("UPDATE items SET verification = 'sent'")
    assert scene.compose(at(-1)) == 0


def test_nil_is_an_answer_where_the_task_allows_it_alone(scene):
    scene.run("UPDATE items SET due_on = $1, work_status = 'nil'", DUE)
    scene.compose(at(0))

    assert [title for title, _ in scene.told(LAN)] == [
        f"{code} · Việc {code}" for code in (HELD, SHARE)
    ]


def test_what_came_back_is_told_with_its_day(scene):
    scene.run("UPDATE items SET due_on = $1", DUE + timedelta(90))
    scene.run(
        """
        UPDATE items SET verification = 'returned', updated_at = $1, due_on = $2
        WHERE unit_id = $3
            AND task_id = (SELECT task_id FROM tasks WHERE code = 'II.1.2')
        """,
        at(-1), DUE + timedelta(2), unit_of(scene, LAN),
    )  # fmt: skip
    scene.compose(at(0))

    assert scene.told(LAN) == [("II.1.2 · Việc II.1.2", "bị trả lại, còn 2 ngày")]
    assert scene.told(YEN) == []


def test_what_is_given_to_somebody_is_told_to_them_and_the_head(scene):
    with clock.at(at(-4)):
        own_task_acts.assign(
            scene.db, scene.who(HUNG), scene.campaign, act_id=new_act(), task_code=HELD,
            seen_version=0, assignee=HUNG.full_name, due_on="",
        )  # fmt: skip
    scene.compose(at(-3))

    assert (scene.told(LAN), scene.told(HUNG)) == ([], THREE)


def test_a_nomination_that_came_back_is_its_writers_and_the_heads(scene):
    scene.run("UPDATE items SET due_on = $1", DUE + timedelta(90))
    nominations = Nominations(scene.db, scene.campaign, dict(scene.actors))
    sent = nominations.save(LAN)
    nominations.put(sent, Nominated.RETURNED)
    scene.run("UPDATE nominations SET updated_at = $1, due_on = NULL", at(-1))
    scene.compose(at(0))

    told = [(f"Đề nghị khen thưởng {sent.name}", "bị trả lại")]
    assert (scene.told(LAN), scene.told(HUNG), scene.told(YEN)) == (told, told, [])
    path = f"/nominations?campaign=nho&nomination={sent.nomination_id}"
    assert {line.path for one in scene.kept() for line in one.lines} == {path}


def test_a_units_own_task_is_told_to_whoever_does_it_and_to_the_head(scene):
    scene.run("UPDATE items SET due_on = $1", DUE + timedelta(90))
    own = OwnTasks(scene.db, scene.campaign, scene.actors)
    day_of = {"due_on": format_date(DUE)}
    own.add(HUNG, title="Của Lan", assignee=LAN.full_name, **day_of)
    own.add(HUNG, title="Chưa giao ai", assignee="", **day_of)
    own.step(HUNG, own.add(HUNG, title="Đã xong", **day_of), OwnStep.TICK)
    own.add(HUNG, title="Không có hạn", due_on="")

    assert scene.days_told(range(-8, 10)) == [-3, -1, 0, 1, 8]
    lans, everything = (
        ("Việc riêng của đơn vị: Của Lan", "còn 1 ngày"),
        ("Việc riêng của đơn vị: Chưa giao ai", "còn 1 ngày"),
    )
    assert scene.told(LAN, day(-1)) == [lans]
    assert scene.told(HUNG, day(-1)) == [lans, everything]
    assert [scene.told(one) for one in (BINH, YEN, MAI)] == [[], [], []]
    paths = {line.path for one in scene.kept() for line in one.lines}
    assert paths == {"/checklist?campaign=nho"}


def test_a_units_own_document_is_told_to_each_of_its_people_until_they_have_read_it(scene):
    scene.run("UPDATE items SET due_on = $1", DUE + timedelta(90))
    documents = Documents(scene.db, scene.campaign, scene.actors)
    key = documents.published_own(han=format_date(DUE))
    line = ("Văn bản nội bộ của đơn vị", "chưa đọc, còn 3 ngày")
    scene.compose(at(-3))
    assert [scene.told(one) for one in (LAN, HUNG, YEN)] == [[line], [line], []]
    # The Office reads what is in the outbox, and is no reader of this document.
    assert "Phân công" not in str(scene.kept())
    assert {one.path for kept in scene.kept() for one in kept.lines} == {
        f"/documents?campaign=nho&van_ban={key}"
    }

    documents.read(key, LAN)
    scene.compose(at(-1))

    assert [len(scene.told(one, day(-1))) for one in (LAN, HUNG)] == [0, 1]


@pytest.mark.parametrize("state", ["preparing", "closed"])
def test_campaigns_that_do_not_run_remind_nobody(scene, state):
    scene.run("UPDATE campaigns SET state = $1", state)

    assert scene.compose(at(-3)) == 0


def test_closed_accounts_and_people_without_a_unit_to_report_for_are_told_nothing(scene):
    scene.run("UPDATE accounts SET is_open = FALSE WHERE username = 'mai'")
    scene.compose(at(-3))

    assert (scene.told(MAI), scene.told(THU)) == ([], [])
    assert len(scene.kept()) == 5


def test_a_digest_that_never_went_out_is_told_in_the_next_days(scene):
    scene.compose(at(-3))
    scene.run("UPDATE reminder_digests SET note = 'Xin gấp.' WHERE account_id = $1", LAN.account_id)

    assert scene.compose(at(-2)) == 6

    assert scene.told(LAN, day(-2)) == [("II.1.1 · Việc II.1.1", "còn 2 ngày")]
    mine = [one for one in scene.kept() if one.account_id == LAN.account_id]
    assert [(one.state, one.dropped_for, one.note) for one in mine] == [
        (State.WAITING, "", "Xin gấp."),
        (State.DROPPED, "merged", "Xin gấp."),
    ]


def test_a_note_of_a_day_before_joins_a_digest_that_the_office_has_begun(scene):
    scene.compose(at(-3))
    scene.run("UPDATE reminder_digests SET note = 'Xin gấp.'")
    scene.run(
        """
        INSERT INTO reminder_digests (
            digest_id, digest_key, account_id, unit_id, for_head, day, lines, note, state,
            composed_at
        )
        SELECT gen_random_uuid(), account_id || ':x', account_id, unit_id, for_head, $1, lines,
            'Sáng nay.', 'waiting', composed_at
        FROM reminder_digests
        """,
        day(-2),
    )
    scene.compose(at(-2))

    assert {one.note for one in scene.kept() if one.day == day(-2)} == {"Sáng nay.\nXin gấp."}


def test_what_the_office_changes_while_a_day_is_composed_is_not_lost(scene, monkeypatch):
    scene.compose(at(-3))
    whole = composing.acts.intend_as

    def edited(*given, **named):
        scene.run("UPDATE reminder_digests SET note = 'Xin gấp.', version = version + 1")
        return whole(*given, **named)

    monkeypatch.setattr(composing.acts, "intend_as", edited)
    assert scene.compose(at(-2)) is None
    monkeypatch.undo()

    assert scene.compose(at(-2)) == 6
    assert {one.note for one in scene.kept() if one.day == day(-2)} == {"Xin gấp."}
