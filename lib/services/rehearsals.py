"""An act tried out: the very transaction that would write, taken back at its end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from lib.domain.imports import Choices, OnFault, Outcome, Result
from lib.errors import Refused
from lib.services.acts import Act, Intent
from lib.store.engine.db import Writer

T = TypeVar("T")


class _TakenBack(Exception):
    """Ends the transaction, so that nothing of it stays."""


def rehearsed(intent: Intent, work: Callable[[Act], T]) -> T:
    """What the work would return now; nothing is written.

    Raises:
        AppError: what would refuse it.
    """
    told: list[T] = []

    def whole(tx: Writer) -> None:
        # PostgreSQL may run it again after a deadlock.
        told[:] = [intent.whole(tx, work)]
        raise _TakenBack

    with suppress(_TakenBack):
        intent.db.write(whole)
    return told[0]


def require_as_shown(result: Result, seen: Result, choices: Choices) -> Result:
    """The result of rows that were written, if it is what the trial has shown.

    Raises:
        Refused: `import_changed`, somebody has changed what the rows are about since;
            `import_faults`, rows cannot be taken and the choice is to stop.
    """
    if result.rows != seen.rows:
        raise Refused("import_changed")
    faulty = result.counts[Outcome.FAULTY]
    if faulty and choices.on_fault == OnFault.STOP:
        raise Refused("import_faults", count=faulty)
    return result
