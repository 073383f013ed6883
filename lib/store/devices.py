"""The tables known_devices and sign_ins: where accounts were signed in to; cookies as hashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain.devices import KNOWN_FOR, MOST_DEVICES, KnownDevice, SignIn
from lib.store.engine.db import Reader, Row, Writer

_SIGN_INS: Final = """
    SELECT
        sign_in_id, device_id, happened_at, address, browser, is_strange,
        confirmed_at IS NOT NULL
    FROM sign_ins
"""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a browser is before anybody has signed in.

    Attributes:
        device_id: None for one that no account knows.
        is_known: whether the account whose name is typed knows it.
    """

    device_id: UUID | None
    is_known: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """A sign-in about to be stored."""

    sign_in_id: UUID
    account_id: UUID
    device_id: UUID
    address: str | None
    browser: str


def recognise(
    tx: Reader, username: str | None, cookie_hash: str, device_id: UUID | None, *, now: datetime
) -> Recognised:
    """The device of this cookie, or the one that the connection has already turned out to be."""
    rows = tx.rows(
        """
        SELECT known_devices.device_id, accounts.username
        FROM known_devices
        JOIN accounts ON accounts.account_id = known_devices.account_id
        WHERE (known_devices.cookie_hash = $1 OR known_devices.device_id = $2)
            AND known_devices.ended_at IS NULL
            AND known_devices.seen_at > $3
        """,
        [cookie_hash, device_id, now - KNOWN_FOR],
    )
    own = [found for found, name in rows if name == username]
    found = own[0] if own else rows[0][0] if rows else None
    return Recognised(found, bool(own))


def knows_any(tx: Reader, account_id: UUID, *, now: datetime) -> bool:
    """Whether the account knows any device at all."""
    row = tx.row(
        """
        SELECT 1
        FROM known_devices
        WHERE account_id = $1
            AND ended_at IS NULL
            AND seen_at > $2
        LIMIT 1
        """,
        [account_id, now - KNOWN_FOR],
    )
    return row is not None


def keep(tx: Writer, visit: Visit, *, now: datetime) -> None:
    """Let the account know the device from now on.

    One that other accounts know already has the same cookie for this one, until the browser is
    given a new one.
    """
    shared = tx.row(
        """
        SELECT cookie_hash
        FROM known_devices
        WHERE device_id = $1
        LIMIT 1
        """,
        [visit.device_id],
    )
    tx.run(
        """
        INSERT INTO known_devices (
            account_id, device_id, cookie_hash, browser, address, first_seen_at, seen_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $6)
        ON CONFLICT (account_id, device_id) DO UPDATE
        SET first_seen_at = CASE
                WHEN known_devices.ended_at IS NULL THEN known_devices.first_seen_at
                ELSE excluded.first_seen_at
            END,
            browser = excluded.browser,
            address = excluded.address,
            seen_at = excluded.seen_at,
            ended_at = NULL
        """,
        [
            visit.account_id,
            visit.device_id,
            shared[0] if shared else "",
            visit.browser,
            visit.address,
            now,
        ],
    )


def note(tx: Writer, visit: Visit, *, is_strange: bool, now: datetime) -> None:
    """Store the sign-in."""
    tx.run(
        """
        INSERT INTO sign_ins (
            sign_in_id, account_id, device_id, happened_at, address, browser, is_strange
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        [
            visit.sign_in_id,
            visit.account_id,
            visit.device_id,
            now,
            visit.address,
            visit.browser,
            is_strange,
        ],
    )


def cookie(tx: Reader, account_id: UUID, device_id: UUID) -> tuple[str, datetime] | None:
    """The hash of the device's cookie, and when the account came to know the device."""
    row = tx.row(
        """
        SELECT cookie_hash, first_seen_at
        FROM known_devices
        WHERE account_id = $1
            AND device_id = $2
        """,
        [account_id, device_id],
    )
    return (row[0], row[1]) if row else None


def set_cookie(tx: Writer, device_id: UUID, cookie_hash: str) -> None:
    """Give the browser's cookie another value, for all accounts that know it."""
    tx.run(
        """
        UPDATE known_devices
        SET cookie_hash = $1
        WHERE device_id = $2
        """,
        [cookie_hash, device_id],
    )


def devices(tx: Reader, account_id: UUID, here: UUID | None, *, now: datetime) -> list[KnownDevice]:
    """The devices that the account knows, the one used last first."""
    rows = tx.rows(
        """
        SELECT device_id, browser, address, first_seen_at, seen_at
        FROM known_devices
        WHERE account_id = $1
            AND ended_at IS NULL
            AND seen_at > $2
        ORDER BY seen_at DESC, device_id
        """,
        [account_id, now - KNOWN_FOR],
    )
    return [
        KnownDevice(device_id, browser, address, first_seen_at, seen_at, device_id == here)
        for device_id, browser, address, first_seen_at, seen_at in rows
    ]


def end(tx: Writer, account_id: UUID, device_id: UUID, *, now: datetime) -> str | None:
    """The browser of the device that the account does not know any more; None if it did not."""
    row = tx.row(
        """
        UPDATE known_devices
        SET ended_at = $1
        WHERE account_id = $2
            AND device_id = $3
            AND ended_at IS NULL
        RETURNING browser
        """,
        [now, account_id, device_id],
    )
    return row[0] if row else None


def end_all(tx: Writer, account_id: UUID, *, kept_id: UUID | None = None, now: datetime) -> int:
    """How many devices the account does not know any more; `kept_id` stays known."""
    return tx.run(
        """
        UPDATE known_devices
        SET ended_at = $1
        WHERE account_id = $2
            AND ended_at IS NULL
            AND (CAST($3 AS UUID) IS NULL OR device_id <> CAST($3 AS UUID))
        """,
        [now, account_id, kept_id],
    )


def end_oldest(tx: Writer, account_id: UUID, *, now: datetime) -> None:
    """Leave the account the devices it used last: browsers that keep no cookie pile up."""
    tx.run(
        """
        UPDATE known_devices
        SET ended_at = $1
        WHERE account_id = $2
            AND ended_at IS NULL
            AND device_id NOT IN (
                SELECT device_id
                FROM known_devices
                WHERE account_id = $2
                    AND ended_at IS NULL
                ORDER BY seen_at DESC, device_id
                LIMIT $3
            )
        """,
        [now, account_id, MOST_DEVICES],
    )


def sign_ins(tx: Reader, account_id: UUID, *, most: int) -> list[SignIn]:
    """The account's last sign-ins, the newest first."""
    rows = tx.rows(
        _SIGN_INS
        + """
        WHERE account_id = $1
        ORDER BY happened_at DESC, sign_in_id
        LIMIT $2
        """,
        [account_id, most],
    )
    return [_sign_in(row) for row in rows]


def strange(tx: Reader, account_id: UUID) -> list[SignIn]:
    """The account's strange sign-ins that nobody has vouched for, the newest first."""
    rows = tx.rows(
        _SIGN_INS
        + """
        WHERE account_id = $1
            AND is_strange
            AND confirmed_at IS NULL
        ORDER BY happened_at DESC, sign_in_id
        """,
        [account_id],
    )
    return [_sign_in(row) for row in rows]


def confirm(tx: Writer, account_id: UUID, sign_in_id: UUID, *, now: datetime) -> bool:
    """Whether there was a sign-in to vouch for."""
    touched = tx.run(
        """
        UPDATE sign_ins
        SET confirmed_at = $1
        WHERE account_id = $2
            AND sign_in_id = $3
            AND confirmed_at IS NULL
        """,
        [now, account_id, sign_in_id],
    )
    return touched == 1


def forget(tx: Writer, *, now: datetime) -> None:
    """Delete what is older than addresses are kept; the audit log remembers."""
    tx.run("DELETE FROM known_devices WHERE seen_at <= $1", [now - KNOWN_FOR])
    tx.run("DELETE FROM sign_ins WHERE happened_at <= $1", [now - KNOWN_FOR])


def _sign_in(row: Row) -> SignIn:
    return SignIn(*row)
