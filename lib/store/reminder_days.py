"""The tables reminder_days and reminder_leases: which days were composed, and who sends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lib.store.engine.db import Reader, Writer


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was composed; `digests` counts those that it began with."""

    day: date
    after: date
    digests: int
    composed_at: datetime


def last(tx: Reader) -> date | None:
    """The last day that was composed, whatever the clock says now."""
    row = tx.row("SELECT max(day) FROM reminder_days")
    return row[0] if row else None


def insert(tx: Writer, new: Day) -> None:
    """A composed day.

    Raises:
        Duplicate: another server has composed it (at the latest when the transaction commits).
    """
    tx.run(
        """
        INSERT INTO reminder_days (day, after_day, digests, composed_at)
        VALUES ($1, $2, $3, $4)
        """,
        [new.day, new.after, new.digests, new.composed_at],
    )


def forget_after(tx: Writer, today: date) -> int:
    """How many days that have not come were composed, by a clock that was wrong; not any more.

    Today may be composed again then: those days have taken its digests along.
    """
    ahead = tx.run("DELETE FROM reminder_days WHERE day > $1", [today])
    if ahead:
        tx.run("DELETE FROM reminder_days WHERE day = $1", [today])
    return ahead


def take_lease(tx: Writer, name: str, holder: UUID, *, now: datetime, until: datetime) -> bool:
    """Whether the holder has it until then.

    It is free when it has run out, or reaches further than any is given: a clock went back.
    """
    taken = tx.run(
        """
        INSERT INTO reminder_leases (name, holder, held_until)
        VALUES ($1, $2, $3)
        ON CONFLICT (name) DO NOTHING
        """,
        [name, holder, until],
    )
    if taken:
        return True
    return bool(
        tx.run(
            """
            UPDATE reminder_leases
            SET holder = $2, held_until = $3
            WHERE name = $1 AND (holder = $2 OR held_until <= $4 OR held_until > $5)
            """,
            [name, holder, until, now, until + (until - now)],
        )
    )


def give_back(tx: Writer, name: str, holder: UUID, *, now: datetime) -> None:
    """Let others have it at once."""
    tx.run(
        "UPDATE reminder_leases SET held_until = $1 WHERE name = $2 AND holder = $3",
        [now, name, holder],
    )
