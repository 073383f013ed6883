"""Points of a unit's evaluation: criteria, what is given under each, and sums without floats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain.forms.typed import paragraphs
from lib.domain.units import Unit, UnitType
from lib.domain.vietnamese import format_number
from lib.errors import Invalid, Refused

NOTE_LIMIT: Final = 1000
POINTS, EVIDENCE, NOTE = "diem_", "mc_", "gc_"
"""Before the code of a criterion: the keys of the fields that ask for its points."""
_NOTE: Final = "Ghi chú của tiêu chí"
_NOTHING: Final = Decimal(0)


def field_keys(criteria: Iterable[str]) -> frozenset[str]:
    """The keys of the fields that ask for points under criteria of these codes."""
    return frozenset(begin + code for code in criteria for begin in (POINTS, EVIDENCE, NOTE))


class Weight(StrEnum):
    """How the points of a criterion count."""

    REGULAR = "regular"
    BONUS = "bonus"
    """On top: no part of the most that a unit can reach."""
    DEDUCTION = "deduction"
    """Given as a number that is not negative, and taken off."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What points are given for; its code is for ever.

    Attributes:
        most: no more than this.
        step: points are a multiple of it.
        content_groups: whose tasks' evidence backs it; () for that of any task.
    """

    code: str
    title: str
    most: Decimal
    step: Decimal
    weight: Weight = Weight.REGULAR
    content_groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RankedGroup:
    """Units that are ranked among themselves: those named, and those of the types."""

    code: str
    name: str
    types: frozenset[UnitType] = frozenset()
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scheme:
    """By what a campaign gives points.

    Attributes:
        is_suggested: no plan says so.
    """

    criteria: tuple[Criterion, ...]
    groups: tuple[RankedGroup, ...] = ()
    is_suggested: bool = False

    @property
    def most(self) -> Decimal:
        """The most that a unit can reach without a bonus."""
        return sum((one.most for one in self.criteria if one.weight == Weight.REGULAR), _NOTHING)

    def group_of(self, unit: Unit) -> RankedGroup | None:
        """Where the unit is ranked: where it is named, else by its type; None for nowhere."""
        named = (one for one in self.groups if unit.code in one.units)
        return next(named, None) or next(
            (one for one in self.groups if unit.unit_type in one.types), None
        )


@dataclass(frozen=True, slots=True)
class Score:
    """Points under one criterion.

    Attributes:
        note: of the unit what backs them, else why they differ.
        evidence: the unit's files that back them.
    """

    code: str
    points: Decimal
    note: str = ""
    evidence: tuple[UUID, ...] = ()


Scores = tuple[Score, ...]


def points_of(scores: Sequence[Score], code: str) -> Decimal | None:
    """What was given under the criterion; None for nothing."""
    return next((one.points for one in scores if one.code == code), None)


def total(scheme: Scheme, scores: Sequence[Score]) -> Decimal:
    """All of them; what is deducted counts against."""
    weights = {one.code: one.weight for one in scheme.criteria}
    return sum(
        (
            -one.points if weights[one.code] == Weight.DEDUCTION else one.points
            for one in scores
            if one.code in weights
        ),
        _NOTHING,
    )


def lacking(scheme: Scheme, scores: Sequence[Score]) -> tuple[Criterion, ...]:
    """Criteria without points; a bonus or a deduction may be left out, which counts as none."""
    given = {one.code for one in scores}
    return tuple(
        one for one in scheme.criteria if one.weight == Weight.REGULAR and one.code not in given
    )


def problem(criterion: Criterion, points: Decimal, field: str) -> Invalid | None:
    """Why so many points cannot be given.

    Args:
        field: what the person knows them by.
    """
    if not points.is_finite():
        return Invalid("not_number", field=field)
    if points < 0:
        return Invalid("too_small", field=field, limit="0")
    if points > criterion.most:
        return Invalid("too_large", field=field, limit=format_number(criterion.most))
    if points % criterion.step:
        return Invalid("not_step", field=field, step=format_number(criterion.step))
    return None


def checked(scheme: Scheme | None, scores: Sequence[Score], *, complete: bool) -> Scores:
    """The scores in the scheme's order, each once.

    Args:
        scheme: None for a campaign without points, where there can be none.
        complete: whether every criterion must have its points.
    Raises:
        Invalid: a criterion that is none or was named before, points or a note out of bounds.
        Refused: `points_lacking`.
    """
    criteria = {one.code: one for one in scheme.criteria} if scheme else {}
    given: dict[str, Score] = {}
    for one in scores:
        if one.code not in criteria or one.code in given:
            raise Invalid("not_choice", field="Tiêu chí")
        criterion = criteria[one.code]
        refused = problem(criterion, one.points, criterion.title)
        if refused is not None:
            raise refused
        note = paragraphs(one.note, _NOTE, NOTE_LIMIT)
        given[one.code] = Score(one.code, one.points, note, one.evidence)
    found = tuple(given[code] for code in criteria if code in given)
    if complete and scheme and (missing := lacking(scheme, found)):
        raise Refused("points_lacking", criteria="; ".join(one.title for one in missing))
    return found


def taken_over(scores: Sequence[Score]) -> Scores:
    """The same points, without what was said of them."""
    return tuple(Score(one.code, one.points) for one in scores)


def differing(scheme: Scheme, scores: Sequence[Score], before: Sequence[Score]) -> frozenset[str]:
    """The codes under which other points were given than before."""
    return frozenset(
        one.code
        for one in scheme.criteria
        if (points_of(scores, one.code) or 0) != (points_of(before, one.code) or 0)
    )


def silent(
    scheme: Scheme, scores: Sequence[Score], before: Sequence[Score]
) -> tuple[Criterion, ...]:
    """Criteria with other points than before that do not say why.

    Args:
        before: () where nobody has given any, which the reason of the label covers.
    """
    if not before:
        return ()
    lacking_note = differing(scheme, scores, before) - {one.code for one in scores if one.note}
    return tuple(one for one in scheme.criteria if one.code in lacking_note)


def require_notes(scheme: Scheme, scores: Sequence[Score], before: Sequence[Score]) -> None:
    """Nothing where each criterion with other points than before says why.

    Raises:
        Refused: `points_reason`.
    """
    found = silent(scheme, scores, before)
    if found:
        raise Refused("points_reason", criteria="; ".join(one.title for one in found))
