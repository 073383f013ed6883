"""Writing evidence: rows are added and marked, never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from lib.domain.dossier import Part
from lib.domain.evidence import EvidenceAct, Holder
from lib.domain.files import CheckedFile
from lib.domain.vietnamese import local_day
from lib.store.checklist import Author
from lib.store.engine.db import Writer
from lib.store.engine.ids import new_id


def insert_evidence(
    tx: Writer,
    *,
    evidence_id: UUID,
    campaign_id: UUID,
    unit_id: UUID,
    title: str,
    effective_on: date,
    author: Author,
) -> None:
    tx.run(
        """
        INSERT INTO evidence (
            evidence_id, campaign_id, unit_id, title, effective_on, created_by, created_at,
            updated_by, updated_at, revision
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $6, $7, $8)
        """,
        [
            evidence_id, campaign_id, unit_id, title, effective_on, author.account_id,
            author.done_at, author.revision,
        ],
    )  # fmt: skip


def insert_revision(
    tx: Writer,
    *,
    evidence_id: UUID,
    revision_no: int,
    sha256: str,
    file: CheckedFile,
    author: Author,
) -> None:
    tx.run(
        """
        INSERT INTO evidence_revisions (
            evidence_id, revision_no, sha256, size_bytes, media_type, file_name, uploaded_by,
            uploaded_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        [
            evidence_id, revision_no, sha256, len(file.content), file.media_type, file.name,
            author.account_id, author.done_at,
        ],
    )  # fmt: skip


def insert_use(
    tx: Writer,
    *,
    evidence_id: UUID,
    unit_id: UUID,
    holder: Holder,
    part: Part | None,
    question: str | None = None,
    author: Author,
) -> None:
    """Let an evidence of the unit back the holder."""
    tx.run(
        """
        INSERT INTO evidence_uses (
            use_id, evidence_id, unit_id, task_id, nomination_id, part, added_by, added_at,
            question
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        [
            new_id(), evidence_id, unit_id, holder.task_id, holder.nomination_id,
            part.value if part else None, author.account_id, author.done_at, question,
        ],
    )  # fmt: skip


def change_evidence(
    tx: Writer,
    evidence_id: UUID,
    *,
    seen_version: int,
    title: str,
    effective_on: date,
    author: Author,
) -> None:
    """Store title and day over the version they were read at.

    Raises:
        Conflict: it has another version by now.
    """
    tx.change(
        """
        UPDATE evidence
        SET title = $1, effective_on = $2, updated_by = $3, updated_at = $4, revision = $5,
            version = version + 1
        WHERE evidence_id = $6 AND version = $7
        """,
        [
            title, effective_on, author.account_id, author.done_at, author.revision, evidence_id,
            seen_version,
        ],
    )  # fmt: skip


def remove_use(tx: Writer, use_id: UUID, author: Author) -> None:
    """Take an evidence off what it backs.

    Raises:
        Conflict: somebody else has.
    """
    tx.change(
        """
        UPDATE evidence_uses
        SET is_active = FALSE, removed_by = $1, removed_at = $2
        WHERE use_id = $3 AND is_active
        """,
        [author.account_id, author.done_at, use_id],
    )


def restore_use(
    tx: Writer, use_id: UUID, part: Part | None, question: str | None = None
) -> None:  # fmt: skip
    """Let an evidence back again what it was taken off.

    Raises:
        Conflict: somebody else has.
    """
    tx.change(
        """
        UPDATE evidence_uses
        SET is_active = TRUE, removed_by = NULL, removed_at = NULL, part = $2,
            question = $3
        WHERE use_id = $1 AND NOT is_active
        """,
        [use_id, part.value if part else None, question],
    )


def change_part(tx: Writer, use_id: UUID, part: Part | None) -> None:
    """Make the file another part of the dossier.

    Raises:
        Conflict: somebody has taken it off.
    """
    tx.change(
        "UPDATE evidence_uses SET part = $1 WHERE use_id = $2 AND is_active",
        [part.value if part else None, use_id],
    )


def change_question(tx: Writer, use_id: UUID, question: str | None) -> None:
    """Have the file answer another question of the item's form, or none.

    Raises:
        Conflict: somebody has taken it off.
    """
    tx.change(
        "UPDATE evidence_uses SET question = $1 WHERE use_id = $2 AND is_active",
        [question, use_id],
    )


def append_history(
    tx: Writer,
    act: EvidenceAct,
    *,
    campaign_id: UUID,
    evidence_id: UUID,
    unit_id: UUID,
    holders: Sequence[Holder],
    title: str,
    effective_on: date,
    revision_no: int,
    question: str | None = None,
    author: Author,
) -> None:
    """One entry for each holder that the act concerns.

    Args:
        question: which one the file answers there from now on, "" for none; None where that stays.
    """
    for holder in holders:
        tx.run(
            """
            INSERT INTO evidence_history (
                entry_id, campaign_id, revision, evidence_id, unit_id, task_id, nomination_id,
                act, title, effective_on, revision_no, done_by, done_at, done_on, question
            )
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            [
                new_id(), campaign_id, author.revision, evidence_id, unit_id,
                holder.task_id, holder.nomination_id, act.value, title, effective_on,
                revision_no, author.account_id, author.done_at, local_day(author.done_at),
                question,
            ],
        )  # fmt: skip
