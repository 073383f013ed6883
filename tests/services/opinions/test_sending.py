"""Sending in one's own name and anonymously: rights, clicks, refusals, the night, codes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from lib.domain.access import Role
from lib.domain.campaigns import CampaignState
from lib.domain.opinions import MOST_A_DAY, Opinion, Sealed, State, new_code
from lib.errors import Denied, NotFound, Problems, Refused
from lib.services.acts import new_act
from lib.services.opinions import box, reading
from lib.text import sentence
from tests.cast import BINH, CAST, HUNG, LAN, VAN
from tests.services.opinions.opinion_scene import FORM, NIGHT, NOW, Scene
from tests.support.trace import events


@pytest.fixture(autouse=True)
def _nobody_has_tried_codes():
    reading._tries.instants.clear()


MONDAY = NOW + timedelta(days=2)


def texts(scene: Scene) -> list[str]:
    return sorted(one.text for one in scene.stored())


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_everybody_sends_in_their_own_name(scene, person):
    scene.send(person)

    (stored,) = scene.stored()
    assert (stored.text, stored.topic, stored.state) == (
        FORM["noi_dung"], "dieu_kien", State.RECEIVED,
    )  # fmt: skip
    assert stored.author.account_id == person.account_id
    assert stored.author.sent_at == NOW
    assert [one.text for one in reading.own(scene.db, scene.who(person), scene.campaign)] == [
        FORM["noi_dung"]
    ]
    assert events(scene.db, "opinion.") == [
        ("opinion.send", person.full_name, {"topic": "Điều kiện làm việc, kinh phí"})
    ]


def test_one_reads_ones_own_alone(scene):
    scene.send(LAN)

    assert reading.own(scene.db, scene.who(HUNG), scene.campaign) == []


def test_five_clicks_send_one(scene):
    act, code = new_act(), new_code()
    for _ in range(5):
        scene.send(LAN, act=act)
        scene.hide(LAN, code=code)
    scene.night(NIGHT + timedelta(days=7))
    scene.hide(LAN, code=code)

    assert len(scene.stored()) == 2
    assert box.of(scene.db).waiting() == []


@pytest.mark.parametrize("topic", ["khieu_nai", "to_cao"])
def test_a_complaint_is_turned_away(scene, topic):
    for send in (scene.send, scene.hide):
        with pytest.raises(Refused, match="complaint"):
            send(LAN, chu_de=topic)

    assert scene.stored() == []
    assert box.of(scene.db).waiting() == []


@pytest.mark.parametrize(
    "typed",
    [{"chu_de": ""}, {"chu_de": "gia"}, {"noi_dung": " "}, {"noi_dung": "x" * 3001},
     {"noi_dung": None}, {"noi_dung": "a\x00b"}],
    ids=repr,
)  # fmt: skip
def test_what_cannot_be_taken_is_refused(scene, typed):
    for send in (scene.send, scene.hide):
        with pytest.raises(Problems):
            send(LAN, **typed)

    assert scene.stored() == []
    assert box.of(scene.db).waiting() == []


@pytest.mark.parametrize("state", [CampaignState.PREPARING, CampaignState.CLOSED])
def test_nothing_is_taken_unless_the_campaign_runs(scene, state):
    scene.put_state(state)

    for send in (scene.send, scene.hide):
        with pytest.raises(Refused, match="not_running"):
            send(LAN)


def test_who_has_not_changed_a_first_password_sends_nothing(scene):
    scene.actors = {LAN.username: replace(scene.who(LAN), must_change=True)}

    for send in (scene.send, scene.hide):
        with pytest.raises(Denied, match="must_change"):
            send(LAN)


def test_anonymous_ones_are_written_together_the_day_after(scene):
    people = [*CAST[:5]]
    for number, person in enumerate(people):
        scene.hide(person, noi_dung=f"Việc {number}")
    scene.night(NOW)
    assert scene.stored() == []
    scene.hide(LAN, at=NIGHT, noi_dung="Hôm sau")

    scene.night()

    assert texts(scene) == [f"Việc {number}" for number in range(5)]
    assert {(one.author, one.received_on) for one in scene.stored()} == {(None, NOW.date())}
    assert [one.answers["noi_dung"] for one in box.of(scene.db).waiting()] == ["Hôm sau"]
    assert events(scene.db, "opinion.") == [("opinion.receive", "Hệ thống", {"opinions": 5})]


@pytest.mark.parametrize("sent_after", range(7), ids=lambda days: f"day {days}")
def test_one_alone_waits_for_the_new_week_and_nothing_tells_its_day(scene, sent_after):
    scene.hide(LAN, at=MONDAY + timedelta(days=sent_after))
    for days in range(7):
        scene.night(MONDAY + timedelta(days=days, hours=12))
    assert scene.stored() == []
    waited = box.of(scene.db).waiting()
    scene.night(MONDAY + timedelta(days=7))

    assert texts(scene) == [FORM["noi_dung"]]
    # On whatever day it was sent, all that is ever stored is the same.
    assert [one.received_on for one in scene.stored()] == [MONDAY.date() + timedelta(days=6)]
    told = "SELECT happened_at FROM audit_events WHERE event = 'opinion.receive'"
    assert scene.db.read(lambda tx: tx.rows(told)) == [(MONDAY + timedelta(days=7),)]
    if sent_after < 6:
        assert [one.sent_on for one in waited] == [MONDAY.date()]


def test_what_waits_while_the_server_is_down_is_written_when_it_is_up(scene):
    scene.hide(LAN, at=MONDAY)
    scene.night(MONDAY + timedelta(days=17))

    assert texts(scene) == [FORM["noi_dung"]]


def test_nobody_fills_a_batch_alone_in_a_day(scene):
    for number in range(MOST_A_DAY):
        scene.hide(LAN, at=MONDAY, noi_dung=f"Việc {number}")
    with pytest.raises(Refused, match="opinions_a_day"):
        scene.hide(LAN, at=MONDAY)

    scene.night(MONDAY + timedelta(days=1))

    assert scene.stored() == []


def test_what_a_crash_kept_in_the_box_is_not_written_twice(scene):
    codes = [scene.hide(person) for person in CAST[:5]]
    waiting = box.of(scene.db).waiting()
    scene.night()
    for one in waiting:
        box.of(scene.db).put(one, uuid4())

    scene.night(NIGHT + timedelta(days=1))

    assert len(scene.stored()) == len(codes)
    assert box.of(scene.db).waiting() == []


def test_a_code_opens_what_was_sent_before_and_after_it_is_written(scene):
    code = scene.hide(LAN)
    others = [scene.hide(person) for person in CAST[1:5]]
    waits = reading.by_code(scene.db, scene.who(LAN), scene.campaign, code)
    scene.night()

    written = reading.by_code(scene.db, scene.who(BINH), scene.campaign, f" {code.lower()} ")

    assert isinstance(waits, Sealed)
    assert waits.answers == FORM
    assert isinstance(written, Opinion)
    assert written.answers == FORM
    assert code not in others


@pytest.mark.parametrize("typed", ["", None, 7, "AAAAA-AAAAA-AAAAA-AAAAA", "x" * 100_000, "%"])
def test_another_code_opens_nothing(scene, typed):
    scene.fill()
    before = events(scene.db, "")

    with pytest.raises(NotFound, match="opinion_code"):
        reading.by_code(scene.db, scene.who(LAN), scene.campaign, typed)

    assert events(scene.db, "") == before, "a look leaves no trace"


def test_codes_cannot_be_tried_without_end(scene):
    code, lan = scene.fill()[0], scene.who(LAN)
    for _ in range(reading.TRIES):
        with pytest.raises(NotFound):
            reading.by_code(scene.db, lan, scene.campaign, new_code())

    with pytest.raises(Refused, match="codes_tried"):
        reading.by_code(scene.db, lan, scene.campaign, code)

    assert reading.by_code(scene.db, scene.who(BINH), scene.campaign, code)


def test_codes_differ_and_are_not_stored(scene):
    codes = {new_code() for _ in range(2000)}
    own = scene.fill()

    assert len(codes) == 2000
    stored = scene.db.read(lambda tx: json.dumps(tx.rows("SELECT * FROM opinions"), default=str))
    assert [code for code in own if code in stored or code.replace("-", "") in stored] == []


def test_one_person_cannot_fill_the_box(scene):
    for _ in range(MOST_A_DAY):
        scene.hide(LAN)

    with pytest.raises(Refused) as refusal:
        scene.hide(LAN)
    assert sentence(refusal.value).startswith("Mỗi người gửi nhiều nhất 4")
    scene.hide(BINH)
    scene.hide(LAN, at=NIGHT)

    assert len(box.of(scene.db).waiting()) == MOST_A_DAY + 2


def test_a_role_is_not_needed_but_an_account_is(scene):
    nobody = replace(scene.who(VAN), roles=frozenset())
    admin = replace(scene.who(VAN), roles=frozenset({Role.ADMIN}))

    assert reading.public(scene.db, admin, scene.campaign) == []
    with pytest.raises(Denied):
        reading.public(scene.db, nobody, scene.campaign)
