"""The day's digests: read from all that waits, written into the outbox once, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from lib import text
from lib.domain.reminders import composing
from lib.domain.reminders.composing import Carried
from lib.domain.reminders.digests import Digest
from lib.domain.reminders.outbox import Kept, State
from lib.errors import Conflict, Duplicate
from lib.services import acts, clock
from lib.services.acts import Act, Named, Queue
from lib.services.reminders import facts, rows, rules
from lib.store import reminder_days, reminders
from lib.store.engine.db import Database, Reader
from lib.store.reminder_days import Day

SERVER: Final = Named(text.SERVER)


@dataclass(frozen=True, slots=True)
class Composed:
    """A day's digests by account, before they are written.

    Attributes:
        late: what of earlier days they tell instead, by digest its version.
    """

    after: date
    digests: Mapping[UUID, Digest]
    late: Mapping[UUID, int]


def compose(db: Database) -> int | None:
    """Write today's digests; how many, and None where there was nothing left to write."""
    today = clock.today()
    found = db.read(lambda tx: read(tx, today))
    if found is None:
        return None

    def work(act: Act) -> int:
        if _late(reminders.open_ones(act.tx), today) != found.late:
            raise Conflict("changed")
        merged = reminders.drop_merged(act.tx, today)
        made = len(rows.put(act.tx, found.digests, today, now=act.now))
        reminder_days.insert(act.tx, Day(today, found.after, made, act.now))
        told = {"day": today, "since_day": found.after, "digests": made, "merged": merged}
        act.tell("reminder.compose", today, told)
        return made

    intent = acts.intend_as(db, SERVER, act_id=acts.new_act(), queue=Queue.NONE)
    try:
        return intent.carry_out(work, again=lambda _: 0)
    except (Duplicate, Conflict):
        # Another server was faster, or the Office has just begun or changed somebody's digest.
        return None


def read(tx: Reader, today: date) -> Composed | None:
    """What would be written today; None where today has had its digests."""
    after = composing.span_start(today, reminder_days.last(tx))
    if after is None:
        return None
    in_force = rules.read(tx).rules
    known = facts.read(tx, today, in_force)
    kept = reminders.open_ones(tx)
    carried = _carried(kept, today)
    found = composing.compose(
        today, after, rules=in_force, waits=known.waits, people=known.people,
        words=facts.WORDS, carried=carried,
    )  # fmt: skip
    return Composed(after, found, _late(kept, today))


def _late(kept: Iterable[Kept], today: date) -> Mapping[UUID, int]:
    return {one.digest_id: one.version for one in kept if _is_late(one, today)}


def _is_late(one: Kept, today: date) -> bool:
    """Whether it is of an earlier day and never went out."""
    return one.state == State.WAITING and one.day < today


def _carried(kept: Iterable[Kept], today: date) -> Mapping[UUID, Carried]:
    """What earlier days' digests tell that never went out, by account."""
    found: dict[UUID, Carried] = {}
    for one in kept:
        if _is_late(one, today) and not one.is_gone:
            last = found.get(one.account_id, Carried(frozenset()))
            subjects = last.subjects | {line.subject for line in one.lines}
            found[one.account_id] = Carried(subjects, one.note or last.note)
    return found
