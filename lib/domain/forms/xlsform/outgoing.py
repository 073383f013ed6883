"""The questions of a form as rows of an XLSForm, and what of them does not go out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lib.domain.forms.choice_kinds import YES_NO_WORDS
from lib.domain.forms.fields import Field, active
from lib.domain.forms.file_kinds import IMAGE
from lib.domain.forms.kinds import spec_of
from lib.domain.forms.xlsform import rules
from lib.domain.forms.xlsform.sheets import (
    RESERVED,
    YES_NO_LIST,
    YES_NO_NAMES,
    is_mapped,
)

_YES: Final = "yes"


class Loss(StrEnum):
    """What an XLSForm has no place for."""

    KIND = "kind"
    """The whole question, for its kind."""
    NAME = "name"
    """The whole question, for its key, which is a name of the form's own there."""
    RETIRED = "retired"
    """The whole question, since nobody is asked it."""
    UNIT = "unit"
    RUNNING = "running"
    SHOW_WHEN = "show_when"
    """It waits for a question that does not go out, or for a choice that is not offered."""
    BOUND = "bound"
    """It is bound by a question that does not go out."""
    FILES = "files"
    """How many files it takes, or of which types: an XLSForm takes one of any, or one picture."""
    GROUP = "group"
    """It stands under a heading, which may have a condition of its own."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    field: Field
    loss: Loss


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The rows of `survey` and `choices`, cells by column."""

    survey: tuple[Mapping[str, str], ...]
    choices: tuple[Mapping[str, str], ...]
    left_out: tuple[LeftOut, ...]


def outgoing(fields: Sequence[Field]) -> Outgoing:
    """The form as an XLSForm."""
    others = {field.key: field for field in fields}
    mapped = [field for field in fields if is_mapped(field)]
    lists = {list_name(field): field for field in mapped if _is_listed(field)}
    return Outgoing(
        survey=tuple(row(field, others) for field in mapped),
        choices=tuple(
            {"list_name": name, "name": key, "label": label}
            for name, field in lists.items()
            for key, label in offered(field)
        ),
        left_out=tuple(LeftOut(field, loss) for field in fields for loss in _losses(field, others)),
    )


def row(field: Field, others: Mapping[str, Field]) -> dict[str, str]:
    """A question's row of `survey`, without empty cells."""
    spec = spec_of(field)
    cells = {
        "type": f"{spec.xls_type} {list_name(field)}" if _is_listed(field) else _type(field),
        "name": field.key,
        "label": as_words(field.label),
        "hint": as_words(field.help),
        "required": _YES if field.required else "",
        "constraint": rules.constraint(field, others),
        "relevant": rules.relevant(field, others),
        "appearance": spec.xls_appearance,
    }
    return {column: told for column, told in cells.items() if told}


def list_name(field: Field) -> str:
    """Under which name its choices are listed."""
    return YES_NO_LIST if spec_of(field).is_yes_no else f"ds_{field.key}"


def offered(field: Field) -> list[tuple[str, str]]:
    """Name and label of each choice."""
    if spec_of(field).is_yes_no:
        return [(name, YES_NO_WORDS[answer]) for answer, name in YES_NO_NAMES.items()]
    return [(key, as_words(label)) for key, label in active(field).items()]


def as_words(words: str) -> str:
    """Words in which an XLSForm reads no reference to a question."""
    return words.replace("${", "$ {")


def _type(field: Field) -> str:
    return IMAGE if field.types == (IMAGE,) else spec_of(field).xls_type


def _is_listed(field: Field) -> bool:
    return spec_of(field).is_yes_no or bool(field.choices)


def _losses(field: Field, others: Mapping[str, Field]) -> Iterator[Loss]:
    if field.retired:
        yield Loss.RETIRED
        return
    if field.key in RESERVED:
        yield Loss.NAME
        return
    if not is_mapped(field):
        yield Loss.KIND
        return
    if field.unit:
        yield Loss.UNIT
    if field.running:
        yield Loss.RUNNING
    if spec_of(field).is_files and (field.max_files != 1 or field.types not in ((), (IMAGE,))):
        yield Loss.FILES
    if field.show_when is not None and not rules.relevant(field, others):
        yield Loss.SHOW_WHEN
    bounds = (others[key] for key in (field.at_least, field.at_most) if key)
    if not all(is_mapped(one) for one in bounds):
        yield Loss.BOUND
    if field.group:
        yield Loss.GROUP
