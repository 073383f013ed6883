"""What acts cost, sample by sample, and the line that is printed of them."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bench.screen import Run

KB: Final = 1000


@dataclass(frozen=True, slots=True)
class Sample:
    """One act: the server's CPU, the wait of the person, the bytes both ways."""

    cpu_ms: float
    wall_ms: float
    wire_bytes: int

    @classmethod
    def of(cls, run: Run, cpu_ms: float) -> Sample:
        return cls(cpu_ms, run.wall_s * 1000, run.wire_bytes)


@dataclass(frozen=True, slots=True)
class Median:
    """The medians over all samples of one act."""

    cpu_ms: float
    wall_ms: float
    wire_bytes: int
    count: int


@dataclass(slots=True)
class Samples:
    """All samples so far, by the name of the act."""

    by_act: defaultdict[str, list[Sample]] = field(default_factory=lambda: defaultdict(list))

    def add(self, act: str, sample: Sample) -> None:
        self.by_act[act].append(sample)

    def median(self, act: str) -> Median:
        found = self.by_act[act]
        return Median(
            statistics.median(one.cpu_ms for one in found),
            statistics.median(one.wall_ms for one in found),
            round(statistics.median(one.wire_bytes for one in found)),
            len(found),
        )

    def ratio(self, act: str, other: str) -> float:
        """How many times the CPU of `other` the act takes."""
        return round(self.median(act).cpu_ms / self.median(other).cpu_ms, 2)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed figure.

    Attributes:
        limits: the name of a value in the line -> the most it may be.
        least: the name of a value in the line -> the least it may be.
    """

    figure: str
    values: Mapping[str, float | None]
    limits: Mapping[str, float] = field(default_factory=dict)
    least: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_ok(self) -> bool:
        """Whether every value that has a limit keeps it."""
        return all((self.values[name] or 0) <= most for name, most in self.limits.items()) and all(
            (self.values[name] or 0) >= least for name, least in self.least.items()
        )

    def data(self) -> dict[str, object]:
        """What is printed."""
        limit = {**self.limits, **{f"least_{name}": value for name, value in self.least.items()}}
        return {
            "figure": self.figure,
            **self.values,
            "limit": limit or None,
            "ok": self.is_ok,
        }
