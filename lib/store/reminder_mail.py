"""The letters of digests on their way: each step is one statement that tells whether it took."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime
from typing import Final
from uuid import UUID

from lib.store.engine.db import Reader, Writer

LETTERS: Final[Hashable] = ("reminder_digests", "letters")
"""What changes with letters alone, for kept reads: what somebody has been told stays as it is."""


def is_any_waiting(tx: Reader) -> bool:
    """Whether a letter waits, or was found under way."""
    return (
        tx.row("SELECT 1 FROM reminder_digests WHERE mail IN ('waiting', 'handing') LIMIT 1")
        is not None
    )


def next_ones(tx: Reader, *, tried_before: datetime, now: datetime, limit: int) -> list[UUID]:
    """Released digests whose letter waits, those that were tried least first.

    A try of a clock that was ahead binds nobody.
    """
    rows = tx.rows(
        """
        SELECT digest_id
        FROM reminder_digests
        WHERE mail = 'waiting' AND state = 'released'
            AND (tried_at IS NULL OR tried_at < $1 OR tried_at > $2)
        ORDER BY tries, released_at, digest_id
        LIMIT $3
        """,
        [tried_before, now, limit],
    )
    return [row[0] for row in rows]


def doubt(tx: Writer) -> int:
    """How many letters were found under way: whether they arrived nobody knows."""
    return tx.run(
        """
        UPDATE reminder_digests
        SET mail = 'doubtful', version = version + 1
        WHERE mail = 'handing'
        """,
        only=LETTERS,
    )


def hand_over(tx: Writer, digest_id: UUID, attempt: UUID, to: str, *, now: datetime) -> bool:
    """Whether this attempt alone may end the letter now."""
    return bool(
        tx.run(
            """
            UPDATE reminder_digests
            SET mail = 'handing', attempt = $1, mail_to = $2, tried_at = $3,
                version = version + 1
            WHERE digest_id = $4 AND mail = 'waiting' AND state = 'released'
            """,
            [attempt, to, now, digest_id],
            only=LETTERS,
        )
    )


def sent(tx: Writer, digest_id: UUID, attempt: UUID) -> None:
    """The other side has said that it took the letter, whoever doubted it meanwhile."""
    tx.run(
        """
        UPDATE reminder_digests
        SET mail = 'sent', mail_told = '', version = version + 1
        WHERE digest_id = $1 AND attempt = $2 AND mail IN ('handing', 'doubtful')
        """,
        [digest_id, attempt],
        only=LETTERS,
    )


def not_taken(
    tx: Writer, digest_id: UUID, attempt: UUID, told: str, *, tries: int, now: datetime
) -> None:
    """The letter was certainly not taken: it waits again, after so many tries no more."""
    tx.run(
        """
        UPDATE reminder_digests
        SET mail = CASE WHEN tries + 1 >= $1 THEN 'failed' ELSE 'waiting' END, mail_told = $2,
            tries = tries + 1, tried_at = $3, version = version + 1
        WHERE digest_id = $4
            AND (mail = 'waiting' OR (mail IN ('handing', 'doubtful') AND attempt = $5))
        """,
        [tries, told, now, digest_id, attempt],
        only=LETTERS,
    )


def give_up(tx: Writer, digest_id: UUID, told: str) -> None:
    """The letter is not to be sent any more, and why."""
    tx.run(
        """
        UPDATE reminder_digests
        SET mail = 'failed', mail_told = $1, version = version + 1
        WHERE digest_id = $2 AND mail = 'waiting'
        """,
        [told, digest_id],
        only=LETTERS,
    )


def tell(tx: Writer, digest_id: UUID, told: str) -> None:
    """Why the letter waits still."""
    tx.run(
        """
        UPDATE reminder_digests
        SET mail_told = $1, version = version + 1
        WHERE digest_id = $2 AND mail = 'waiting' AND mail_told <> $1
        """,
        [told, digest_id],
        only=LETTERS,
    )


def doubt_one(tx: Writer, digest_id: UUID, attempt: UUID, told: str) -> None:
    """The line broke behind the last word of this attempt."""
    tx.run(
        """
        UPDATE reminder_digests
        SET mail = 'doubtful', mail_told = $1, version = version + 1
        WHERE digest_id = $2 AND attempt = $3 AND mail = 'handing'
        """,
        [told, digest_id, attempt],
        only=LETTERS,
    )
