"""The reports of a unit in one workbook: its columns, and what becomes of each task."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lib.domain.imports import Columns, Outcome

COLUMNS: Final = Columns(
    ("code", "value", "campaign", "unit", "key", "version"),
    ("title", "due_on", "question", "measure"),
)
"""What reading needs, and what is there for the eye alone."""


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose stored answer becomes another."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row of the sheet cannot be taken."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What becomes of a task.

    Attributes:
        changes: what would change, for a conflict by the file's answers.
        is_conflict: somebody has saved it since the workbook was made, and it is in question.
        is_locked: it has been sent.
        drops_draft: what the person has typed on the page and not saved is dropped.
    """

    code: str
    title: str
    outcome: Outcome
    changes: tuple[Change, ...] = ()
    faults: tuple[RowFault, ...] = ()
    is_conflict: bool = False
    is_locked: bool = False
    drops_draft: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What becomes of all tasks, in the file's order."""

    tasks: tuple[TaskResult, ...] = ()

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many tasks have each outcome; none is ever new."""
        found = Counter(one.outcome for one in self.tasks)
        return {outcome: found[outcome] for outcome in Outcome if outcome != Outcome.NEW}

    @property
    def writes(self) -> int:
        return self.counts[Outcome.CHANGED]

    @property
    def faults(self) -> Mapping[int, str]:
        """What is wrong by the number of the row."""
        found: dict[int, list[str]] = {}
        for task in self.tasks:
            for fault in task.faults:
                found.setdefault(fault.number, []).append(fault.words)
        return {number: "\n".join(words) for number, words in found.items()}
