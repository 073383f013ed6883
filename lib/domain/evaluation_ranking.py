"""The ranking of units by points: exact, ties by the rule's measures, what stays equal shared."""

from __future__ import annotations

from collections.abc import Sequence
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
        tied: those with as many points, in the order of the ranking.
        figures: what the rule looked at to part them.
    """

    unit_id: UUID
    rank: int
    total: Decimal
    tied: tuple[UUID, ...] = ()
    figures: tuple[Figure, ...] = ()


_Standing = tuple[int, Fraction]


def figures_of(ties: Sequence[Measure], figures: UnitFigures) -> tuple[Figure, ...]:
    """What the rule would look at, in its order."""
    return tuple(Figure(one, *measured(one, figures)) for one in ties)


def ranked(entrants: Sequence[Entrant], ties: Sequence[Measure]) -> tuple[Placed, ...]:
    """The units from the first to the last."""
    keys = {one.unit_id: _key(one, ties) for one in entrants}
    ordered = sorted(entrants, key=lambda one: (keys[one.unit_id], one.place))
    return tuple(_placed(one, ordered, keys, ties) for one in ordered)


def _placed(
    one: Entrant,
    ordered: Sequence[Entrant],
    keys: dict[UUID, tuple[_Standing, ...]],
    ties: Sequence[Measure],
) -> Placed:
    mine = keys[one.unit_id]
    rank = 1 + sum(keys[other.unit_id] < mine for other in ordered)
    tied = tuple(
        other.unit_id for other in ordered if other.total == one.total and other is not one
    )
    looked = 0
    if tied:
        alike = [keys[other] for other in tied]
        parted = (
            depth
            for depth in range(1, len(ties) + 1)
            if all(key[: depth + 1] != mine[: depth + 1] for key in alike)
        )
        looked = next(parted, len(ties))
    seen = {figure.measure: figure for figure in one.figures}
    figures = tuple(seen[measure] for measure in ties[:looked] if measure in seen)
    return Placed(one.unit_id, rank, one.total, tied, figures)


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
