"""The accounts as the admin looks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor, Role
from lib.domain.accounts import Account
from lib.domain.list_choices import pages_of, rows_before
from lib.domain.units import Unit
from lib.domain.vietnamese import search_key
from lib.errors import NotFound
from lib.services import clock
from lib.services.checklist import kept
from lib.store import accounts as store
from lib.store import confirmations
from lib.store import people as people_store
from lib.store.engine.db import Database, Reader

PAGE_ROWS: Final = 50
STATES = ("open", "closed", "all")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which accounts the admin asks for; "" and None mean any.

    Attributes:
        page: from 1.
        page_rows: how many rows it has; None for as many as the actor has chosen.
    """

    words: str = ""
    unit_id: UUID | None = None
    role: Role | None = None
    state: str = "all"
    page: int = 1
    page_rows: int | None = None


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
    """One page of the people that match, how many match, and how many there are."""

    people: tuple[Person, ...]
    matching: int
    total: int
    page_rows: int

    @property
    def pages(self) -> int:
        return pages_of(self.matching, self.page_rows)


def units(db: Database, actor: Actor) -> Sequence[Unit]:
    """All units with today's names, for choosing a home unit."""
    access.check(actor, Action.PEOPLE_MANAGE)
    return tuple(kept.units(db, clock.today()).values())


def people(db: Database, actor: Actor, wanted: Filter) -> Found:
    """The accounts asked for, in Vietnamese order; words are found without accents.

    A page that a shorter list no longer has is its first one.
    """
    access.check(actor, Action.PEOPLE_MANAGE)
    page_rows = wanted.page_rows or actor.lists.page_rows(PAGE_ROWS)

    def work(tx: Reader) -> tuple[people_store.Found, set[UUID]]:
        found = people_store.found(
            tx,
            words=search_key(wanted.words),
            unit_id=wanted.unit_id,
            role=wanted.role.value if wanted.role else "",
            state=wanted.state,
            limit=page_rows,
            offset=rows_before(wanted.page, page_rows),
        )
        return found, {one.account_id for one in confirmations.waiting(tx)}

    found, waiting = db.read(work)
    names = kept.units(db, clock.today())
    return Found(
        tuple(
            Person(one, names[one.unit_id].short_name, one.account_id in waiting)
            for one in found.accounts
        ),
        found.matching,
        found.total,
        page_rows,
    )


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
