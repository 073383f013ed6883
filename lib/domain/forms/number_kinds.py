"""Kinds of field that are answered in digits: counts, years, measures, shares, days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from lib.domain.forms import typed
from lib.domain.forms.fields import Counts, Field, Kind, Part, Value
from lib.domain.forms.kind_spec import Cell, KindSpec, Limits
from lib.domain.vietnamese import NOTHING, format_date, format_number, format_share
from lib.errors import Invalid

COUNTED: Mapping[Counts, str] = {
    Counts.ACKNOWLEDGED_DOCUMENTS: "Số văn bản đơn vị đã xác nhận",
    Counts.ACKNOWLEDGED_PEOPLE: "Số người được phổ biến theo xác nhận văn bản",
    Counts.PUBLISHED_DOCUMENTS: "Số văn bản Văn phòng đã đăng",
}
_SPAN = frozenset({"minimum", "maximum", "at_least", "at_most"})
_NUMBER = _SPAN | {"unit", "running"}
_SHARE = frozenset({"unit", "maximum", "numerator", "denominator", "headcount", "running"})


def _number_limit(given: object) -> int | Decimal | None:
    if isinstance(given, bool) or not isinstance(given, int | float | str | Decimal):
        return None
    if isinstance(given, int):
        return given
    try:
        number = Decimal(str(given))
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) > typed.NUMBER_LIMIT:
        return None
    return int(number) if number == number.to_integral_value() else number


def _whole_limit(given: object) -> int | None:
    limit = _number_limit(given)
    return limit if isinstance(limit, int) else None


def _day_limit(given: object) -> date | None:
    # A datetime is a date too, and a day has no hours.
    if type(given) is date:
        return given
    try:
        return date.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        return None


def _span(field: Field) -> tuple[Decimal | int, Decimal | int]:
    low = field.minimum if isinstance(field.minimum, int | Decimal) else 0
    high = field.maximum if isinstance(field.maximum, int | Decimal) else typed.NUMBER_LIMIT
    return low, high


def _whole(field: Field, label: str, given: object) -> int | None:
    return typed.whole(given, label, *_span(field))


def _year(field: Field, label: str, given: object) -> int | None:
    return typed.year(given, label, *_span(field))


def _decimal(field: Field, label: str, given: object) -> str | None:
    measured = typed.number(given, label, *_span(field))
    return None if measured is None else typed.canonical(measured)


def _counted(_field: Field, label: str, given: object) -> int | None:
    return typed.whole(given, label, 0)


def _date(field: Field, label: str, given: object) -> str | None:
    first = field.minimum if isinstance(field.minimum, date) else typed.FIRST_DAY
    last = field.maximum if isinstance(field.maximum, date) else typed.LAST_DAY
    taken = typed.day(given, label, first, last)
    return None if taken is None else taken.isoformat()


def measured(value: Value) -> Decimal:
    """A stored number."""
    return Decimal(str(value))


def _grouped(value: Value) -> str:
    return format_number(measured(value))


def _again(_field: Field, value: Value) -> str:
    return _grouped(value)


def _day(value: Value) -> str:
    return format_date(date.fromisoformat(str(value)))


def show_number(field: Field, values: Mapping[str, Value]) -> str:
    """A number with what it counts: "3 hội nghị"."""
    shown = _grouped(values[field.key])
    return f"{shown} {field.unit}" if field.unit else shown


def _show_date(field: Field, values: Mapping[str, Value]) -> str:
    return _day(values[field.key])


def share_parts(field: Field) -> tuple[Part, Part]:
    """Of how many, and of what."""
    return (
        Part(f"{field.key}_num", field.numerator, field.unit),
        Part(f"{field.key}_den", field.denominator, field.unit),
    )


def _check_share(field: Field, values: Mapping[str, Value]) -> None:
    top, bottom = share_parts(field)
    numerator, denominator = values.get(top.key), values.get(bottom.key)
    if denominator == 0:
        raise Invalid("zero_denominator", field=bottom.label)
    if not isinstance(numerator, int) or not isinstance(denominator, int):
        return
    largest = field.maximum if isinstance(field.maximum, int | Decimal) else 100
    if numerator * 100 > largest * denominator:
        raise Invalid("above_denominator", field=top.label, limit=format_number(denominator))


def show_share(field: Field, values: Mapping[str, Value]) -> str:
    """Both numbers of a share and what they come to: "10/12 (83,3 %)"."""
    numerator, denominator = (values.get(part.key) for part in share_parts(field))
    shown = "/".join(NOTHING if n is None else _grouped(n) for n in (numerator, denominator))
    if numerator is None or denominator is None:
        return shown
    return (
        f"{shown} ({format_share(Fraction(measured(numerator)) / Fraction(measured(denominator)))})"
    )


_WHOLE_LIMITS = Limits(_whole_limit, -typed.NUMBER_LIMIT, typed.NUMBER_LIMIT)

WHOLE = KindSpec(
    kind=Kind.WHOLE,
    parse=_whole,
    show=show_number,
    typed_again=_again,
    keys=_NUMBER | {"counts"},
    limits=_WHOLE_LIMITS,
    cell=Cell.NUMBER,
    is_numeric=True,
    xls_type="integer",
)
# A year is a name more than a number: no point between its digits, no unit, no sum.
YEAR = KindSpec(
    kind=Kind.YEAR,
    parse=_year,
    typed_again=lambda _, value: str(value),
    keys=_SPAN,
    limits=_WHOLE_LIMITS,
)
DECIMAL = KindSpec(
    kind=Kind.DECIMAL,
    parse=_decimal,
    show=show_number,
    typed_again=_again,
    keys=_NUMBER,
    limits=Limits(_number_limit, -typed.NUMBER_LIMIT, typed.NUMBER_LIMIT),
    cell=Cell.NUMBER,
    is_numeric=True,
    xls_type="decimal",
)
PERCENT = KindSpec(
    kind=Kind.PERCENT,
    parse=_counted,
    show=show_share,
    typed_again=_again,
    parts=share_parts,
    check=_check_share,
    keys=_SHARE,
    needed=frozenset({"numerator", "denominator"}),
    # All of them must be a possible answer; where more than all may come, a field says how far.
    limits=Limits(_number_limit, 100, 1000),
    cell=Cell.NUMBER,
    is_numeric=True,
    is_share=True,
)
DATE = KindSpec(
    kind=Kind.DATE,
    parse=_date,
    show=_show_date,
    typed_again=lambda _, value: _day(value),
    keys=_SPAN,
    limits=Limits(_day_limit, typed.FIRST_DAY, typed.LAST_DAY),
    cell=Cell.DAY,
    is_brief=True,
    xls_type="date",
)
