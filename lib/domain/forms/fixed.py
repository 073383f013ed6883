"""Questions of a form that the program reads by their keys: their words change, they stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lib.domain.forms.fields import Choice, Field, Kind, active
from lib.errors import Refused

_NEEDED: Final = frozenset({"required", "show_when"})


class Breach(StrEnum):
    LACKS = "fixed_lacks"
    KIND = "fixed_kind"
    ASKED = "fixed_asked"
    """It is asked no more, or not of everybody though it must be answered."""
    REQUIRED = "fixed_required"
    CHOICE = "fixed_choice"
    BARRED = "fixed_barred"
    """Such questions are not asked in this form."""


@dataclass(frozen=True, slots=True)
class Broken:
    """What a form does not keep.

    Attributes:
        field: the fixed question.
        choice: the choice that lacks, if that is it.
    """

    field: Field
    breach: Breach
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a form is not to be changed while it is built.

    Attributes:
        fixed: questions that the program reads, as it needs them.
        offered: keys of those whose choices come from elsewhere.
        unsaid: settings that mean nothing in this form.
        barred: kinds of questions that mean nothing in it.
    """

    fixed: tuple[Field, ...] = ()
    offered: frozenset[str] = frozenset()
    unsaid: frozenset[str] = frozenset()
    barred: frozenset[Kind] = frozenset()

    def broken(self, fields: Sequence[Field]) -> Iterator[Broken]:
        """What a form of these questions does not keep."""
        yield from (Broken(one, Breach.BARRED) for one in fields if one.kind in self.barred)
        yield from broken(self.fixed, fields)

    def check(self, before: Sequence[Field], fields: Sequence[Field]) -> None:
        """Nothing while the form keeps its fixed questions.

        Args:
            before: the questions as they were, whose words a refusal bears.
        Raises:
            Refused: the breach.
        """
        labels = {field.key: field.label for field in before}
        for one in self.broken(fields):
            label = labels.get(one.field.key, one.field.label)
            choice = one.choice.label if one.choice else ""
            raise Refused(one.breach.value, field=label, choice=choice)

    def is_fixed(self, key: str) -> bool:
        """Whether the question stays and is asked."""
        return any(one.key == key for one in self.fixed)

    def settings(self, key: str) -> frozenset[str]:
        """The settings of a question that stay as they are."""
        is_needed = any(one.key == key and one.required for one in self.fixed)
        choices = frozenset({"choices"} if key in self.offered else ())
        return self.unsaid | choices | (_NEEDED if is_needed else frozenset())


NOTHING_KEPT: Final = Kept()


def broken(fixed: Sequence[Field], fields: Sequence[Field]) -> Iterator[Broken]:
    """What the form does not keep of its fixed questions."""
    there = {field.key: field for field in fields}
    for one in fixed:
        now = there.get(one.key)
        if now is None:
            yield Broken(one, Breach.LACKS)
        elif now.kind != one.kind:
            yield Broken(one, Breach.KIND)
        elif now.retired or (one.required and _waits(now, there.get(now.group))):
            yield Broken(one, Breach.ASKED)
        elif one.required and not now.required:
            yield Broken(one, Breach.REQUIRED)
        else:
            kept = active(now)
            yield from (
                Broken(one, Breach.CHOICE, choice)
                for choice in one.choices
                if choice.key not in kept
            )


def _waits(field: Field, heading: Field | None) -> bool:
    """Whether not everybody is asked it."""
    is_group_asked = heading is None or not (heading.retired or heading.show_when)
    return field.show_when is not None or not is_group_asked
