"""The columns of a question that is answered in rows, as settings: renamed, left out, added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lib.domain.forms import typed
from lib.domain.forms.field_data import CELL_LIMIT
from lib.domain.forms.fields import Choice, Field, Kind, Value
from lib.domain.forms.keys import key_of
from lib.errors import Invalid, Problems
from lib.text.forms import COLUMN_KINDS

PREFIX: Final = "column"
"""What the keys of these settings begin with."""
_AGAIN: Final = "columns_again"
# What is wrong with all of them is told at the first.
_MORE: Final = {
    kind: "columns" if place == 0 else f"columns_{kind.value}"
    for place, kind in enumerate(COLUMN_KINDS)
}


def asked(old: Field, hint: str) -> list[Field]:
    """A name for each column, lines for new ones of every kind, and those no longer asked."""
    had = [one for one in old.columns if not one.retired]
    gone = tuple(Choice(one.key, one.label) for one in old.columns if one.retired)
    named = [
        Field(
            f"{PREFIX}_{one.key}", f"Cột {place} ({COLUMN_KINDS[one.kind]})", Kind.SHORT_TEXT,
            max_length=CELL_LIMIT,
        )
        for place, one in enumerate(had, start=1)
    ]  # fmt: skip
    more = [
        Field(key, f"Thêm cột {COLUMN_KINDS[kind]}", Kind.LONG_TEXT, hint)
        for kind, key in _MORE.items()
    ]
    again = [Field(_AGAIN, "Dùng lại cột", Kind.CHOICES, choices=gone)] if gone else []
    return [*named, *more, *again]


def start(old: Field) -> dict[str, Value]:
    """What the names start from."""
    return {f"{PREFIX}_{one.key}": one.label for one in old.columns if not one.retired}


def read(old: Field, values: Mapping[str, Value]) -> list[dict[str, object]]:
    """The columns as a field's data has them; one whose name was emptied is left out.

    Raises:
        Problems: a new name cannot be taken.
    """
    return [*_kept(old, values), *_new(old, values)]


def _kept(old: Field, values: Mapping[str, Value]) -> Iterator[dict[str, object]]:
    again = values.get(_AGAIN)
    for one in old.columns:
        is_again = isinstance(again, list) and one.key in again
        label = one.label if one.retired else values.get(f"{PREFIX}_{one.key}")
        if label:
            is_gone = one.retired and not is_again
            yield {"key": one.key, "label": label, "kind": one.kind.value, "retired": is_gone}


def _new(old: Field, values: Mapping[str, Value]) -> Iterator[dict[str, object]]:
    taken = {one.key for one in old.columns}
    for kind, key in _MORE.items():
        for line in str(values.get(key, "")).split("\n"):
            try:
                label = typed.line(line, "Cột", CELL_LIMIT)
            except Invalid as problem:
                problem.facts["key"] = key
                raise Problems([problem]) from problem
            if label:
                made = key_of(label, lambda free: free not in taken, begin="cot")
                taken.add(made)
                yield {"key": made, "label": label, "kind": kind.value}
