from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from lib.domain.access import Role
from lib.domain.accounts import IDLE_LIFE, SESSION_LIFE
from lib.errors import Denied, Unavailable
from lib.services import clock
from lib.services.people import sessions
from lib.store import accounts, units
from lib.store import sessions as store
from lib.store.engine import ids
from lib.store.engine.db import Database
from tests.cast import HUNG, LAN, PASSWORD, cheap_hash
from tests.cast import actor as signed_in

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def open_for(db: Database, person=LAN):
    return sessions.open_session(db, person.account_id, "10.0.0.7")


def events(db: Database) -> list[tuple]:
    return db.read(
        lambda tx: tx.rows(
            "SELECT event, actor_name, subject, address, detail FROM audit_events"
            " ORDER BY happened_at, act_id"
        )
    )


def close(db):
    db.write(lambda tx: accounts.set_open(tx, LAN.account_id, is_open=False, seen_version=1))


def change_password(db):
    db.write(
        lambda tx: accounts.set_password(
            tx, LAN.account_id, cheap_hash("another"), set_at=clock.now(), seen_version=1
        )
    )


def reset_password(db):
    db.write(
        lambda tx: accounts.set_one_time_password(
            tx,
            LAN.account_id,
            cheap_hash("another"),
            set_at=clock.now(),
            expires_at=clock.now() + timedelta(hours=24),
            seen_version=1,
        )
    )


def end_all(db):
    db.write(lambda tx: store.end_all(tx, LAN.account_id, now=clock.now()))


def test_the_actor_is_the_account_as_it_is_now(cast):
    opened = open_for(cast)
    account = cast.read(lambda tx: accounts.account(tx, LAN.account_id))
    office = cast.read(lambda tx: units.id_by_code(tx, "VP"))

    cast.write(lambda tx: tx.run(
        "UPDATE accounts SET full_name = $1, roles = $2, unit_id = $3, must_change = TRUE"
        " WHERE account_id = $4",
        ["Nguyễn Lan", ",admin,head,", office, account.account_id],
    ))  # fmt: skip

    found = sessions.actor(cast, opened.session_id)
    assert found is not None
    assert found.full_name == "Nguyễn Lan"
    assert found.roles == {Role.ADMIN, Role.HEAD}
    assert found.unit_name == "Văn phòng Sở"
    assert found.must_change
    assert found.session_id == opened.session_id


def test_the_unit_bears_its_name_of_today(cast):
    opened = open_for(cast)
    unit_id = cast.read(lambda tx: units.id_by_code(tx, "QLXD"))
    today = clock.today()
    for day, name in ((today, "Tên từ hôm nay"), (today + timedelta(days=1), "Tên từ ngày mai")):
        cast.write(
            lambda tx, day=day, name=name: tx.run(
                "INSERT INTO unit_names (unit_id, valid_from, name, short_name, search_key)"
                " VALUES ($1, $2, $3, $3, $3)",
                [unit_id, day, name],
            )
        )

    found = sessions.actor(cast, opened.session_id)

    assert found.unit_name == "Tên từ hôm nay"


def test_a_unit_named_from_a_later_day_bears_that_name(cast):
    opened = open_for(cast)
    cast.write(lambda tx: tx.run("UPDATE unit_names SET valid_from = $1", [date(2100, 1, 1)]))

    found = sessions.actor(cast, opened.session_id)

    assert found.unit_name == "Phòng Quản lý xây dựng"


@pytest.mark.parametrize("end", [close, change_password, reset_password, end_all])
def test_a_session_ends_at_the_next_look(cast, end):
    opened = open_for(cast)
    cookie = sessions.redeem(cast, opened.ticket).session
    other = open_for(cast, HUNG)

    end(cast)

    assert sessions.actor(cast, opened.session_id) is None
    assert sessions.find(cast, cookie) is None
    assert sessions.actor(cast, other.session_id) is not None


def test_a_reopened_account_does_not_revive_a_session_ended_by_a_password(cast):
    opened = open_for(cast)
    change_password(cast)

    cast.write(lambda tx: accounts.set_open(tx, LAN.account_id, is_open=False, seen_version=2))
    cast.write(lambda tx: accounts.set_open(tx, LAN.account_id, is_open=True, seen_version=3))

    assert sessions.actor(cast, opened.session_id) is None


@pytest.mark.parametrize(
    ("later", "lives"),
    [
        (timedelta(hours=3, minutes=59), True),
        (timedelta(hours=4, seconds=1), False),
    ],
    ids=["just used", "idle"],
)
def test_an_idle_session_ends(cast, later, lives):
    with clock.at(START):
        opened = open_for(cast)
        cookie = sessions.redeem(cast, opened.ticket).session

    with clock.at(START + later):
        assert (sessions.find(cast, cookie) is not None) is lives
        assert (sessions.actor(cast, opened.session_id) is not None) is lives


def test_a_session_in_use_ends_after_twelve_hours(cast):
    with clock.at(START):
        opened = open_for(cast)
    lived = []
    for hour in range(1, 13):
        with clock.at(START + timedelta(hours=hour)):
            lived.append(sessions.actor(cast, opened.session_id) is not None)

    assert lived == [True] * 11 + [False]


def seen_at(db: Database, session_id) -> datetime:
    return db.read(
        lambda tx: tx.row("SELECT seen_at FROM sessions WHERE session_id = $1", [session_id])
    )[0]


def test_use_is_noted_once_a_minute_at_most(cast):
    with clock.at(START):
        opened = open_for(cast)
    noted = []
    for seconds in (30, 60, 61, 90, 121, 122):
        with clock.at(START + timedelta(seconds=seconds)):
            sessions.actor(cast, opened.session_id)
            noted.append((seen_at(cast, opened.session_id) - START).total_seconds())

    assert noted == [0, 0, 61, 61, 61, 122]


def test_a_page_that_nobody_touches_runs_out(cast):
    """Its timer asks every few seconds; a click in between keeps it for four hours more."""
    with clock.at(START):
        untouched, touched = open_for(cast), open_for(cast)
    lived = []
    for minutes in range(10, 7 * 60, 10):
        with clock.at(START + timedelta(minutes=minutes)):
            if minutes == 180:
                sessions.actor(cast, touched.session_id)
            found = [
                sessions.actor(cast, one.session_id, is_use=False) for one in (untouched, touched)
            ]
            lived.append(tuple(one is not None for one in found))

    assert lived == [(True, True)] * 23 + [(False, True)] * 18


def test_people_still_read_when_nothing_can_be_written(cast, monkeypatch):
    with clock.at(START):
        opened = open_for(cast)

    def refuse(work):
        raise Unavailable("disk_full")

    monkeypatch.setattr(cast, "write", refuse)
    with clock.at(START + timedelta(hours=1)):
        found = sessions.actor(cast, opened.session_id)

    assert found is not None


def test_a_ticket_is_good_once_and_nothing_secret_is_stored(cast):
    opened = open_for(cast)

    cookie = sessions.redeem(cast, opened.ticket).session

    assert sessions.redeem(cast, opened.ticket) is None
    found = sessions.find(cast, cookie)
    assert (found.session_id, found.account_id) == (opened.session_id, LAN.account_id)
    stored = str(cast.read(lambda tx: tx.rows("SELECT * FROM sessions")))
    assert opened.ticket not in stored
    assert cookie not in stored


@pytest.mark.parametrize("ticket", ["", "guess", "x" * 10_000, "\ud800"])
def test_a_made_up_ticket_writes_nothing(cast, monkeypatch, ticket):
    """Anybody may show one, and writers queue."""
    open_for(cast)

    def write(work):
        raise AssertionError("a stranger had something written")

    monkeypatch.setattr(cast, "write", write)

    assert sessions.redeem(cast, ticket) is None


def test_a_ticket_is_good_for_thirty_seconds(cast):
    with clock.at(START):
        opened = open_for(cast)

    with clock.at(START + timedelta(seconds=30)):
        assert sessions.redeem(cast, opened.ticket) is None


def test_of_many_who_show_one_ticket_one_gets_a_cookie(cast):
    opened = open_for(cast)

    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: sessions.redeem(cast, opened.ticket), range(8)))

    assert sum(one is not None for one in got) == 1


def test_the_ticket_of_an_ended_session_is_worthless(cast):
    opened = open_for(cast)
    end_all(cast)

    assert sessions.redeem(cast, opened.ticket) is None


@pytest.mark.parametrize(
    "cookie", [None, "", "guess", 17, b"x", ["x"], "\ud800", "x" * 10_000, "'; DROP TABLE x; --"]
)
def test_any_other_cookie_finds_nobody(cast, cookie):
    sessions.redeem(cast, open_for(cast).ticket)
    open_for(cast)

    assert sessions.find(cast, cookie) is None


def test_an_unknown_session_has_no_actor(cast):
    assert sessions.actor(cast, uuid4()) is None


def test_a_session_needs_an_open_account(cast):
    close(cast)

    with pytest.raises(Denied):
        open_for(cast)
    with pytest.raises(Denied):
        sessions.open_session(cast, ids.new_id(), None)

    assert cast.read(lambda tx: tx.rows("SELECT 1 FROM sessions")) == []
    assert events(cast) == []


def test_sign_out_ends_one_session_and_is_recorded_once(cast):
    lan = signed_in(cast, LAN)
    other = open_for(cast)

    sessions.sign_out(cast, lan, "10.0.0.7")
    sessions.sign_out(cast, lan, "10.0.0.7")

    assert sessions.actor(cast, lan.session_id) is None
    assert sessions.actor(cast, other.session_id) is not None
    assert [row for row in events(cast) if row[0] == "account.sign_out"] == [
        ("account.sign_out", LAN.full_name, str(LAN.account_id), "10.0.0.7", "{}")
    ]


def test_ending_the_other_sessions_keeps_this_one(cast):
    lan = signed_in(cast, LAN)
    others = [open_for(cast), open_for(cast)]
    hung = signed_in(cast, HUNG)

    ended = sessions.end_other_sessions(cast, lan)

    assert ended == 2
    assert sessions.actor(cast, lan.session_id) is not None
    assert [sessions.actor(cast, one.session_id) for one in others] == [None, None]
    assert sessions.actor(cast, hung.session_id) is not None
    assert events(cast)[-1] == (
        "account.end_sessions", LAN.full_name, str(LAN.account_id), None, '{"count": 2}',
    )  # fmt: skip
    assert sessions.end_other_sessions(cast, lan) == 0
    assert [one.session_id for one in sessions.open_sessions(cast, lan)] == [lan.session_id]


def test_old_sessions_are_forgotten_at_a_sign_in(cast):
    with clock.at(START):
        open_for(cast)
    with clock.at(START + timedelta(days=2)):
        opened = open_for(cast)

    left = cast.read(lambda tx: tx.rows("SELECT session_id FROM sessions"))
    assert left == [(opened.session_id,)]


def test_the_password_of_the_cast_is_what_tests_type(cast):
    stored = cast.read(lambda tx: accounts.usable_password(tx, "lan", clock.now()))

    assert stored.password_hash == cheap_hash(PASSWORD)


def aged(db, session_id, **columns):
    """Have the session begun, or last been used, so long ago."""
    now = clock.now()
    for column, ago in columns.items():
        sql = {
            "created_at": "UPDATE sessions SET created_at = $1 WHERE session_id = $2",
            "seen_at": "UPDATE sessions SET seen_at = $1 WHERE session_id = $2",
        }[column]
        db.write(lambda tx, sql=sql, ago=ago: tx.run(sql, [now - ago, session_id]))


MINUTE = timedelta(minutes=1)


def test_asking_for_the_time_left_does_not_lengthen_it(cast):
    opened = sessions.open_session(cast, LAN.account_id, None)
    cookie = sessions.redeem(cast, opened.ticket).session
    aged(cast, opened.session_id, created_at=5 * 60 * MINUTE, seen_at=IDLE_LIFE - 4 * MINUTE)

    for _ in range(2):
        left = sessions.left(cast, cookie)

        assert (left.is_renewable, left.time <= 4 * MINUTE) == (True, True)


def test_an_unused_session_is_renewed(cast):
    opened = sessions.open_session(cast, LAN.account_id, None)
    cookie = sessions.redeem(cast, opened.ticket).session
    aged(cast, opened.session_id, created_at=5 * 60 * MINUTE, seen_at=IDLE_LIFE - 4 * MINUTE)

    left = sessions.renew(cast, cookie)

    assert left.is_renewable
    assert left.time > IDLE_LIFE - MINUTE
    assert sessions.left(cast, cookie).time > IDLE_LIFE - MINUTE


def test_no_session_lives_longer_than_its_whole_life(cast):
    opened = sessions.open_session(cast, LAN.account_id, None)
    cookie = sessions.redeem(cast, opened.ticket).session
    aged(cast, opened.session_id, created_at=SESSION_LIFE - 4 * MINUTE)

    left = sessions.renew(cast, cookie)

    assert (left.is_renewable, left.time <= 4 * MINUTE) == (False, True)


@pytest.mark.parametrize(
    "ago",
    [{"created_at": SESSION_LIFE + MINUTE}, {"seen_at": IDLE_LIFE + MINUTE}],
    ids=["old", "unused"],
)
def test_what_is_over_is_not_renewed(cast, ago):
    opened = sessions.open_session(cast, LAN.account_id, None)
    cookie = sessions.redeem(cast, opened.ticket).session
    aged(cast, opened.session_id, **ago)

    assert sessions.renew(cast, cookie) is None
    assert sessions.left(cast, cookie) is None
    assert sessions.actor(cast, opened.session_id) is None


@pytest.mark.parametrize("cookie", [None, "", "guessed", 7])
def test_nobody_has_no_time_left(cast, cookie):
    assert sessions.left(cast, cookie) is None
    assert sessions.renew(cast, cookie) is None
