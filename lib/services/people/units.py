"""What the admin does with units; old names stay, and nothing is deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.problem_collector import ProblemCollector
from lib.domain.units import Unit, UnitName, UnitSeed
from lib.errors import Conflict, Duplicate, NotFound, Refused
from lib.services import acts, clock
from lib.services.acts import Act, Queue
from lib.services.campaigns import campaigns
from lib.services.people import unit_forms
from lib.services.people.unit_forms import Typed, TypedName
from lib.store import units as store
from lib.store.engine.db import Database, Reader


def units(db: Database, actor: Actor) -> list[Unit]:
    """All units with today's names, closed ones too, in the agency's order."""
    access.check(actor, Action.UNITS_MANAGE)
    return db.read(lambda tx: store.units(tx, clock.today()))


def by_code(units: Sequence[Unit], code: str) -> Unit:
    """The unit of that code.

    Raises:
        NotFound: there is none.
    """
    for unit in units:
        if unit.code == code:
            return unit
    raise NotFound("unit")


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
        if store.id_by_code(act.tx, unit_code) is not None:
            raise Duplicate("unit_code", code=unit_code)
        unit_id = store.insert_unit(act.tx, seed, valid_from=first.valid_from)
        act.tell("unit.create", unit_id, {"code": seed.code, "name": seed.name})
        campaigns.refresh_items_of_unit(act.tx, unit_id, act.now)
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
        unit = _seen(act.tx, unit_id, seen_version, new.valid_from)
        if (unit.name, unit.short_name) == (new.name, new.short_name):
            return
        store.rename_unit(act.tx, unit_id, new, seen_version=seen_version)
        detail = {"before": unit.name, "after": new.name, "valid_from": new.valid_from}
        act.tell("unit.rename", unit_id, detail)
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
    after = _facts(seed)

    def work(act: Act) -> None:
        unit = _seen(act.tx, unit_id, seen_version, clock.today())
        before = _facts(unit)
        changed = [key for key, value in after.items() if before[key] != value]
        if not changed:
            return
        store.update_unit(act.tx, unit_id, seed, seen_version=seen_version)
        detail = {
            "changed": changed,
            "before": {key: before[key] for key in changed},
            "after": {key: after[key] for key in changed},
        }
        act.tell("unit.change", unit_id, detail)
        if "unit_type" in changed:
            campaigns.refresh_items_of_unit(act.tx, unit_id, act.now)
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
        unit = _seen(act.tx, unit_id, seen_version, clock.today())
        if unit.closed_on == day:
            return
        if unit.is_office and not _has_other_office(act.tx, unit_id):
            raise Refused("last_office")
        if store.open_accounts(act.tx, unit_id):
            raise Refused("running_items")
        store.close_unit(act.tx, unit_id, seen_version=seen_version, closed_on=day)
        act.tell("unit.close", unit_id, {"closed_on": day})
        campaigns.refresh_items_of_unit(act.tx, unit_id, act.now)

    intent.carry_out(work, again=acts.nothing)


def reopen(db: Database, actor: Actor, *, act_id: UUID, unit_id: UUID, seen_version: int) -> None:
    """Take a closed unit into service again, with the items it had.

    Raises:
        Conflict: somebody else changed the unit meanwhile.
    """
    intent = acts.intend(db, actor, Action.UNITS_MANAGE, act_id=act_id, queue=Queue.PEOPLE)

    def work(act: Act) -> None:
        unit = _seen(act.tx, unit_id, seen_version, clock.today())
        if unit.closed_on is None:
            return
        store.reopen_unit(act.tx, unit_id, seen_version=seen_version)
        act.tell("unit.reopen", unit_id)
        campaigns.refresh_items_of_unit(act.tx, unit_id, act.now)

    intent.carry_out(work, again=acts.nothing)


def _seen(tx: Reader, unit_id: UUID, seen_version: int, on: date) -> Unit:
    """The unit with its name of a day, if it still has the version that the admin saw."""
    unit = store.unit(tx, unit_id, on)
    if unit is None:
        raise NotFound("unit")
    if unit.version != seen_version:
        raise Conflict("changed")
    return unit


def _has_other_office(tx: Reader, unit_id: UUID) -> bool:
    return any(
        one.is_office and one.closed_on is None and one.unit_id != unit_id
        for one in store.units(tx, clock.today())
    )


def _facts(unit: Unit | UnitSeed) -> dict[str, object]:
    return {
        "unit_type": unit.unit_type.value,
        "sort_order": unit.sort_order,
        "own_seal": unit.own_seal,
        "headcount": unit.headcount,
    }
