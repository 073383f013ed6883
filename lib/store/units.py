"""Units with the name they bear on a day; old names stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain.units import Unit, UnitName, UnitSeed, UnitType
from lib.store.engine.db import Reader, Row, Writer
from lib.store.unit_writes import UnitWrites

# $1 is the day whose names are wanted.
_NAMED: Final = """
    WITH names AS (
        SELECT DISTINCT ON (unit_id) unit_id, name, short_name
        FROM unit_names
        ORDER BY
            unit_id,
            CASE WHEN valid_from <= $1 THEN valid_from END DESC NULLS LAST,
            valid_from
    )
    SELECT
        units.unit_id, units.code, names.name, names.short_name, units.unit_type,
        units.sort_order, units.is_office, units.own_seal, units.headcount, units.closed_on,
        units.version
    FROM units
    JOIN names ON names.unit_id = units.unit_id
"""


def _unit(row: Row) -> Unit:
    return Unit(
        unit_id=row[0],
        code=row[1],
        name=row[2],
        short_name=row[3],
        unit_type=UnitType(row[4]),
        sort_order=row[5],
        is_office=row[6],
        own_seal=row[7],
        headcount=row[8],
        closed_on=row[9],
        version=row[10],
    )


def units(tx: Reader, on: date) -> list[Unit]:
    """All units, closed ones too, in the agency's order.

    Args:
        on: the day whose names are wanted; before its first name a unit bears that one.
    """
    rows = tx.rows(_NAMED + "ORDER BY units.sort_order, names.name COLLATE vi, units.code", [on])
    return [_unit(row) for row in rows]


def by_ids(tx: Reader, unit_ids: Sequence[UUID], on: date) -> dict[UUID, Unit]:
    """These units by their ids, with the names of that day as in `units`."""
    rows = tx.rows(_NAMED + "WHERE units.unit_id = ANY($2)", [on, list(unit_ids)])
    return {row[0]: _unit(row) for row in rows}


def unit(tx: Reader, unit_id: UUID, on: date) -> Unit | None:
    """The unit with its name of that day, as in `units`."""
    row = tx.row(
        """
        SELECT
            units.unit_id, units.code, unit_names.name, unit_names.short_name, units.unit_type,
            units.sort_order, units.is_office, units.own_seal, units.headcount, units.closed_on,
            units.version
        FROM units
        JOIN unit_names ON unit_names.unit_id = units.unit_id
        WHERE units.unit_id = $1
        ORDER BY
            CASE WHEN unit_names.valid_from <= $2 THEN unit_names.valid_from END DESC NULLS LAST,
            unit_names.valid_from
        LIMIT 1
        """,
        [unit_id, on],
    )
    return _unit(row) if row else None


def office_unit(tx: Reader, on: date) -> Unit | None:
    """The Office's own unit, the first in order where several are open that day."""
    return next((one for one in units(tx, on) if one.is_office and one.is_open(on)), None)


def id_by_code(tx: Reader, code: str) -> UUID | None:
    row = tx.row("SELECT unit_id FROM units WHERE code = $1", [code])
    return row[0] if row else None


def names(tx: Reader, unit_id: UUID) -> list[UnitName]:
    """Every name the unit bore or will bear, the newest first."""
    rows = tx.rows(
        """
        SELECT valid_from, name, short_name
        FROM unit_names
        WHERE unit_id = $1
        ORDER BY valid_from DESC
        """,
        [unit_id],
    )
    return [UnitName(*row) for row in rows]


def names_of_all(tx: Reader) -> dict[UUID, list[UnitName]]:
    """As `names`, of every unit."""
    found: dict[UUID, list[UnitName]] = {}
    rows = tx.rows(
        """
        SELECT unit_id, valid_from, name, short_name
        FROM unit_names
        ORDER BY unit_id, valid_from DESC
        """
    )
    for unit_id, *name in rows:
        found.setdefault(unit_id, []).append(UnitName(*name))
    return found


def open_accounts(tx: Reader, unit_id: UUID) -> int:
    """How many open accounts have this home unit."""
    row = tx.row("SELECT count(*) FROM accounts WHERE unit_id = $1 AND is_open", [unit_id])
    return int(row[0]) if row else 0


def used(tx: Reader) -> set[UUID]:
    """The units that have open accounts, have reported or nominated anybody."""
    rows = tx.rows(
        """
        SELECT unit_id FROM accounts WHERE is_open
        UNION
        SELECT unit_id FROM items WHERE version > 1
        UNION
        SELECT unit_id FROM nominations
        """
    )
    return {row[0] for row in rows}


def insert_unit(tx: Writer, seed: UnitSeed, *, valid_from: date) -> UUID:
    """The id of a new unit, which bears its first name from that day on.

    Raises:
        Duplicate: the code is taken.
    """
    writes = UnitWrites()
    unit_id = writes.add(seed, valid_from)
    writes.run(tx)
    return unit_id


def rename_unit(tx: Writer, unit_id: UUID, new: UnitName, *, seen_version: int) -> None:
    """Give the unit a name from a day on; names of other days stay as they are.

    Raises:
        Conflict: somebody else changed the unit since it was read.
    """
    writes = UnitWrites()
    writes.rename(unit_id, new, seen_version=seen_version)
    writes.run(tx)
