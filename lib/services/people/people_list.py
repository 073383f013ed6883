"""The accounts as the admin looks for them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor, Role
from lib.domain.accounts import Account
from lib.domain.units import Unit
from lib.domain.vietnamese import search_key
from lib.errors import NotFound
from lib.services import clock
from lib.store import accounts as store
from lib.store import confirmations
from lib.store import people as people_store
from lib.store import units as units_store
from lib.store.engine.db import Database, Reader

SHOWN_LIMIT = 200
STATES = ("open", "closed", "all")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which accounts the admin asks for; "" and None mean any."""

    words: str = ""
    unit_id: UUID | None = None
    role: Role | None = None
    state: str = "all"


@dataclass(frozen=True, slots=True)
class Person:
    """An account in the list.

    Attributes:
        waits: whether something of it waits for a second person.
    """

    account: Account
    unit_name: str
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The first SHOWN_LIMIT people that match, how many match, and how many there are."""

    people: tuple[Person, ...]
    matching: int
    total: int


def units(db: Database, actor: Actor) -> list[Unit]:
    """All units with today's names, for choosing a home unit."""
    access.check(actor, Action.PEOPLE_MANAGE)
    return db.read(lambda tx: units_store.units(tx, clock.today()))


def people(db: Database, actor: Actor, wanted: Filter) -> Found:
    """The accounts asked for, in Vietnamese order; words are found without accents."""
    access.check(actor, Action.PEOPLE_MANAGE)

    def work(tx: Reader) -> Found:
        names = {one.unit_id: one.short_name for one in units_store.units(tx, clock.today())}
        found = people_store.found(
            tx,
            words=search_key(wanted.words),
            unit_id=wanted.unit_id,
            role=wanted.role.value if wanted.role else "",
            state=wanted.state,
            limit=SHOWN_LIMIT,
        )
        waiting = {one.account_id for one in confirmations.waiting(tx)}
        return Found(
            people=tuple(
                Person(one, names[one.unit_id], one.account_id in waiting) for one in found.accounts
            ),
            matching=found.matching,
            total=found.total,
        )

    return db.read(work)


def person(db: Database, actor: Actor, username: str) -> Account:
    """The account as it is now.

    Raises:
        NotFound: there is none.
    """
    access.check(actor, Action.PEOPLE_MANAGE)
    found = db.read(lambda tx: store.by_username(tx, username))
    if found is None:
        raise NotFound("account")
    return found
