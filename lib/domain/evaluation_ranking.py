"""The ranking of units by points: exact, ties by the rule's measures, what stays equal shared."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from lib.domain.evaluation_rules import Bound, Measure, UnitFigures, bound_of, measured


@dataclass(frozen=True, slots=True)
class Figure:
    """What the tie rule looks at.

    Attributes:
        part: of a share the numerator, else the count.
        whole: the denominator; None of a count.
    """

    measure: Measure
    part: int
    whole: int | None

    @property
    def share(self) -> Fraction | None:
        """The exact ratio; None of a count, or where there is nothing to divide by."""
        return Fraction(self.part, self.whole) if self.whole else None


@dataclass(frozen=True, slots=True)
class Entrant:
    """A unit to be ranked.

    Attributes:
        place: in the agency's order, in which those of one rank are told.
    """

    unit_id: UUID
    place: int
    total: Decimal
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit in the ranking.

    Attributes:
        rank: one more than there are units before it.
        level: those with as many points and the unit itself, in the order of the ranking.
        figures: what the rule looked at to part them.
    """

    unit_id: UUID
    rank: int
    total: Decimal
    level: tuple[UUID, ...]
    figures: tuple[Figure, ...] = ()

    @property
    def tied(self) -> tuple[UUID, ...]:
        """The others with as many points."""
        return tuple(one for one in self.level if one != self.unit_id)


_Standing = tuple[int, Fraction]


def figures_of(ties: Sequence[Measure], figures: UnitFigures) -> tuple[Figure, ...]:
    """What the rule would look at, in its order."""
    return tuple(Figure(one, *measured(one, figures)) for one in ties)


def ranked(entrants: Sequence[Entrant], ties: Sequence[Measure]) -> tuple[Placed, ...]:
    """The units from the first to the last."""
    keys = {one.unit_id: _key(one, ties) for one in entrants}
    ordered = sorted(entrants, key=lambda one: (keys[one.unit_id], one.place))
    found: list[Placed] = []
    for _, alike in itertools.groupby(ordered, lambda one: one.total):
        found += _level([*alike], len(found), keys, ties)
    return tuple(found)


def _level(
    alike: Sequence[Entrant],
    before: int,
    keys: Mapping[UUID, tuple[_Standing, ...]],
    ties: Sequence[Measure],
) -> Iterator[Placed]:
    """Those with as many points, in their order; `before` is how many have more."""
    level = tuple(one.unit_id for one in alike)
    prefixes = Counter(keys[one][:depth] for one in level for depth in range(2, len(ties) + 2))
    rank = before
    for place, one in enumerate(alike):
        mine = keys[one.unit_id]
        if place == 0 or mine != keys[level[place - 1]]:
            rank = before + place + 1
        # The measures that it took to tell the unit from all others of the level.
        parted = (depth for depth in range(1, len(ties) + 1) if prefixes[mine[: depth + 1]] == 1)
        looked = next(parted, len(ties)) if len(level) > 1 else 0
        seen = {figure.measure: figure for figure in one.figures}
        figures = tuple(seen[measure] for measure in ties[:looked] if measure in seen)
        yield Placed(one.unit_id, rank, one.total, level, figures)


def _key(one: Entrant, ties: Sequence[Measure]) -> tuple[_Standing, ...]:
    """What comes first is smaller: the total, then each measure of the rule."""
    seen = {figure.measure: figure for figure in one.figures}
    return ((0, -Fraction(one.total)), *(_standing(seen.get(measure)) for measure in ties))


def _standing(figure: Figure | None) -> _Standing:
    """A share the larger the better, a count the smaller; what there is nothing of comes last."""
    if figure is None:
        return 1, Fraction(0)
    if bound_of(figure.measure) == Bound.AT_MOST:
        return 0, Fraction(figure.part)
    share = figure.share
    return (1, Fraction(0)) if share is None else (0, -share)
