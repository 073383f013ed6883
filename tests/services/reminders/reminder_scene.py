"""A loaded campaign with the cast, days on which its tasks are due, and what becomes of digests."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.reminders.outbox import Kept
from lib.services import clock
from lib.services.reminders import composing, delivering, scheduler
from lib.store import reminders
from lib.store.engine.db import Database
from tests.cast import BINH, CAST, HUNG, LAN, MAI, VAN, YEN, Person
from tests.services.nominations import nomination_scene

DUE = date(2021, 3, 24)
"""The day of the first task of the small campaign."""
REPORTING = (LAN, HUNG, BINH, YEN, MAI, VAN)


def at(days: int = 0, hour: int = 9) -> datetime:
    """An hour of the office, so many days after DUE."""
    return datetime(2021, 3, 24, hour, tzinfo=UTC) + timedelta(days=days, hours=-7)


@dataclass
class Scene:
    db: Database
    campaign: Campaign
    actors: Mapping[str, Actor]

    def who(self, person: Person) -> Actor:
        return self.actors[person.username]

    def compose(self, when: datetime) -> int | None:
        with clock.at(when):
            return composing.compose(self.db)

    def release(self, when: datetime, *, at_once: bool = False) -> int:
        with clock.at(when):
            return delivering.release(self.db, has_letters=False, at_once=at_once)

    def days_told(self, days: Iterable[int]) -> list[int]:
        """Those on which there are digests, where each day's go out at once."""
        found = []
        for one in days:
            if self.compose(at(one)):
                found.append(one)
                self.release(at(one), at_once=True)
        return found

    def tick(self, when: datetime) -> None:
        """One look of the server's scheduler."""
        with clock.at(when):
            scheduler.run(self.db, threading.Event())

    def kept(self) -> list[Kept]:
        """Every digest there is, the newest day first."""
        return self.db.read(lambda tx: reminders.of_days(tx, date(2020, 1, 1)))

    def told(self, person: Person, day: date | None = None) -> list[tuple[str, str]]:
        """Title and reason of each line of the person's digests, of one day or of all."""
        return [
            (line.title, line.why)
            for one in self.kept()
            if one.account_id == person.account_id and day in (None, one.day)
            for line in one.lines
        ]

    def run(self, sql: str, *params: object) -> None:
        self.db.write(lambda tx: tx.run(sql, list(params)))


def unit_of(scene: Scene, person: Person) -> UUID:
    return scene.who(person).unit_id


def make_scene(db: Database) -> Scene:
    made = nomination_scene.make_scene(db)
    for person in CAST:
        made.who(person)
    return Scene(db, made.campaign, made.actors)
