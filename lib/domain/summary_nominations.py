"""Nominations in the live summary: how many stand where, of which units, for which awards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from lib.domain.nomination_workflow import QUIET, State
from lib.domain.nominations import DIRECT_WORKER, Subject
from lib.domain.summary import UnitLabel


class Stage(StrEnum):
    """Where nominations are, in the order of their way."""

    UNIT = "unit"
    OFFICE = "office"
    COUNCIL = "council"
    DECIDED = "decided"
    PUBLISHED = "published"


STAGES: Mapping[Stage, tuple[State, ...]] = {
    Stage.UNIT: (State.DRAFT, State.RETURNED),
    Stage.OFFICE: (State.SENT, State.RECEIVED, State.CHECKED),
    Stage.COUNCIL: (State.UNDER_REVIEW, State.TABLED, State.VOTED),
    Stage.DECIDED: (
        State.AWARDED, State.NOT_APPROVED, State.PROPOSED, State.PROVINCE_AWARDED,
        State.PROVINCE_REFUSED, State.RESCINDED,
    ),
    Stage.PUBLISHED: (State.PUBLISHED,),
}  # fmt: skip
"""Every state but WITHDRAWN: what was withdrawn is no nomination any more."""

COUNTED: tuple[State, ...] = tuple(state for states in STAGES.values() for state in states)


@dataclass(frozen=True, slots=True)
class StateCount:
    state: State
    count: int


@dataclass(frozen=True, slots=True)
class AwardShare:
    """How many of one category are nominated for one award.

    Attributes:
        standing: of these, the ones that are not refused or rescinded.
    """

    subject: Subject
    category: str
    award_code: str
    count: int
    standing: int


@dataclass(frozen=True, slots=True)
class NominatingUnit:
    """A unit with its nominations, by stage in the order of Stage."""

    unit: UnitLabel
    by_stage: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.by_stage)


@dataclass(frozen=True, slots=True)
class NominatingUnits:
    """One page of the units that have nominated; all in the agency's order, or the most first."""

    lines: tuple[NominatingUnit, ...]
    count: int
    pages: int
    is_all: bool


@dataclass(frozen=True, slots=True)
class NominationSummary:
    """What the summary says of a campaign's nominations; withdrawn ones are not counted.

    Attributes:
        states: in the order of their way, those in which there are some.
        awards: by subject, category and award, those of which there are some.
        persons, direct: persons whose nomination stands, and the direct workers of these, as
            the Office's warning counts them.
        is_discreet: whether what the council and leaders decided is told only when released.
    """

    states: tuple[StateCount, ...]
    awards: tuple[AwardShare, ...]
    persons: int
    direct: int
    units: NominatingUnits
    is_discreet: bool = False

    @property
    def total(self) -> int:
        return sum(one.count for one in self.states)

    @property
    def direct_share(self) -> Fraction | None:
        return Fraction(self.direct, self.persons) if self.persons else None

    def of_stage(self, stage: Stage) -> int:
        return sum(one.count for one in self.states if one.state in STAGES[stage])

    def discreet(self) -> NominationSummary:
        """The same for those who may not know what is decided and not yet released.

        All such cases count as ones that stand, before the council.
        """
        quiet = sum(one.count for one in self.states if one.state in QUIET)
        told = [one for one in self.states if one.state not in QUIET]
        if quiet:
            told.append(StateCount(State.UNDER_REVIEW, quiet))
        persons = [one for one in self.awards if one.subject == Subject.INDIVIDUAL]
        return replace(
            self,
            states=tuple(sorted(told, key=lambda one: COUNTED.index(one.state))),
            awards=tuple(replace(one, standing=one.count) for one in self.awards),
            persons=sum(one.count for one in persons),
            direct=sum(one.count for one in persons if one.category == DIRECT_WORKER),
            units=replace(
                self.units, lines=tuple(_without_decided(line) for line in self.units.lines)
            ),
            is_discreet=True,
        )


def _without_decided(line: NominatingUnit) -> NominatingUnit:
    counts = dict(zip(Stage, line.by_stage, strict=True))
    counts[Stage.COUNCIL] += counts[Stage.DECIDED]
    counts[Stage.DECIDED] = 0
    return replace(line, by_stage=tuple(counts.values()))
