"""Measures that one wrong value does not move: medians, and how far others lie from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

_NORMAL: Final = 1.4826
"""Times the median distance it is the standard deviation, where values are normal."""


@dataclass(frozen=True, slots=True)
class Middle:
    """Where most values lie."""

    centre: float
    spread: float

    def distance(self, value: float) -> float:
        """How many spreads the value lies from the centre."""
        return abs(value - self.centre) / self.spread


def middle(values: Sequence[float], least_spread: float) -> Middle:
    """The median and the median distance from it.

    Args:
        values: at least one.
        least_spread: above 0: values that hardly differ make no small difference a large one.
    """
    centre = median(values)
    spread = _NORMAL * median(abs(one - centre) for one in values)
    return Middle(centre, max(spread, least_spread))


def usual(values: Sequence[float]) -> tuple[float, float, float]:
    """First quartile, median and third quartile, each one of the values or between two.

    Args:
        values: in order, at least one.
    """
    return _at(values, 0.25), _at(values, 0.5), _at(values, 0.75)


def _at(values: Sequence[float], share: float) -> float:
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)
