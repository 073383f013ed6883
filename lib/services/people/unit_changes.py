"""Changes of units inside an act that may make them.

Whoever makes them stores what was gathered (`UnitWrites.run`) and then refreshes items.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lib.domain.units import Unit, UnitName, UnitSeed
from lib.errors import Conflict, Duplicate, NotFound, Refused
from lib.services import clock
from lib.services.acts import Act
from lib.store import units as store
from lib.store.engine.db import Reader
from lib.store.unit_writes import UnitWrites


def seen(tx: Reader, unit_id: UUID, seen_version: int, on: date) -> Unit:
    """The unit with its name of a day, if it still has the version that the admin saw.

    Raises:
        NotFound: there is none.
        Conflict: somebody has changed it since.
    """
    unit = store.unit(tx, unit_id, on)
    if unit is None:
        raise NotFound("unit")
    if unit.version != seen_version:
        raise Conflict("changed")
    return unit


def require_free(tx: Reader, code: str) -> None:
    """Nothing while no unit has the code.

    Raises:
        Duplicate: `unit_code`.
    """
    if store.id_by_code(tx, code) is not None:
        raise Duplicate("unit_code", code=code)


def add(act: Act, writes: UnitWrites, seed: UnitSeed, valid_from: date) -> UUID:
    """The id of a new unit, whose code is free (`require_free`)."""
    unit_id = writes.add(seed, valid_from)
    act.tell("unit.create", unit_id, {"code": seed.code, "name": seed.name})
    return unit_id


def rename(act: Act, writes: UnitWrites, unit: Unit, new: UnitName) -> bool:
    """Whether the unit bears another name from that day on.

    Args:
        unit: with the name of that day.
    """
    if (unit.name, unit.short_name) == (new.name, new.short_name):
        return False
    writes.rename(unit.unit_id, new, seen_version=unit.version)
    detail = {"before": unit.name, "after": new.name, "valid_from": new.valid_from}
    act.tell("unit.rename", unit.unit_id, detail)
    return True


def change(act: Act, writes: UnitWrites, unit: Unit, seed: UnitSeed) -> list[str]:
    """Which of type, order, seal and head count are other ones now."""
    before, after = facts(unit), facts(seed)
    changed = [key for key, value in after.items() if before[key] != value]
    if changed:
        writes.update(unit.unit_id, seed, seen_version=unit.version)
        detail = {
            "changed": changed,
            "before": {key: before[key] for key in changed},
            "after": {key: after[key] for key in changed},
        }
        act.tell("unit.change", unit.unit_id, detail)
    return changed


def require_closable(tx: Reader, unit: Unit) -> None:
    """Nothing while the unit may end.

    Raises:
        Refused: `last_office`, or `running_items` while open accounts belong to it.
    """
    if unit.is_office and not _has_other_office(tx, unit.unit_id):
        raise Refused("last_office")
    if store.open_accounts(tx, unit.unit_id):
        raise Refused("running_items")


def close(act: Act, writes: UnitWrites, unit: Unit, day: date) -> None:
    """Let the unit end, which may (`require_closable`).

    Args:
        day: the first on which it is no longer there.
    """
    writes.close(unit.unit_id, day, seen_version=unit.version)
    act.tell("unit.close", unit.unit_id, {"closed_on": day})


def reopen(act: Act, writes: UnitWrites, unit: Unit) -> None:
    """Take the closed unit into service again."""
    writes.close(unit.unit_id, None, seen_version=unit.version)
    act.tell("unit.reopen", unit.unit_id)


def facts(unit: Unit | UnitSeed) -> dict[str, object]:
    """What of a unit is no name, as the audit log tells it."""
    return {
        "unit_type": unit.unit_type.value,
        "sort_order": unit.sort_order,
        "own_seal": unit.own_seal,
        "headcount": unit.headcount,
    }


def _has_other_office(tx: Reader, unit_id: UUID) -> bool:
    return any(
        one.is_office and one.closed_on is None and one.unit_id != unit_id
        for one in store.units(tx, clock.today())
    )
