from __future__ import annotations

from datetime import timedelta

import bcrypt
import pytest

from lib.errors import Conflict, Denied, Invalid
from lib.services import clock
from lib.services.people import account, passwords, sessions, sign_in
from lib.store import accounts, attempts
from lib.store.engine.db import Database
from lib.store.engine.json_column import to_json
from tests.cast import CAST, HUNG, LAN, PASSWORD, cheap_hash
from tests.cast import actor as signed_in

NEW = "gió thổi qua cánh đồng"


def change(db: Database, who, **changed):
    typed = {"current": PASSWORD, "new": NEW, "repeated": NEW, "address": "10.0.0.7", **changed}
    return account.change_password(db, who, **typed)


def stored(db: Database, person=LAN):
    return db.read(lambda tx: accounts.stored_password(tx, person.account_id))


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_everybody_sees_their_own_account(cast, person):
    own = account.own_account(cast, signed_in(cast, person))

    assert (own.username, own.full_name, own.roles) == (
        person.username, person.full_name, person.roles,
    )  # fmt: skip


def test_a_new_password_replaces_every_session_by_a_new_one(cast):
    lan = signed_in(cast, LAN)
    other = sessions.open_session(cast, LAN.account_id, None)
    hung = signed_in(cast, HUNG)

    opened = change(cast, lan)

    assert sessions.actor(cast, lan.session_id) is None
    assert sessions.actor(cast, other.session_id) is None
    assert sessions.actor(cast, opened.session_id).account_id == LAN.account_id
    assert sessions.actor(cast, hung.session_id) is not None
    assert sign_in.sign_in(cast, "lan", NEW, None).ticket
    with pytest.raises(Denied):
        sign_in.sign_in(cast, "lan", PASSWORD, None)


def test_a_new_password_is_recorded_without_it(cast):
    change(cast, signed_in(cast, LAN))

    rows = cast.read(
        lambda tx: tx.rows(
            "SELECT account_id, actor_name, subject, address, detail FROM audit_events"
            " WHERE event = 'account.change_password'"
        )
    )
    assert rows == [(LAN.account_id, LAN.full_name, str(LAN.account_id), "10.0.0.7", "{}")]


def test_a_one_time_password_becomes_ones_own(cast):
    cast.write(
        lambda tx: accounts.set_one_time_password(
            tx,
            LAN.account_id,
            cheap_hash("k7mpq-2xw9t-h4vbn"),
            set_at=clock.now(),
            expires_at=clock.now() + timedelta(hours=24),
            seen_version=1,
        )
    )
    opened = sign_in.sign_in(cast, "lan", "k7mpq-2xw9t-h4vbn", None)
    lan = sessions.actor(cast, opened.session_id)
    assert lan.must_change

    changed = change(cast, lan, current="k7mpq-2xw9t-h4vbn")

    assert not sessions.actor(cast, changed.session_id).must_change
    own = cast.read(lambda tx: accounts.account(tx, LAN.account_id))
    assert (own.must_change, own.password_expires_at) == (False, None)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"current": "wrong"}, "wrong_password"),
        ({"repeated": "khác"}, "passwords_differ"),
        ({"new": PASSWORD, "repeated": PASSWORD}, "same_password"),
        ({"new": "ngắn", "repeated": "ngắn"}, "short_password"),
        ({"new": "ế" * 30, "repeated": "ế" * 30}, "long_password"),
        ({"new": "nguyenthilan90", "repeated": "nguyenthilan90"}, "weak_password"),
        ({"new": "quanlyxaydung1", "repeated": "quanlyxaydung1"}, "weak_password"),
    ],
    ids=["wrong", "differ", "same", "short", "long", "own name", "unit's name"],
)
def test_a_refused_change_changes_nothing(cast, typed, reason):
    lan = signed_in(cast, LAN)
    before = stored(cast)

    with pytest.raises(Invalid) as refusal:
        change(cast, lan, **typed)

    assert refusal.value.reason == reason
    assert stored(cast) == before
    assert sessions.actor(cast, lan.session_id) is not None


def test_a_poor_choice_is_no_wrong_try(cast):
    lan = signed_in(cast, LAN)
    for _ in range(attempts.PAIR.free + 1):
        with pytest.raises(Invalid):
            change(cast, lan, new="ngắn", repeated="ngắn")

    assert change(cast, lan).ticket


def test_wrong_current_passwords_wait_and_keep_nobody_from_signing_in(cast, monkeypatch):
    lan = signed_in(cast, LAN)
    for _ in range(attempts.PAIR.free):
        with pytest.raises(Invalid, match="wrong_password"):
            change(cast, lan, current="wrong")
    monkeypatch.setattr(bcrypt, "checkpw", None)

    with pytest.raises(Denied) as refusal:
        change(cast, lan)

    monkeypatch.undo()
    assert (refusal.value.reason, refusal.value.facts) == ("waiting", {"minutes": 1})
    assert sign_in.sign_in(cast, "lan", PASSWORD, None).ticket


def test_wrong_current_passwords_are_recorded(cast):
    lan = signed_in(cast, LAN)
    for _ in range(2):
        with pytest.raises(Invalid):
            change(cast, lan, current="wrong")

    rows = cast.read(
        lambda tx: tx.rows(
            "SELECT account_id, actor_name, subject, address, detail FROM audit_events"
            " WHERE event = 'account.wrong_password' ORDER BY happened_at"
        )
    )
    who = (LAN.account_id, LAN.full_name, str(LAN.account_id), "10.0.0.7")
    assert rows == [(*who, to_json({"failures": number, "left_out": 0})) for number in (1, 2)]


def test_an_account_changed_meanwhile_is_a_conflict(cast, monkeypatch):
    lan = signed_in(cast, LAN)
    real = passwords.hash_password

    def closing(text: str) -> str:
        cast.write(lambda tx: accounts.set_open(tx, LAN.account_id, is_open=True, seen_version=1))
        return real(text)

    monkeypatch.setattr(passwords, "hash_password", closing)

    with pytest.raises(Conflict):
        change(cast, lan)

    assert stored(cast).password_hash == cheap_hash(PASSWORD)


def test_an_account_closed_meanwhile_is_refused(cast):
    lan = signed_in(cast, LAN)
    cast.write(lambda tx: accounts.set_open(tx, LAN.account_id, is_open=False, seen_version=1))

    with pytest.raises(Denied) as refusal:
        change(cast, lan)

    assert refusal.value.reason == "signed_out"
    assert stored(cast).password_hash == cheap_hash(PASSWORD)
