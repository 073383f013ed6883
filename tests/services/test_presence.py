"""Who has a record open: only others, only for who may see it, only while they are there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from lib.domain.access import Actor
from lib.errors import Denied
from lib.services import clock, presence
from lib.services.presence import Here, Kind, Place, Window
from tests.cast import BINH, CAST, HUNG, LAN, MAI, SON, THU, Person

NOW = datetime(2021, 3, 20, 3, tzinfo=UTC)
UNITS = {code: uuid4() for code in {person.unit for person in CAST}}


@pytest.fixture
def item() -> Place:
    return Place(Kind.ITEM, (UNITS["QLXD"], uuid4()), UNITS["QLXD"])


@pytest.fixture
def windows() -> dict[str, Window]:
    return {person.username: Window(str(uuid4()), uuid4()) for person in CAST}


def actor(person: Person) -> Actor:
    return Actor(
        account_id=person.account_id, username=person.username, full_name=person.full_name,
        unit_id=UNITS[person.unit], unit_name=person.unit, roles=person.roles,
    )  # fmt: skip


def enter(person, place, windows, *, minutes=0, gone=()):
    with clock.at(NOW + timedelta(minutes=minutes)):
        return presence.enter(
            actor(person), place, windows[person.username],
            is_there=lambda window: window not in [windows[one.username] for one in gone],
        )  # fmt: skip


def leave(person, windows, *, minutes=0):
    with clock.at(NOW + timedelta(minutes=minutes)):
        presence.leave(windows[person.username])


def test_others_are_told_since_when_and_oneself_is_not(item, windows):
    alone = enter(LAN, item, windows)
    second = enter(HUNG, item, windows, minutes=2)
    third = enter(MAI, item, windows, minutes=3)
    again = enter(LAN, item, windows, minutes=5)

    lan, hung = Here(LAN.full_name, NOW), Here(HUNG.full_name, NOW + timedelta(minutes=2))
    assert (alone, second, third) == ([], [lan], [lan, hung])
    assert again == [hung, Here(MAI.full_name, NOW + timedelta(minutes=3))]


def test_ones_own_other_window_is_nobody_else(item, windows):
    enter(LAN, item, windows)

    assert enter(LAN, item, {"lan": Window("other", uuid4())}) == []


def test_another_record_is_another_place(item, windows):
    other = Place(Kind.ITEM, (UNITS["QLXD"], uuid4()), UNITS["QLXD"])
    enter(LAN, item, windows)
    enter(LAN, other, windows, minutes=1)

    assert enter(HUNG, item, windows, minutes=2) == []
    assert enter(HUNG, other, windows, minutes=2) == [
        Here(LAN.full_name, NOW + timedelta(minutes=1))
    ]


def test_whoever_leaves_is_gone_and_a_page_drawn_anew_keeps_the_time(item, windows):
    enter(LAN, item, windows)
    leave(LAN, windows)
    gone = enter(HUNG, item, windows, minutes=1)
    enter(LAN, item, windows, minutes=2)

    assert gone == []
    assert enter(HUNG, item, windows, minutes=3) == [Here(LAN.full_name, NOW)]


def test_who_has_closed_the_tab_or_signed_out_is_gone(item, windows):
    enter(LAN, item, windows)

    assert enter(HUNG, item, windows, gone=[LAN]) == []


def test_who_has_done_nothing_for_long_is_not_told(item, windows):
    enter(LAN, item, windows)
    minutes = presence.LINGERS.total_seconds() / 60

    assert len(enter(HUNG, item, windows, minutes=minutes - 1)) == 1
    assert enter(HUNG, item, windows, minutes=minutes) == []


@pytest.mark.parametrize(
    ("kind", "unit", "may"),
    [
        (Kind.ITEM, "QLXD", {"lan", "hung", "mai", "van", "son"}),
        (Kind.NOMINATION, "QLXD", {"lan", "hung", "mai", "van", "son"}),
        (Kind.REPORT_PART, None, {"mai", "van", "son"}),
    ],
)
def test_only_who_may_see_the_record_learns_who_is_there(windows, kind, unit, may):
    place = Place(kind, (uuid4(),), UNITS[unit] if unit else None)
    told = set()
    for person in CAST:
        try:
            enter(person, place, windows)
        except Denied:
            continue
        told.add(person.username)

    assert told == may


@pytest.mark.parametrize("person", [BINH, THU], ids=lambda one: one.username)
def test_who_may_not_see_it_is_not_told_of_either(item, windows, person):
    enter(SON, item, windows)
    with pytest.raises(Denied):
        enter(person, item, windows)

    assert enter(LAN, item, windows) == [Here(SON.full_name, NOW)]


@pytest.fixture
def board(monkeypatch):
    monkeypatch.setattr(presence, "_BOARD", presence._Board())
    return presence._BOARD


def known(board):
    """Who is remembered, by place and by window alike."""
    by_place = {window for windows in board.windows.values() for window in windows}
    assert by_place == set(board.stays)
    return by_place


@pytest.mark.parametrize("other", [False, True], ids=["page", "record"])
def test_who_has_done_nothing_for_long_is_forgotten_when_anybody_draws(item, windows, board, other):
    enter(LAN, item, windows)
    enter(HUNG, item, windows, minutes=10)
    minutes = presence.LINGERS.total_seconds() / 60 + 5

    if other:
        enter(MAI, Place(Kind.REPORT_PART, (uuid4(),)), windows, minutes=minutes)
    else:
        leave(MAI, windows, minutes=minutes)

    assert known(board) == {windows["hung"]} | ({windows["mai"]} if other else set())


def test_a_page_drawn_to_its_end_without_the_record_forgets_it(item, windows, board):
    for person in (LAN, HUNG):
        enter(person, item, windows)
        leave(person, windows)
    enter(HUNG, item, windows)

    for person in (LAN, HUNG):
        presence.drawn(windows[person.username])

    assert known(board) == {windows["hung"]}


def test_who_signs_out_is_forgotten(item, windows, board):
    enter(LAN, item, windows)
    presence.forget(windows["lan"])

    assert known(board) == set()


def test_a_closed_tab_is_forgotten_by_who_finds_it(item, windows, board):
    enter(LAN, item, windows)
    enter(HUNG, item, windows, gone=[LAN])

    assert known(board) == {windows["hung"]}


def test_windows_of_other_records_are_not_looked_at(item, windows, board):
    enter(LAN, Place(Kind.ITEM, (UNITS["QLXD"], uuid4()), UNITS["QLXD"]), windows)
    asked = []

    def is_there(window):
        asked.append(window)
        return True

    presence.enter(actor(HUNG), item, windows["hung"], is_there=is_there)

    assert asked == []


def test_windows_beyond_the_most_are_forgotten_the_oldest_first(item, windows, board, monkeypatch):
    monkeypatch.setattr(presence, "_MOST", 2)
    for person in (LAN, HUNG, MAI):
        enter(person, item, windows)

    assert enter(SON, item, windows) == [Here(MAI.full_name, NOW)]
    assert known(board) == {windows["mai"], windows["son"]}
