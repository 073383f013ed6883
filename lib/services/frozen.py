"""Read-only mode: no act changes anything that people work on (decision 0070)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from lib.domain.audit_chain import Link
from lib.domain.upkeep import Upkeep, require_going_on
from lib.errors import Refused
from lib.store import upkeep as store
from lib.store.engine.db import Database


class _Telling(Protocol):
    @property
    def told(self) -> Sequence[Link]: ...


A = TypeVar("A", bound=_Telling)
T = TypeVar("T")


def upkeep(db: Database) -> Upkeep:
    """As it is stored; on DuckDB no statement as long as nobody changes it."""
    return db.kept("upkeep", store.READS, store.upkeep)


def require_thawed(db: Database) -> None:
    """For what changes something outside of an act.

    Raises:
        Refused: `frozen`.
    """
    if upkeep(db).is_frozen:
        raise Refused("frozen")


def guarded(db: Database, work: Callable[[A], T]) -> Callable[[A], T]:
    """The work of an act; refused in read-only mode once it has told what it did.

    Asked for before the act's transaction. What was refused is taken back with it.
    """
    if not upkeep(db).is_frozen:
        return work

    def checked(act: A) -> T:
        result = work(act)
        require_going_on(link.event.event for link in act.told)
        return result

    return checked
