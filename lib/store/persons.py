"""The table persons: whom each unit has nominated, and which account is whose."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from lib.domain.persons import Named, Person, list_key
from lib.domain.vietnamese import given_name, nfc
from lib.store.engine.db import Reader, Writer


def person(tx: Reader, unit_id: UUID, full_name: str) -> Person | None:
    """Whoever stands on the unit's list under that name."""
    row = tx.row(
        """
        SELECT person_id, unit_id, full_name, account_id
        FROM persons
        WHERE unit_id = $1 AND list_key = $2
        """,
        [unit_id, list_key(full_name)],
    )
    return Person(*row) if row else None


def names_of_unit(tx: Reader, unit_id: UUID) -> list[str]:
    """Whom the unit can choose: its open accounts and its list, each name once, by given name."""
    rows = tx.rows(
        """
        SELECT min(full_name)
        FROM (
            SELECT full_name, given_name, lower(full_name COLLATE vi) AS list_key
            FROM accounts
            WHERE unit_id = $1 AND is_open
            UNION ALL
            SELECT full_name, given_name, list_key
            FROM persons
            WHERE unit_id = $1
        ) AS listed
        GROUP BY list_key
        ORDER BY min(given_name) COLLATE vi, min(full_name) COLLATE vi
        """,
        [unit_id],
    )
    return [full_name for (full_name,) in rows]


def accounts_named(tx: Reader, full_name: str) -> list[Named]:
    """The accounts whose given name is a word of that name, open or not."""
    rows = tx.rows(
        """
        SELECT account_id, unit_id, full_name
        FROM accounts
        WHERE lower(given_name COLLATE vi) = ANY($1)
        ORDER BY account_id
        """,
        [nfc(full_name).lower().split()],
    )
    return [Named(*row) for row in rows]


def every_account(tx: Reader) -> list[Named]:
    """All accounts, open or not: whose name another one spells, only a comparison can tell."""
    rows = tx.rows("SELECT account_id, unit_id, full_name FROM accounts ORDER BY account_id")
    return [Named(*row) for row in rows]


def insert_person(tx: Writer, new: Person, *, created_by: UUID, created_at: datetime) -> None:
    """Put somebody on the unit's list; nothing where another act has just done so."""
    tx.run(
        """
        INSERT INTO persons (
            person_id, unit_id, full_name, given_name, list_key, account_id, created_by,
            created_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (unit_id, list_key) DO NOTHING
        """,
        [
            new.person_id, new.unit_id, new.full_name, given_name(new.full_name),
            list_key(new.full_name), new.account_id, created_by, created_at,
        ],
    )  # fmt: skip


def link(tx: Writer, person_id: UUID, account_id: UUID) -> None:
    """Say which account the person has got since."""
    tx.run(
        "UPDATE persons SET account_id = $2 WHERE person_id = $1 AND account_id IS NULL",
        [person_id, account_id],
    )
