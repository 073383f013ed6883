"""Answers of a task's form as the cells of a workbook, there and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from lib.domain.forms.choice_kinds import YES_NO_WORDS
from lib.domain.forms.fields import Field, Value, active
from lib.domain.forms.kinds import spec_of
from lib.domain.vietnamese import search_key
from lib.errors import Invalid
from lib.text import task_sheets as words

T = TypeVar("T")
QUOTED: Final = 40


def cell(asked: Field, value: Value | None) -> str:
    """An answer as it stands in a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES_NO_WORDS[value]
    labels = {one.key: one.label for one in asked.choices}
    if isinstance(value, list):
        return (
            words.ALL if {*value} == {*labels} else words.BETWEEN.join(labels[one] for one in value)
        )
    return labels.get(str(value), str(value))


def raw(asked: Field, told: str) -> object:
    """What a widget would have given for the words of a cell."""
    if spec_of(asked).is_several:
        if search_key(told) == search_key(words.ALL):
            return [*active(asked)]
        labels = {search_key(label): key for key, label in active(asked).items()}
        named = [one.strip() for one in told.replace("\n", ";").split(";") if one.strip()]
        return [chosen(labels, asked.key, one) for one in named]
    if spec_of(asked).is_yes_no:
        return chosen(
            {search_key(one): is_so for is_so, one in YES_NO_WORDS.items()}, asked.key, told
        )
    if asked.choices:
        labels = {search_key(label): key for key, label in active(asked).items()}
        return chosen(labels, asked.key, told)
    return told


def chosen(listed: Mapping[str, T], column: str, told: str) -> T:
    """What the words of a cell stand for.

    Args:
        listed: by the words as they are looked for.
    Raises:
        Invalid: `required`, `not_listed`.
    """
    if not told:
        raise Invalid("required", field=words.COLUMNS[column], key=column)
    found = listed.get(search_key(told))
    if found is None:
        raise Invalid("not_listed", field=words.COLUMNS[column], told=told[:QUOTED], key=column)
    return found
