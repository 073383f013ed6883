from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest

from lib.domain.desk import Desk, Kind, Pile, Waiting
from lib.domain.nomination_workflow import Step as Nominating
from lib.domain.workflow import Step, WorkStatus
from lib.services import clock
from lib.services.reports import waiting
from lib.text import desk as words
from lib.text.desk import NOTHING
from lib.ui.frame import nav
from lib.ui.home.places import PLACES
from tests.cast import HUNG, LAN, MAI, SON, THU, VAN
from tests.services.nominations.nomination_scene import make_scene
from tests.small_campaign import NIL
from tests.support.hands import Hands

PAGE = "shared/home"


def make_hands(database):
    scene = make_scene(database)
    hands = Hands(scene.db)
    hands.save(LAN, NIL, 3, WorkStatus.NIL)
    hands.step(HUNG, Step.SEND, LAN, NIL, days_ago=2)
    with clock.at(clock.now()):
        scene.step(HUNG, Nominating.SEND, scene.save(LAN))
    return hands


@pytest.fixture
def hands(house):
    """One report and one nomination before the Office."""
    return house.set(make_hands)


def links(at):
    """Where each link of the page leads that stands in a pile."""
    return [
        (one.proto.label, one.proto.page, one.proto.query_string) for one in at.get("page_link")
    ]


def test_each_link_leads_to_the_record(app, hands):
    told = links(app(MAI, PAGE))

    (report,) = [one for one in told if "từ " in one[0] and NIL in one[0]]
    assert report[1] == "verification"
    asked = parse_qs(report[2])
    assert set(asked) == {"campaign", "loc_tiep_nhan", "don_vi", "item"}
    assert (asked["loc_tiep_nhan"], asked["don_vi"]) == (["cho-tiep-nhan"], [LAN.unit])

    at = app(MAI, "office/verification")
    for name, (value,) in asked.items():
        at.query_params[name] = value
    assert any(f"{LAN.unit}" in one.value or NIL in one.value for one in at.run().main.header)


def test_what_is_done_by_anyone_is_gone_for_all(app, hands, monkeypatch):
    monkeypatch.setattr(waiting, "REST_S", 0.0)
    monkeypatch.setattr(waiting, "SHARE", 0)
    assert any(NIL in label and page == "verification" for label, page, _ in links(app(VAN, PAGE)))

    hands.step(MAI, Step.RECEIVE, LAN, NIL, days_ago=1)
    hands.step(MAI, Step.VERIFY, LAN, NIL, days_ago=1)

    at = app(VAN, PAGE)
    assert not any(NIL in label and page == "verification" for label, page, _ in links(at))


def test_a_leader_begins_with_the_summary_and_is_told_there(app, hands):
    hands.save(MAI, NIL, 3, WorkStatus.NIL)
    hands.step(VAN, Step.SEND, MAI, NIL, days_ago=2)
    at = app(SON)

    assert ("**1 việc chờ**", "home") in [(label, page) for label, page, _ in links(at)]
    assert not any("việc chờ" in label for label, *_ in links(app(VAN, "shared/summary")))


def test_an_empty_desk_says_so(app, house):
    house.set(lambda database: Hands(make_scene(database).db))
    at = app(THU, PAGE)

    assert NOTHING in [one.value for one in at.info]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_work_has_a_place_that_is_there(kind):
    assert kind in words.PILES
    assert PLACES[kind].page in {entry.path for entry in nav.ENTRIES}


def test_a_late_meeting_is_not_overdue_work():
    day = date(2021, 3, 1)
    one = Waiting("", "Họp", due_on=day, count=4)

    assert words.late(one, Kind.MEETINGS, date(2021, 3, 4)) == ""
    assert words.late(one, Kind.OVERDUE, date(2021, 3, 4)) == "quá 3 ngày"
    assert words.about(one, Kind.MEETINGS, date(2021, 3, 4)) == "4 hồ sơ, họp 01/03"


@pytest.mark.parametrize(
    ("days", "told"),
    [(-1, "hôm qua, 28/02"), (0, "hôm nay, 01/03"), (1, "mai, 02/03"), (7, "08/03"),
     (8, "09/03/2021")],
)  # fmt: skip
def test_near_days_have_names(days, told):
    today = date(2021, 3, 1)

    assert words.near(today + timedelta(days), today) == told


def test_the_sentence_names_what_presses():
    desk = Desk(
        "A", "", (Pile(Kind.OVERDUE, 3, ()), Pile(Kind.READY, 2, ()), Pile(Kind.DUE_SOON, 1, ()))
    )

    assert words.sentence((desk, desk)) == "6 việc quá hạn, 2 việc đến hạn trong 7 ngày"
    assert words.sentence(()) == ""
