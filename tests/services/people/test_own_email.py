from __future__ import annotations

import uuid

import pytest

from lib.domain.access import Role
from lib.errors import Conflict, Denied, Problems
from lib.services.people import account, confirmations, people, people_passwords
from lib.store import accounts
from lib.store.engine.db import Database
from tests.cast import CAST, LAN, QUANG, SON, actor
from tests.support.trace import events, trace


def stored(db, person):
    return db.read(lambda tx: accounts.account(tx, person.account_id))


def change(db, person, email, seen=None, act_id=None):
    account.change_email(
        db,
        actor(db, person),
        act_id=act_id or uuid.uuid4(),
        seen_version=stored(db, person).version if seen is None else seen,
        email=email,
    )


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_everybody_says_where_letters_go(cast: Database, person):
    before = stored(cast, person)

    change(cast, person, " lan@SO.vn ")

    now = stored(cast, person)
    assert (now.email, now.version) == ("lan@so.vn", before.version + 1)
    assert (now.full_name, now.unit_id, now.roles) == (
        before.full_name, before.unit_id, before.roles,
    )  # fmt: skip
    assert [detail for _, _, detail in events(cast, "account.change")] == [
        {"changed": ["email"], "before": {"email": ""}, "after": {"email": "lan@so.vn"}}
    ]


def test_two_clicks_are_one(cast: Database):
    act_id = uuid.uuid4()
    change(cast, LAN, "lan@so.vn", 1, act_id)

    change(cast, LAN, "lan@so.vn", 1, act_id)
    change(cast, LAN, "lan@so.vn")

    assert stored(cast, LAN).version == 2
    assert len(events(cast, "account.change")) == 1


@pytest.mark.parametrize("typed", ["lan", "a@so.vn, b@so.vn", "a@so.vn\r\nBcc: b@so.vn", None, 7])
def test_what_is_no_address_changes_nothing(cast: Database, typed):
    lan = actor(cast, LAN)
    before = trace(cast)

    with pytest.raises(Problems):
        account.change_email(cast, lan, act_id=uuid.uuid4(), seen_version=1, email=typed)

    assert trace(cast) == before


def test_an_account_changed_meanwhile_is_a_conflict(cast: Database):
    change(cast, LAN, "lan@so.vn")

    with pytest.raises(Conflict):
        change(cast, LAN, "khac@so.vn", 1)

    assert stored(cast, LAN).email == "lan@so.vn"


def test_who_has_no_account_any_more_is_refused(cast: Database):
    lan = actor(cast, LAN)
    people.close_person(
        cast, actor(cast, QUANG), act_id=uuid.uuid4(), account_id=LAN.account_id, seen_version=1
    )

    with pytest.raises(Denied):
        account.change_email(cast, lan, act_id=uuid.uuid4(), seen_version=2, email="lan@so.vn")

    assert stored(cast, LAN).email == ""


def test_nobody_gets_rid_of_what_waits_by_another_address(cast: Database):
    admin = actor(cast, QUANG)
    son, lan = stored(cast, SON), stored(cast, LAN)
    people_passwords.reset_password(
        cast, admin, act_id=uuid.uuid4(), account_id=son.account_id, seen_version=son.version
    )
    people.change_person(
        cast, admin, act_id=uuid.uuid4(), account_id=lan.account_id, seen_version=lan.version,
        full_name=lan.full_name, unit_id=lan.unit_id, roles=[*lan.roles, Role.LEADER], email="",
    )  # fmt: skip

    change(cast, SON, "son@so.vn")
    change(cast, LAN, "lan@so.vn")

    waiting = confirmations.waiting(cast, admin)
    assert {one.account.username for one in waiting} == {"son", "lan"}
