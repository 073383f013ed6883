"""Units of the agency: types, and names that change from a day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class UnitType(StrEnum):
    LEADERSHIP = "lanh_dao"
    OFFICE = "van_phong"
    INSPECTORATE = "thanh_tra"
    DIVISION = "phong"
    AFFILIATE = "don_vi_truc_thuoc"


REPORTING_TYPES = frozenset(UnitType) - {UnitType.LEADERSHIP}


@dataclass(frozen=True, slots=True)
class UnitSeed:
    """A unit as a file or a form gives it."""

    code: str
    name: str
    short_name: str
    unit_type: UnitType
    sort_order: int
    is_office: bool = False
    own_seal: bool | None = None
    headcount: int | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with the name it bears on the day asked for."""

    unit_id: UUID
    code: str
    name: str
    short_name: str
    unit_type: UnitType
    sort_order: int
    is_office: bool
    own_seal: bool | None
    headcount: int | None
    closed_on: date | None
    version: int

    @property
    def reports(self) -> bool:
        return self.unit_type in REPORTING_TYPES

    def is_open(self, on: date) -> bool:
        return self.closed_on is None or on < self.closed_on


@dataclass(frozen=True, slots=True)
class UnitName:
    """A name from a day on, until the next one's day."""

    valid_from: date
    name: str
    short_name: str
