"""A field as it stands in a campaign file or in the database, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields as attributes
from datetime import date
from decimal import Decimal
from typing import Any

from lib.domain.forms.fields import Choice, Counts, Field, Kind, Limit
from lib.domain.forms.file_kinds import FILES_LIMIT, TYPES
from lib.domain.forms.kind_spec import KindSpec, in_order
from lib.domain.forms.kinds import KINDS
from lib.domain.forms.typed import canonical

KEY_LIMIT = 40
_KEY = re.compile(f"[a-z][a-z0-9_]{{0,{KEY_LIMIT - 1}}}")

COLUMN_LIMIT = 6
"""Columns that rows may have."""
CELL_LIMIT = 100
"""Characters in a cell, so that all rows fit into a cell of a sheet."""


class BadForm(ValueError):
    """Form data that cannot be used; says which key of which field, and why in one word."""

    def __init__(self, field: str, key: str, reason: str) -> None:
        super().__init__(f"field {field!r}, key {key!r}: {reason}")
        self.field = field
        self.key = key
        self.reason = reason


def is_key(given: str) -> bool:
    """Whether a question or a choice can be called so."""
    return bool(_KEY.fullmatch(given))


def field_from_data(data: object) -> Field:
    """The field that a mapping of plain values describes.

    Raises:
        BadForm: a key is unknown, missing, not meant for the kind, or has no usable value.
    """
    if not isinstance(data, Mapping):
        raise BadForm("", "fields", "wrong_type")
    name = data.get("key")
    if not isinstance(name, str) or not _KEY.fullmatch(name):
        raise BadForm(str(name)[:60], "key", "bad_key")
    spec = _spec(name, data)
    minimum = _limit(name, spec, data, "minimum")
    maximum = _limit(name, spec, data, "maximum")
    if minimum is not None and maximum is not None and not in_order(minimum, maximum):
        raise BadForm(name, "maximum", "out_of_range")
    return Field(
        key=name,
        label=_text(name, data, "label"),
        kind=spec.kind,
        help=_text(name, data, "help", ""),
        required=_flag(name, data, "required"),
        unit=_text(name, data, "unit", ""),
        minimum=minimum,
        maximum=maximum,
        at_least=_text(name, data, "at_least", ""),
        at_most=_text(name, data, "at_most", ""),
        max_length=_whole(name, data, "max_length", spec.longest),
        choices=_choices(name, data),
        numerator=_text(name, data, "numerator", ""),
        denominator=_text(name, data, "denominator", ""),
        of=_of(name, spec, data),
        headcount=_flag(name, data, "headcount"),
        running=_flag(name, data, "running"),
        group=_text(name, data, "group", ""),
        columns=_columns(name, spec, data),
        column=_text(name, data, "column", ""),
        max_files=_whole(name, data, "max_files", FILES_LIMIT),
        types=_types(name, data),
        counts=_counts(name, data),
        show_when=_show_when(name, data),
        retired=_flag(name, data, "retired"),
    )


def field_to_data(field: Field) -> dict[str, object]:
    """Plain values for JSON or YAML, without what is as always."""
    data: dict[str, object] = {}
    for attribute in attributes(Field):
        value = getattr(field, attribute.name)
        if value == attribute.default and attribute.name not in {"key", "label", "kind"}:
            continue
        data[attribute.name] = _plain(value)
    if field.show_when is not None:
        data["show_when"] = {"field": field.show_when[0], "is": field.show_when[1]}
    if field.columns:
        data["columns"] = [_column_to_data(column) for column in field.columns]
    if field.choices:
        data["choices"] = [_choice_to_data(choice) for choice in field.choices]
    return data


def refuse_unknown(name: str, data: Mapping[Any, object], known: Iterable[str]) -> None:
    """Nothing when all keys are known.

    Raises:
        BadForm: the first key that is not.
    """
    allowed = frozenset(known)
    for key in data:
        if key not in allowed:
            raise BadForm(name, str(key)[:60], "unknown_key")


def _spec(name: str, data: Mapping[Any, object]) -> KindSpec:
    given = data.get("kind")
    if not isinstance(given, str) or given not in list(Kind):
        raise BadForm(name, "kind", "unknown_kind")
    spec = KINDS[Kind(given)]
    refuse_unknown(name, data, spec.says)
    for key in sorted(spec.needed):
        if not data.get(key):
            raise BadForm(name, key, "missing")
    return spec


def _text(name: str, data: Mapping[Any, object], key: str, instead: str | None = None) -> str:
    given = data.get(key, instead)
    if given is None:
        raise BadForm(name, key, "missing")
    if not isinstance(given, str):
        raise BadForm(name, key, "wrong_type")
    if instead is None and not given.strip():
        raise BadForm(name, key, "missing")
    return given


def _flag(name: str, data: Mapping[Any, object], key: str) -> bool:
    given = data.get(key, False)
    if not isinstance(given, bool):
        raise BadForm(name, key, "wrong_type")
    return given


def _counts(name: str, data: Mapping[Any, object]) -> Counts | None:
    given = data.get("counts")
    if given is None:
        return None
    if not isinstance(given, str) or given not in set(Counts):
        raise BadForm(name, "counts", "unknown_count")
    return Counts(given)


def _limit(name: str, spec: KindSpec, data: Mapping[Any, object], key: str) -> Limit | None:
    given = data.get(key)
    if given is None or spec.limits is None:
        return None
    limit = spec.limits.read(given)
    if limit is None:
        raise BadForm(name, key, "wrong_type")
    if not spec.limits.allow(limit):
        raise BadForm(name, key, "out_of_range")
    return limit


def _whole(name: str, data: Mapping[Any, object], key: str, highest: int) -> int | None:
    given = data.get(key)
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int):
        raise BadForm(name, key, "wrong_type")
    if not 1 <= given <= highest:
        raise BadForm(name, key, "out_of_range")
    return given


def _types(name: str, data: Mapping[Any, object]) -> tuple[str, ...]:
    """Each once, in the order in which all of them are told."""
    given = data.get("types", ())
    if not isinstance(given, list | tuple):
        raise BadForm(name, "types", "wrong_type")
    for one in given:
        if not isinstance(one, str) or one not in TYPES:
            raise BadForm(name, "types", "unknown_type")
    return tuple(one for one in TYPES if one in given)


def _of(name: str, spec: KindSpec, data: Mapping[Any, object]) -> tuple[str, ...]:
    given = data.get("of")
    if given is None or not spec.most_of:
        return ()
    if not isinstance(given, list | tuple) or not all(isinstance(one, str) for one in given):
        raise BadForm(name, "of", "wrong_type")
    if not spec.least_of <= len(given) <= spec.most_of or len(set(given)) < len(given):
        raise BadForm(name, "of", "operand_count")
    return tuple(given)


def _columns(name: str, spec: KindSpec, data: Mapping[Any, object]) -> tuple[Field, ...]:
    given = data.get("columns", ())
    if not isinstance(given, list | tuple):
        raise BadForm(name, "columns", "wrong_type")
    columns = tuple(_column(name, spec, one) for one in given)
    labels = [one.label for one in columns if not one.retired]
    if len({one.key for one in columns}) != len(columns) or len(set(labels)) != len(labels):
        raise BadForm(name, "columns", "duplicate")
    if spec.columns and not 1 <= len(labels) <= COLUMN_LIMIT:
        raise BadForm(name, "columns", "column_count")
    return columns


def _column(name: str, spec: KindSpec, data: object) -> Field:
    if not isinstance(data, Mapping):
        raise BadForm(name, "columns", "wrong_type")
    refuse_unknown(name, data, {"key", "label", "kind", "retired"})
    key = _text(name, data, "key")
    if not _KEY.fullmatch(key):
        raise BadForm(name, "columns", "bad_key")
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in spec.columns:
        raise BadForm(name, "columns", "unknown_kind")
    longest = CELL_LIMIT if KINDS[Kind(kind)].longest else None
    retired = _flag(name, data, "retired")
    return Field(key, _text(name, data, "label"), Kind(kind), max_length=longest, retired=retired)


def _column_to_data(column: Field) -> dict[str, object]:
    data: dict[str, object] = {
        "key": column.key, "label": column.label, "kind": column.kind.value,
    }  # fmt: skip
    return data | ({"retired": True} if column.retired else {})


def _choices(name: str, data: Mapping[Any, object]) -> tuple[Choice, ...]:
    given = data.get("choices", ())
    if not isinstance(given, list | tuple):
        raise BadForm(name, "choices", "wrong_type")
    choices = tuple(_choice_from_data(name, one) for one in given)
    if len({choice.key for choice in choices}) != len(choices):
        raise BadForm(name, "choices", "duplicate")
    labels = [choice.label for choice in choices if not choice.retired]
    if len(set(labels)) != len(labels):
        raise BadForm(name, "choices", "duplicate")
    return choices


def _choice_from_data(name: str, data: object) -> Choice:
    if not isinstance(data, Mapping):
        raise BadForm(name, "choices", "wrong_type")
    refuse_unknown(name, data, {"key", "label", "retired"})
    key = _text(name, data, "key")
    if not _KEY.fullmatch(key):
        raise BadForm(name, "choices", "bad_key")
    return Choice(key, _text(name, data, "label"), _flag(name, data, "retired"))


def _choice_to_data(choice: Choice) -> dict[str, object]:
    data: dict[str, object] = {"key": choice.key, "label": choice.label}
    return data | ({"retired": True} if choice.retired else {})


def _show_when(name: str, data: Mapping[Any, object]) -> tuple[str, str | bool] | None:
    given = data.get("show_when")
    if given is None:
        return None
    if not isinstance(given, Mapping) or set(given) != {"field", "is"}:
        raise BadForm(name, "show_when", "wrong_type")
    other, value = given["field"], given["is"]
    if not isinstance(other, str) or not isinstance(value, str | bool):
        raise BadForm(name, "show_when", "wrong_type")
    return other, value


def _plain(value: object) -> object:
    if isinstance(value, Kind | Counts):
        return value.value
    if isinstance(value, Decimal):
        return canonical(value)
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
