"""What differs between two versions of a form, question by question."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import fields as attributes
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from lib.domain.forms.choice_kinds import YES_NO_WORDS
from lib.domain.forms.fields import Choice, Counts, Field
from lib.domain.forms.file_kinds import types_told
from lib.domain.forms.kinds import formula, show
from lib.domain.forms.number_kinds import COUNTED
from lib.domain.forms.row_kinds import COUNT
from lib.domain.vietnamese import NOTHING, format_date, format_number

ANYTHING: Final = "mọi loại"
T = TypeVar("T", bound=Hashable)
_APART: Final = frozenset({"key", "kind", "choices", "columns", "retired"})
_SETTINGS: Final = tuple(one.name for one in attributes(Field) if one.name not in _APART)


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    RETIRED = "retired"
    ASKED_AGAIN = "asked_again"
    SETTING = "setting"
    CHOICE_ADDED = "choice_added"
    CHOICE_REMOVED = "choice_removed"
    CHOICE_RETIRED = "choice_retired"
    CHOICE_AGAIN = "choice_again"
    CHOICE_RENAMED = "choice_renamed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One difference.

    Attributes:
        field: the question, as it is now where there still is one.
        setting: the attribute of `Field` that another value was given.
        before, after: of a setting or a choice, as pages show it, "–" for none; of a moved question
            `after` is the one it stands behind now, "" for the first place.
    """

    change: Change
    field: Field
    setting: str = ""
    before: str = ""
    after: str = ""


def differences(old: Sequence[Field], new: Sequence[Field]) -> list[FieldChange]:
    """What has become of the questions, in the order of the new form; those gone come last.

    A question of another kind under the same key is another question.
    """
    had = {(field.key, field.kind): field for field in old}
    has = {(field.key, field.kind): field for field in new}
    moved = least_moved([one for one in had if one in has], [one for one in has if one in had])
    found: list[FieldChange] = []
    last = ""
    for which, field in has.items():
        if which not in had:
            found.append(FieldChange(Change.ADDED, field))
        else:
            found += _of_field(had[which], field, _labels(old), _labels(new))
        if which in moved:
            found.append(FieldChange(Change.MOVED, field, after=last))
        last = field.label
    return found + [FieldChange(Change.REMOVED, had[one]) for one in had if one not in has]


def _labels(fields: Sequence[Field]) -> dict[str, Field]:
    return {field.key: field for field in fields}


def _of_field(
    old: Field, new: Field, olds: Mapping[str, Field], news: Mapping[str, Field]
) -> Iterator[FieldChange]:
    if old.retired != new.retired:
        yield FieldChange(Change.RETIRED if new.retired else Change.ASKED_AGAIN, new)
    for setting in _SETTINGS:
        if getattr(old, setting) != getattr(new, setting):
            before, after = told(old, setting, olds), told(new, setting, news)
            yield FieldChange(Change.SETTING, new, setting, before, after)
    yield from _of_choices(new, old.choices, new.choices)
    yield from _of_choices(new, old.columns, new.columns)


def _of_choices(
    field: Field, old: Sequence[Choice | Field], new: Sequence[Choice | Field]
) -> Iterator[FieldChange]:
    """Of what is offered; of the columns of rows likewise."""
    had = {choice.key: choice for choice in old}
    for choice in new:
        before = had.pop(choice.key, None)
        if before is None:
            yield FieldChange(Change.CHOICE_ADDED, field, after=choice.label)
            continue
        if before.retired != choice.retired:
            change = Change.CHOICE_RETIRED if choice.retired else Change.CHOICE_AGAIN
            yield FieldChange(change, field, after=choice.label)
        if before.label != choice.label:
            yield FieldChange(Change.CHOICE_RENAMED, field, "", before.label, choice.label)
    for gone in had.values():
        yield FieldChange(Change.CHOICE_REMOVED, field, before=gone.label)


def told(field: Field, setting: str, others: Mapping[str, Field]) -> str:
    """A setting of a field for the eye: "1.000", "22/11/2026", "Có", "Đã ban hành: Có"; "–" for
    none.

    Args:
        others: the questions of the form by their keys.
    """
    value = getattr(field, setting)
    if setting == "show_when" and field.show_when is not None:
        return condition(others[field.show_when[0]], field.show_when[1])
    if setting in {"at_least", "at_most", "group"} and value:
        return others[value].label
    if setting == "column":
        columns = {one.key: one.label for one in others[field.of[0]].columns} if field.of else {}
        return columns.get(field.column, COUNT)
    if setting == "of":
        return formula(field, others)
    if setting == "types":
        return types_told(field) or ANYTHING
    if isinstance(value, Counts):
        return COUNTED[value]
    if isinstance(value, bool):
        return YES_NO_WORDS[value]
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, int | Decimal):
        return format_number(value)
    return str(value or NOTHING)


def condition(other: Field, answer: str | bool) -> str:
    """What a question waits for: "Đã ban hành: Có"."""
    return f"{other.label}: {show(other, {other.key: answer})}"


def least_moved(old: Sequence[T], new: Sequence[T]) -> set[T]:
    """The fewest that must have been moved: all but a longest run that kept its order."""
    places = {one: place for place, one in enumerate(old)}
    ends: list[int] = []
    runs: list[list[T]] = []
    for one in new:
        length = bisect_left(ends, places[one])
        run = [*(runs[length - 1] if length else ()), one]
        ends[length : length + 1], runs[length : length + 1] = [places[one]], [run]
    return set(new) - set(runs[-1] if runs else ())
