"""Who has a record open just now: in the memory of this process, never stored (decision 0071).

Not for what is anonymous, nor for opinions that colleagues may not know of yet.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.checklist import Item
from lib.services import clock

LINGERS: Final = timedelta(minutes=30)
"""Whoever has done nothing there for so long may have gone, whatever the browser says."""
_MOST: Final = 10_000


class Kind(StrEnum):
    """What may be open."""

    ITEM = "item"
    NOMINATION = "nomination"
    REPORT_PART = "report_part"


_RIGHTS: Final[Mapping[Kind, Action]] = {
    Kind.ITEM: Action.ITEM_VIEW,
    Kind.NOMINATION: Action.NOMINATION_VIEW,
    Kind.REPORT_PART: Action.REPORT_VIEW,
}
"""What it takes to see the record, and so who is there."""


@dataclass(frozen=True, slots=True)
class Place:
    """A record.

    Attributes:
        record: its key among those of its kind.
        unit_id: whose it is; None for the Office's own.
    """

    kind: Kind
    record: tuple[UUID | str, ...]
    unit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A tab in which somebody is signed in.

    Args:
        tab: Streamlit's id of it.
    """

    tab: str
    session_id: UUID | None


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody else who has the record open."""

    full_name: str
    since: datetime


@dataclass(slots=True)
class _Stay:
    """Where a window is.

    Attributes:
        is_going: a new page is drawn there, which has not said yet that this is open on it.
    """

    account_id: UUID
    full_name: str
    place: Place
    since: datetime
    seen_at: datetime
    is_going: bool = False


@dataclass(slots=True)
class _Board:
    """Who is where; its lock is held by whoever reads or changes it.

    Attributes:
        stays: the one that was not seen for longest comes first.
        windows: those of a place.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    stays: OrderedDict[Window, _Stay] = field(default_factory=OrderedDict)
    windows: dict[Place, set[Window]] = field(default_factory=dict)

    def put(self, window: Window, stay: _Stay) -> None:
        """The window is there, and nowhere else."""
        self.drop(window)
        self.stays[window] = stay
        self.windows.setdefault(stay.place, set()).add(window)
        if len(self.stays) > _MOST:
            self.drop(next(iter(self.stays)))

    def drop(self, window: Window) -> None:
        """Nothing is known of the window any more."""
        stay = self.stays.pop(window, None)
        if stay is None:
            return
        there = self.windows[stay.place]
        there.discard(window)
        if not there:
            del self.windows[stay.place]

    def clear_old(self, now: datetime) -> None:
        """Forget windows in which nothing has been done for so long."""
        while self.stays:
            window, stay = next(iter(self.stays.items()))
            if now - stay.seen_at < LINGERS:
                return
            self.drop(window)


_BOARD: Final = _Board()


def of_item(item: Item) -> Place:
    """A unit's item."""
    return Place(Kind.ITEM, (item.unit_id, item.task_id), item.unit_id)


def enter(
    actor: Actor, place: Place, window: Window, *, is_there: Callable[[Window], bool]
) -> Sequence[Here]:
    """Say that the actor has the record open in that window; who else has, the first one first.

    Args:
        is_there: whether a window is still open and nobody has signed out in it.
    Raises:
        Denied: the actor may not see the record.
    """
    access.check(actor, _RIGHTS[place.kind], unit_id=place.unit_id)
    now, board = clock.now(), _BOARD
    with board.lock:
        board.clear_old(now)
        last = board.stays.get(window)
        is_same = last is not None and (last.place, last.account_id) == (place, actor.account_id)
        since = last.since if last is not None and is_same else now
        board.put(window, _Stay(actor.account_id, actor.full_name, place, since, now))
        there = [(at, board.stays[at]) for at in board.windows[place]]
    begun: dict[UUID, Here] = {}
    for at, one in sorted(there, key=lambda pair: pair[1].since):
        if at == window or one.is_going or now - one.seen_at >= LINGERS:
            continue
        if not is_there(at):
            _forget(at, one)
        elif one.account_id != actor.account_id:
            begun.setdefault(one.account_id, Here(one.full_name, one.since))
    return list(begun.values())


def leave(window: Window) -> None:
    """Another page or record is drawn in the window: nothing is open there until it says so."""
    with _BOARD.lock:
        _BOARD.clear_old(clock.now())
        stay = _BOARD.stays.get(window)
        if stay is not None:
            stay.is_going = True


def drawn(window: Window) -> None:
    """The page has been drawn to its end: what it did not say to be open has been left."""
    with _BOARD.lock:
        stay = _BOARD.stays.get(window)
        if stay is not None and stay.is_going:
            _BOARD.drop(window)


def forget(window: Window) -> None:
    """Nobody is signed in there any more."""
    with _BOARD.lock:
        _BOARD.drop(window)


def _forget(window: Window, stay: _Stay) -> None:
    """The window is closed, unless something has been done there meanwhile."""
    with _BOARD.lock:
        if _BOARD.stays.get(window) is stay:
            _BOARD.drop(window)
