"""A kind of field that is answered by several rows of the same columns, and what they come to.

A row is kept as the JSON text of its cells by column key, as a list of answers holds texts.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from typing import Final

from lib.domain.forms.computed_kinds import exact_sum, never
from lib.domain.forms.fields import Field, Kind, Value
from lib.domain.forms.kind_spec import Cell, KindSpec
from lib.domain.forms.number_kinds import DATE, DECIMAL, WHOLE, show_number
from lib.domain.forms.text_kinds import SHORT_TEXT
from lib.domain.vietnamese import NOTHING
from lib.errors import Invalid

ROW_LIMIT: Final = 50
"""Rows that an answer may have."""
_COLUMNS: Final = {spec.kind: spec for spec in (DATE, SHORT_TEXT, WHOLE, DECIMAL)}
COUNT: Final = "số dòng"

Row = dict[str, Value]


def number_columns(field: Field) -> tuple[Field, ...]:
    """The columns that are asked and can be added up."""
    return tuple(one for one in field.columns if _COLUMNS[one.kind].is_numeric and not one.retired)


def _rows(field: Field, label: str, given: object) -> list[str] | None:
    if given == "":
        return None
    if not isinstance(given, list | tuple):
        raise Invalid("unreadable", field=label)
    rows: list[str] = []
    for number, told in enumerate(given, start=1):
        row = _row(field.columns, f"{label}, dòng {number}", told)
        if row:
            rows.append(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
        if len(rows) > ROW_LIMIT:
            raise Invalid("too_many_rows", field=label, limit=ROW_LIMIT)
    return rows or None


def _row(columns: Sequence[Field], label: str, told: object) -> Row:
    if not isinstance(told, Mapping):
        raise Invalid("unreadable", field=label)
    row: Row = {}
    for column in columns:
        cell = None if column.retired else told.get(column.key)
        if cell is None:
            continue
        value = _COLUMNS[column.kind].parse(column, f"{label}, {column.label}", cell)
        if value is not None:
            row[column.key] = value
    return row


def _stored(value: Value) -> list[Row]:
    return [json.loads(row) for row in value] if isinstance(value, list) else []


def _typed_again(field: Field, value: Value) -> list[dict[str, object]]:
    return [
        {
            column.key: _COLUMNS[column.kind].typed_again(column, row[column.key])
            for column in field.columns
            if column.key in row and not column.retired
        }
        for row in _stored(value)
    ]


def _show(field: Field, values: Mapping[str, Value]) -> str:
    rows = _stored(values[field.key])
    columns = [
        one for one in field.columns if not one.retired or any(one.key in row for row in rows)
    ]
    return "; ".join(" | ".join(_cell(column, row) for column in columns) for row in rows)


def _cell(column: Field, row: Row) -> str:
    return _COLUMNS[column.kind].show(column, row) if column.key in row else NOTHING


def _total(field: Field, values: Mapping[str, Value], _shown: Container[str]) -> dict[str, Value]:
    rows = _stored(values.get(field.of[0], ""))
    if not field.column:
        return {field.key: len(rows)} if rows else {}
    given = [row[field.column] for row in rows if field.column in row]
    return {field.key: exact_sum(given)} if given else {}


ROWS = KindSpec(
    kind=Kind.ROWS,
    parse=_rows,
    show=_show,
    typed_again=_typed_again,
    columns=frozenset(_COLUMNS),
    keys=frozenset({"columns"}),
    needed=frozenset({"columns"}),
    is_text=True,
)
TOTAL = KindSpec(
    kind=Kind.TOTAL,
    parse=never,
    show=show_number,
    work_out=_total,
    least_of=1,
    most_of=1,
    keys=frozenset({"of", "column", "unit"}),
    needed=frozenset({"of"}),
    cell=Cell.NUMBER,
    is_numeric=True,
)
