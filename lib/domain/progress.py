"""The one formula of progress (DESIGN law 2): counts of a set of items, and their ratios."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from typing import Final

from lib.domain.workflow import Verification, WorkStatus, is_answered


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the formula needs to know of one item.

    Attributes:
        is_mandatory: the task is mandatory and the unit reports.
        first_complete_on: the local day it first became complete under the due day in force.
    """

    is_mandatory: bool
    nil_allowed: bool
    status: WorkStatus
    verification: Verification
    due_on: date
    first_complete_on: date | None

    @property
    def is_complete(self) -> bool:
        return (
            is_answered(self.status, nil_allowed=self.nil_allowed)
            and self.verification != Verification.RETURNED
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts over a set of items; all but the optional ones count mandatory items only."""

    assigned: int = 0
    complete: int = 0
    nil: int = 0
    on_time: int = 0
    late: int = 0
    overdue: int = 0
    sent: int = 0
    """Sent or received, so waiting for the Office."""
    returned: int = 0
    verified: int = 0
    optional: int = 0
    optional_complete: int = 0

    def __add__(self, other: Progress) -> Progress:
        return added((self, other))

    def times(self, sets: int) -> Progress:
        """The counts over so many sets that are alike; below 0, what takes them away again."""
        return Progress(*(sets * count for count in _COUNTS(self)))

    @property
    def completion(self) -> float | None:
        """complete / assigned in [0, 1]; None where nothing was asked for."""
        return self.complete / self.assigned if self.assigned else None

    @property
    def percent(self) -> int | None:
        """completion in whole per cent, rounded down without a detour over floats."""
        return self.complete * 100 // self.assigned if self.assigned else None

    @property
    def verified_share(self) -> float | None:
        """verified / complete in [0, 1]; None while nothing is complete."""
        return self.verified / self.complete if self.complete else None

    @property
    def on_time_share(self) -> float | None:
        """on time / complete in [0, 1]; None while nothing is complete."""
        return self.on_time / self.complete if self.complete else None


_COUNTS: Final[Callable[[Progress], tuple[int, ...]]] = attrgetter(
    *(field.name for field in fields(Progress))
)


def progress_of(items: Iterable[ItemFacts], today: date) -> Progress:
    """Counts over items; `today` is the local day, and due today is not overdue.

    store/item_facts.py counts the same in SQL; a property test holds the two together.
    """
    return added(_one(item, today) for item in items)


def added(parts: Iterable[Progress]) -> Progress:
    """The counts over several sets together."""
    return Progress(*map(sum, zip(*map(_COUNTS, parts), strict=True)))


def _one(item: ItemFacts, today: date) -> Progress:
    complete = item.is_complete
    if not item.is_mandatory:
        return Progress(optional=1, optional_complete=int(complete))
    on_time = (
        complete and item.first_complete_on is not None and item.first_complete_on <= item.due_on
    )
    return Progress(
        assigned=1,
        complete=int(complete),
        nil=int(complete and item.status == WorkStatus.NIL),
        on_time=int(on_time),
        late=int(complete and not on_time),
        overdue=int(not complete and item.due_on < today),
        sent=int(item.verification in (Verification.SENT, Verification.RECEIVED)),
        returned=int(item.verification == Verification.RETURNED),
        verified=int(complete and item.verification == Verification.VERIFIED),
    )
