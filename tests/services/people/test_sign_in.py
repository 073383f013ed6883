from __future__ import annotations

import threading
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import bcrypt
import pytest

from lib.domain.devices import Browser
from lib.errors import Denied, Unavailable
from lib.services import clock
from lib.services.people import passwords, sessions, sign_in
from lib.store import accounts, attempts
from lib.store.engine.db import Database
from lib.text import sentence
from tests.cast import HUNG, LAN, PASSWORD, cheap_hash

ADDRESS = "10.0.0.7"
START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _few_tries_of_an_address(monkeypatch):
    monkeypatch.setattr(attempts, "ADDRESS_TRIES", 40)


@pytest.fixture
def checks(monkeypatch):
    """The hashes that bcrypt was asked about, in order."""
    seen: list[str] = []
    real = bcrypt.checkpw

    def counted(password: bytes, hashed: bytes) -> bool:
        seen.append(hashed.decode())
        return real(password, hashed)

    monkeypatch.setattr(bcrypt, "checkpw", counted)
    return seen


def refused(db: Database, username: str, password: str, address: str = ADDRESS) -> str:
    with pytest.raises(Denied) as refusal:
        sign_in.sign_in(db, username, password, address)
    return sentence(refusal.value)


def audit_events(db: Database) -> list[str]:
    return [row[0] for row in db.read(lambda tx: tx.rows("SELECT event FROM audit_events"))]


def close(db: Database) -> None:
    db.write(lambda tx: accounts.set_open(tx, LAN.account_id, is_open=False, seen_version=1))


def expire(db: Database) -> None:
    db.write(
        lambda tx: accounts.set_one_time_password(
            tx,
            LAN.account_id,
            cheap_hash(PASSWORD),
            set_at=START - timedelta(days=2),
            expires_at=START - timedelta(days=1),
            seen_version=1,
        )
    )


def wait(db: Database) -> None:
    for _ in range(attempts.PAIR.free):
        refused(db, LAN.username, "wrong")


def test_the_right_password_opens_a_session(cast):
    opened = sign_in.sign_in(cast, LAN.username, PASSWORD, ADDRESS)

    found = sessions.actor(cast, opened.session_id)
    assert found is not None
    assert found.account_id == LAN.account_id
    assert found.roles == LAN.roles
    assert found.unit_name == "Phòng Quản lý xây dựng"
    assert audit_events(cast) == ["account.sign_in"]


@pytest.mark.parametrize(
    ("username", "password"),
    [
        (" LAN ", PASSWORD),
        ("lan", f" {PASSWORD} "),
        ("lan", unicodedata.normalize("NFD", PASSWORD)),
    ],
    ids=["capitals", "blanks", "decomposed letters"],
)
def test_the_same_name_and_password_typed_otherwise_open_a_session(cast, username, password):
    opened = sign_in.sign_in(cast, username, password, None)

    assert sessions.actor(cast, opened.session_id) is not None


@pytest.mark.parametrize(
    ("before", "username", "password"),
    [
        (None, "lan", "wrong password"),
        (None, "nobody", PASSWORD),
        (close, "lan", PASSWORD),
        (expire, "lan", PASSWORD),
        (None, "lan", "ư" * 40),
        (None, "", ""),
        (None, "lan' OR 1=1 --", "x"),
        (None, "a" * 5000, "b" * 5000),
        (None, "lan", "x\x00y"),
        (None, "lan", "\ud800"),
        (None, "l\x00\ud800", "x"),
    ],
    ids=[
        "wrong", "unknown", "closed", "expired", "over 72 bytes", "empty", "sql",
        "very long", "nul", "surrogate", "strange name",
    ],
)  # fmt: skip
def test_every_refusal_has_the_same_words_and_one_check(
    cast, checks, monkeypatch, before, username, password
):
    with clock.at(START):
        if before:
            before(cast)
        checks.clear()

        words = refused(cast, username, password)

    assert words == sentence(Denied("credentials"))
    assert len(checks) == 1
    assert audit_events(cast) == ["account.sign_in_failed"]


@pytest.mark.parametrize("username", [LAN.username, "nobody"])
def test_who_has_to_wait_is_told_how_long_whether_or_not_there_is_such_a_name(
    cast, checks, username
):
    with clock.at(START):
        for _ in range(attempts.PAIR.free):
            assert refused(cast, username, "wrong") == sentence(Denied("credentials"))
        checks.clear()

        assert refused(cast, username, PASSWORD) == sentence(Denied("waiting", minutes=1))
        assert checks == []
    with clock.at(START + timedelta(minutes=1)):
        refused(cast, username, "wrong")
        assert refused(cast, username, PASSWORD) == sentence(Denied("waiting", minutes=2))


def test_a_dummy_check_takes_as_many_rounds_as_a_real_one():
    assert passwords.dummy_hash()[:7] == passwords.hash_password(PASSWORD)[:7]


def test_the_wait_after_wrong_tries_grows_and_ends(cast):
    with clock.at(START):
        wait(cast)
    moment = START
    waits = []
    for minutes in (1, 2, 4, 8, 16, 30, 30):
        just_before = moment + timedelta(minutes=minutes, seconds=-1)
        with clock.at(just_before):
            refused(cast, LAN.username, PASSWORD)
        moment += timedelta(minutes=minutes)
        with clock.at(moment):
            refused(cast, LAN.username, "wrong")
        waits.append(minutes)

    with clock.at(moment + timedelta(minutes=30)):
        opened = sign_in.sign_in(cast, LAN.username, PASSWORD, ADDRESS)

    assert waits == [1, 2, 4, 8, 16, 30, 30]
    assert opened.ticket


def test_the_wait_is_stored(cast):
    with clock.at(START):
        wait(cast)

    row = cast.read(
        lambda tx: tx.row(
            "SELECT failures, wait_until FROM sign_in_attempts WHERE subject = 'pair:lan 10.0.0.7'"
        )
    )
    assert row == (5, START + timedelta(minutes=1))


def test_other_people_do_not_wait(cast):
    wait(cast)

    opened = sign_in.sign_in(cast, HUNG.username, PASSWORD, ADDRESS)

    assert opened.ticket


def test_a_right_password_forgets_the_wrong_ones(cast):
    for _ in range(attempts.PAIR.free - 1):
        refused(cast, LAN.username, "wrong")

    sign_in.sign_in(cast, LAN.username, PASSWORD, ADDRESS)

    for _ in range(attempts.PAIR.free - 1):
        refused(cast, LAN.username, "wrong")
    assert sign_in.sign_in(cast, LAN.username, PASSWORD, ADDRESS).ticket


def test_a_day_without_tries_forgets_the_wrong_ones(cast):
    with clock.at(START):
        wait(cast)

    with clock.at(START + timedelta(days=1, seconds=1)):
        for _ in range(attempts.PAIR.free - 1):
            refused(cast, LAN.username, "wrong")
        opened = sign_in.sign_in(cast, LAN.username, PASSWORD, ADDRESS)

    assert opened.ticket


def test_forty_parallel_guesses_get_five_checks_at_most(cast, checks):
    barrier = threading.Barrier(40)

    def guess(number: int) -> str:
        barrier.wait()
        with pytest.raises((Denied, Unavailable)) as refusal:
            sign_in.sign_in(cast, LAN.username, f"guess {number}", ADDRESS)
        return refusal.value.reason

    with ThreadPoolExecutor(40) as pool:
        reasons = Counter(pool.map(guess, range(40)))

    assert set(reasons) <= {"credentials", "waiting", "hashing_busy"}
    assert checks == [cheap_hash(PASSWORD)] * reasons["credentials"]
    assert 1 <= reasons["credentials"] <= 5


def test_bcrypt_runs_one_at_a_time_whoever_asks(cast, monkeypatch):
    running, was_alone = threading.Semaphore(1), []
    real = bcrypt.checkpw

    def watched(password: bytes, hashed: bytes) -> bool:
        is_alone = running.acquire(blocking=False)
        was_alone.append(is_alone)
        try:
            return real(password, hashed)
        finally:
            if is_alone:
                running.release()

    monkeypatch.setattr(bcrypt, "checkpw", watched)

    def guess(number: int) -> None:
        with pytest.raises((Denied, Unavailable)):
            sign_in.sign_in(cast, f"nobody{number}", "x", f"10.0.1.{number}")

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(guess, range(32)))

    assert len(was_alone) >= 8
    assert all(was_alone)


@pytest.mark.parametrize("username", ["lan", "nobody", "no name"])
def test_what_a_limit_refuses_is_neither_checked_nor_written(cast, checks, monkeypatch, username):
    with clock.at(START):
        for _ in range(attempts.PAIR.free if username != "no name" else attempts.ADDRESS_TRIES):
            refused(cast, username, "wrong")
        checks.clear()
        monkeypatch.setattr(cast, "write", None)

        words = {refused(cast, username, PASSWORD) for _ in range(40)}

    assert checks == []
    assert words == {sentence(Denied("waiting", minutes=10 if username == "no name" else 1))}


def test_guesses_from_elsewhere_make_nobody_wait(cast):
    with clock.at(START):
        for _ in range(attempts.PAIR.free):
            refused(cast, LAN.username, "wrong", "10.0.0.66")
        assert refused(cast, LAN.username, PASSWORD, "10.0.0.66").startswith("Đã thử sai")

        opened = sign_in.sign_in(cast, LAN.username, PASSWORD, ADDRESS)

    assert opened.ticket


def many_guess(db: Database) -> None:
    """Wrong guesses at Lan's password, each from an address of its own."""
    for number in range(attempts.NAME.free):
        refused(db, LAN.username, "wrong", f"10.0.1.{number}")


def test_guesses_from_many_addresses_slow_strangers_down_for_a_while(cast):
    with clock.at(START):
        many_guess(cast)

        assert refused(cast, LAN.username, PASSWORD) == sentence(Denied("waiting", minutes=1))
    with clock.at(START + timedelta(minutes=1)):
        assert sign_in.sign_in(cast, LAN.username, PASSWORD, ADDRESS).ticket


def test_the_longest_wait_of_a_name_is_far_shorter_than_that_of_a_guesser():
    assert (max(attempts.NAME.waits), max(attempts.PAIR.waits)) == (
        timedelta(minutes=5),
        timedelta(minutes=30),
    )


def at_a_known_device(db: Database, person=LAN) -> Browser:
    """The browser of somebody who has signed in there before."""
    opened = sign_in.sign_in(db, person.username, PASSWORD, ADDRESS)
    handed = sessions.redeem(db, opened.ticket)
    assert handed is not None
    return Browser(cookie=handed.device)


def guess_here(db: Database) -> None:
    for _ in range(attempts.PAIR.free):
        refused(db, LAN.username, "wrong")


def use_up_the_address(db: Database) -> None:
    for number in range(attempts.ADDRESS_TRIES):
        refused(db, f"nobody{number}", "wrong")


@pytest.mark.parametrize("attack", [guess_here, many_guess, use_up_the_address])
def test_a_known_device_is_not_locked_out_by_strangers(cast, attack):
    with clock.at(START):
        known, of_hung = at_a_known_device(cast), at_a_known_device(cast, HUNG)
        attack(cast)

        assert refused(cast, LAN.username, PASSWORD).startswith("Đã thử sai")
        with pytest.raises(Denied, match="waiting"):
            sign_in.sign_in(cast, LAN.username, PASSWORD, ADDRESS, of_hung)
        opened = sign_in.sign_in(cast, LAN.username, PASSWORD, ADDRESS, known)

    assert opened.ticket


def test_a_known_device_waits_after_its_own_wrong_tries(cast, checks):
    with clock.at(START):
        known = at_a_known_device(cast)
        for _ in range(attempts.PAIR.free):
            with pytest.raises(Denied, match="credentials"):
                sign_in.sign_in(cast, LAN.username, "wrong", ADDRESS, known)
        checks.clear()

        with pytest.raises(Denied, match="waiting"):
            sign_in.sign_in(cast, LAN.username, PASSWORD, ADDRESS, known)

        assert checks == []
        assert sign_in.sign_in(cast, LAN.username, PASSWORD, ADDRESS).ticket


def test_a_used_up_address_waits_for_the_rest_of_its_ten_minutes(cast, checks):
    with clock.at(START):
        refused(cast, "nobody", "wrong")
    with clock.at(START + timedelta(minutes=4)):
        for number in range(attempts.ADDRESS_TRIES - 1):
            refused(cast, f"nobody{number}", "wrong")
        checks.clear()

        assert refused(cast, LAN.username, PASSWORD) == sentence(Denied("waiting", minutes=6))
        assert checks == []
        assert sign_in.sign_in(cast, LAN.username, PASSWORD, "10.0.0.8").ticket
    with clock.at(START + timedelta(minutes=10)):
        assert sign_in.sign_in(cast, LAN.username, PASSWORD, ADDRESS).ticket


def test_a_network_of_version_6_is_one_address(cast):
    with clock.at(START):
        for number in range(attempts.PAIR.free):
            refused(cast, LAN.username, "wrong", f"2001:db8:0:1::{number}")

        assert "sau 1 phút" in refused(cast, LAN.username, PASSWORD, "2001:db8:0:1:ffff::1")
        assert sign_in.sign_in(cast, LAN.username, PASSWORD, "2001:db8:0:2::1").ticket


def test_a_used_up_address_makes_no_name_wait(cast):
    with clock.at(START):
        for number in range(attempts.ADDRESS_TRIES):
            refused(cast, f"nobody{number}", "wrong")

        for _ in range(attempts.PAIR.free + 1):
            refused(cast, LAN.username, "wrong")

        assert sign_in.sign_in(cast, LAN.username, PASSWORD, "10.0.0.8").ticket


def test_people_who_sign_in_do_not_use_up_their_address(cast):
    with clock.at(START):
        for _ in range(attempts.ADDRESS_TRIES + 1):
            sign_in.sign_in(cast, LAN.username, PASSWORD, ADDRESS)

    assert audit_events(cast).count("account.sign_in") == attempts.ADDRESS_TRIES + 1


def test_an_account_closed_during_the_check_gets_no_session(cast, monkeypatch):
    real = bcrypt.checkpw

    def closing(password: bytes, hashed: bytes) -> bool:
        close(cast)
        return real(password, hashed)

    monkeypatch.setattr(bcrypt, "checkpw", closing)

    refused(cast, LAN.username, PASSWORD)

    assert "account.sign_in" not in audit_events(cast)


def test_a_password_replaced_during_the_check_gets_no_session(cast, monkeypatch):
    real = bcrypt.checkpw

    def replacing(password: bytes, hashed: bytes) -> bool:
        cast.write(
            lambda tx: accounts.set_password(
                tx, LAN.account_id, cheap_hash("another one"), set_at=START, seen_version=1
            )
        )
        return real(password, hashed)

    monkeypatch.setattr(bcrypt, "checkpw", replacing)

    refused(cast, LAN.username, PASSWORD)

    assert "account.sign_in" not in audit_events(cast)
