"""Acknowledgements of units, and who of a unit has read the unit's own documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from lib.domain.documents import Acknowledgement
from lib.domain.forms.fields import Value
from lib.domain.vietnamese import local_day
from lib.store.checklist import Author
from lib.store.document_counts import WITH_STANDINGS
from lib.store.engine.db import Reader, Row, Writer
from lib.store.engine.json_column import to_json

OF_UNIT: Final = ("acknowledgements", "accounts")
"""The tables that `of_unit` reads."""
READ_BY: Final = ("document_readings",)
"""Those that `read_by` reads."""
_SAID: Final = """
    SELECT said.document_id, said.version_no, said.unit_id, said.answers, said.fingerprint,
        accounts.full_name, said.given_at, said.version
    FROM acknowledgements AS said
    JOIN accounts ON accounts.account_id = said.given_by
"""

_STANDINGS: Final = """
    SELECT addressed.unit_id, names.name, names.short_name, counting.version_no,
        counting.answers, accounts.full_name, counting.given_at
    FROM addressed
    JOIN units ON units.unit_id = addressed.unit_id
    JOIN (
        SELECT DISTINCT ON (unit_id) unit_id, name, short_name
        FROM unit_names
        ORDER BY unit_id, CASE WHEN valid_from <= $2 THEN valid_from END DESC NULLS LAST,
            valid_from
    ) AS names ON names.unit_id = units.unit_id
    LEFT JOIN counting
        ON counting.document_id = addressed.document_id
        AND counting.unit_id = addressed.unit_id
    LEFT JOIN accounts ON accounts.account_id = counting.given_by
    WHERE addressed.document_id = $3
        AND (CAST($4 AS BOOLEAN) IS NULL OR (counting.unit_id IS NULL) = $4)
    ORDER BY units.sort_order, names.name COLLATE vi, units.code
    LIMIT $5 OFFSET $6
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit that is to acknowledge a document, and what it has said.

    Attributes:
        number: of the version that it has acknowledged; None while it has none that counts.
    """

    unit_id: UUID
    name: str
    short_name: str
    number: int | None
    answers: Mapping[str, Value]
    given_by_name: str
    given_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody of a unit who is to read a document of the unit's own; None: has not."""

    account_id: UUID
    full_name: str
    read_at: datetime | None


def of_unit(tx: Reader, campaign_id: UUID, unit_id: UUID) -> list[Acknowledgement]:
    """All that the unit has said, of every version."""
    rows = tx.rows(
        _SAID + "WHERE said.campaign_id = $1 AND said.unit_id = $2", [campaign_id, unit_id]
    )
    return [_acknowledgement(row) for row in rows]


def one(tx: Reader, document_id: UUID, number: int, unit_id: UUID) -> Acknowledgement | None:
    row = tx.row(
        _SAID + "WHERE said.document_id = $1 AND said.version_no = $2 AND said.unit_id = $3",
        [document_id, number, unit_id],
    )
    return None if row is None else _acknowledgement(row)


def history(tx: Reader, document_id: UUID, unit_id: UUID) -> list[Acknowledgement]:
    """Every word of the unit on the document, the newest first."""
    rows = tx.rows(
        """
        SELECT said.document_id, said.version_no, said.unit_id, said.answers, said.fingerprint,
            accounts.full_name, said.done_at, said.version
        FROM acknowledgement_history AS said
        JOIN accounts ON accounts.account_id = said.done_by
        WHERE said.document_id = $1 AND said.unit_id = $2
        ORDER BY said.done_at DESC, said.version_no DESC, said.version DESC
        """,
        [document_id, unit_id],
    )
    return [_acknowledgement(row) for row in rows]


def standings(
    tx: Reader,
    campaign_id: UUID,
    document_id: UUID,
    day: date,
    *,
    is_missing: bool | None,
    limit: int,
    offset: int,
) -> list[Standing]:
    """The units of one document, in the agency's order.

    Args:
        day: on which they are open, and whose names they bear.
        is_missing: only those that have not, or only those that have.
    """
    rows = tx.rows(
        WITH_STANDINGS + _STANDINGS,
        [campaign_id, day, document_id, is_missing, limit, offset],
    )
    return [
        Standing(
            unit_id=row[0],
            name=row[1],
            short_name=row[2],
            number=row[3],
            answers=json.loads(row[4]) if row[4] else {},
            given_by_name=row[5] or "",
            given_at=row[6],
        )
        for row in rows
    ]


def read_by(tx: Reader, campaign_id: UUID, account_id: UUID) -> set[tuple[UUID, int]]:
    """Which versions of which documents the account has read."""
    rows = tx.rows(
        """
        SELECT document_id, version_no
        FROM document_readings
        WHERE campaign_id = $1 AND account_id = $2
        """,
        [campaign_id, account_id],
    )
    return {(row[0], row[1]) for row in rows}


def readings(tx: Reader, document_id: UUID, unit_id: UUID, asked: int) -> list[Reading]:
    """The unit's staff and heads with when they first read a version from `asked` on.

    Somebody whose account is closed is listed only if they have.
    """
    rows = tx.rows(
        """
        SELECT accounts.account_id, accounts.full_name, found.read_at
        FROM accounts
        LEFT JOIN (
            SELECT account_id, min(read_at) AS read_at
            FROM document_readings
            WHERE document_id = $1 AND version_no >= $3
            GROUP BY account_id
        ) AS found ON found.account_id = accounts.account_id
        WHERE accounts.unit_id = $2
            AND (
                found.read_at IS NOT NULL
                OR (
                    accounts.is_open
                    AND (accounts.roles LIKE '%,staff,%' OR accounts.roles LIKE '%,head,%')
                )
            )
        ORDER BY accounts.full_name COLLATE vi, accounts.account_id
        """,
        [document_id, unit_id, asked],
    )
    return [Reading(*row) for row in rows]


def put(tx: Writer, said: Acknowledgement, *, campaign_id: UUID, author: Author) -> None:
    """Store what the unit says over the version that it was read at; 0 for its first word.

    Raises:
        Conflict: somebody of the unit has said something since.
        Duplicate: the same, for the first.
    """
    values = [
        said.fingerprint, to_json(said.answers), said.told_count, author.account_id,
        author.done_at, author.revision, said.document_id, said.number, said.unit_id,
    ]  # fmt: skip
    if said.version == 0:
        tx.run(
            """
            INSERT INTO acknowledgements (
                fingerprint, answers, told_count, given_by, given_at, revision, document_id,
                version_no, unit_id, campaign_id
            )
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [*values, campaign_id],
        )
    else:
        tx.change(
            """
            UPDATE acknowledgements
            SET fingerprint = $1, answers = $2, told_count = $3, given_by = $4, given_at = $5,
                revision = $6, version = version + 1
            WHERE document_id = $7 AND version_no = $8 AND unit_id = $9 AND version = $10
            """,
            [*values, said.version],
        )
    tx.run(
        """
        INSERT INTO acknowledgement_history (
            fingerprint, answers, told_count, done_by, done_at, revision, document_id, version_no,
            unit_id, campaign_id, version, done_on
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """,
        [*values, campaign_id, said.version + 1, local_day(author.done_at)],
    )


def put_reading(
    tx: Writer,
    document_id: UUID,
    number: int,
    fingerprint: str,
    *,
    campaign_id: UUID,
    unit_id: UUID,
    author: Author,
) -> bool:
    """Whether it is new that the account has read the version."""
    added = tx.run(
        """
        INSERT INTO document_readings (
            document_id, version_no, account_id, campaign_id, unit_id, fingerprint, read_at,
            revision
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT DO NOTHING
        """,
        [
            document_id, number, author.account_id, campaign_id, unit_id, fingerprint,
            author.done_at, author.revision,
        ],
    )  # fmt: skip
    return added == 1


def _acknowledgement(row: Row) -> Acknowledgement:
    return Acknowledgement(row[0], row[1], row[2], json.loads(row[3]), *row[4:])
