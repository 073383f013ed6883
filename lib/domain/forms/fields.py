"""The kinds of field a form may have: what an answer may be, how it is shown and typed again.

Answers are flat: part key -> value; an empty part has no key. A field has one part with its own
key, except a share, whose numerator and denominator are `<key>_num` and `<key>_den`. Values are
what JSON keeps: decimals as "1234.5", days as "2026-11-22".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from lib.domain.forms import typed
from lib.domain.vietnamese import NOTHING, format_date, format_number, format_share
from lib.errors import Invalid

Value = int | str | bool | list[str]
Limit = int | Decimal | date


class Kind(StrEnum):
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    WHOLE = "whole"
    YEAR = "year"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    LINK = "link"


NUMERIC = frozenset({Kind.WHOLE, Kind.DECIMAL, Kind.PERCENT})
YES_NO_WORDS: dict[str | None, bool | None] = {"": None, "có": True, "không": False}


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    label: str
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    key: str
    label: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form.

    Args:
        unit: what is counted; for a share, what both its parts count.
        minimum: least number or first day; a number without one starts at zero.
        maximum: largest number or last day; for a share its largest percentage, 100 without.
        max_length: characters of a text, within the limit of its kind.
        numerator: label of a share's first part.
        denominator: label of a share's second part.
        headcount: the denominator starts from the unit's head count.
        running: a total since the campaign began; lowering it needs a word why.
        show_when: asked only while another field has this answer, or it is among its choices.
        retired: no longer asked; its key is never used again.
    """

    key: str
    label: str
    kind: Kind
    help: str = ""
    required: bool = False
    unit: str = ""
    minimum: Limit | None = None
    maximum: Limit | None = None
    max_length: int | None = None
    choices: tuple[Choice, ...] = ()
    numerator: str = ""
    denominator: str = ""
    headcount: bool = False
    running: bool = False
    show_when: tuple[str, str | bool] | None = None
    retired: bool = False


def parts(field: Field) -> tuple[Part, ...]:
    """What is typed and stored for the field, in the order of the screen."""
    if field.kind == Kind.PERCENT:
        return (
            Part(f"{field.key}_num", field.numerator, field.unit),
            Part(f"{field.key}_den", field.denominator, field.unit),
        )
    return (Part(field.key, field.label, field.unit),)


def active(field: Field) -> dict[str, str]:
    """The choices that can be taken, key -> label."""
    return {choice.key: choice.label for choice in field.choices if not choice.retired}


def parse(field: Field, raw: Mapping[str, object]) -> dict[str, Value]:
    """The field's answer as it is stored; empty parts are left out, other keys are ignored.

    Args:
        raw: what a widget, a draft or a file gave, part key -> anything.
    Raises:
        Invalid: the first problem; `field` is the label of the part, `key` the field's key.
    """
    parser = PARSERS[field.kind]
    values: dict[str, Value] = {}
    try:
        for part in parts(field):
            given = raw.get(part.key)
            value = None if given is None else parser(field, part.label, given)
            if value is not None:
                values[part.key] = value
        if field.kind == Kind.PERCENT:
            _check_share(field, values)
    except Invalid as problem:
        problem.facts["key"] = field.key
        raise
    return values


def missing(field: Field, values: Mapping[str, Value]) -> Part | None:
    """The first part without which the answer is not complete.

    The denominator of an optional share may stand alone, since it starts from the head count.
    """
    needed = parts(field)
    if not field.required and needed[0].key not in values:
        return None
    return next((part for part in needed if part.key not in values), None)


def answered(field: Field, values: Mapping[str, Value]) -> bool:
    """Whether every part has a value."""
    return all(part.key in values for part in parts(field))


def show(field: Field, values: Mapping[str, Value]) -> str:
    """The answer for the eye: "3 hội nghị", "10/12 (83,3 %)", "Có", "22/11/2026"; "" if empty."""
    if not any(part.key in values for part in parts(field)):
        return ""
    return SHOWERS[field.kind](field, values)


def raw(field: Field, values: Mapping[str, Value]) -> dict[str, object]:
    """What the field's widgets start from; `parse` gives the same answer back."""
    return {
        part.key: _typed_again(field.kind, values[part.key])
        for part in parts(field)
        if part.key in values
    }


def _short_text(field: Field, label: str, given: object) -> str | None:
    return typed.line(given, label, field.max_length or typed.SHORT_LIMIT) or None


def _long_text(field: Field, label: str, given: object) -> str | None:
    return typed.paragraphs(given, label, field.max_length or typed.LONG_LIMIT) or None


def _whole(field: Field, label: str, given: object) -> int | None:
    return typed.whole(given, label, *_span(field))


def _decimal(field: Field, label: str, given: object) -> str | None:
    measured = typed.number(given, label, *_span(field))
    return None if measured is None else typed.canonical(measured)


def _date(field: Field, label: str, given: object) -> str | None:
    first = field.minimum if isinstance(field.minimum, date) else typed.FIRST_DAY
    last = field.maximum if isinstance(field.maximum, date) else typed.LAST_DAY
    taken = typed.day(given, label, first, last)
    return None if taken is None else taken.isoformat()


def _yes_no(_field: Field, label: str, given: object) -> bool | None:
    if isinstance(given, bool):
        return given
    word = typed.line(given, label).lower() if isinstance(given, str) else None
    if word not in YES_NO_WORDS:
        raise Invalid("not_choice", field=label)
    return YES_NO_WORDS[word]


def _choice(field: Field, label: str, given: object) -> str | None:
    if not isinstance(given, str) or given not in {"", *active(field)}:
        raise Invalid("not_choice", field=label)
    return given or None


def _choices(field: Field, label: str, given: object) -> list[str] | None:
    if not isinstance(given, list | tuple):
        raise Invalid("not_choice", field=label)
    chosen = {_choice(field, label, one) for one in given}
    return [choice.key for choice in field.choices if choice.key in chosen] or None


def _span(field: Field) -> tuple[Decimal | int, Decimal | int]:
    low = field.minimum if isinstance(field.minimum, int | Decimal) else 0
    high = field.maximum if isinstance(field.maximum, int | Decimal) else typed.NUMBER_LIMIT
    return low, high


def _check_share(field: Field, values: Mapping[str, Value]) -> None:
    top, bottom = parts(field)
    numerator, denominator = values.get(top.key), values.get(bottom.key)
    if denominator == 0:
        raise Invalid("zero_denominator", field=bottom.label)
    if not isinstance(numerator, int) or not isinstance(denominator, int):
        return
    largest = field.maximum if isinstance(field.maximum, int | Decimal) else 100
    if numerator * 100 > largest * denominator:
        raise Invalid("above_denominator", field=top.label, limit=format_number(denominator))


def _show_number(field: Field, values: Mapping[str, Value]) -> str:
    shown = format_number(Decimal(str(values[field.key])))
    return f"{shown} {field.unit}" if field.unit else shown


def _show_share(field: Field, values: Mapping[str, Value]) -> str:
    ends = [values.get(part.key) for part in parts(field)]
    shown = "/".join(format_number(n) if isinstance(n, int) else NOTHING for n in ends)
    numerator, denominator = ends
    if not isinstance(numerator, int) or not isinstance(denominator, int):
        return shown
    return f"{shown} ({format_share(Fraction(numerator, denominator))})"


def _show_date(field: Field, values: Mapping[str, Value]) -> str:
    return format_date(date.fromisoformat(str(values[field.key])))


def _show_choices(field: Field, values: Mapping[str, Value]) -> str:
    value = values[field.key]
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(choice.label for choice in field.choices if choice.key in chosen)


def _show_links(field: Field, values: Mapping[str, Value]) -> str:
    value = values[field.key]
    return "\n".join(value) if isinstance(value, list) else str(value)


def _typed_again(kind: Kind, value: Value) -> object:
    if kind in NUMERIC:
        return format_number(Decimal(str(value)))
    if kind == Kind.YEAR:
        return str(value)
    if kind == Kind.DATE:
        return format_date(date.fromisoformat(str(value)))
    if kind == Kind.LINK and isinstance(value, list):
        return "\n".join(value)
    return list(value) if isinstance(value, list) else value


PARSERS: dict[Kind, Callable[[Field, str, object], Value | None]] = {
    Kind.SHORT_TEXT: _short_text,
    Kind.LONG_TEXT: _long_text,
    Kind.WHOLE: _whole,
    Kind.YEAR: lambda field, label, given: typed.year(given, label, *_span(field)),
    Kind.DECIMAL: _decimal,
    Kind.PERCENT: lambda _field, label, given: typed.whole(given, label, 0),
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.LINK: lambda _field, label, given: typed.links(given, label) or None,
}
SHOWERS: dict[Kind, Callable[[Field, Mapping[str, Value]], str]] = {
    Kind.SHORT_TEXT: lambda field, values: str(values[field.key]),
    Kind.LONG_TEXT: lambda field, values: str(values[field.key]),
    Kind.WHOLE: _show_number,
    Kind.YEAR: lambda field, values: str(values[field.key]),
    Kind.DECIMAL: _show_number,
    Kind.PERCENT: _show_share,
    Kind.DATE: _show_date,
    Kind.YES_NO: lambda field, values: "Có" if values[field.key] else "Không",
    Kind.CHOICE: _show_choices,
    Kind.CHOICES: _show_choices,
    Kind.LINK: _show_links,
}
