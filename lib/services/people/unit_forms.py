"""What the admin types about a unit, taken into values or refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from lib import text
from lib.domain.forms import typed
from lib.domain.problem_collector import ProblemCollector
from lib.domain.units import UnitName, UnitSeed, UnitType
from lib.errors import Invalid

NAME_LIMIT = 200
SHORT_NAME_LIMIT = 40
HEADCOUNT_LIMIT = 100_000
ORDER_LIMIT = 9_999
CODE = re.compile(r"[A-Z0-9]{2,12}")


@dataclass(frozen=True, slots=True)
class Typed:
    """A unit's form as it was typed; anything may come from a browser."""

    unit_type: object
    sort_order: object
    own_seal: object
    headcount: object


@dataclass(frozen=True, slots=True)
class TypedName:
    name: object
    short_name: object
    valid_from: object


def code(raw: object) -> str:
    """Two to twelve capitals and digits; small letters are made capitals."""
    label = text.UNIT_FIELDS["code"]
    typed_code = _line(raw, label, SHORT_NAME_LIMIT).upper()
    if not CODE.fullmatch(typed_code):
        raise Invalid("not_code", field=label)
    return typed_code


def unit_name(collector: ProblemCollector, name: TypedName) -> UnitName:
    label = text.UNIT_FIELDS
    return UnitName(
        name=collector.take("name", lambda: _line(name.name, label["name"], NAME_LIMIT), ""),
        short_name=collector.take(
            "short_name", lambda: _line(name.short_name, label["short_name"], SHORT_NAME_LIMIT), ""
        ),
        valid_from=collector.take(
            "valid_from", lambda: day(name.valid_from, label["valid_from"]), date.min
        ),
    )


def seed(collector: ProblemCollector, form: Typed) -> UnitSeed:
    """The form's values, in a seed without code and name."""
    label = text.UNIT_FIELDS
    return UnitSeed(
        code="",
        name="",
        short_name="",
        unit_type=collector.take(
            "unit_type", lambda: _type(form.unit_type, label["unit_type"]), UnitType.DIVISION
        ),
        sort_order=collector.take(
            "sort_order", lambda: _order(form.sort_order, label["sort_order"]), 0
        ),
        own_seal=collector.take("own_seal", lambda: _seal(form.own_seal, label["own_seal"]), None),
        headcount=collector.take(
            "headcount",
            lambda: typed.whole(form.headcount, label["headcount"], 1, HEADCOUNT_LIMIT),
            None,
        ),
    )


def _line(raw: object, label: str, limit: int) -> str:
    line = typed.line(raw, label, limit)
    if not line:
        raise Invalid("required", field=label)
    return line


def day(raw: object, label: str, last: date = typed.LAST_DAY) -> date:
    taken = typed.day(raw, label, last=last)
    if taken is None:
        raise Invalid("required", field=label)
    return taken


def _order(raw: object, label: str) -> int:
    order = typed.whole(raw, label, 0, ORDER_LIMIT)
    if order is None:
        raise Invalid("required", field=label)
    return order


def _type(raw: object, label: str) -> UnitType:
    if isinstance(raw, str) and raw in set(UnitType):
        return UnitType(raw)
    raise Invalid("not_choice", field=label)


def _seal(raw: object, label: str) -> bool | None:
    if raw is None or isinstance(raw, bool):
        return raw
    raise Invalid("not_choice", field=label)
