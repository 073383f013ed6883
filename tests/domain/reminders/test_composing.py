"""Digests from what waits: their days, catching up, one a person and day; by properties too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID, uuid5

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lib.config import ROOT
from lib.domain.reminders import composing
from lib.domain.reminders.composing import Person, Waiting, Words
from lib.domain.reminders.rules import Rule, Subject, furthest, rules_from_data, rules_to_data

DUE = date(2021, 5, 10)
NAMES = UUID("6f1d3a52-0f0e-4a59-9f0b-2f3c5f9f7d10")
UNIT, OTHER_UNIT = uuid5(NAMES, "unit"), uuid5(NAMES, "other")
SHIPPED = yaml.safe_load((ROOT / "data" / "reminders" / "rules.yaml").read_text(encoding="utf-8"))
RULES = rules_from_data(SHIPPED)
WORDS = Words(lambda one, today: f"{(today - one.due_on).days}" if one.due_on else "", str)


def person(name: str, *, unit_id: UUID = UNIT, head: bool = False) -> Person:
    return Person(uuid5(NAMES, name), name, unit_id, head)


LAN, HUNG, BINH = person("lan"), person("hung", head=True), person("binh", unit_id=OTHER_UNIT)


def item(key: str = "II.1.1", *, due_on: date | None = DUE, **changes: object) -> Waiting:
    told = {"subject": Subject.ITEM, "campaign": "nho", "unit_id": UNIT, "title": key}
    return Waiting(**{**told, "key": key, "due_on": due_on, **changes})  # type: ignore[arg-type]


def composed(today: date, *waits: Waiting, after: date | None = None, people=(LAN,)):
    since = today - timedelta(1) if after is None else after
    return composing.compose(
        today, since, rules=RULES, waits=waits, people=people, words=WORDS
    )  # fmt: skip


@pytest.mark.parametrize("subject", [Subject.ITEM, Subject.UNIT_REPORT])
def test_tasks_are_reminded_of_before_on_and_weekly_after_their_day(subject):
    days = {
        (today - DUE).days
        for today in (DUE + timedelta(days) for days in range(-10, 24))
        if composed(today, item(subject=subject))
    }

    assert days == {-7, -3, -1, 0, 1, 8, 15, 22}


def test_what_came_back_is_told_of_the_day_after_and_then_weekly():
    back = item(subject=Subject.RETURNED, since=DUE, due_on=None)

    days = {days for days in range(-3, 20) if composed(DUE + timedelta(days), back)}

    assert days == {1, 8, 15}


def test_nobody_is_told_when_nothing_falls_due():
    assert composed(DUE - timedelta(5), item()) == {}
    assert composed(DUE, people=(LAN, HUNG, BINH)) == {}


def test_one_digest_a_person_with_what_presses_first():
    found = composed(
        DUE,
        item("II.2.1", due_on=DUE + timedelta(3)),
        item("II.1.1"),
        item("II.1.2", subject=Subject.RETURNED, due_on=DUE + timedelta(1)),
        people=(LAN, HUNG, BINH),
    )

    assert found.keys() == {LAN.account_id, HUNG.account_id}
    digest = found[LAN.account_id]
    assert (digest.key, digest.name, digest.day) == (f"{LAN.account_id}:2021-05-10", "lan", DUE)
    assert [line.title for line in digest.lines] == ["II.1.2", "II.1.1", "II.2.1"]
    assert [line.why for line in digest.lines] == ["-1", "0", "-3"]


def test_what_is_given_to_somebody_is_told_to_them_and_to_the_head():
    given_to_lan = item(given_to=LAN.account_id, is_given=True)
    given_away = item("II.1.2", is_given=True)
    mate = person("mate")

    found = composed(DUE, given_to_lan, given_away, people=(LAN, HUNG, mate))

    told = {one.name: [line.title for line in one.lines] for one in found.values()}
    assert told == {"lan": ["II.1.1"], "hung": ["II.1.1", "II.1.2"]}


def test_what_is_personal_is_told_to_nobody_else():
    mine = item(subject=Subject.OWN_DOCUMENT, given_to=LAN.account_id, is_given=True,
                is_personal=True)  # fmt: skip

    assert composed(DUE, mine, people=(LAN, HUNG)).keys() == {LAN.account_id}


def test_a_rule_that_is_off_reminds_of_nothing():
    off = {one.subject: replace(one, is_on=False) for one in RULES.values()}

    waits = [item(subject=one, since=DUE - timedelta(1)) for one in Subject]
    found = composing.compose(
        DUE, DUE - timedelta(400), rules=off, waits=waits, people=(LAN,), words=WORDS
    )

    assert (found, furthest(off), furthest(RULES)) == ({}, 0, 7)


def test_rules_leave_as_they_came():
    assert RULES.keys() == set(Subject)
    assert rules_to_data(RULES) == SHIPPED
    off = RULES | {Subject.ITEM: Rule(Subject.ITEM, (5,), is_on=False)}
    assert rules_from_data(rules_to_data(off)) == off


def test_a_missed_weekend_is_caught_up_by_one_digest_in_the_words_of_today():
    monday = DUE - timedelta(1)
    three, seven = (
        item("II.1.1", due_on=monday + timedelta(1)),
        item("II.2.1", due_on=monday + timedelta(6)),
    )

    found = composed(monday, three, seven, after=monday - timedelta(3))

    (digest,) = found.values()
    assert [(line.title, line.why) for line in digest.lines] == [("II.1.1", "-1"), ("II.2.1", "-6")]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (None, DUE - timedelta(1)),
        (DUE - timedelta(1), DUE - timedelta(1)),
        (DUE - timedelta(4), DUE - timedelta(4)),
        (DUE, None),
        (DUE + timedelta(3), None),
    ],
    ids=["first day", "every day", "missed weekend", "again", "clock gone back"],
)
def test_where_a_day_begins(last, expected):
    assert composing.span_start(DUE, last) == expected


@given(
    rule=st.builds(
        Rule,
        subject=st.just(Subject.ITEM),
        before=st.lists(st.integers(1, 30), max_size=4).map(tuple),
        on_due=st.booleans(),
        overdue_every=st.integers(0, 9),
        since_every=st.integers(0, 9),
    ),
    due=st.none() | st.integers(-40, 40),
    since=st.none() | st.integers(-40, 40),
    cuts=st.lists(st.integers(-60, 60), min_size=2, max_size=12, unique=True).map(sorted),
)
def test_spans_together_fall_as_their_days_do(rule, due, since, cuts):
    """No day is dropped and none is invented, however the clock's days are cut into spans."""
    days = [DUE + timedelta(cut) for cut in cuts]
    told = {
        "due_on": None if due is None else DUE + timedelta(due),
        "since": None if since is None else DUE + timedelta(since),
    }

    spans = [rule.falls(*span, **told) for span in pairwise(days)]

    every = [
        any(
            rule.falls(day - timedelta(1), day, **told)
            for day in (begin + timedelta(step + 1) for step in range((end - begin).days))
        )
        for begin, end in pairwise(days)
    ]
    assert spans == every


@given(
    clock=st.lists(st.integers(-20, 20), min_size=1, max_size=40),
    waits=st.lists(
        st.builds(
            item,
            st.sampled_from(["II.1.1", "II.1.2", "II.2.1"]),
            due_on=st.integers(-15, 15).map(lambda days: DUE + timedelta(days)),
            subject=st.sampled_from([Subject.ITEM, Subject.RETURNED, Subject.UNIT_REPORT]),
        ),
        max_size=5,
    ),
)
def test_no_key_is_ever_made_twice_wherever_the_clock_goes(clock, waits):
    last, keys = None, []
    for tick in clock:
        today = DUE + timedelta(tick)
        after = composing.span_start(today, last)
        if after is not None:
            last = today
            found = composed(today, *waits, after=after, people=(LAN, HUNG, BINH))
            keys += [one.key for one in found.values()]
            assert all(one.lines for one in found.values())
            for one in found.values():
                subjects = [line.subject for line in one.lines]
                assert len(subjects) == len(set(subjects))

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    "data",
    [
        {"subject": "item"},
        [{"subject": "nobody"}],
        [{"subject": "item", "before": [1]}],
        [{"subject": "item", "before_due": [0]}],
        [{"subject": "item", "overdue_every": -1}],
        [{"subject": "item", "overdue_every": True}],
        [{"subject": "item"}, {"subject": "item"}],
        ["item"],
        [{"subject": "item", "since_every": 7}],
        [{"subject": "evaluation", "on_due": True}],
    ],
    ids=[
        "no list",
        "subject",
        "key",
        "days",
        "negative",
        "bool",
        "twice",
        "no mapping",
        "no since",
        "no due",
    ],
)
def test_a_faulty_file_of_rules_is_refused(data):
    with pytest.raises(ValueError, match=r"\S"):
        rules_from_data(data)


def test_lines_are_of_campaigns_that_run_and_of_each_thing_once():
    digest = composed(DUE, item(), item("II.1.2", campaign="khac"))[LAN.account_id]

    assert [one.title for one in composing.by_campaign(digest.lines, ["khac"])] == ["II.1.2"]
    assert composing.added(digest.lines, digest.lines) == digest.lines
