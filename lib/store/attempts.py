"""The table sign_in_attempts: tries counted before any password is checked."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from lib.store.engine.db import Reader, Writer

FORGET_AFTER: Final = timedelta(hours=24)
ADDRESS_TRIES: Final = 300
ADDRESS_WINDOW: Final = timedelta(minutes=10)
_NO_WAIT: Final = datetime(1970, 1, 1, tzinfo=UTC)


def _minutes(*each: int) -> tuple[timedelta, ...]:
    return tuple(timedelta(minutes=one) for one in each)


@dataclass(frozen=True, slots=True)
class Limit:
    """How many wrong tries in a row are free but for the last, and the wait after each from it on.

    Attributes:
        waits: six of them; the last goes on for ever.
    """

    free: int
    waits: tuple[timedelta, ...]


PAIR: Final = Limit(5, _minutes(1, 2, 4, 8, 16, 30))
"""A name from one address, or from one device that the account knows."""
NAME: Final = Limit(30, _minutes(1, 1, 2, 2, 5, 5))
"""A name from wherever nobody knows it: it slows strangers down and is soon over."""


KEY: Final = Limit(20, _minutes(1, 1, 2, 2, 5, 5))
"""Keys of programs from one address: what repeats itself by mistake is slowed, people are not."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What tries are counted for.

    Attributes:
        limit: None for an address, which has so many tries in a window.
    """

    key: str
    kind: str
    limit: Limit | None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many tries were wrong with this one, and until when one waits if it is wrong too."""

    subject: Subject
    failures: int
    wait_until: datetime | None


def subjects(username: str | None, address: str, device_id: UUID | None) -> tuple[Subject, ...]:
    """What a try counts for.

    Args:
        username: None for what cannot be a name.
        device_id: the device, if the account knows it: then what others guess does not matter.
    """
    if username is not None and device_id is not None:
        return (_pair(username, f"device {device_id}"),)
    place = Subject(f"address:{_network(address)}", "address", None)
    if username is None:
        return (place,)
    return _pair(username, _network(address)), Subject(f"name:{username}", "name", NAME), place


def own_password(username: str) -> Subject:
    """For whoever is signed in and types the current password again."""
    return _pair(username, "own account")


def second_factor(username: str) -> Subject:
    """For codes after the right password, and of who is signed in: of wherever they are typed."""
    return _pair(username, "second factor")


def wrong_keys(address: str) -> Subject:
    """For keys of programs that open nothing, apart from people who sign in at the address."""
    return Subject(f"key:{_network(address)}", "key", KEY)


def waits_until(tx: Reader, asked: Sequence[Subject], *, now: datetime) -> datetime | None:
    """Until when the longest wait goes on; None if none does."""
    row = tx.row(
        """
        SELECT max(wait_until)
        FROM sign_in_attempts
        WHERE subject = ANY($1)
            AND wait_until > $2
        """,
        [[one.key for one in asked], now],
    )
    return row[0] if row else None


def count(tx: Writer, subject: Subject, *, now: datetime) -> Counted | None:
    """None while it waits; else this try counts as wrong until it is cleared or given back.

    A try during a wait neither counts nor makes the wait longer.
    """
    row = (
        _count_in_a_row(tx, subject.key, subject.limit, now=now)
        if subject.limit
        else _count_in_window(tx, subject.key, now=now)
    )
    if row is None:
        return None
    failures, until = row
    return Counted(subject, failures, None if until <= now else until)


def _count_in_a_row(
    tx: Writer, key: str, limit: Limit, *, now: datetime
) -> tuple[int, datetime] | None:
    row = tx.row(
        """
        INSERT INTO sign_in_attempts (subject, failures, wait_until, tried_at)
        VALUES ($1, 1, $2, $3)
        ON CONFLICT (subject) DO UPDATE
        SET failures = CASE
                WHEN sign_in_attempts.tried_at < $4 THEN 1
                ELSE sign_in_attempts.failures + 1
            END,
            wait_until = CASE
                WHEN sign_in_attempts.tried_at < $4 OR sign_in_attempts.failures < $11 THEN $2
                WHEN sign_in_attempts.failures = $11 THEN $5
                WHEN sign_in_attempts.failures = $11 + 1 THEN $6
                WHEN sign_in_attempts.failures = $11 + 2 THEN $7
                WHEN sign_in_attempts.failures = $11 + 3 THEN $8
                WHEN sign_in_attempts.failures = $11 + 4 THEN $9
                ELSE $10
            END,
            tried_at = excluded.tried_at
        WHERE sign_in_attempts.wait_until <= excluded.tried_at
        RETURNING failures, wait_until
        """,
        [
            key,
            _NO_WAIT,
            now,
            now - FORGET_AFTER,
            *(now + wait for wait in limit.waits),
            limit.free - 1,
        ],
    )
    return None if row is None else (row[0], row[1])


def _count_in_window(tx: Writer, key: str, *, now: datetime) -> tuple[int, datetime] | None:
    """Here `tried_at` is when the window began."""
    row = tx.row(
        """
        INSERT INTO sign_in_attempts (subject, failures, wait_until, tried_at)
        VALUES ($1, 1, $2, $3)
        ON CONFLICT (subject) DO UPDATE
        SET failures = CASE
                WHEN sign_in_attempts.tried_at <= $4 THEN 1
                ELSE sign_in_attempts.failures + 1
            END,
            wait_until = CASE
                WHEN sign_in_attempts.tried_at <= $4 OR sign_in_attempts.failures < $5 THEN $2
                ELSE sign_in_attempts.tried_at + (excluded.tried_at - $4)
            END,
            tried_at = CASE
                WHEN sign_in_attempts.tried_at <= $4 THEN excluded.tried_at
                ELSE sign_in_attempts.tried_at
            END
        WHERE sign_in_attempts.wait_until <= excluded.tried_at
        RETURNING failures, wait_until
        """,
        [key, _NO_WAIT, now, now - ADDRESS_WINDOW, ADDRESS_TRIES - 1],
    )
    return None if row is None else (row[0], row[1])


def clear(tx: Writer, subject: Subject) -> None:
    """Forget the wrong tries of a person who has now signed in; an address gets its try back."""
    # Kept at zero, not deleted: DuckDB may refuse a key again while an old snapshot still has it.
    tx.run(
        """
        UPDATE sign_in_attempts
        SET failures = CASE WHEN $3 OR failures < 1 THEN 0 ELSE failures - 1 END, wait_until = $1
        WHERE subject = $2
        """,
        [_NO_WAIT, subject.key, subject.limit is not None],
    )


def clear_name(tx: Writer, username: str) -> None:
    """Forget all wrong tries at a name, from wherever: it has a new password."""
    # A user name holds neither of the signs that LIKE knows.
    tx.run(
        """
        UPDATE sign_in_attempts
        SET failures = 0, wait_until = $1
        WHERE subject = $2
            OR subject LIKE $3
        """,
        [_NO_WAIT, f"name:{username}", f"pair:{username} %"],
    )


def forget(tx: Writer, *, now: datetime) -> None:
    """Delete counts that no longer matter, so that guessed names do not pile up."""
    tx.run(
        """
        DELETE FROM sign_in_attempts
        WHERE tried_at < $1
            AND wait_until < $2
        """,
        [now - 2 * FORGET_AFTER, now],
    )


def count_telling(
    tx: Writer, about: str, *, most: int, window: timedelta, now: datetime
) -> int | None:
    """None once so many failures were told of in this window; else how many the last left out.

    Args:
        about: whose failures they are.
    """
    key = f"told:{about}"
    before = tx.row("SELECT failures, tried_at FROM sign_in_attempts WHERE subject = $1", [key])
    is_new = before is None or before[1] <= now - window
    tx.run(
        """
        INSERT INTO sign_in_attempts (subject, failures, wait_until, tried_at)
        VALUES ($1, 1, $2, $3)
        ON CONFLICT (subject) DO UPDATE
        SET failures = CASE WHEN $4 THEN 1 ELSE sign_in_attempts.failures + 1 END,
            tried_at = CASE WHEN $4 THEN excluded.tried_at ELSE sign_in_attempts.tried_at END
        """,
        [key, _NO_WAIT, now, is_new],
    )
    if before is None:
        return 0
    if is_new:
        return max(0, int(before[0]) - most)
    return 0 if int(before[0]) < most else None


def _pair(username: str, place: str) -> Subject:
    return Subject(f"pair:{username} {place}", "pair", PAIR)


def _network(address: str) -> str:
    """The address; of version 6 the network, of which one visitor has all addresses."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False))
