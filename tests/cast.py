"""The cast of DESIGN.md §1: the same people in tests, demo data and docs."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid5
from weakref import WeakKeyDictionary

import bcrypt

from lib.domain.access import Actor, Role
from lib.domain.accounts import NewAccount
from lib.domain.units import UnitSeed, UnitType
from lib.services.people import sessions
from lib.store import accounts, units
from lib.store.engine.db import Database, Writer

PASSWORD = "sóng vỗ bờ cát trắng"
BEGAN_ON = date(2021, 1, 1)
CREATED_AT = datetime(2021, 1, 4, 1, tzinfo=UTC)
# Signing in anew for each act was a fifth of what tests of services cost.
_sessions: WeakKeyDictionary[Database, dict[UUID, UUID]] = WeakKeyDictionary()
_NAMES = UUID("6f1d3a52-0f0e-4a59-9f0b-2f3c5f9f7d10")


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast."""

    username: str
    full_name: str
    unit: str
    roles: frozenset[Role]

    @property
    def account_id(self) -> UUID:
        return uuid5(_NAMES, self.username)


def _person(username: str, full_name: str, unit: str, *roles: Role) -> Person:
    return Person(username, full_name, unit, frozenset(roles))


LAN = _person("lan", "Nguyễn Thị Lan", "QLXD", Role.STAFF)
HUNG = _person("hung", "Trần Văn Hùng", "QLXD", Role.HEAD, Role.COUNCIL)
BINH = _person("binh", "Lê Thanh Bình", "QHKT", Role.STAFF)
YEN = _person("yen", "Phạm Hải Yến", "QHKT", Role.HEAD)
MAI = _person("mai", "Hoàng Thị Mai", "VP", Role.STAFF, Role.OFFICE)
VAN = _person("van", "Đỗ Thị Vân", "VP", Role.HEAD, Role.OFFICE, Role.COUNCIL)
SON = _person("son", "Nông Văn Sơn", "LDS", Role.LEADER, Role.COUNCIL)
THU = _person("thu", "Lý Thị Thu", "TTR", Role.COUNCIL)
QUANG = _person("quang", "Đặng Minh Quang", "VP", Role.ADMIN)

CAST = (LAN, HUNG, BINH, YEN, MAI, VAN, SON, THU, QUANG)

UNITS = (
    UnitSeed("LDS", "Lãnh đạo Sở", "Lãnh đạo Sở", UnitType.LEADERSHIP, 0),
    UnitSeed("VP", "Văn phòng Sở", "Văn phòng", UnitType.OFFICE, 1, is_office=True),
    UnitSeed("TTR", "Thanh tra Sở", "Thanh tra", UnitType.INSPECTORATE, 2),
    UnitSeed("QLXD", "Phòng Quản lý xây dựng", "QL xây dựng", UnitType.DIVISION, 3),
    UnitSeed("QHKT", "Phòng Quy hoạch - Kiến trúc", "QH kiến trúc", UnitType.DIVISION, 4),
)


@functools.cache
def cheap_hash(password: str) -> str:
    """A bcrypt hash that is fast to check."""
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(4)).decode()


def make_cast(db: Database, people: tuple[Person, ...] = CAST) -> None:
    """Create the units that are missing and an open account for each person."""

    def work(tx: Writer) -> None:
        ids = _make_units(tx)
        for person in people:
            accounts.insert_account(
                tx,
                NewAccount(
                    account_id=person.account_id,
                    username=person.username,
                    full_name=person.full_name,
                    unit_id=ids[person.unit],
                    roles=person.roles,
                    password_hash=cheap_hash(PASSWORD),
                    must_change=False,
                    password_expires_at=None,
                    created_at=CREATED_AT,
                ),
            )

    db.write(work)


def with_cast(db: Database) -> Database:
    """The same as a scene."""
    make_cast(db)
    return db


def _make_units(tx: Writer) -> Mapping[str, UUID]:
    known = {unit.code: unit.unit_id for unit in units.units(tx, BEGAN_ON)}
    return {
        seed.code: known.get(seed.code) or units.insert_unit(tx, seed, valid_from=BEGAN_ON)
        for seed in UNITS
    }


def actor(db: Database, person: Person) -> Actor:
    """The person signed in, as a service sees them now; one session serves while it lives."""
    session_id = _sessions.setdefault(db, {}).get(person.account_id)
    found = session_id and sessions.actor(db, session_id)
    return found or signed_in_anew(db, person)


def signed_in_anew(db: Database, person: Person) -> Actor:
    """The same in a session of which nothing has been proved yet; it serves from now on."""
    opened = sessions.open_session(db, person.account_id, None)
    _sessions.setdefault(db, {})[person.account_id] = opened.session_id
    found = sessions.actor(db, opened.session_id)
    assert found
    return found
