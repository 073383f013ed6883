"""The tables imports and import_rows: what workbooks made and changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lib.domain.imports import Subject
from lib.store.engine.db import Reader, Writer


@dataclass(frozen=True, slots=True)
class Import:
    """A workbook that was written, with the name of who did it."""

    import_id: UUID
    subject: Subject
    file_name: str
    added: int
    changed: int
    imported_by_name: str
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class ImportRow:
    """What a row made or changed.

    Attributes:
        name: what the row calls it.
        was: what it was before; None for what the row added.
        version: the record's after that.
    """

    subject_id: UUID
    row_number: int
    name: str
    was: Mapping[str, object] | None
    version: int


def insert(
    tx: Writer, import_id: UUID, subject: Subject, file_name: str, *, added: int, changed: int,
    by: UUID, now: datetime,
) -> None:  # fmt: skip
    tx.run(
        """
        INSERT INTO imports (
            import_id, subject, file_name, added, changed, imported_by, imported_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        [import_id, subject.value, file_name, added, changed, by, now],
    )


def insert_rows(tx: Writer, import_id: UUID, rows: Sequence[ImportRow]) -> None:
    """Store what rows did; one statement for all."""
    tx.run(
        """
        INSERT INTO import_rows (import_id, subject_id, row_number, name, was, version)
        SELECT
            $1,
            CAST(unnest(CAST($2 AS VARCHAR[])) AS UUID),
            unnest(CAST($3 AS INTEGER[])),
            unnest(CAST($4 AS VARCHAR[])),
            unnest(CAST($5 AS VARCHAR[])),
            unnest(CAST($6 AS INTEGER[]))
        """,
        [
            import_id,
            [str(one.subject_id) for one in rows],
            [one.row_number for one in rows],
            [one.name for one in rows],
            [None if one.was is None else json.dumps(one.was) for one in rows],
            [one.version for one in rows],
        ],
    )


def last(tx: Reader, subject: Subject) -> Import | None:
    """The newest import of the subject, unless it has been taken back."""
    row = tx.row(
        """
        SELECT
            imports.import_id, imports.subject, imports.file_name, imports.added,
            imports.changed, accounts.full_name, imports.imported_at, imports.undone_at
        FROM imports
        JOIN accounts ON accounts.account_id = imports.imported_by
        WHERE imports.subject = $1
        ORDER BY imports.imported_at DESC, imports.import_id DESC
        LIMIT 1
        """,
        [subject.value],
    )
    if row is None or row[7] is not None:
        return None
    return Import(row[0], Subject(row[1]), *row[2:7])


def rows(tx: Reader, import_id: UUID) -> list[ImportRow]:
    """What the rows of an import made and changed, in their order."""
    found = tx.rows(
        """
        SELECT subject_id, row_number, name, was, version
        FROM import_rows
        WHERE import_id = $1
        ORDER BY row_number
        """,
        [import_id],
    )
    return [
        ImportRow(subject_id, number, name, None if was is None else json.loads(was), version)
        for subject_id, number, name, was, version in found
    ]


def taken_back(tx: Reader, subject: Subject) -> dict[UUID, int]:
    """What was added and taken back, each with its version since."""
    return dict(
        tx.rows(
            """
            SELECT import_rows.subject_id, max(import_rows.undone_version)
            FROM import_rows
            JOIN imports ON imports.import_id = import_rows.import_id
            WHERE imports.subject = $1
                AND import_rows.was IS NULL
                AND import_rows.undone_version IS NOT NULL
            GROUP BY import_rows.subject_id
            """,
            [subject.value],
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


def set_rows_undone(tx: Writer, import_id: UUID, versions: Mapping[UUID, int]) -> None:
    """Store the version that each record was given by taking back what its row did."""
    tx.run(
        """
        UPDATE import_rows
        SET undone_version = given.version
        FROM (
            SELECT
                CAST(unnest(CAST($2 AS VARCHAR[])) AS UUID) AS subject_id,
                unnest(CAST($3 AS INTEGER[])) AS version
        ) AS given
        WHERE import_rows.import_id = $1 AND import_rows.subject_id = given.subject_id
        """,
        [import_id, [str(one) for one in versions], list(versions.values())],
    )
