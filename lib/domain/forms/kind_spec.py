"""What there is to know of a kind of field: everything but how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from lib.domain.forms.fields import Field, Kind, Limit, Part, Value

_EVERYWHERE: Final = frozenset(
    {"key", "label", "kind", "help", "required", "group", "show_when", "retired"}
)


class Cell(StrEnum):
    """How an answer stands in an export."""

    NUMBER = "number"
    DAY = "day"
    SHOWN = "shown"
    """as pages show it"""


@dataclass(frozen=True, slots=True)
class Limits:
    """How the minimum and the maximum of a kind's fields are given.

    Attributes:
        read: the limit that plain data gives; None for what is none.
        lowest, highest: between which it must lie.
    """

    read: Callable[[object], Limit | None]
    lowest: Limit
    highest: Limit

    @property
    def is_of_days(self) -> bool:
        """Whether they are days, and no numbers."""
        return isinstance(self.lowest, date)

    def allow(self, limit: Limit) -> bool:
        return in_order(self.lowest, limit) and in_order(limit, self.highest)


def in_order(minimum: Limit, maximum: Limit) -> bool:
    if isinstance(minimum, date) or isinstance(maximum, date):
        return isinstance(minimum, date) and isinstance(maximum, date) and minimum <= maximum
    return minimum <= maximum


def one_part(field: Field) -> tuple[Part, ...]:
    """The part of a field that is answered by one value, under the field's own key."""
    return (Part(field.key, field.label, field.unit),)


def as_stored(_field: Field, value: Value) -> object:
    return list(value) if isinstance(value, list) else value


def shown_as_stored(field: Field, values: Mapping[str, Value]) -> str:
    return str(values[field.key])


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSpec:
    """One kind of field.

    Attributes:
        parse: a part's value as it is stored, from anything a widget, a draft or a file gave for
            the part with this label; None for a blank. Raises Invalid.
        show: the answer for the eye; only asked while one of the parts has a value.
        typed_again: what a widget starts from; `parse` gives the same value back, but of what is
            masked.
        parts: what is typed and stored, in the order of the screen.
        check: raises Invalid when the parts do not go together.
        work_out: what the field comes to by the answers before it, with the keys of the fields that
            are asked; of a kind that nobody answers.
        sign: what stands between those, where they are told.
        least_of, most_of: of how many it may be worked out.
        columns: of which kinds the columns of its rows may be.
        may_be: whether a field that depends on this one may wait for that answer.
        keys: what form data may say of such a field, beside what it says of every field.
        needed: those of `keys` without which the field cannot be asked.
        limits: how minimum and maximum are given, where `keys` has one of them.
        longest: characters of a text, where `keys` has max_length.
        cell: how a part's value stands in an export.
        is_numeric: its parts are numbers that may be added up over units; a list shows them first.
        is_brief: short enough for a list of items that has no numbers to show.
        is_text: written out at length, so exports put it behind the figures.
        is_share: its first part is counted out of its second one.
        is_yes_no: how many say yes can be counted.
        is_several: any number of its choices may be taken.
        is_group: it asks nothing, it is the heading of others.
        is_link: its answer leads to something that can be seen elsewhere.
        is_masked: `show` and `typed_again` tell but the end of its answer, for which the masked one
            stands when it comes back (`parse_answers(held=…)`).
        is_files: files that are tied to it answer it; what is typed and stored says nothing of it.
        xls_type: its type in an XLSForm; "" for a kind that has none and stays at home.
        xls_appearance: how it looks there, where several kinds have one type.
    """

    kind: Kind
    parse: Callable[[Field, str, object], Value | None]
    show: Callable[[Field, Mapping[str, Value]], str] = shown_as_stored
    typed_again: Callable[[Field, Value], object] = as_stored
    parts: Callable[[Field], tuple[Part, ...]] = one_part
    check: Callable[[Field, Mapping[str, Value]], None] | None = None
    work_out: Callable[[Field, Mapping[str, Value], Container[str]], dict[str, Value]] | None = None
    sign: str = ""
    least_of: int = 2
    most_of: int = 0
    columns: frozenset[Kind] = frozenset()
    may_be: Callable[[Field, str | bool], bool] | None = None
    keys: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    limits: Limits | None = None
    longest: int = 0
    cell: Cell = Cell.SHOWN
    is_numeric: bool = False
    is_brief: bool = False
    is_text: bool = False
    is_share: bool = False
    is_yes_no: bool = False
    is_several: bool = False
    is_link: bool = False
    is_files: bool = False
    is_group: bool = False
    is_masked: bool = False
    xls_type: str = ""
    xls_appearance: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether a person answers it."""
        return self.work_out is None and not self.is_group

    @property
    def says(self) -> frozenset[str]:
        """All that form data may say of such a field."""
        lacks = set() if self.is_typed else {"required"}
        return (_EVERYWHERE | self.keys) - (lacks | {"group"} if self.is_group else lacks)
