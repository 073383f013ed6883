"""What is known of evidence, its revisions, what it backs, and its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lib.domain.dossier import Part
from lib.domain.evidence import Evidence, EvidenceAct, EvidenceEntry, Holder
from lib.domain.nomination_workflow import State
from lib.store.engine.db import Reader, Row
from lib.store.file_records import StoredFile

_USES = """
    SELECT uses.use_id, evidence.evidence_id, evidence.campaign_id, evidence.unit_id, uses.task_id,
        uses.nomination_id, uses.part, evidence.title, evidence.effective_on, evidence.version,
        latest.revision_no, latest.sha256, latest.size_bytes, latest.media_type, latest.file_name,
        uploaders.full_name, latest.uploaded_at, removers.full_name, uses.removed_at,
        uses.question
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

_SIZE = """
    SELECT count(DISTINCT uses.evidence_id),
        CAST(COALESCE(sum(revisions.size_bytes), 0) AS BIGINT)
    FROM evidence_uses AS uses
    JOIN evidence_revisions AS revisions ON revisions.evidence_id = uses.evidence_id
"""
_HISTORY = """
    SELECT uses.act, uses.title, uses.revision_no, accounts.full_name, uses.done_at, held.part,
        uses.question
    FROM evidence_history AS uses
    LEFT JOIN evidence_uses AS held
        ON held.evidence_id = uses.evidence_id AND held.nomination_id = uses.nomination_id
    LEFT JOIN accounts ON accounts.account_id = uses.done_by
"""


@dataclass(frozen=True, slots=True)
class ZippedFile:
    """One file of a zip, with what names its folders.

    Attributes:
        unit_id: whose item or nomination it backs.
        nominee: the name of who is nominated; empty for an item.
        state: the nomination's.
    """

    unit_id: UUID
    task_id: UUID | None
    nomination_id: UUID | None
    nominee: str
    sha256: str
    size_bytes: int
    file_name: str
    uploaded_at: datetime
    state: State | None
    part: Part | None


def of_holder(tx: Reader, holder: Holder) -> list[Evidence]:
    """What backs the holder now, and what once did, in the order it came."""
    where, values = _backing(holder)
    rows = tx.rows(_USES + where + " ORDER BY uses.added_at, uses.use_id", values)
    return [_evidence(row) for row in rows]


def of_unit(tx: Reader, campaign_id: UUID, unit_id: UUID) -> list[Evidence]:
    """What is the unit's and backs something now, a line for each holder."""
    rows = tx.rows(
        _USES
        + """
        WHERE evidence.campaign_id = $1 AND uses.unit_id = $2 AND uses.is_active
        ORDER BY latest.uploaded_at DESC, uses.use_id
        """,
        [campaign_id, unit_id],
    )
    return [_evidence(row) for row in rows]


def uses(tx: Reader, evidence_id: UUID) -> list[Evidence]:
    """The evidence with everything that it backs or backed."""
    rows = tx.rows(_USES + "WHERE uses.evidence_id = $1 ORDER BY uses.use_id", [evidence_id])
    return [_evidence(row) for row in rows]


def stored_file(tx: Reader, evidence_id: UUID, revision_no: int) -> StoredFile | None:
    """One revision, as it is downloaded."""
    row = tx.row(
        """
        SELECT sha256, size_bytes, media_type, file_name
        FROM evidence_revisions
        WHERE evidence_id = $1 AND revision_no = $2
        """,
        [evidence_id, revision_no],
    )
    return None if row is None else StoredFile(*row)


def zipped(
    tx: Reader, campaign_id: UUID, *, unit_id: UUID | None, holder: Holder | None
) -> list[ZippedFile]:
    """The newest revision of all that backs one holder, those of a unit, or the campaign's."""
    one = holder or Holder()
    rows = tx.rows(
        """
        SELECT COALESCE(nominations.unit_id, uses.unit_id), uses.task_id, uses.nomination_id,
            COALESCE(nominations.name, ''), latest.sha256, latest.size_bytes, latest.file_name,
            latest.uploaded_at, nominations.state, uses.part
        FROM evidence_uses AS uses
        JOIN evidence ON evidence.evidence_id = uses.evidence_id
        JOIN evidence_revisions AS latest ON latest.evidence_id = uses.evidence_id
        LEFT JOIN nominations ON nominations.nomination_id = uses.nomination_id
        WHERE evidence.campaign_id = $1
            AND uses.is_active
            AND (
                CAST($2 AS UUID) IS NULL OR COALESCE(nominations.unit_id, uses.unit_id) = $2
            )
            AND (CAST($3 AS UUID) IS NULL OR uses.task_id = $3)
            AND (CAST($4 AS UUID) IS NULL OR uses.nomination_id = $4)
            AND latest.revision_no = (
                SELECT max(revision_no)
                FROM evidence_revisions
                WHERE evidence_id = uses.evidence_id
            )
        ORDER BY uses.added_at, uses.use_id
        """,
        [campaign_id, unit_id, one.task_id, one.nomination_id],
    )
    return [_zipped(row) for row in rows]


def size(tx: Reader, holder: Holder) -> tuple[int, int]:
    """How many files back the holder now, and the bytes of all their revisions."""
    where, values = _backing(holder)
    row = tx.row(_SIZE + where + " AND uses.is_active", values)
    return (0, 0) if row is None else (int(row[0]), int(row[1]))


def last_acts(tx: Reader, campaign_id: UUID, unit_id: UUID) -> dict[UUID, datetime]:
    """When a unit last worked on the evidence of each of its items; the rest is left out."""
    rows = tx.rows(
        """
        SELECT task_id, max(done_at)
        FROM evidence_history
        WHERE campaign_id = $1 AND unit_id = $2 AND task_id IS NOT NULL AND act <> 'restore'
        GROUP BY task_id
        """,
        [campaign_id, unit_id],
    )
    return {row[0]: row[1] for row in rows}


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


def answering(
    tx: Reader, campaign_id: UUID, unit_id: UUID
) -> dict[UUID, dict[str, list[str]]]:  # fmt: skip
    """The names of the unit's files that answer questions, by task and key, the oldest first."""
    rows = tx.rows(
        """
        SELECT uses.task_id, uses.question, latest.file_name
        FROM evidence_uses AS uses
        JOIN evidence ON evidence.evidence_id = uses.evidence_id
        JOIN evidence_revisions AS latest ON latest.evidence_id = uses.evidence_id
        WHERE evidence.campaign_id = $1
            AND uses.unit_id = $2
            AND uses.is_active
            AND uses.task_id IS NOT NULL
            AND uses.question IS NOT NULL
            AND latest.revision_no = (
                SELECT max(revision_no)
                FROM evidence_revisions
                WHERE evidence_id = uses.evidence_id
            )
        ORDER BY uses.added_at, uses.use_id
        """,
        [campaign_id, unit_id],
    )
    found: dict[UUID, dict[str, list[str]]] = {}
    for task_id, question, name in rows:
        found.setdefault(task_id, {}).setdefault(question, []).append(name)
    return found


def history(tx: Reader, holder: Holder) -> list[EvidenceEntry]:
    """Every act on the holder's evidence, the newest first."""
    where, values = _backing(holder)
    rows = tx.rows(_HISTORY + where + " ORDER BY uses.done_at DESC, uses.entry_id DESC", values)
    return [
        EvidenceEntry(EvidenceAct(act), title, number, name, done_at, _part(part), question)
        for act, title, number, name, done_at, part, question in rows
    ]


def _backing(holder: Holder) -> tuple[str, list[object]]:
    """The rows of one holder, in a table that is called `uses`."""
    if holder.nomination_id is not None:
        return "WHERE uses.nomination_id = $1", [holder.nomination_id]
    return "WHERE uses.unit_id = $1 AND uses.task_id = $2", [holder.unit_id, holder.task_id]


def _evidence(row: Row) -> Evidence:
    values = list(row)
    values[6] = _part(row[6])
    return Evidence(*values)


def _zipped(row: Row) -> ZippedFile:
    values = list(row)
    values[8] = State(row[8]) if row[8] is not None else None
    values[9] = _part(row[9])
    return ZippedFile(*values)


def _part(stored: str | None) -> Part | None:
    return None if stored is None else Part(stored)
