"""By what rule a unit's evaluation is suggested: named measures with thresholds, never code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Final

from lib.domain.evaluation_points import Scheme
from lib.domain.progress import Progress


class Measure(StrEnum):
    """A figure of a unit that a condition may ask for."""

    ON_TIME = "on_time"
    """Share of the assigned tasks that were complete on their day."""
    COMPLETION = "completion"
    VERIFIED = "verified"
    """Share of the complete ones that the Office has verified."""
    OVERDUE = "overdue"
    LATE = "late"
    INCOMPLETE = "incomplete"
    TIMES_RETURNED = "times_returned"
    """How often the Office sent a report back since the campaign began."""
    MISSING_REPORT = "missing_report"
    """1 while the unit's own report of the campaign has not been sent or was sent back, else 0."""


class Bound(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


SHARES: Final = frozenset({Measure.ON_TIME, Measure.COMPLETION, Measure.VERIFIED})
"""Ratios, of which a condition asks so many per cent and more; of the counts, so many at most."""
MOST: Final = 10_000
"""No threshold is above."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What one figure must be.

    Attributes:
        threshold: in whole per cent for a share.
    """

    measure: Measure
    threshold: int

    @property
    def bound(self) -> Bound:
        return bound_of(self.measure)


@dataclass(frozen=True, slots=True)
class Label:
    """What a unit may be called; its code is for ever, its name is not.

    Attributes:
        version: of the rules in which the Office last changed it; 0 for never.
    """

    code: str
    name: str
    conditions: tuple[Condition, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """The labels of a campaign, the best first.

    Attributes:
        is_suggested: nobody of the Office has changed what the campaign came with.
        version: how often the Office has.
        changed_by_name, changed_at: of the last time.
        scheme: None where the campaign gives no points.
        ties: what is looked at in turn where points are equal.
    """

    labels: tuple[Label, ...] = ()
    is_suggested: bool = True
    version: int = 0
    changed_by_name: str = ""
    changed_at: datetime | None = None
    scheme: Scheme | None = None
    ties: tuple[Measure, ...] = ()

    def label(self, code: str | None) -> Label | None:
        return next((one for one in self.labels if one.code == code), None)

    def name(self, code: str | None) -> str:
        """What a label is called; "" without one, its code where there is none any more."""
        found = self.label(code)
        return found.name if found else code or ""

    def replaced(self, label: Label) -> Rules:
        """The same with the label of that code in the place of what it was."""
        version = self.version + 1
        new = replace(label, version=version)
        changed = tuple(new if one.code == label.code else one for one in self.labels)
        return Rules(changed, is_suggested=False, version=version)


USUAL: Final = Rules(
    (
        Label(
            "hoan_thanh_tot", "Hoàn thành tốt",
            (Condition(Measure.COMPLETION, 100), Condition(Measure.ON_TIME, 90),
             Condition(Measure.TIMES_RETURNED, 1)),
        ),
        Label(
            "hoan_thanh", "Hoàn thành",
            (Condition(Measure.COMPLETION, 80), Condition(Measure.OVERDUE, 3)),
        ),
        Label("chua_hoan_thanh", "Chưa hoàn thành"),
    )
)  # fmt: skip
"""Where a campaign names nothing of its own."""


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """All that conditions can ask of a unit.

    Attributes:
        lacks_report: its own report of the campaign is asked of it and is not with the Office.
    """

    progress: Progress
    times_returned: int = 0
    lacks_report: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """A condition with the figure that it met.

    Attributes:
        part: of a share the numerator, else the count.
        whole: the denominator; None of a count.
    """

    condition: Condition
    part: int
    whole: int | None
    is_met: bool

    @property
    def share(self) -> Fraction | None:
        """The exact ratio; None of a count, or where there is nothing to divide by."""
        return Fraction(self.part, self.whole) if self.whole else None


@dataclass(frozen=True, slots=True)
class Tried:
    """A label, and whether all its conditions hold."""

    label: Label
    checks: tuple[Checked, ...]

    @property
    def is_met(self) -> bool:
        return all(one.is_met for one in self.checks)


@dataclass(frozen=True, slots=True)
class Hint:
    """What the rule suggests, and how it came to it.

    Attributes:
        label: None where no label holds, or nothing was asked of the unit.
        tried: the labels up to and with that one.
    """

    label: Label | None = None
    tried: tuple[Tried, ...] = ()

    @property
    def code(self) -> str | None:
        return self.label.code if self.label else None


def bound_of(measure: Measure) -> Bound:
    """From which side a measure is bounded."""
    return Bound.AT_LEAST if measure in SHARES else Bound.AT_MOST


def most_of(measure: Measure) -> int:
    """The largest threshold that makes sense."""
    if measure == Measure.MISSING_REPORT:
        return 0
    return 100 if measure in SHARES else MOST


def hint(rules: Rules, figures: UnitFigures) -> Hint:
    """The first label all of whose conditions hold.

    A unit of which nothing was asked gets none: it has neither kept a day nor missed one.
    """
    if not figures.progress.assigned:
        return Hint()
    tried: list[Tried] = []
    for label in rules.labels:
        tried.append(Tried(label, tuple(checked(one, figures) for one in label.conditions)))
        if tried[-1].is_met:
            return Hint(label, tuple(tried))
    return Hint(None, tuple(tried))


def checked(condition: Condition, figures: UnitFigures) -> Checked:
    """Whether the condition holds, without a detour over floats.

    A share of nothing is none, and reaches no threshold.
    """
    part, whole = measured(condition.measure, figures)
    if whole is None:
        return Checked(condition, part, None, part <= condition.threshold)
    is_met = whole > 0 and part * 100 >= condition.threshold * whole
    return Checked(condition, part, whole, is_met)


def measured(measure: Measure, figures: UnitFigures) -> tuple[int, int | None]:
    """The figure: of a share its two parts, else the count and None."""
    one = figures.progress
    told: Mapping[Measure, tuple[int, int | None]] = {
        Measure.ON_TIME: (one.on_time, one.assigned),
        Measure.COMPLETION: (one.complete, one.assigned),
        Measure.VERIFIED: (one.verified, one.complete),
        Measure.OVERDUE: (one.overdue, None),
        Measure.LATE: (one.late, None),
        Measure.INCOMPLETE: (one.assigned - one.complete, None),
        Measure.TIMES_RETURNED: (figures.times_returned, None),
        Measure.MISSING_REPORT: (int(figures.lacks_report), None),
    }
    return told[measure]


def unreachable(conditional: Sequence[bool]) -> int | None:
    """The place of a label without conditions that others follow: none of these can be reached.

    Args:
        conditional: of each label in its order, whether it has conditions.
    """
    return next((place for place, one in enumerate(conditional[:-1]) if not one), None)
