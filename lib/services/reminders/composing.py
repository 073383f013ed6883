"""The day's digests: read from all that waits, written into the outbox once, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.reminders import composing
from lib.domain.reminders.composing import Carried
from lib.domain.reminders.digests import Digest
from lib.domain.reminders.outbox import Kept, State
from lib.domain.reminders.rules import Rules
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
    return None if after is None else _by(tx, today, after, rules.read(tx).rules)


def would_compose(db: Database, actor: Actor, raw: Mapping[str, object]) -> int:
    """How many people would have a digest, were today's composed by these rules.

    Args:
        raw: as `rules.change` takes it.
    Raises:
        Problems: the same.
    """
    access.check(actor, Action.REMINDER_MANAGE)
    typed, today = rules.parse(raw), clock.today()

    def work(tx: Reader) -> int:
        after = composing.span_start(today, reminder_days.last(tx)) or today - timedelta(1)
        return len(_by(tx, today, after, typed).digests)

    return db.read(work)


def _by(tx: Reader, today: date, after: date, by: Rules) -> Composed:
    """Today's digests by these rules, with what earlier ones tell that never went out."""
    kept = reminders.open_ones(tx)
    carried = _carried(kept, today)
    left = [line.due_on for one in kept if _is_late(one, today) for line in one.lines]
    told_of = max((day for day in left if day is not None), default=today)
    known = facts.read(tx, today, by, told_of=told_of)
    found = composing.compose(
        today, after, rules=by, waits=known.waits, people=known.people, words=facts.WORDS,
        carried=carried,
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
