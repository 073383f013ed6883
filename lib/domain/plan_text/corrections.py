"""What a person says of lines: the parser reads again with it, and nothing else is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Correction(StrEnum):
    HEADING = "heading"
    """A heading begins here, and all of its paragraph is its title."""
    SPLIT = "split"
    """A paragraph begins here."""
    JOIN = "join"
    """The line continues the one before."""
    NOT_TASK = "not_task"
    """Nobody is asked to do what begins here."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """One correction; the last one of a kind for a line counts."""

    line: int
    correction: Correction


def forced(corrections: Sequence[Corrected]) -> dict[int, str]:
    """Per line how it is to be put together."""
    return {
        one.line: one.correction.value
        for one in corrections
        if one.correction != Correction.NOT_TASK
    }


def lines_of(corrections: Sequence[Corrected], wanted: Correction) -> frozenset[int]:
    return frozenset(one.line for one in corrections if one.correction == wanted)
