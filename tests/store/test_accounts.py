from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lib.domain.access import Role
from lib.domain.accounts import Account, NewAccount
from lib.errors import Conflict, Duplicate
from lib.store import accounts, units
from lib.store.engine import ids
from lib.store.engine.db import Database
from tests.cast import BEGAN_ON, UNITS

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def unit_id(db: Database):
    return db.write(lambda tx: units.insert_unit(tx, UNITS[1], valid_from=BEGAN_ON))


@pytest.fixture
def add(db: Database, unit_id):
    def add(username: str, full_name: str, *roles: Role, **changes) -> Account:
        new = NewAccount(
            account_id=ids.new_id(),
            username=username,
            full_name=full_name,
            unit_id=unit_id,
            roles=frozenset(roles),
            password_hash="hash",
            must_change=True,
            password_expires_at=NOW + timedelta(hours=24),
            created_at=NOW,
        )
        db.write(lambda tx: accounts.insert_account(tx, replace(new, **changes)))
        return db.read(lambda tx: accounts.account(tx, new.account_id))

    return add


def test_an_account_comes_back_as_it_was_stored(db, add, unit_id):
    lan = add("lan", "Nguyễn Thị Lan", Role.STAFF, Role.ADMIN)

    assert lan == Account(
        account_id=lan.account_id,
        username="lan",
        full_name="Nguyễn Thị Lan",
        unit_id=unit_id,
        roles=frozenset({Role.STAFF, Role.ADMIN}),
        is_open=True,
        must_change=True,
        password_expires_at=NOW + timedelta(hours=24),
        version=1,
    )
    assert db.read(lambda tx: accounts.by_username(tx, "lan")) == lan
    assert db.read(lambda tx: accounts.by_username(tx, "Lan")) is None
    assert db.read(lambda tx: accounts.account(tx, ids.new_id())) is None


def test_a_user_name_is_given_once(db, add):
    add("lan", "Nguyễn Thị Lan")

    with pytest.raises(Duplicate):
        add("lan", "Trần Thị Lan")

    assert len(db.read(accounts.accounts)) == 1


def test_people_stand_in_the_order_of_their_given_names(db, add, unit_id):
    for username, full_name in (
        ("a1", "Trần Văn Ánh"),
        ("a2", "Lê Thị An"),
        ("a3", "Đỗ Văn Đức"),
        ("a4", "Phạm Thị Dung"),
        ("a5", "Bùi Văn An"),
        ("a6", "Hoàng Thị Ân"),
    ):
        add(username, full_name)

    expected = [
        "Bùi Văn An", "Lê Thị An", "Trần Văn Ánh", "Hoàng Thị Ân", "Phạm Thị Dung", "Đỗ Văn Đức",
    ]  # fmt: skip
    assert [one.full_name for one in db.read(accounts.accounts)] == expected
    of_unit = db.read(lambda tx: accounts.accounts_of_unit(tx, unit_id))
    assert [one.full_name for one in of_unit] == expected


def test_a_change_names_the_version_it_saw(db, add):
    lan = add("lan", "Nguyễn Thị Lan", Role.STAFF)
    renamed = replace(lan, full_name="Nguyễn Lan Chi", roles=frozenset({Role.HEAD}))

    db.write(lambda tx: accounts.update_account(tx, renamed, seen_version=1))

    assert db.read(lambda tx: accounts.account(tx, lan.account_id)) == replace(renamed, version=2)
    row = db.read(lambda tx: tx.row("SELECT given_name, search_key FROM accounts"))
    assert row == ("Chi", "nguyen lan chi lan")


@pytest.mark.parametrize(
    "change",
    [
        lambda tx, one: accounts.update_account(tx, one, seen_version=1),
        lambda tx, one: accounts.set_open(tx, one.account_id, is_open=False, seen_version=1),
        lambda tx, one: accounts.set_password(
            tx, one.account_id, "other", set_at=NOW, seen_version=1
        ),
        lambda tx, one: accounts.set_one_time_password(
            tx, one.account_id, "other", set_at=NOW, expires_at=NOW, seen_version=1
        ),
    ],
    ids=["update", "close", "password", "one-time password"],
)
def test_a_stale_change_is_a_conflict_and_changes_nothing(db, add, change):
    lan = add("lan", "Nguyễn Thị Lan", Role.STAFF)
    db.write(lambda tx: accounts.set_open(tx, lan.account_id, is_open=True, seen_version=1))

    with pytest.raises(Conflict):
        db.write(lambda tx: change(tx, lan))

    assert db.read(lambda tx: accounts.account(tx, lan.account_id)) == replace(lan, version=2)
    assert db.read(lambda tx: accounts.stored_password(tx, lan.account_id)).password_hash == "hash"


def test_only_open_accounts_that_administer_are_counted(db, add):
    first = add("a1", "A", Role.ADMIN, Role.STAFF)
    add("a2", "B", Role.ADMIN)
    add("a3", "C", Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER, Role.COUNCIL)
    assert db.read(accounts.open_admins) == 2

    db.write(lambda tx: accounts.set_open(tx, first.account_id, is_open=False, seen_version=1))

    assert db.read(accounts.open_admins) == 1


@pytest.mark.parametrize(
    ("later", "is_usable"),
    [(timedelta(hours=23, minutes=59), True), (timedelta(hours=24), False)],
    ids=["in time", "too late"],
)
def test_a_one_time_password_is_good_for_a_day(db, add, later, is_usable):
    add("lan", "Nguyễn Thị Lan", Role.STAFF)

    found = db.read(lambda tx: accounts.usable_password(tx, "lan", NOW + later))

    assert (found is not None) is is_usable


def test_an_account_without_a_role_has_no_password_to_sign_in_with(db, add):
    add("lan", "Nguyễn Thị Lan")

    assert db.read(lambda tx: accounts.usable_password(tx, "lan", NOW)) is None
