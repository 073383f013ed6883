"""Changes of units, gathered and stored in one go: a statement a table, however many rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain.units import UnitName, UnitSeed
from lib.domain.vietnamese import search_key
from lib.store.engine.db import Writer
from lib.store.engine.ids import new_id
from lib.store.engine.versions import VersionMoves

_MOVE: Final = """
    UPDATE units
    SET version = given.version
    FROM (
        SELECT
            CAST(unnest(CAST($1 AS VARCHAR[])) AS UUID) AS unit_id,
            unnest(CAST($2 AS INTEGER[])) AS seen,
            unnest(CAST($3 AS INTEGER[])) AS version
    ) AS given
    WHERE units.unit_id = given.unit_id AND units.version = given.seen
"""


@dataclass(slots=True)
class UnitWrites:
    """What is to be stored about units.

    Attributes:
        closed: the first day on which each is no longer there; None for one in service again.
        moved: versions of units that were there before.
    """

    added: dict[UUID, UnitSeed] = field(default_factory=dict)
    names: dict[tuple[UUID, date], UnitName] = field(default_factory=dict)
    changed: dict[UUID, UnitSeed] = field(default_factory=dict)
    closed: dict[UUID, date | None] = field(default_factory=dict)
    moved: VersionMoves = field(default_factory=VersionMoves)

    def add(self, seed: UnitSeed, valid_from: date) -> UUID:
        """The id of a new unit, which bears its first name from that day on."""
        unit_id = new_id()
        self.added[unit_id] = seed
        self._name(unit_id, UnitName(valid_from, seed.name, seed.short_name))
        return unit_id

    def rename(self, unit_id: UUID, new: UnitName, *, seen_version: int) -> None:
        """Give the unit a name from a day on; names of other days stay as they are.

        Raises:
            Conflict: what was gathered so far gives it another version.
        """
        self.moved.add(unit_id, seen_version)
        self._name(unit_id, new)

    def update(self, unit_id: UUID, new: UnitSeed, *, seen_version: int) -> None:
        """Change type, order, seal and head count; code and names stay.

        Raises:
            Conflict: what was gathered so far gives it another version.
        """
        self.moved.add(unit_id, seen_version)
        self.changed[unit_id] = new

    def close(self, unit_id: UUID, closed_on: date | None, *, seen_version: int) -> None:
        """Let the unit end, or take it into service again.

        Raises:
            Conflict: what was gathered so far gives it another version.
        """
        self.moved.add(unit_id, seen_version)
        self.closed[unit_id] = closed_on

    def run(self, tx: Writer) -> None:
        """Store it.

        Raises:
            Conflict: somebody else changed one of the units since it was read.
            Duplicate: a code is taken.
        """
        if self.added:
            _insert(tx, self.added)
        self.moved.run(tx, _MOVE)
        if self.changed:
            _update(tx, self.changed)
        if self.closed:
            _close(tx, self.closed)
        if self.names:
            _put_names(tx, self.names)
        for part in (self.added, self.changed, self.closed, self.names):
            part.clear()

    def _name(self, unit_id: UUID, new: UnitName) -> None:
        self.names[unit_id, new.valid_from] = new


def _insert(tx: Writer, added: dict[UUID, UnitSeed]) -> None:
    seeds = added.values()
    tx.run(
        """
        INSERT INTO units (unit_id, code, unit_type, sort_order, is_office, own_seal, headcount)
        SELECT
            CAST(unnest(CAST($1 AS VARCHAR[])) AS UUID),
            unnest(CAST($2 AS VARCHAR[])),
            unnest(CAST($3 AS VARCHAR[])),
            unnest(CAST($4 AS INTEGER[])),
            unnest(CAST($5 AS BOOLEAN[])),
            unnest(CAST($6 AS BOOLEAN[])),
            unnest(CAST($7 AS INTEGER[]))
        """,
        [
            [str(unit_id) for unit_id in added],
            [one.code for one in seeds],
            [one.unit_type.value for one in seeds],
            [one.sort_order for one in seeds],
            [one.is_office for one in seeds],
            [one.own_seal for one in seeds],
            [one.headcount for one in seeds],
        ],
    )


def _update(tx: Writer, changed: dict[UUID, UnitSeed]) -> None:
    seeds = changed.values()
    tx.run(
        """
        UPDATE units
        SET unit_type = given.unit_type,
            sort_order = given.sort_order,
            own_seal = given.own_seal,
            headcount = given.headcount
        FROM (
            SELECT
                CAST(unnest(CAST($1 AS VARCHAR[])) AS UUID) AS unit_id,
                unnest(CAST($2 AS VARCHAR[])) AS unit_type,
                unnest(CAST($3 AS INTEGER[])) AS sort_order,
                unnest(CAST($4 AS BOOLEAN[])) AS own_seal,
                unnest(CAST($5 AS INTEGER[])) AS headcount
        ) AS given
        WHERE units.unit_id = given.unit_id
        """,
        [
            [str(unit_id) for unit_id in changed],
            [one.unit_type.value for one in seeds],
            [one.sort_order for one in seeds],
            [one.own_seal for one in seeds],
            [one.headcount for one in seeds],
        ],
    )


def _close(tx: Writer, closed: dict[UUID, date | None]) -> None:
    tx.run(
        """
        UPDATE units
        SET closed_on = given.closed_on
        FROM (
            SELECT
                CAST(unnest(CAST($1 AS VARCHAR[])) AS UUID) AS unit_id,
                unnest(CAST($2 AS DATE[])) AS closed_on
        ) AS given
        WHERE units.unit_id = given.unit_id
        """,
        [[str(unit_id) for unit_id in closed], list(closed.values())],
    )


def _put_names(tx: Writer, names: dict[tuple[UUID, date], UnitName]) -> None:
    # Two names from one day cannot both be in force: the later one corrects the earlier.
    tx.run(
        """
        INSERT INTO unit_names (unit_id, valid_from, name, short_name, search_key)
        SELECT
            CAST(unnest(CAST($1 AS VARCHAR[])) AS UUID),
            unnest(CAST($2 AS DATE[])),
            unnest(CAST($3 AS VARCHAR[])),
            unnest(CAST($4 AS VARCHAR[])),
            unnest(CAST($5 AS VARCHAR[]))
        ON CONFLICT (unit_id, valid_from) DO UPDATE
        SET name = excluded.name,
            short_name = excluded.short_name,
            search_key = excluded.search_key
        """,
        [
            [str(unit_id) for unit_id, _ in names],
            [day for _, day in names],
            [one.name for one in names.values()],
            [one.short_name for one in names.values()],
            [search_key(one.name) for one in names.values()],
        ],
    )
