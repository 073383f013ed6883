"""Where a question refers to another one, and whether that one can be referred to so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lib.domain.forms.field_data import BadForm
from lib.domain.forms.fields import Field
from lib.domain.forms.kinds import may_be, parts, spec_of
from lib.domain.forms.row_kinds import number_columns

BOUNDS: Final = ("at_least", "at_most")
REASONS: Final = {
    "show_when": "bad_condition",
    **dict.fromkeys(BOUNDS, "bad_comparison"),
    "of": "bad_operand",
    "group": "bad_group",
}
"""Why a form cannot be used, by the setting that names what it may not."""
# Nothing is worked out of a question that is asked no more, nor asked under such a heading.
_ASKED: Final = frozenset({"of", "group"})


def references(field: Field) -> Iterator[tuple[str, str]]:
    """By which setting a question names which other one."""
    if field.show_when is not None:
        yield "show_when", field.show_when[0]
    for setting in BOUNDS:
        if other := getattr(field, setting):
            yield setting, other
    for other in field.of:
        yield "of", other
    if field.group:
        yield "group", field.group


def fits(field: Field, setting: str, other: Field) -> bool:
    """Whether that setting may name the other question, as far as kinds go."""
    if setting == "show_when" and field.show_when is not None:
        return may_be(other, field.show_when[1])
    if setting == "group":
        return spec_of(other).is_group
    if setting == "of":
        return is_number(other) if spec_of(field).most_of != 1 else _has_column(field, other)
    return are_comparable(field, other)


def are_comparable(one: Field, other: Field) -> bool:
    """Whether the answer of one can be a bound of the other: two numbers, or two days."""
    mine, theirs = spec_of(one), spec_of(other)
    if not (mine.limits and theirs.limits and "at_most" in mine.keys & theirs.keys):
        return False
    return mine.limits.is_of_days == theirs.limits.is_of_days


def is_number(field: Field) -> bool:
    """Whether its answer is one number, of which others can be worked out."""
    spec = spec_of(field)
    return spec.is_numeric and not spec.is_share


def has_rows(field: Field) -> bool:
    """Whether its answer is rows, of which a total can be worked out."""
    return bool(spec_of(field).columns)


def keeps_columns(old: Field, new: Field) -> bool:
    """Whether what rows hold can still be read: a column that stays is of its kind."""
    kinds = {one.key: one.kind for one in old.columns}
    return all(kinds.get(one.key, one.kind) == one.kind for one in new.columns)


def _has_column(total: Field, rows: Field) -> bool:
    numbers = {one.key for one in number_columns(rows)}
    return has_rows(rows) and total.column in {"", *numbers}


def check(fields: Iterable[Field]) -> None:
    """Nothing when every key is used once, whatever is referred to stands before, and the fields of
    a group together behind their heading.

    Raises:
        BadForm: the first field for which that is not so.
    """
    taken: set[str] = set()
    earlier: dict[str, Field] = {}
    heading = ""
    for field in fields:
        for key in {field.key, *(part.key for part in parts(field))}:
            if key in taken:
                raise BadForm(field.key, "key", "duplicate")
            taken.add(key)
        _check_references(field, earlier)
        earlier[field.key] = field
        if field.group not in ("", heading):
            raise BadForm(field.key, "group", "bad_group")
        heading = field.key if spec_of(field).is_group else field.group


def _check_references(field: Field, earlier: Mapping[str, Field]) -> None:
    for setting, key in references(field):
        other = earlier.get(key)
        is_lost = other is None or not fits(field, setting, other)
        is_idle = setting in _ASKED and other is not None and other.retired and not field.retired
        if is_lost or is_idle:
            raise BadForm(field.key, setting, REASONS[setting])
