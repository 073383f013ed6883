"""Limits and conditions of a question as expressions of an XLSForm, there and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from lib.domain.forms.fields import Field, Limit
from lib.domain.forms.kind_spec import KindSpec
from lib.domain.forms.kinds import spec_of
from lib.domain.forms.typed import canonical
from lib.domain.forms.xlsform.sheets import INTEGER, YES_NO_NAMES, is_mapped

Answers = Mapping[str, str | bool]
"""The answers of a question by their names in an XLSForm."""
_AND: Final = re.compile(r"\s+and\s+", re.IGNORECASE)
_NAME: Final = r"\$\{\s*([A-Za-z_][A-Za-z0-9_.-]{0,80})\s*\}"
_BOUND: Final = re.compile(r"\.\s*(<=|>=|<|>)\s*(.+)")
_LENGTH: Final = re.compile(r"string-length\(\s*\.\s*\)\s*(<=|<)\s*([0-9]{1,6})")
_NUMBER: Final = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,12})?")
_DAY: Final = re.compile(r"date\(\s*['\"]([0-9]{4}-[0-9]{2}-[0-9]{2})['\"]\s*\)")
_OTHER: Final = re.compile(_NAME)
_IS: Final = re.compile(_NAME + r"\s*=\s*(?:'([^']*)'|\"([^\"]*)\")")
_AMONG: Final = re.compile(
    r"selected\(\s*" + _NAME + r"\s*,\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)"
)  # fmt: skip


def constraint(field: Field, others: Mapping[str, Field]) -> str:
    """What its answers must be; a bound by a question that stays at home is left out.

    Args:
        others: the questions of the form by their keys.
    """
    told = []
    if field.max_length is not None:
        told.append(f"string-length(.) <= {field.max_length}")
    lowest = 0 if spec_of(field).is_numeric and field.minimum is None else field.minimum
    for side, limit, bound in (
        (">=", lowest, field.at_least),
        ("<=", field.maximum, field.at_most),
    ):
        if limit is not None:
            told.append(f". {side} {_limit(limit)}")
        if bound and is_mapped(others[bound]):
            told.append(f". {side} ${{{bound}}}")
    return " and ".join(told)


def relevant(field: Field, others: Mapping[str, Field]) -> str:
    """When it is asked; "" for always, and where it waits for what stays at home."""
    if field.show_when is None:
        return ""
    key, answer = field.show_when
    other = others[key]
    choice = next((one for one in other.choices if one.key == answer), None)
    if not is_mapped(other) or (choice is not None and choice.retired):
        return ""
    if spec_of(other).is_several:
        return f"selected(${{{key}}}, '{answer}')"
    told = YES_NO_NAMES[answer] if isinstance(answer, bool) else answer
    return f"${{{key}}} = '{told}'"


def limits(spec: KindSpec, told: str, keys: Mapping[str, str]) -> dict[str, object] | None:
    """The settings that a constraint stands for; None where there are none for it.

    Args:
        keys: of the questions above, by their names.
    """
    found: dict[str, object] = {}
    for clause in _AND.split(told.strip()) if told.strip() else ():
        read = _clause(spec, clause.strip(), keys)
        if read is None or read[0] in found:
            return None
        found[read[0]] = read[1]
    if spec.is_numeric and found.get("minimum") == 0:
        # Numbers begin at nothing unless a question says otherwise.
        del found["minimum"]
    return found


def awaited(
    told: str, keys: Mapping[str, str], answers: Mapping[str, Answers]
) -> dict[str, object] | None:
    """The condition of a question as its data has it; None where there is none for it.

    Args:
        answers: of the questions above, by their keys.
    """
    found = _IS.fullmatch(told.strip()) or _AMONG.fullmatch(told.strip())
    if found is None:
        return None
    name, single, double = found.groups()
    key = keys.get(name, "")
    answer = answers.get(key, {}).get(single if single is not None else double)
    return None if answer is None else {"field": key, "is": answer}


def _limit(limit: Limit) -> str:
    if isinstance(limit, date):
        return f"date('{limit.isoformat()}')"
    return canonical(limit) if isinstance(limit, Decimal) else str(limit)


def _clause(spec: KindSpec, told: str, keys: Mapping[str, str]) -> tuple[str, object] | None:
    length = _LENGTH.fullmatch(told)
    if length is not None and "max_length" in spec.keys:
        return "max_length", int(length[2]) - (length[1] == "<")
    bound = _BOUND.fullmatch(told)
    if bound is None or spec.limits is None:
        return None
    side, limit = bound[1], bound[2].strip()
    is_low, is_strict = side[0] == ">", len(side) == 1
    if other := _OTHER.fullmatch(limit):
        key = keys.get(other[1])
        return None if is_strict or key is None else ("at_least" if is_low else "at_most", key)
    value = _value(spec, limit)
    if value is None or (is_strict and not (spec.xls_type == INTEGER and isinstance(value, int))):
        return None
    if is_strict and isinstance(value, int):
        value += 1 if is_low else -1
    return "minimum" if is_low else "maximum", value


def _value(spec: KindSpec, limit: str) -> object | None:
    if spec.limits is not None and spec.limits.is_of_days:
        day = _DAY.fullmatch(limit)
        return day[1] if day else None
    number = _NUMBER.fullmatch(limit)
    if number is None:
        return None
    return int(limit) if number[1] is None else limit
