"""What is known of evidence, its revisions, what it backs, and its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lib.domain.evidence import Evidence, EvidenceAct, HistoryEntry
from lib.store.db import Reader, Row

_USES = """
    SELECT uses.use_id, evidence.evidence_id, evidence.campaign_id, evidence.unit_id, uses.task_id,
        evidence.title, evidence.effective_on, evidence.version, latest.revision_no,
        latest.sha256, latest.size_bytes, latest.media_type, latest.file_name,
        uploaders.full_name, latest.uploaded_at, removers.full_name, uses.removed_at
    FROM evidence_uses AS uses
    JOIN evidence ON evidence.evidence_id = uses.evidence_id
    JOIN (
        SELECT evidence_id, max(revision_no) AS revision_no
        FROM evidence_revisions
        GROUP BY evidence_id
    ) AS newest ON newest.evidence_id = uses.evidence_id
    JOIN evidence_revisions AS latest
        ON latest.evidence_id = newest.evidence_id AND latest.revision_no = newest.revision_no
    LEFT JOIN accounts AS uploaders ON uploaders.account_id = latest.uploaded_by
    LEFT JOIN accounts AS removers ON removers.account_id = uses.removed_by
"""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One revision of an evidence, as it is downloaded."""

    unit_id: UUID
    sha256: str
    size_bytes: int
    media_type: str
    file_name: str


@dataclass(frozen=True, slots=True)
class ZippedFile:
    """One file of a zip, with what names its folders."""

    unit_id: UUID
    task_id: UUID
    sha256: str
    size_bytes: int
    file_name: str
    uploaded_at: datetime


def of_item(tx: Reader, unit_id: UUID, task_id: UUID) -> list[Evidence]:
    """What backs the item now, and what once did, in the order it came."""
    rows = tx.rows(
        _USES + "WHERE uses.unit_id = $1 AND uses.task_id = $2 ORDER BY uses.added_at, uses.use_id",
        [unit_id, task_id],
    )
    return [_evidence(row) for row in rows]


def of_unit(tx: Reader, campaign_id: UUID, unit_id: UUID) -> list[Evidence]:
    """What backs the unit's items now, a line for each item."""
    rows = tx.rows(
        _USES
        + """
        WHERE evidence.campaign_id = $1
            AND uses.unit_id = $2
            AND uses.is_active
            AND uses.task_id IS NOT NULL
        ORDER BY latest.uploaded_at DESC, uses.use_id
        """,
        [campaign_id, unit_id],
    )
    return [_evidence(row) for row in rows]


def uses(tx: Reader, evidence_id: UUID) -> list[Evidence]:
    """Every item that the evidence backs or backed."""
    rows = tx.rows(
        _USES + "WHERE uses.evidence_id = $1 AND uses.task_id IS NOT NULL ORDER BY uses.use_id",
        [evidence_id],
    )
    return [_evidence(row) for row in rows]


def stored_file(tx: Reader, evidence_id: UUID, revision_no: int) -> StoredFile | None:
    row = tx.row(
        """
        SELECT evidence.unit_id, revisions.sha256, revisions.size_bytes, revisions.media_type,
            revisions.file_name
        FROM evidence_revisions AS revisions
        JOIN evidence ON evidence.evidence_id = revisions.evidence_id
        WHERE revisions.evidence_id = $1 AND revisions.revision_no = $2
        """,
        [evidence_id, revision_no],
    )
    return None if row is None else StoredFile(*row)


def zipped(
    tx: Reader, campaign_id: UUID, unit_id: UUID | None, task_id: UUID | None
) -> list[ZippedFile]:
    """The newest revision of all that backs an item, a unit's items, or the campaign's."""
    rows = tx.rows(
        """
        SELECT uses.unit_id, uses.task_id, latest.sha256, latest.size_bytes, latest.file_name,
            latest.uploaded_at
        FROM evidence_uses AS uses
        JOIN evidence ON evidence.evidence_id = uses.evidence_id
        JOIN evidence_revisions AS latest ON latest.evidence_id = uses.evidence_id
        WHERE evidence.campaign_id = $1
            AND uses.is_active
            AND uses.task_id IS NOT NULL
            AND (CAST($2 AS UUID) IS NULL OR uses.unit_id = $2)
            AND (CAST($3 AS UUID) IS NULL OR uses.task_id = $3)
            AND latest.revision_no = (
                SELECT max(revision_no)
                FROM evidence_revisions
                WHERE evidence_id = uses.evidence_id
            )
        ORDER BY uses.added_at, uses.use_id
        """,
        [campaign_id, unit_id, task_id],
    )
    return [ZippedFile(*row) for row in rows]


def count(tx: Reader, unit_id: UUID, task_id: UUID) -> int:
    """How many files back the item."""
    row = tx.row(
        """
        SELECT count(*)
        FROM evidence_uses
        WHERE unit_id = $1 AND task_id = $2 AND is_active
        """,
        [unit_id, task_id],
    )
    return int(row[0]) if row else 0


def item_size(tx: Reader, unit_id: UUID, task_id: UUID) -> tuple[int, int]:
    """How many files back the item now, and the bytes of all their revisions."""
    row = tx.row(
        """
        SELECT count(DISTINCT uses.evidence_id),
            CAST(COALESCE(sum(revisions.size_bytes), 0) AS BIGINT)
        FROM evidence_uses AS uses
        JOIN evidence_revisions AS revisions ON revisions.evidence_id = uses.evidence_id
        WHERE uses.unit_id = $1 AND uses.task_id = $2 AND uses.is_active
        """,
        [unit_id, task_id],
    )
    return (0, 0) if row is None else (int(row[0]), int(row[1]))


def counts(tx: Reader, campaign_id: UUID, unit_id: UUID) -> dict[UUID, int]:
    """How many files back each of the unit's items; items without any are left out."""
    rows = tx.rows(
        """
        SELECT uses.task_id, count(*)
        FROM evidence_uses AS uses
        JOIN evidence ON evidence.evidence_id = uses.evidence_id
        WHERE evidence.campaign_id = $1
            AND uses.unit_id = $2
            AND uses.is_active
            AND uses.task_id IS NOT NULL
        GROUP BY uses.task_id
        """,
        [campaign_id, unit_id],
    )
    return {row[0]: int(row[1]) for row in rows}


def checksums(tx: Reader) -> set[str]:
    """Every checksum that a row names, be it of evidence or of a template of a paper."""
    rows = tx.rows(
        """
        SELECT sha256
        FROM evidence_revisions
        UNION
        SELECT sha256
        FROM document_templates
        WHERE sha256 IS NOT NULL
        """
    )
    return {row[0] for row in rows}


def named_files(tx: Reader) -> dict[str, str]:
    """Every checksum that a row names, with the name of such a file."""
    rows = tx.rows("SELECT sha256, min(file_name) FROM evidence_revisions GROUP BY sha256")
    return dict(rows)


def history(tx: Reader, unit_id: UUID, task_id: UUID) -> list[HistoryEntry]:
    """Every act on the item's evidence, the newest first."""
    rows = tx.rows(
        """
        SELECT history.act, history.title, history.revision_no, accounts.full_name, history.done_at
        FROM evidence_history AS history
        LEFT JOIN accounts ON accounts.account_id = history.done_by
        WHERE history.unit_id = $1 AND history.task_id = $2
        ORDER BY history.done_at DESC, history.entry_id DESC
        """,
        [unit_id, task_id],
    )
    return [HistoryEntry(EvidenceAct(row[0]), *row[1:]) for row in rows]


def _evidence(row: Row) -> Evidence:
    return Evidence(*row)
