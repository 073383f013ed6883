"""The tables imports and import_rows: what workbooks made and changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lib.store.engine.db import Reader, Writer


@dataclass(frozen=True, slots=True)
class Place:
    """Where workbooks come in.

    Attributes:
        subject: what they list, as `Subject` or TASKS.
        campaign_id, draft_no: whose draft tasks come into, and which one.
    """

    subject: str
    campaign_id: UUID | None = None
    draft_no: int | None = None


@dataclass(frozen=True, slots=True)
class Import:
    """A workbook that was written, with the name of who did it."""

    import_id: UUID
    file_name: str
    added: int
    changed: int
    imported_by_name: str
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class ImportRow:
    """What a row made or changed.

    Attributes:
        record: the key of what the row is about, as its subject has it.
        name: what the row calls it.
        was: what it was before; None for what the row added.
        version: the record's after that.
    """

    record: str
    row_number: int
    name: str
    was: Mapping[str, object] | None
    version: int


def insert(
    tx: Writer, import_id: UUID, place: Place, file_name: str, *, added: int, changed: int,
    by: UUID, now: datetime,
) -> None:  # fmt: skip
    tx.run(
        """
        INSERT INTO imports (
            import_id, subject, campaign_id, draft_no, file_name, added, changed, imported_by,
            imported_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        [
            import_id,
            place.subject,
            place.campaign_id,
            place.draft_no,
            file_name,
            added,
            changed,
            by,
            now,
        ],
    )


def insert_rows(tx: Writer, import_id: UUID, rows: Sequence[ImportRow]) -> None:
    """Store what rows did; one statement for all."""
    tx.run(
        """
        INSERT INTO import_rows (import_id, record, row_number, name, was, version)
        SELECT
            $1,
            unnest(CAST($2 AS VARCHAR[])),
            unnest(CAST($3 AS INTEGER[])),
            unnest(CAST($4 AS VARCHAR[])),
            unnest(CAST($5 AS VARCHAR[])),
            unnest(CAST($6 AS INTEGER[]))
        """,
        [
            import_id,
            [one.record for one in rows],
            [one.row_number for one in rows],
            [one.name for one in rows],
            [None if one.was is None else json.dumps(one.was) for one in rows],
            [one.version for one in rows],
        ],
    )


def last(tx: Reader, place: Place) -> Import | None:
    """The newest import there, unless it has been taken back."""
    row = tx.row(
        """
        SELECT
            imports.import_id, imports.file_name, imports.added, imports.changed,
            accounts.full_name, imports.imported_at, imports.undone_at
        FROM imports
        JOIN accounts ON accounts.account_id = imports.imported_by
        WHERE imports.subject = $1
            AND imports.campaign_id IS NOT DISTINCT FROM CAST($2 AS UUID)
            AND imports.draft_no IS NOT DISTINCT FROM CAST($3 AS INTEGER)
        ORDER BY imports.imported_at DESC, imports.import_id DESC
        LIMIT 1
        """,
        [place.subject, place.campaign_id, place.draft_no],
    )
    return None if row is None or row[6] is not None else Import(*row[:6])


def rows(tx: Reader, import_id: UUID) -> list[ImportRow]:
    """What the rows of an import made and changed, in their order."""
    found = tx.rows(
        """
        SELECT record, row_number, name, was, version
        FROM import_rows
        WHERE import_id = $1
        ORDER BY row_number
        """,
        [import_id],
    )
    return [
        ImportRow(record, number, name, None if was is None else json.loads(was), version)
        for record, number, name, was, version in found
    ]


def taken_back(tx: Reader, place: Place) -> dict[str, int]:
    """What was added and taken back, each with its version since."""
    return dict(
        tx.rows(
            """
            SELECT import_rows.record, max(import_rows.undone_version)
            FROM import_rows
            JOIN imports ON imports.import_id = import_rows.import_id
            WHERE imports.subject = $1
                AND imports.campaign_id IS NOT DISTINCT FROM CAST($2 AS UUID)
                AND imports.draft_no IS NOT DISTINCT FROM CAST($3 AS INTEGER)
                AND import_rows.was IS NULL
                AND import_rows.undone_version IS NOT NULL
            GROUP BY import_rows.record
            """,
            [place.subject, place.campaign_id, place.draft_no],
        )
    )


def set_undone(tx: Writer, import_id: UUID, *, by: UUID, now: datetime) -> None:
    """Store that it was taken back.

    Raises:
        Conflict: it has been already.
    """
    tx.change(
        """
        UPDATE imports
        SET undone_by = $1, undone_at = $2
        WHERE import_id = $3
            AND undone_at IS NULL
        """,
        [by, now, import_id],
    )


def set_rows_undone(tx: Writer, import_id: UUID, versions: Mapping[str, int]) -> None:
    """Store the version that each record was given by taking back what its row did."""
    tx.run(
        """
        UPDATE import_rows
        SET undone_version = given.version
        FROM (
            SELECT
                unnest(CAST($2 AS VARCHAR[])) AS record,
                unnest(CAST($3 AS INTEGER[])) AS version
        ) AS given
        WHERE import_rows.import_id = $1 AND import_rows.record = given.record
        """,
        [import_id, list(versions), list(versions.values())],
    )
