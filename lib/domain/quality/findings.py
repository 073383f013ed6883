"""What a rule finds: what it is about, by which facts, and under which mark it was looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias
from uuid import UUID

if TYPE_CHECKING:
    from lib.domain.quality.rows import Data


class Severity(StrEnum):
    """How much a finding weighs; unseen severe ones hold a report back."""

    SEVERE = "severe"
    MEDIUM = "medium"
    LIGHT = "light"


class RuleKey(StrEnum):
    OVER_WHOLE = "over_whole"
    """A typed share whose numerator is above its denominator."""
    PERCENT_OVER = "percent_over"
    """A percentage above 100 that is worked out or typed as a number."""
    OUTLIER = "outlier"
    """A figure per head far from that of other units."""
    JUMP = "jump"
    """A running total that one save multiplied."""
    NO_EVIDENCE = "no_evidence"
    ALL_ZERO = "all_zero"
    LONE_ZERO = "lone_zero"
    COPIED = "copied"
    EVIDENCE_LATE = "evidence_late"
    SILENT = "silent"
    DEADLINE_MOVED = "deadline_moved"


# One for all that tell of none: of a province there are a hundred thousand.
NO_FACTS: Final[Mapping[str, str]] = MappingProxyType({})
Limits: TypeAlias = Mapping[str, float]
"""The settings of a rule by their names."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule tells of one report or unit.

    Attributes:
        task_id: None for what is about the unit as a whole.
        mark: the facts that were looked at: with other ones it is another finding.
        facts: what its sentence tells, as it is shown.
        says: which sentence, where a rule has several.
    """

    unit_id: UUID
    task_id: UUID | None
    mark: tuple[str, ...]
    facts: Mapping[str, str] = field(default_factory=lambda: NO_FACTS)
    says: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of rules.

    Attributes:
        limits: its settings; what the plan does not say is a proposal (“đề xuất”).
    """

    key: RuleKey
    severity: Severity
    find: Callable[[Data, Limits], Iterator[Found]]
    limits: Limits = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """A report or a unit that looks wrong.

    Attributes:
        says: the name of its sentence.
        mark: the facts that were looked at.
    """

    rule: RuleKey
    severity: Severity
    unit_id: UUID
    task_id: UUID | None
    says: str
    facts: Mapping[str, str]
    mark: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Of the rule, what it is about and the facts: an acceptance holds for this.

        Worked out when it is asked for: of a province it would be the largest part of what is kept.
        """
        # Typed text holds no control characters, so that parts never run into each other.
        told = (self.rule.value, str(self.unit_id), str(self.task_id or ""), *self.mark)
        return hashlib.sha256("\x1f".join(told).encode()).hexdigest()


def findings(data: Data, rules: Sequence[Rule]) -> list[Finding]:
    """All that the rules find: by rule, and within a rule in the order of units and tasks."""
    order = {unit_id: place for place, unit_id in enumerate(data.units)}
    tasks = {task_id: place for place, task_id in enumerate(data.tasks)}
    made = []
    for rule in rules:
        found = [one for one in rule.find(data, rule.limits) if one.unit_id in order]
        found.sort(
            key=lambda one: (order[one.unit_id], tasks.get(one.task_id, -1) if one.task_id else -1)
        )
        found.reverse()
        # One goes when the other comes: of a province both would take as much again.
        while found:
            made.append(_finding(rule, found.pop()))
    return made


def _finding(rule: Rule, one: Found) -> Finding:
    return Finding(
        rule.key,
        rule.severity,
        one.unit_id,
        one.task_id,
        one.says or rule.key.value,
        one.facts,
        one.mark,
    )
