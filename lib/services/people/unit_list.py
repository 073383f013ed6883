"""The units as the admin looks for them, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.list_choices import pages_of, rows_before
from lib.domain.units import Unit
from lib.domain.vietnamese import search_key
from lib.errors import NotFound
from lib.services import clock
from lib.services.checklist import kept
from lib.store import units as store
from lib.store.engine.db import Database

PAGE_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """Which units the admin asks for; "" and None mean any.

    Attributes:
        is_open: whether they are in service today.
        page: from 1.
        page_rows: how many rows it has; None for as many as the actor has chosen.
    """

    words: str = ""
    is_open: bool | None = None
    page: int = 1
    page_rows: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the units that match, how many match, and how many there are."""

    units: Sequence[Unit]
    matching: int
    total: int
    page_rows: int

    @property
    def pages(self) -> int:
        return pages_of(self.matching, self.page_rows)


def units(db: Database, actor: Actor, wanted: Filter) -> Found:
    """The units asked for, closed ones too, with today's names, in the agency's order.

    Words are found without accents in names and codes. A page that a shorter list no longer has
    is its first one.
    """
    access.check(actor, Action.UNITS_MANAGE)
    today, words = clock.today(), search_key(wanted.words)
    found: Sequence[Unit] = tuple(kept.units(db, today).values())
    total = len(found)
    if words:
        found = [one for one, key in _by_words(db, today) if words in key]
    if wanted.is_open is not None:
        found = [one for one in found if one.is_open(today) == wanted.is_open]
    page_rows = wanted.page_rows or actor.lists.page_rows(PAGE_ROWS)
    first = rows_before(wanted.page, page_rows)
    first = first if first < len(found) else 0
    return Found(found[first : first + page_rows], len(found), total, page_rows)


def unit(db: Database, actor: Actor, code: str) -> Unit:
    """The unit of that code, with today's name.

    Raises:
        NotFound: there is none.
    """
    access.check(actor, Action.UNITS_MANAGE)
    found = db.read(lambda tx: store.id_by_code(tx, code))
    if found is None:
        raise NotFound("unit")
    return kept.unit(db, found, clock.today())


def _by_words(db: Database, on: date) -> list[tuple[Unit, str]]:
    """All units, each with what its words are sought in."""
    return db.kept(
        ("units by words", on),
        ("units", "unit_names"),
        lambda tx: [
            (one, search_key(f"{one.code} {one.name} {one.short_name}"))
            for one in store.units(tx, on)
        ],
    )
