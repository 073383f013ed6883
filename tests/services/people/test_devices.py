from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from lib.domain.access import Actor
from lib.domain.devices import KNOWN_FOR, MOST_DEVICES, TOLD_FOR, Browser, SignIn
from lib.errors import Denied, NotFound
from lib.services import clock
from lib.services.acts import new_act
from lib.services.people import account, devices, people_passwords, sessions, sign_in
from lib.store.engine.db import Database
from tests.cast import HUNG, LAN, PASSWORD, QUANG, Person
from tests.cast import actor as signed_in

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
NEW = "gió thổi qua cánh đồng"
HERE, THERE = "10.0.0.7", "10.0.0.9"


@dataclass
class Sat:
    """Somebody at a browser."""

    browser: Browser
    actor: Actor


def sit(
    db: Database, browser: Browser, person: Person = LAN, *, day: int = 0, address: str = HERE
) -> Sat:
    """Sign in at the browser on that day, and let it have its cookies."""
    with clock.at(START + timedelta(days=day)):
        opened = sign_in.sign_in(db, person.username, PASSWORD, address, browser)
        handed = sessions.redeem(db, opened.ticket, browser.cookie)
        assert handed is not None
        found = sessions.actor(db, opened.session_id)
        assert found is not None
        return Sat(Browser(handed.device, name=browser.name), found)


OFFICE, PHONE = Browser(name="Edge, Windows"), Browser(name="Chrome, Android")


def audit(db: Database) -> list[str]:
    return [
        row[0]
        for row in db.read(
            lambda tx: tx.rows("SELECT event FROM audit_events ORDER BY happened_at, act_id")
        )
    ]


def strange(db: Database, sat: Sat, *, day: int) -> list[tuple[str, bool]]:
    """Which browsers are told, and whether they may be confirmed."""
    with clock.at(START + timedelta(days=day)):
        told = devices.strange_sign_ins(db, sat.actor)
    return [(one.sign_in.browser, one.may_confirm) for one in told]


def test_the_first_sign_in_is_not_strange_and_makes_the_device_known(cast):
    lan = sit(cast, OFFICE)

    with clock.at(START):
        [device] = devices.own_devices(cast, lan.actor)
        [one] = devices.last_sign_ins(cast, lan.actor)

    assert (device.browser, device.address, device.is_this) == ("Edge, Windows", HERE, True)
    assert one == SignIn(
        lan.actor.session_id, device.device_id, START, HERE, "Edge, Windows", False, False
    )
    assert audit(cast) == ["account.sign_in"]


def test_a_known_device_keeps_its_cookie_and_is_not_strange(cast):
    lan = sit(cast, OFFICE)

    again = sit(cast, lan.browser, day=1)

    assert again.browser == lan.browser
    assert strange(cast, again, day=1) == []
    with clock.at(START + timedelta(days=1)):
        assert len(devices.own_devices(cast, again.actor)) == 1


def test_nothing_secret_of_a_device_is_stored(cast):
    lan = sit(cast, OFFICE)

    stored = str(cast.read(lambda tx: tx.rows("SELECT * FROM known_devices")))

    assert lan.browser.cookie
    assert lan.browser.cookie not in stored


def test_a_strange_sign_in_is_recorded_and_told_to_the_others(cast):
    lan = sit(cast, OFFICE)

    thief = sit(cast, PHONE, day=1, address=THERE)
    back = sit(cast, lan.browser, day=2)

    assert audit(cast).count("account.strange_sign_in") == 1
    assert strange(cast, back, day=2) == [("Chrome, Android", True)]
    assert strange(cast, thief, day=2) == []


def test_who_signs_in_twice_cannot_vouch_for_the_first(cast):
    lan = sit(cast, OFFICE)
    thief = sit(cast, PHONE, day=1)
    second = sit(cast, Browser(name="Firefox, Linux"), day=2)
    with clock.at(START + timedelta(days=2)):
        first = devices.strange_sign_ins(cast, second.actor)[0].sign_in

        with pytest.raises(NotFound):
            devices.confirm(cast, second.actor, first.sign_in_id)
        with pytest.raises(NotFound):
            devices.confirm(cast, thief.actor, first.sign_in_id)

    assert strange(cast, second, day=2) == [("Chrome, Android", False)]
    assert strange(cast, second, day=1 + TOLD_FOR.days) == []
    back = sit(cast, lan.browser, day=20)
    assert strange(cast, back, day=20) == [("Firefox, Linux", True), ("Chrome, Android", True)]


def test_a_confirmed_sign_in_is_told_no_more(cast):
    lan = sit(cast, OFFICE)
    sit(cast, PHONE, day=1)
    back = sit(cast, lan.browser, day=2)
    with clock.at(START + timedelta(days=2)):
        [told] = devices.strange_sign_ins(cast, back.actor)

        devices.confirm(cast, back.actor, told.sign_in.sign_in_id)

        kept = devices.last_sign_ins(cast, back.actor)
    assert strange(cast, back, day=2) == []
    assert [(one.is_strange, one.is_confirmed) for one in kept] == [
        (False, False), (True, True), (False, False),
    ]  # fmt: skip
    assert audit(cast)[-1] == "account.confirm_sign_in"


def test_nobody_vouches_for_another_account(cast):
    lan = sit(cast, OFFICE)
    sit(cast, PHONE, day=1)
    back = sit(cast, lan.browser, day=2)
    hung = sit(cast, OFFICE, HUNG)
    with clock.at(START + timedelta(days=2)):
        [told] = devices.strange_sign_ins(cast, back.actor)

        with pytest.raises(NotFound):
            devices.confirm(cast, hung.actor, told.sign_in.sign_in_id)

    assert strange(cast, back, day=2) == [("Chrome, Android", True)]


def test_a_browser_may_know_several_accounts_and_then_gets_another_cookie(cast):
    lan = sit(cast, OFFICE)

    hung = sit(cast, lan.browser, HUNG, day=1)
    both = [sit(cast, hung.browser, person, day=2) for person in (LAN, HUNG)]
    planted = sit(cast, lan.browser, day=3)

    assert hung.browser.cookie != lan.browser.cookie
    assert [one.browser for one in both] == [hung.browser] * 2
    assert planted.browser.cookie not in {lan.browser.cookie, hung.browser.cookie}
    assert strange(cast, both[0], day=3) == [("Edge, Windows", True)]


def test_a_connection_that_began_before_its_cookie_is_still_known(cast):
    with clock.at(START):
        opened = sign_in.sign_in(cast, LAN.username, PASSWORD, HERE, OFFICE)
        sessions.redeem(cast, opened.ticket)

    again = sit(cast, Browser(device_id=opened.device_id), day=1)

    assert strange(cast, sit(cast, again.browser, day=2), day=2) == []
    assert "account.strange_sign_in" not in audit(cast)


def test_a_device_is_known_for_180_days_after_its_last_sign_in(cast):
    lan = sit(cast, OFFICE)
    again = sit(cast, lan.browser, day=KNOWN_FOR.days - 1)

    last = sit(cast, again.browser, day=2 * KNOWN_FOR.days - 1)

    assert last.browser.cookie != again.browser.cookie
    left = cast.read(lambda tx: tx.rows("SELECT count(*) FROM known_devices"))
    assert left == [(1,)]
    assert cast.read(lambda tx: tx.rows("SELECT count(*) FROM sign_ins")) == [(1,)]


def test_a_forgotten_device_is_strange_and_its_sessions_end(cast):
    lan, phone = sit(cast, OFFICE), sit(cast, PHONE)
    with clock.at(START):
        [gone] = [one for one in devices.own_devices(cast, lan.actor) if not one.is_this]

        ended = devices.forget_device(cast, lan.actor, gone.device_id)
        again = devices.forget_device(cast, lan.actor, gone.device_id)

        assert (ended, again) == (1, 0)
        assert sessions.actor(cast, phone.actor.session_id) is None
        assert sessions.actor(cast, lan.actor.session_id) is not None
        assert [one.is_this for one in devices.own_devices(cast, lan.actor)] == [True]
    assert audit(cast).count("account.forget_device") == 1
    sit(cast, phone.browser, day=1)
    assert audit(cast).count("account.strange_sign_in") == 2


def test_nobody_forgets_the_device_of_another_account(cast):
    lan, hung = sit(cast, OFFICE), sit(cast, PHONE, HUNG)
    with clock.at(START):
        [own] = devices.own_devices(cast, lan.actor)

        devices.forget_device(cast, hung.actor, own.device_id)

        assert devices.own_devices(cast, lan.actor) == [own]


def test_a_new_password_leaves_this_device_alone_known(cast):
    lan = sit(cast, OFFICE)
    sit(cast, PHONE)
    with clock.at(START + timedelta(minutes=1)):
        opened = account.change_password(
            cast, lan.actor, current=PASSWORD, new=NEW, repeated=NEW, address=HERE
        )
        now = sessions.actor(cast, opened.session_id)

        assert [one.is_this for one in devices.own_devices(cast, now)] == [True]
        handed = sessions.redeem(cast, opened.ticket, lan.browser.cookie)
        assert handed.device == lan.browser.cookie


def test_a_reset_by_the_admin_forgets_all_devices_and_waits(cast):
    lan = sit(cast, OFFICE)
    with clock.at(START):
        for _ in range(5):
            with pytest.raises(Denied):
                sign_in.sign_in(cast, LAN.username, "wrong", THERE)
        secret = people_passwords.reset_password(
            cast, signed_in(cast, QUANG), act_id=new_act(), account_id=LAN.account_id,
            seen_version=1,
        ).one_time_password  # fmt: skip

        opened = sign_in.sign_in(cast, LAN.username, secret, THERE)

        [device] = devices.own_devices(cast, sessions.actor(cast, opened.session_id))
        assert device.is_this
        assert sessions.redeem(cast, opened.ticket, lan.browser.cookie).device
        assert "account.strange_sign_in" not in audit(cast)


def test_the_devices_used_last_stay_known(cast):
    for day in range(MOST_DEVICES + 2):
        last = sit(cast, Browser(name=f"{day}"), day=day)

    with clock.at(START + timedelta(days=MOST_DEVICES + 2)):
        known = devices.own_devices(cast, last.actor)
    assert [one.browser for one in known] == [str(day) for day in range(MOST_DEVICES + 1, 1, -1)]


def test_a_made_up_cookie_is_no_device(cast):
    sit(cast, OFFICE)

    for number, cookie in enumerate(("", "guess", "\ud800", "x" * 10_000), 1):
        sit(cast, Browser(cookie=cookie), day=number)

    assert audit(cast).count("account.strange_sign_in") == 4
