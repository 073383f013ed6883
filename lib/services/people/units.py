"""What the admin does with units; old names stay, and nothing is deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.problem_collector import ProblemCollector
from lib.domain.units import UnitName
from lib.services import acts, clock
from lib.services.acts import Act, Queue
from lib.services.campaigns import campaigns
from lib.services.people import unit_changes, unit_forms
from lib.services.people.unit_forms import Typed, TypedName
from lib.store import units as store
from lib.store.engine.db import Database
from lib.store.unit_writes import UnitWrites


def names(db: Database, actor: Actor, unit_id: UUID) -> list[UnitName]:
    """Every name the unit bore or will bear, the newest first."""
    access.check(actor, Action.UNITS_MANAGE)
    return db.read(lambda tx: store.names(tx, unit_id))


def add(
    db: Database, actor: Actor, *, act_id: UUID, code: object, name: TypedName, form: Typed
) -> UUID:
    """The id of a new unit; it begins with the items that its type asks for.

    Raises:
        Problems: values that cannot be taken.
        Duplicate: `unit_code`.
    """
    intent = acts.intend(db, actor, Action.UNITS_MANAGE, act_id=act_id, queue=Queue.PEOPLE)
    collector = ProblemCollector()
    unit_code = collector.take("code", lambda: unit_forms.code(code), "")
    first = unit_forms.unit_name(collector, name)
    seed = unit_forms.seed(collector, form)
    collector.finish()
    seed = replace(seed, code=unit_code, name=first.name, short_name=first.short_name)

    def work(act: Act) -> UUID:
        unit_changes.require_free(act.tx, unit_code)
        writes = UnitWrites()
        unit_id = unit_changes.add(act, writes, seed, first.valid_from)
        writes.run(act.tx)
        campaigns.refresh_items(act.tx, act.now, unit_id)
        return unit_id

    return intent.carry_out(work, again=lambda tx: store.id_by_code(tx, unit_code) or act_id)


def rename(
    db: Database, actor: Actor, *, act_id: UUID, unit_id: UUID, seen_version: int, name: TypedName
) -> None:
    """Give the unit a name from a day on; what it was called before that day stays.

    Raises:
        Problems: values that cannot be taken.
        Conflict: somebody else changed the unit meanwhile.
    """
    intent = acts.intend(db, actor, Action.UNITS_MANAGE, act_id=act_id, queue=Queue.PEOPLE)
    collector = ProblemCollector()
    new = unit_forms.unit_name(collector, name)
    collector.finish()

    def work(act: Act) -> None:
        unit = unit_changes.seen(act.tx, unit_id, seen_version, new.valid_from)
        writes = UnitWrites()
        if unit_changes.rename(act, writes, unit, new):
            writes.run(act.tx)
            campaigns.move_revisions(act.tx, act.now)

    intent.carry_out(work, again=acts.nothing)


def change(
    db: Database, actor: Actor, *, act_id: UUID, unit_id: UUID, seen_version: int, form: Typed
) -> None:
    """Change type, order, seal and head count; a new type begins and ends items.

    Raises:
        Problems: values that cannot be taken.
        Conflict: somebody else changed the unit meanwhile.
    """
    intent = acts.intend(db, actor, Action.UNITS_MANAGE, act_id=act_id, queue=Queue.PEOPLE)
    collector = ProblemCollector()
    seed = unit_forms.seed(collector, form)
    collector.finish()

    def work(act: Act) -> None:
        unit = unit_changes.seen(act.tx, unit_id, seen_version, clock.today())
        writes = UnitWrites()
        changed = unit_changes.change(act, writes, unit, seed)
        if not changed:
            return
        writes.run(act.tx)
        if "unit_type" in changed:
            campaigns.refresh_items(act.tx, act.now, unit_id)
        else:
            campaigns.move_revisions(act.tx, act.now)

    intent.carry_out(work, again=acts.nothing)


def close(
    db: Database, actor: Actor, *, act_id: UUID, unit_id: UUID, seen_version: int, closed_on: object
) -> None:
    """Let the unit end; its items count no more, and everything it reported stays.

    Args:
        closed_on: the first day it is no longer there, today at the latest.
    Raises:
        Problems: the day cannot be taken.
        Refused: `last_office`, or `running_items` while open accounts belong to it.
        Conflict: somebody else changed the unit meanwhile.
    """
    intent = acts.intend(db, actor, Action.UNITS_MANAGE, act_id=act_id, queue=Queue.PEOPLE)
    collector = ProblemCollector()
    label = text.UNIT_FIELDS["closed_on"]
    day = collector.take(
        "closed_on", lambda: unit_forms.day(closed_on, label, clock.today()), date.max
    )
    collector.finish()

    def work(act: Act) -> None:
        unit = unit_changes.seen(act.tx, unit_id, seen_version, clock.today())
        if unit.closed_on == day:
            return
        unit_changes.require_closable(act.tx, unit)
        writes = UnitWrites()
        unit_changes.close(act, writes, unit, day)
        writes.run(act.tx)
        campaigns.refresh_items(act.tx, act.now, unit_id)

    intent.carry_out(work, again=acts.nothing)


def reopen(db: Database, actor: Actor, *, act_id: UUID, unit_id: UUID, seen_version: int) -> None:
    """Take a closed unit into service again, with the items it had.

    Raises:
        Conflict: somebody else changed the unit meanwhile.
    """
    intent = acts.intend(db, actor, Action.UNITS_MANAGE, act_id=act_id, queue=Queue.PEOPLE)

    def work(act: Act) -> None:
        unit = unit_changes.seen(act.tx, unit_id, seen_version, clock.today())
        if unit.closed_on is None:
            return
        writes = UnitWrites()
        unit_changes.reopen(act, writes, unit)
        writes.run(act.tx)
        campaigns.refresh_items(act.tx, act.now, unit_id)

    intent.carry_out(work, again=acts.nothing)
