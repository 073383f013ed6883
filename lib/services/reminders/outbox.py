"""The Office's outbox: who is told what exactly, before it goes and for two weeks after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.reminders.outbox import Kept, Schedule
from lib.errors import NotFound
from lib.services import clock
from lib.services.reminders import channels, schedule
from lib.store import reminder_days, reminder_history, reminder_mail, units
from lib.store import reminders as store
from lib.store.engine.db import Database, Reader
from lib.store.reminder_history import ReminderEntry

SHOWN_DAYS: Final = 14


@dataclass(frozen=True, slots=True)
class Board:
    """The outbox.

    Attributes:
        kept: the newest day first, by name; what has not gone out is among them however old.
        units: short names by unit.
        ahead: the last day that was composed, where the server's clock is before it; else None.
        has_letters: whether letters go out besides.
    """

    kept: Sequence[Kept]
    units: Mapping[UUID, str]
    schedule: Schedule
    ahead: date | None
    has_letters: bool


def board(db: Database, actor: Actor) -> Board:
    """All that was composed lately."""
    access.check(actor, Action.REMINDER_MANAGE)
    today = clock.today()

    def read(tx: Reader) -> tuple[list[Kept], dict[UUID, str], date | None]:
        kept = store.of_days(tx, today - timedelta(SHOWN_DAYS))
        names = {one.unit_id: one.short_name for one in units.units(tx, today)}
        return kept, names, reminder_days.last(tx)

    kept, names, last = db.kept(
        ("outbox", today),
        (
            "reminder_digests",
            reminder_mail.LETTERS,
            "reminder_days",
            "accounts",
            "units",
            "unit_names",
        ),
        read,
    )
    ahead = last if last is not None and last > today else None
    return Board(kept, names, schedule.schedule(db), ahead, channels.has_letters())


def history(db: Database, actor: Actor, digest_id: UUID) -> list[ReminderEntry]:
    """What the Office did with one, the newest first.

    Raises:
        NotFound: there is none.
    """
    access.check(actor, Action.REMINDER_MANAGE)

    def read(tx: Reader) -> list[ReminderEntry] | None:
        return None if store.one(tx, digest_id) is None else reminder_history.history(tx, digest_id)

    found = db.read(read)
    if found is None:
        raise NotFound("digest")
    return found
