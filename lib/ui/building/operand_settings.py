"""Of what a question is worked out, as settings: numbers or a table of the questions above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lib.domain.forms.building import countable, tables
from lib.domain.forms.fields import Choice, Field, Kind, Value
from lib.domain.forms.kinds import KINDS, formula
from lib.domain.forms.row_kinds import number_columns
from lib.text.forms import OPERANDS, unique

FIRST, SECOND = "of", "of_second"
KEYS: Final = frozenset({FIRST, SECOND, "column"})
"""What the keys of these settings are, and the attributes that they give."""


def asked(old: Field, above: Sequence[Field]) -> list[Field]:
    """One question for all that are added up, or the one table, else one for each of the two."""
    names = OPERANDS[old.kind]
    kind = Kind.CHOICES if KINDS[old.kind].most_of > len(names) else Kind.CHOICE
    choices = tuple(Choice(code, words) for code, words in unique(_offered(old, above)).items())
    keys = (FIRST, SECOND)[: len(names)]
    return [
        Field(key, name, kind, required=True, choices=choices)
        for key, name in zip(keys, names, strict=True)
        if choices
    ]


def lacks(old: Field, above: Sequence[Field]) -> bool:
    """Whether what it would be worked out of is not asked for above."""
    spec = KINDS[old.kind]
    return bool(spec.most_of) and len(_offered(old, above)) < spec.least_of


def start(old: Field) -> dict[str, Value]:
    """What the settings start from."""
    if not old.of:
        return {}
    if _is_total(old):
        return {FIRST: _code(old.of[0], old.column)}
    if len(OPERANDS[old.kind]) == 1:
        return {FIRST: [*old.of]}
    return dict(zip((FIRST, SECOND), old.of, strict=True))


def read(old: Field, values: Mapping[str, Value]) -> dict[str, object]:
    """What the question's data says of it."""
    given = values.get(FIRST)
    if isinstance(given, list) or given is None:
        return {"of": given} if given else {}
    if _is_total(old):
        table, _, column = str(given).partition(".")
        return {"of": [table], "column": column}
    return {"of": [given, values.get(SECOND)]}


def _offered(old: Field, above: Sequence[Field]) -> dict[str, str]:
    if not _is_total(old):
        return {one.key: one.label for one in countable(above)}
    found = {}
    for table in tables(above):
        for column in ("", *(one.key for one in number_columns(table))):
            total = Field("x", "", old.kind, of=(table.key,), column=column)
            found[_code(table.key, column)] = formula(total, {table.key: table})
    return found


def _is_total(old: Field) -> bool:
    return KINDS[old.kind].most_of == 1


def _code(table: str, column: str) -> str:
    return f"{table}.{column}"
