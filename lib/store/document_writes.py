"""What is written of documents: their rows with every step, what is prepared, and versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lib.domain.documents import Content, Document, Step
from lib.domain.vietnamese import local_day
from lib.store.checklist import Author
from lib.store.engine.db import Writer
from lib.store.engine.json_column import to_json


@dataclass(frozen=True, slots=True)
class Searched:
    """Where words are sought, without accents."""

    words: str
    file: str = ""


def insert(tx: Writer, new: Document, step: Step, author: Author) -> None:
    """A document at version 1.

    Raises:
        Duplicate: it was begun before.
    """
    tx.run(
        """
        INSERT INTO documents (
            document_id, campaign_id, unit_id, is_own, state, current_no, asked_no, reason,
            created_by, created_at, updated_by, updated_at, revision
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $10, $11)
        """,
        [
            new.document_id, new.campaign_id, new.unit_id, new.is_own, new.state.value, new.current,
            new.asked, new.reason, author.account_id, author.done_at, author.revision,
        ],
    )  # fmt: skip
    _append_history(tx, new, 1, step, author)


def change(tx: Writer, changed: Document, step: Step, author: Author) -> None:
    """Store the document over the version that it was read at.

    Raises:
        Conflict: it has another version by now.
    """
    tx.change(
        """
        UPDATE documents
        SET state = $1, current_no = $2, asked_no = $3, reason = $4, updated_by = $5,
            updated_at = $6, revision = $7, version = version + 1
        WHERE document_id = $8 AND version = $9
        """,
        [
            changed.state.value, changed.current, changed.asked, changed.reason, author.account_id,
            author.done_at, author.revision, changed.document_id, changed.version,
        ],
    )  # fmt: skip
    _append_history(tx, changed, changed.version + 1, step, author)


def put_working(
    tx: Writer,
    document: Document,
    content: Content,
    searched: Searched,
    *,
    form_version: int,
    author: Author,
) -> None:
    """What is being prepared from now on, in the place of what was."""
    file = content.file
    tx.run(
        """
        INSERT INTO document_workings (
            document_id, campaign_id, form_version, answers, sha256, file_name, media_type,
            size_bytes, words_key, file_key, saved_by, saved_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (document_id) DO UPDATE
        SET form_version = excluded.form_version, answers = excluded.answers,
            sha256 = excluded.sha256, file_name = excluded.file_name,
            media_type = excluded.media_type, size_bytes = excluded.size_bytes,
            words_key = excluded.words_key, file_key = excluded.file_key,
            saved_by = excluded.saved_by, saved_at = excluded.saved_at
        """,
        [
            document.document_id, document.campaign_id, form_version, to_json(content.answers),
            file.sha256 if file else None, file.name if file else None,
            file.media_type if file else None, file.size_bytes if file else None, searched.words,
            searched.file, author.account_id, author.done_at,
        ],
    )  # fmt: skip


def working_file_key(tx: Writer, document_id: UUID) -> str:
    """What is searched of the file that is being prepared, else of the one in force."""
    row = tx.row(
        """
        SELECT COALESCE(
            (SELECT file_key FROM document_workings WHERE document_id = $1),
            (
                SELECT versions.file_key
                FROM document_versions AS versions
                JOIN documents ON documents.document_id = versions.document_id
                WHERE versions.document_id = $1 AND versions.version_no = documents.current_no
            ),
            ''
        )
        """,
        [document_id],
    )
    return str(row[0]) if row else ""


def drop_working(tx: Writer, document_id: UUID) -> None:
    """Forget what was being prepared."""
    tx.run("DELETE FROM document_workings WHERE document_id = $1", [document_id])


def publish(
    tx: Writer,
    document: Document,
    *,
    fingerprint: str,
    addressees: Sequence[str],
    author: Author,
) -> None:
    """Make what is being prepared the document's version of the number `current`.

    Raises:
        Duplicate: there is such a version.
    """
    tx.run(
        """
        INSERT INTO document_versions (
            document_id, version_no, campaign_id, form_version, answers, sha256, file_name,
            media_type, size_bytes, fingerprint, words_key, file_key, published_by, published_at,
            revision
        )
        SELECT document_id, $2, campaign_id, form_version, answers, sha256, file_name, media_type,
            size_bytes, $3, words_key, file_key, $4, $5, $6
        FROM document_workings
        WHERE document_id = $1
        """,
        [
            document.document_id, document.current, fingerprint, author.account_id, author.done_at,
            author.revision,
        ],
    )  # fmt: skip
    if addressees:
        tx.run(
            """
            INSERT INTO document_addressees (
                document_id, version_no, addressee, campaign_id, revision
            )
            SELECT $1, $2, addressee, $3, $4
            FROM unnest(CAST($5 AS VARCHAR[])) AS every (addressee)
            """,
            [
                document.document_id, document.current, document.campaign_id, author.revision,
                list(addressees),
            ],
        )  # fmt: skip
    drop_working(tx, document.document_id)


def _append_history(
    tx: Writer, document: Document, version: int, step: Step, author: Author
) -> None:
    tx.run(
        """
        INSERT INTO document_history (
            document_id, version, campaign_id, revision, step, state, current_no, asked_no, reason,
            done_by, done_at, done_on
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """,
        [
            document.document_id, version, document.campaign_id, author.revision, step.value,
            document.state.value, document.current, document.asked, document.reason,
            author.account_id, author.done_at, local_day(author.done_at),
        ],
    )  # fmt: skip
