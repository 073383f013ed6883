"""The banner of maintenance, and read-only mode: rights, words, what passes and what does not."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from lib.domain import access
from lib.domain.access import Action
from lib.domain.audit import EVENTS
from lib.domain.checklist import Report
from lib.domain.exports import Options
from lib.domain.upkeep import GOES_ON
from lib.domain.vietnamese import TIMEZONE
from lib.domain.workflow import WorkStatus
from lib.errors import Conflict, Denied, Problems, Refused
from lib.services import clock, frozen, rested
from lib.services.acts import new_act
from lib.services.checklist import checklist
from lib.services.operation import backup, upkeep
from lib.services.people import account, people, sessions, sign_in
from lib.services.reports import exports
from lib.store.engine.db import open_database
from tests import cast
from tests.cast import CAST, HUNG, LAN, MAI, PASSWORD, QUANG
from tests.services.nominations.nomination_scene import make_scene
from tests.services.opinions import opinion_scene
from tests.small_campaign import HELD
from tests.support.hands import Hands
from tests.support.trace import events, trace

WORDS = "Tạm dừng để nâng cấp.\n<b>Mong</b> **thông cảm**."
FROM = datetime.fromisoformat("2021-03-20T17:30")
UNTIL = datetime.fromisoformat("2021-03-20T18:30")
BEFORE = datetime(2021, 3, 20, 9, tzinfo=TIMEZONE)
DURING = FROM.replace(tzinfo=TIMEZONE)
AFTER = UNTIL.replace(tzinfo=TIMEZONE)


def make_hands(database):
    return Hands(make_scene(database).db)


@pytest.fixture
def hands(stage):
    return stage.set(make_hands)


@pytest.fixture
def db(cast):
    return cast


def announce(db, person=QUANG, *, act_id=None, seen=0, words=WORDS, begin=FROM, end=UNTIL):
    with clock.at(BEFORE):
        upkeep.announce(
            db, cast.actor(db, person), act_id=act_id or new_act(), seen_version=seen,
            words=words, starts_at=begin, ends_at=end,
        )  # fmt: skip


def freeze(db, *, is_frozen=True, person=QUANG):
    upkeep.freeze(db, cast.actor(db, person), act_id=new_act(), is_frozen=is_frozen)


def stored(db):
    """Everything but who has come in meanwhile."""
    told = [one for one in events(db, "") if one[0] != "account.sign_in"]
    return {**trace(db), "audit_events": told}


def said(db, when):
    with clock.at(when):
        return upkeep.banner(db).words


def test_every_event_that_passes_is_one():
    assert EVENTS.keys() >= GOES_ON


def test_it_is_shown_from_one_instant_until_another(db):
    before_any = said(db, DURING)

    announce(db)

    shown = [said(db, when) for when in (BEFORE, DURING, AFTER - timedelta(seconds=1), AFTER)]
    assert (before_any, shown) == ("", ["", WORDS, WORDS, ""])
    assert events(db, "upkeep.") == [
        (
            "upkeep.announce", QUANG.full_name,
            {"words": WORDS, "starts_at": "20/03/2021 17:30", "ends_at": "20/03/2021 18:30"},
        )
    ]  # fmt: skip


def test_five_clicks_announce_once(db):
    act_id = new_act()

    for _ in range(5):
        announce(db, act_id=act_id)

    assert len(events(db, "upkeep.")) == 1


def test_it_is_taken_down(db):
    announce(db)

    upkeep.take_down(db, cast.actor(db, MAI), act_id=new_act(), seen_version=1)

    assert said(db, DURING) == ""


def test_a_stale_form_takes_nothing_away(db):
    announce(db)

    with pytest.raises(Conflict):
        announce(db, MAI, words="Khác")
    with pytest.raises(Conflict):
        upkeep.take_down(db, cast.actor(db, MAI), act_id=new_act(), seen_version=0)

    assert said(db, DURING) == WORDS


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"words": " "}, {"words": "required"}),
        ({"words": "x" * 301}, {"words": "too_long"}),
        ({"begin": None, "end": "18:30"}, {"starts_at": "required", "ends_at": "not_date"}),
        ({"end": FROM}, {"ends_at": "date_too_early"}),
        ({"begin": FROM - timedelta(days=3), "end": FROM - timedelta(days=2)},
         {"ends_at": "date_too_early"}),
    ],
    ids=["empty", "long", "no instants", "no while", "over"],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_at_its_field(db, changes, wrong):
    before = stored(db)

    with pytest.raises(Problems) as refused:
        announce(db, **changes)

    found = {one.facts["key"]: one.reason for one in refused.value.problems}
    assert found == wrong
    assert stored(db) == before


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_may_announce_and_who_may_freeze(db, person):
    may = access.can(cast.actor(db, person), Action.UPKEEP_ANNOUNCE)
    may_freeze = access.can(cast.actor(db, person), Action.UPKEEP_FREEZE)

    done = []
    for act in (
        lambda: announce(db, person),
        lambda: upkeep.take_down(
            db, cast.actor(db, person), act_id=new_act(), seen_version=upkeep_version(db)
        ),
        lambda: freeze(db, person=person),
    ):
        try:
            act()
        except Denied:
            done.append(False)
        else:
            done.append(True)

    assert done == [may, may, may_freeze]
    assert frozen.upkeep(db).is_frozen == may_freeze


def upkeep_version(db):
    return frozen.upkeep(db).version


def kept_figure(hands):
    lan = cast.actor(hands.db, LAN)
    opened = checklist.opened_item(
        hands.db, lan, hands.campaign, unit_id=lan.unit_id, task_code=HELD
    )
    return opened.draft.answers["so_hoi_nghi"]


def test_read_only_mode_refuses_acts_and_keeps_what_is_typed(hands):
    db, lan = hands.db, cast.actor(hands.db, LAN)
    hands.save(LAN, HELD, 1, WorkStatus.IN_PROGRESS, so_hoi_nghi="5")
    seen = hands.item(LAN, HELD).version
    freeze(db)
    before = stored(db)

    for act in (
        lambda: hands.save(LAN, HELD, 0, WorkStatus.DONE, so_hoi_nghi="7"),
        lambda: people.close_person(
            db, cast.actor(db, QUANG), act_id=new_act(), account_id=LAN.account_id, seen_version=1
        ),
        lambda: somebody_new(db),
    ):
        with pytest.raises(Refused, match="frozen"):
            act()
    checklist.keep_draft(
        db, lan, hands.campaign, unit_id=lan.unit_id, task_code=HELD, seen_version=seen,
        raw={"status": WorkStatus.DONE.value, "so_hoi_nghi": "7"},
    )  # fmt: skip

    assert stored(db) == before
    assert kept_figure(hands) == "7"
    freeze(db, is_frozen=False)
    hands.save(LAN, HELD, 0, WorkStatus.DONE, so_hoi_nghi="7")
    assert hands.item(LAN, HELD).version == seen + 1


def somebody_new(db):
    people.create_person(
        db, cast.actor(db, QUANG), act_id=new_act(), username="moi", full_name="Người Mới",
        unit_id=cast.actor(db, LAN).unit_id, roles=["staff"],
    )  # fmt: skip


def test_the_second_click_of_what_was_done_before_is_none_to_refuse(hands):
    db, lan, act_id = hands.db, cast.actor(hands.db, LAN), new_act()
    seen = hands.item(LAN, HELD).version

    def save():
        return checklist.save_item(
            db, lan, hands.campaign, act_id=act_id, unit_id=lan.unit_id, task_code=HELD,
            seen_version=seen, report=Report(WorkStatus.IN_PROGRESS.value, {"so_hoi_nghi": "5"}),
        )  # fmt: skip

    first = save()
    freeze(db)

    assert save().version == first.version


def test_read_only_mode_lets_people_in_look_take_away_and_leave(hands):
    db = hands.db
    freeze(db)

    opened = sign_in.sign_in(db, "mai", PASSWORD, None)
    mai = sessions.actor(db, opened.session_id)
    made = exports.make(db, mai, key="items", campaign_code=None, options=Options())
    list(made.pieces)
    backup.make(db, cast.actor(db, QUANG), act_id=new_act())
    account.change_password(
        db, mai, current=PASSWORD, new=PASSWORD + " mới", repeated=PASSWORD + " mới", address=None
    )
    again = sign_in.sign_in(db, "mai", PASSWORD + " mới", None)
    sessions.sign_out(db, sessions.actor(db, again.session_id), None)

    assert sessions.actor(db, again.session_id) is None
    told = {event for event, *_ in events(db, "")}
    assert {"export.csv", "backup.make", "account.change_password", "account.sign_out"} <= told


def test_anonymous_opinions_wait_outside_and_those_taken_in_are_written(own_data, stage):
    scene = stage.set(opinion_scene.make_scene)
    scene.hide(LAN)
    freeze(scene.db)

    with pytest.raises(Refused, match="frozen"):
        scene.hide(HUNG)
    scene.night(opinion_scene.NIGHT + timedelta(days=7))

    assert len(scene.stored()) == 1


def test_another_server_refuses_at_the_next_act_and_says_so_soon(pg_stage, monkeypatch):
    hands = pg_stage.set(make_hands)
    other = open_database(hands.db._address)
    try:
        assert not upkeep.banner(other).is_frozen
        freeze(hands.db)

        with pytest.raises(Refused, match="frozen"):
            Hands(other).save(LAN, HELD, 0, WorkStatus.IN_PROGRESS, so_hoi_nghi="5")
        monkeypatch.setattr(rested, "time", SimpleNamespace(monotonic=lambda: 1e12))
        assert upkeep.banner(other).is_frozen
    finally:
        other.close()


def test_idle_runs_ask_the_database_nothing(duck_stage, monkeypatch):
    db = duck_stage.set(cast.with_cast)
    announce(db)
    upkeep.banner(db)
    monkeypatch.setattr(rested, "time", SimpleNamespace(monotonic=lambda: 1e12))
    asked = []
    monkeypatch.setattr(db, "read", lambda work: asked.append(work))

    assert said(db, DURING) == WORDS

    assert asked == []
