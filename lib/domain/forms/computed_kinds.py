"""Kinds of field that nobody answers: what the numbers above them come to.

The part of a sum that is not asked now is left out of it; where any other is missing, nothing is
worked out.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from decimal import Context
from typing import Final

from lib.domain.forms.fields import Field, Kind, Part, Value
from lib.domain.forms.kind_spec import Cell, KindSpec
from lib.domain.forms.number_kinds import measured, share_parts, show_number, show_share
from lib.domain.forms.typed import canonical

_OF: Final = frozenset({"of", "unit"})
_NEEDED: Final = frozenset({"of"})
# Wide enough for every number that can be typed, so that nothing is rounded.
_EXACT: Final = Context(prec=100)
_NUMERATOR, _DENOMINATOR = "tử số", "mẫu số"


def never(_field: Field, _label: str, _given: object) -> None:
    """Nothing that is given is taken."""


def _sum(field: Field, values: Mapping[str, Value], shown: Container[str]) -> dict[str, Value]:
    given = [values.get(key) for key in field.of if key in shown]
    known = [one for one in given if one is not None]
    if not known or len(known) < len(given):
        return {}
    return {field.key: exact_sum(known)}


def exact_sum(numbers: Sequence[Value]) -> Value:
    """Stored numbers added up: a count of counts, else a measure."""
    total = measured(0)
    for one in numbers:
        total = _EXACT.add(total, measured(one))
    return _stored(canonical(total), numbers)


def _difference(
    field: Field, values: Mapping[str, Value], _shown: Container[str]
) -> dict[str, Value]:
    whole, less = (values.get(key) for key in field.of)
    if whole is None or less is None:
        return {}
    left = _EXACT.subtract(measured(whole), measured(less))
    return {field.key: _stored(canonical(left), [whole, less])}


def _share(field: Field, values: Mapping[str, Value], _shown: Container[str]) -> dict[str, Value]:
    part, whole = (values.get(key) for key in field.of)
    if part is None or whole is None or measured(part) < 0 or measured(whole) <= 0:
        return {}
    top, bottom = share_parts(field)
    return {top.key: part, bottom.key: whole}


def _stored(number: str, out_of: Sequence[Value]) -> Value:
    """A count if only counts went into it, else a measure."""
    return int(number) if all(isinstance(one, int) for one in out_of) else number


def _named_parts(field: Field) -> tuple[Part, Part]:
    top, bottom = share_parts(field)
    return (
        Part(top.key, f"{field.label}: {_NUMERATOR}", field.unit),
        Part(bottom.key, f"{field.label}: {_DENOMINATOR}", field.unit),
    )


SUM = KindSpec(
    kind=Kind.SUM,
    parse=never,
    show=show_number,
    work_out=_sum,
    sign="+",
    most_of=60,
    keys=_OF,
    needed=_NEEDED,
    cell=Cell.NUMBER,
    is_numeric=True,
)
DIFFERENCE = replace(
    SUM, kind=Kind.DIFFERENCE, work_out=_difference, sign="\u2212", most_of=2
)  # fmt: skip
# Kept as its two numbers, as a share that is typed, so that those of units can be added up.
SHARE = replace(
    DIFFERENCE, kind=Kind.SHARE, show=show_share, parts=_named_parts, work_out=_share, sign="/",
    is_share=True,
)  # fmt: skip
