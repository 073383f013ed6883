"""The rules as the Office sets them: what is refused, what they come to, and their past."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import yaml

from lib.config import ROOT
from lib.domain.reminders.rules import LONGEST, Rule, Subject, rules_to_data
from lib.errors import Conflict, Problems
from lib.services import clock
from lib.services.acts import new_act
from lib.services.audit import log
from lib.services.reminders import composing, rules
from tests.cast import LAN, MAI, QUANG, VAN
from tests.services.reminders.reminder_scene import DUE, REPORTING, at
from tests.support.trace import events, trace


def typed(stored=None, **changes):
    """What the form gives for the rules, of the product unless others are told."""
    raw = {}
    for one in (stored or rules.shipped()).values():
        before = ", ".join(map(str, one.before))
        parts = {
            "is_on": one.is_on, "before": before, "on_due": one.on_due,
            "overdue_every": one.overdue_every, "since_every": one.since_every,
        }  # fmt: skip
        raw |= {rules.key_of(one.subject, part): value for part, value in parts.items()}
    return raw | changes


def change(scene, person=VAN, *, seen=0, act=None, **changes):
    with clock.at(at(-4)):
        rules.change(
            scene.db, scene.who(person), act_id=act or new_act(), seen_version=seen,
            raw=typed(**changes),
        )  # fmt: skip


def stored(scene):
    return rules.in_force(scene.db, scene.who(VAN))


def test_until_the_office_says_otherwise_those_of_the_product_are_in_force(scene):
    path = ROOT / "data" / "reminders" / "rules.yaml"

    assert stored(scene) == rules.Stored(0, rules.shipped())
    assert rules_to_data(rules.shipped()) == yaml.safe_load(path.read_text(encoding="utf-8"))


def test_other_rules_are_composed_by_and_told_to_the_log(scene):
    change(scene, item_before="2; 5,5", item_overdue_every=0, document_is_on=False)

    item = Rule(Subject.ITEM, (5, 2), on_due=True)
    document = replace(rules.shipped()[Subject.DOCUMENT], is_on=False)
    changed = {Subject.ITEM: item, Subject.DOCUMENT: document}
    assert stored(scene) == rules.Stored(1, {**rules.shipped(), **changed})
    assert scene.days_told(range(-8, 5)) == [-5, -2, 0]
    before = {
        "item": "trước 7, 3, 1 ngày; đúng ngày đến hạn; quá hạn, cứ 7 ngày",
        "document": "trước 3, 1 ngày; đúng ngày đến hạn; quá hạn, cứ 7 ngày; chưa xử lý, cứ 7 ngày",
    }
    after = {"item": "trước 5, 2 ngày; đúng ngày đến hạn", "document": "không nhắc"}
    assert events(scene.db, "reminder.rules") == [
        ("reminder.rules", VAN.full_name, {"before": before, "after": after})
    ]
    (past,) = rules.history(scene.db, scene.who(MAI))
    assert past == rules.Change(at(-4), VAN.full_name, before, after)


def test_the_log_tells_of_them_in_words(scene):
    change(scene, item_before="5", document_is_on=False)

    found = log.entries(scene.db, scene.who(QUANG), None, log.Filter(kind="reminder"))
    (entry,) = found.entries
    assert (entry.person, entry.event) == (VAN.full_name, "Đổi quy tắc nhắc việc")
    assert dict(entry.detail)["Sau"] == (
        "Nhiệm vụ bắt buộc chưa hoàn thành: trước 5 ngày; đúng ngày đến hạn; quá hạn, cứ 7 ngày; "
        "Văn bản chưa xác nhận: không nhắc"
    )


def test_the_furthest_day_is_looked_ahead_to(scene):
    change(scene, item_before=str(LONGEST))

    assert scene.compose(at(-LONGEST)) == len(REPORTING)
    assert scene.told(LAN) == [("II.1.1 · Việc II.1.1", f"còn {LONGEST} ngày")]


def test_five_clicks_are_one_change_and_the_same_again_is_none(scene):
    act = new_act()
    for _ in range(5):
        change(scene, act=act, item_before="9")
    assert stored(scene).version == 1
    assert len(events(scene.db, "reminder.rules")) == 1

    change(scene, seen=1, item_before="9")
    assert stored(scene).version == 1


def test_what_was_seen_before_anothers_change_is_not_put_over_it(scene):
    change(scene, MAI, item_before="9")
    left = trace(scene.db), stored(scene)

    for seen in (0, 2):
        with pytest.raises(Conflict):
            change(scene, seen=seen, item_before="8")
    assert (trace(scene.db), stored(scene)) == left

    change(scene, seen=1, item_before="8")
    assert (stored(scene).version, stored(scene).rules[Subject.ITEM].before) == (2, (8,))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"item_before": "7, ba"}, [("item_before", "not_days")]),
        ({"item_before": "0"}, [("item_before", "not_days")]),
        ({"item_before": "367"}, [("item_before", "not_days")]),
        ({"item_before": "-1"}, [("item_before", "not_days")]),
        ({"item_before": "٣"}, [("item_before", "not_days")]),
        ({"item_overdue_every": -1}, [("item_overdue_every", "too_small")]),
        ({"item_overdue_every": 367}, [("item_overdue_every", "too_large")]),
        ({"item_overdue_every": True}, [("item_overdue_every", "not_whole")]),
        ({"document_since_every": "7"}, [("document_since_every", "not_whole")]),
        ({"evaluation_since_every": 0}, [("evaluation_is_on", "rule_empty")]),
        (
            {"own_task_before": " ", "own_task_on_due": 1, "own_task_overdue_every": 0,
             "item_before": "x"},
            [("item_before", "not_days"), ("own_task_is_on", "rule_empty")],
        ),
    ],
)  # fmt: skip
def test_what_no_rule_can_say_is_refused_at_its_field(scene, changes, expected):
    before = trace(scene.db)

    with pytest.raises(Problems) as caught:
        change(scene, **changes)

    assert [(one.facts["key"], one.reason) for one in caught.value.problems] == expected
    assert (trace(scene.db), stored(scene).version) == (before, 0)


def test_days_that_a_thing_has_not_are_nobodys_to_set(scene):
    change(
        scene, evaluation_before="3", evaluation_on_due=True, item_since_every=5, item_before="9"
    )

    found = stored(scene).rules
    assert found[Subject.EVALUATION] == rules.shipped()[Subject.EVALUATION]
    assert found[Subject.ITEM].since_every == 0


def test_a_rule_that_is_off_needs_no_day(scene):
    change(scene, evaluation_is_on=False, evaluation_since_every=0)

    assert stored(scene).rules[Subject.EVALUATION] == Rule(Subject.EVALUATION, is_on=False)


OFF = {f"{one.value}_is_on": False for one in Subject}


@pytest.mark.parametrize("changes", [{"item_before": "1"}, OFF], ids=["nearer", "off"])
def test_what_did_not_go_out_is_told_the_next_day_whatever_the_rules_say_by_then(scene, changes):
    scene.compose(at(-7))
    told = scene.told(LAN)
    with clock.at(at(-6)):
        assert composing.would_compose(scene.db, scene.who(VAN), typed(**changes)) == 6
    change(scene, **changes)

    assert scene.compose(at(-6)) == 6
    [(title, _)] = told
    assert [one for one, _ in scene.told(LAN, DUE - timedelta(6))] == [title]


def test_a_look_at_today_says_how_many_it_would_be_and_changes_nothing(scene):
    def people(days, **changes):
        with clock.at(at(days)):
            return composing.would_compose(scene.db, scene.who(VAN), typed(**changes))

    before = trace(scene.db)
    assert [people(-3), people(-2), people(-2, item_before="2")] == [6, 0, 6]
    assert people(-3, item_is_on=False) == 0
    assert (trace(scene.db), scene.kept()) == (before, [])

    scene.compose(at(-3))
    assert people(-3) == len(scene.kept()) == 6
    assert {one.day for one in scene.kept()} == {DUE - timedelta(3)}
