"""Documents and their versions, as they are read."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain.documents import Content, Document, DocumentFile, State, Version, Working
from lib.store.engine.db import Reader, Row
from lib.store.file_records import StoredFile

LISTED: Final = ("documents", "document_versions", "document_workings", "accounts")
"""The tables that `entries` and `own_entries` read."""
_DOCUMENT: Final = """
    SELECT documents.document_id, documents.campaign_id, documents.unit_id, documents.is_own,
        documents.state, documents.current_no, documents.asked_no, documents.reason,
        documents.version
"""
_ENTRIES: Final = (
    _DOCUMENT
    + """
    , versions.version_no, versions.answers, versions.sha256, versions.file_name,
        versions.media_type, versions.size_bytes, versions.file_key <> '', versions.fingerprint,
        publishers.full_name, versions.published_at,
        workings.answers, workings.sha256, workings.file_name, workings.media_type,
        workings.size_bytes, workings.file_key <> '', savers.full_name, workings.saved_at
    FROM documents
    LEFT JOIN document_versions AS versions
        ON versions.document_id = documents.document_id
        AND versions.version_no = documents.current_no
    LEFT JOIN accounts AS publishers ON publishers.account_id = versions.published_by
    LEFT JOIN document_workings AS workings ON workings.document_id = documents.document_id
    LEFT JOIN accounts AS savers ON savers.account_id = workings.saved_by
    """
)
# A draft that was dropped was never anybody's to read.
_SHOWN: Final = "AND (documents.state <> 'withdrawn' OR documents.current_no > 0)"
_NEWEST_FIRST: Final = """
    ORDER BY versions.published_at IS NOT NULL, versions.published_at DESC,
        documents.created_at DESC, documents.document_id DESC
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document with what it says: published, and what is being prepared."""

    document: Document
    published: Version | None
    working: Working | None

    @property
    def content(self) -> Content:
        """What is in force, else what is being prepared."""
        if self.published is not None:
            return self.published.content
        return self.working.content if self.working else Content()


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A step in a document's history."""

    step: str
    number: int
    reason: str
    done_by_name: str
    done_at: datetime
    revision: int


def entries(tx: Reader, campaign_id: UUID) -> list[Entry]:
    """Those that the Office publishes: being prepared first, then the newest."""
    rows = tx.rows(
        f"{_ENTRIES} WHERE documents.campaign_id = $1 AND NOT documents.is_own {_SHOWN} "
        f"{_NEWEST_FIRST}",
        [campaign_id],
    )
    return [_entry(row) for row in rows]


def own_entries(tx: Reader, campaign_id: UUID, unit_id: UUID) -> list[Entry]:
    """Those that the unit publishes to its people, in the same order."""
    rows = tx.rows(
        f"{_ENTRIES} WHERE documents.campaign_id = $1 AND documents.is_own "
        f"AND documents.unit_id = $2 {_SHOWN} {_NEWEST_FIRST}",
        [campaign_id, unit_id],
    )
    return [_entry(row) for row in rows]


def by_ids(tx: Reader, document_ids: Collection[UUID]) -> dict[UUID, Entry]:
    """Those that exist, whoever publishes them."""
    rows = tx.rows(_ENTRIES + "WHERE documents.document_id = ANY($1)", [list(document_ids)])
    return {row[0]: _entry(row) for row in rows}


def entry(tx: Reader, document_id: UUID) -> Entry | None:
    row = tx.row(_ENTRIES + "WHERE documents.document_id = $1", [document_id])
    return None if row is None else _entry(row)


def versions(tx: Reader, document_id: UUID) -> list[Version]:
    """Every version, the newest first."""
    rows = tx.rows(
        """
        SELECT versions.version_no, versions.answers, versions.sha256, versions.file_name,
            versions.media_type, versions.size_bytes, versions.file_key <> '',
            versions.fingerprint, accounts.full_name, versions.published_at
        FROM document_versions AS versions
        JOIN accounts ON accounts.account_id = versions.published_by
        WHERE versions.document_id = $1
        ORDER BY versions.version_no DESC
        """,
        [document_id],
    )
    return [_version(row) for row in rows]


def published_matching(tx: Reader, campaign_id: UUID, words: Sequence[str]) -> set[UUID]:
    """The documents in whose version in force every word stands, in the text of its file too.

    Args:
        words: as `search_key` makes them.
    """
    rows = tx.rows(
        """
        SELECT documents.document_id
        FROM documents
        JOIN document_versions AS versions
            ON versions.document_id = documents.document_id
            AND versions.version_no = documents.current_no
        WHERE documents.campaign_id = $1
            AND NOT EXISTS (
                SELECT 1
                FROM unnest(CAST($2 AS VARCHAR[])) AS sought (word)
                WHERE strpos(versions.words_key, sought.word) = 0
                    AND strpos(versions.file_key, sought.word) = 0
            )
        """,
        [campaign_id, list(words)],
    )
    return {row[0] for row in rows}


def prepared_matching(tx: Reader, campaign_id: UUID, words: Sequence[str]) -> set[UUID]:
    """The same of what is being prepared."""
    rows = tx.rows(
        """
        SELECT workings.document_id
        FROM document_workings AS workings
        WHERE workings.campaign_id = $1
            AND NOT EXISTS (
                SELECT 1
                FROM unnest(CAST($2 AS VARCHAR[])) AS sought (word)
                WHERE strpos(workings.words_key, sought.word) = 0
                    AND strpos(workings.file_key, sought.word) = 0
            )
        """,
        [campaign_id, list(words)],
    )
    return {row[0] for row in rows}


def version_file(tx: Reader, document_id: UUID, number: int) -> StoredFile | None:
    """The file of a version as it lies on disk."""
    row = tx.row(
        """
        SELECT sha256, size_bytes, media_type, file_name
        FROM document_versions
        WHERE document_id = $1 AND version_no = $2 AND sha256 IS NOT NULL
        """,
        [document_id, number],
    )
    return None if row is None else StoredFile(*row)


def working_file(tx: Reader, document_id: UUID) -> StoredFile | None:
    """That of what is being prepared."""
    row = tx.row(
        """
        SELECT sha256, size_bytes, media_type, file_name
        FROM document_workings
        WHERE document_id = $1 AND sha256 IS NOT NULL
        """,
        [document_id],
    )
    return None if row is None else StoredFile(*row)


def history(tx: Reader, document_id: UUID) -> list[DocumentEntry]:
    """Every step, the newest first."""
    rows = tx.rows(
        """
        SELECT history.step, history.current_no, history.reason, accounts.full_name,
            history.done_at, history.revision
        FROM document_history AS history
        JOIN accounts ON accounts.account_id = history.done_by
        WHERE history.document_id = $1
        ORDER BY history.version DESC
        """,
        [document_id],
    )
    return [DocumentEntry(*row) for row in rows]


def _entry(row: Row) -> Entry:
    document = Document(
        document_id=row[0],
        campaign_id=row[1],
        unit_id=row[2],
        is_own=row[3],
        state=State(row[4]),
        current=row[5],
        asked=row[6],
        reason=row[7],
        version=row[8],
    )
    published = _version(row[9:19]) if row[9] is not None else None
    working = Working(_content(row[19:25]), row[25], row[26]) if row[19] is not None else None
    return Entry(document, published, working)


def _version(row: Row) -> Version:
    return Version(row[0], _content(row[1:7]), *row[7:10])


def _content(row: Row) -> Content:
    file = None if row[1] is None else DocumentFile(*row[1:6])
    return Content(json.loads(row[0]), file)
