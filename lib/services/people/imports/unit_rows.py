"""Rows of units: each goes through what the form of a unit goes through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from uuid import UUID

from lib import text
from lib.domain.imports import Row, Sheet, Subject
from lib.domain.problem_collector import ProblemCollector
from lib.domain.units import Unit, UnitName, UnitSeed, UnitType
from lib.domain.vietnamese import format_date, search_key
from lib.errors import Invalid, Problems, Refused
from lib.services import clock
from lib.services.acts import Act
from lib.services.campaigns import campaigns
from lib.services.people import unit_changes, unit_forms
from lib.services.people.imports.subjects import Prepared, Written
from lib.services.people.unit_forms import Typed, TypedName
from lib.store import imports
from lib.store import units as store
from lib.store.imports import ImportRow, Place
from lib.store.unit_writes import UnitWrites
from lib.text import imports as import_words

_TYPES: Final = {search_key(words): kind.value for kind, words in text.UNIT_TYPES.items()}
_QUOTED: Final = 40
_SEALS: Final = {search_key(words): sealed for words, sealed in import_words.SEALS.items()} | {
    "true": True,
    "false": False,
}


@dataclass(frozen=True, slots=True)
class _Taken:
    """A row, taken into values."""

    seed: UnitSeed
    name: UnitName


_Read = _Taken | Problems


def prepared(sheet: Sheet) -> Prepared:
    """The rows of the sheet, read before the act that writes them."""
    today = clock.today()
    read = {row.number: _read(row, today) for row in sheet.rows}
    return Prepared(
        tuple(_name(row) for row in sheet.rows),
        lambda act: UnitRows(act, sheet.columns, read, today),
    )


@dataclass(slots=True)
class UnitRows:
    """The units of one import.

    Attributes:
        columns: those that the sheet has.
        read: what each row says, by its number.
        units: those there are, by code.
        back: those that an import added and was taken back, with their version since.
        writes: what is stored at the end.
        has_items: whether items begin or end by what was written.
        has_names: whether names or figures of units have moved.
    """

    act: Act
    columns: tuple[str, ...] = ()
    read: Mapping[int, _Read] = field(default_factory=dict)
    today: date = field(default_factory=clock.today)
    units: dict[str, Unit] = field(default_factory=dict)
    back: dict[str, int] = field(default_factory=dict)
    writes: UnitWrites = field(default_factory=UnitWrites)
    has_items: bool = False
    has_names: bool = False
    _by_id: dict[UUID, Unit] = field(init=False)
    _names: dict[UUID, list[UnitName]] | None = None
    _used_now: set[UUID] | None = None

    def __post_init__(self) -> None:
        every = store.units(self.act.tx, self.today)
        self.units = {one.code: one for one in every}
        self._by_id = {one.unit_id: one for one in every}
        self.back = imports.taken_back(self.act.tx, Place(Subject.UNITS))

    def is_known(self, name: str) -> bool:
        unit = self.units.get(name)
        return unit is not None and not self._is_back(unit)

    def write(self, row: Row) -> Written:
        taken = self.read[row.number]
        if isinstance(taken, Problems):
            raise taken
        known = self.units.get(taken.seed.code)
        if known is None:
            return self._added(taken)
        is_back = self._is_back(known)
        if is_back:
            unit_changes.reopen(self.act, self.writes, known)
            self.has_items = True
            known = replace(known, closed_on=None, version=known.version + 1)
        elif not known.is_open(self.today):
            raise Refused("closed_row")
        written = self._changed(known, self._whole(known, taken))
        return replace(written, is_new=True, was=None) if is_back else written

    def take_back(self, one: ImportRow) -> int:
        unit = self._by_id.get(UUID(one.record))
        if unit is None or unit.version != one.version:
            raise Refused("import_used", name=one.name, row=one.row_number)
        if one.was is None:
            if unit.is_office or unit.unit_id in self._used:
                raise Refused("import_used", name=one.name, row=one.row_number)
            unit_changes.close(self.act, self.writes, unit, self.today)
            self.has_items = True
            return unit.version + 1
        seed, name = _stored(unit, one.was)
        return self._changed(unit, _Taken(seed, name)).version

    def finish(self) -> None:
        self.writes.run(self.act.tx)
        if self.has_items:
            campaigns.refresh_items(self.act.tx, self.act.now)
        elif self.has_names:
            campaigns.move_revisions(self.act.tx, self.act.now)

    @property
    def _used(self) -> set[UUID]:
        if self._used_now is None:
            self._used_now = store.used(self.act.tx)
        return self._used_now

    def _is_back(self, unit: Unit) -> bool:
        return self.back.get(str(unit.unit_id)) == unit.version and unit.closed_on is not None

    def _added(self, taken: _Taken) -> Written:
        unit_id = unit_changes.add(self.act, self.writes, taken.seed, taken.name.valid_from)
        self.has_items = True
        return Written(unit_id, 1, is_new=True)

    def _changed(self, unit: Unit, taken: _Taken) -> Written:
        """Write what differs."""
        day = taken.name.valid_from
        named = now = self._named(unit, day)
        changed: list[str] = []
        if unit_changes.rename(self.act, self.writes, now, taken.name):
            pairs = (("name", now.name, taken.name.name),
                     ("short_name", now.short_name, taken.name.short_name))  # fmt: skip
            changed += [key for key, before, after in pairs if before != after]
            now = replace(now, version=now.version + 1)
        if more := unit_changes.change(self.act, self.writes, now, taken.seed):
            changed += more
            now = replace(now, version=now.version + 1)
        self.has_items |= "unit_type" in changed
        self.has_names |= bool(changed)
        was = {
            **unit_changes.facts(unit), "name": named.name,
            "short_name": named.short_name, "valid_from": day.isoformat(),
        }  # fmt: skip
        return Written(unit.unit_id, now.version, changed=tuple(changed), was=was)

    def _named(self, unit: Unit, day: date) -> Unit:
        """The unit with its name of that day; before its first name it bears that one."""
        if day == self.today:
            return unit
        if self._names is None:
            self._names = store.names_of_all(self.act.tx)
        names = self._names[unit.unit_id]
        name = next((one for one in names if one.valid_from <= day), names[-1])
        return replace(unit, name=name.name, short_name=name.short_name)

    def _whole(self, known: Unit, taken: _Taken) -> _Taken:
        """What the sheet has no column for stays as it is stored."""
        seed = taken.seed
        if "own_seal" not in self.columns:
            seed = replace(seed, own_seal=known.own_seal)
        if "headcount" not in self.columns:
            seed = replace(seed, headcount=known.headcount)
        return replace(taken, seed=seed)


def _name(row: Row) -> str | None:
    try:
        return unit_forms.code(row.cells.get("code", ""))
    except Invalid:
        return None


def _read(row: Row, today: date) -> _Read:
    """The row's values, or what is wrong with them."""
    cells, collector = row.cells, ProblemCollector()
    code = collector.take("code", lambda: unit_forms.code(cells.get("code", "")), "")
    day = cells.get("valid_from") or format_date(today)
    name = unit_forms.unit_name(
        collector, TypedName(cells.get("name", ""), cells.get("short_name", ""), day)
    )
    kind = collector.take("unit_type", lambda: _type(cells.get("unit_type", "")), "phong")
    seal = collector.take("own_seal", lambda: _seal(cells.get("own_seal", "")), None)
    form = Typed(kind, cells.get("sort_order", ""), seal, cells.get("headcount", ""))
    seed = unit_forms.seed(collector, form)
    try:
        collector.finish()
    except Problems as problems:
        return problems
    return _Taken(replace(seed, code=code, name=name.name, short_name=name.short_name), name)


def _type(told: str) -> str:
    if not told:
        raise Invalid("required", field=text.UNIT_FIELDS["unit_type"])
    kind = _TYPES.get(search_key(told))
    if kind is None:
        raise Invalid("not_listed", field=text.UNIT_FIELDS["unit_type"], told=told[:_QUOTED])
    return kind


def _seal(told: str) -> bool | None:
    if not told:
        return None
    sealed = _SEALS.get(search_key(told))
    if sealed is None:
        raise Invalid("not_listed", field=text.UNIT_FIELDS["own_seal"], told=told[:_QUOTED])
    return sealed


def _stored(unit: Unit, was: Mapping[str, object]) -> tuple[UnitSeed, UnitName]:
    """What a unit was, as `Written.was` keeps it."""
    name, short_name = str(was["name"]), str(was["short_name"])
    own_seal, headcount = was["own_seal"], was["headcount"]
    seed = UnitSeed(
        code=unit.code, name=name, short_name=short_name,
        unit_type=UnitType(str(was["unit_type"])), sort_order=int(str(was["sort_order"])),
        own_seal=own_seal if isinstance(own_seal, bool) else None,
        headcount=headcount if isinstance(headcount, int) else None,
    )  # fmt: skip
    return seed, UnitName(date.fromisoformat(str(was["valid_from"])), name, short_name)
