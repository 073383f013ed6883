"""The signed paper of a report as a PDF, in every version that was put there."""

from __future__ import annotations

from uuid import UUID

from lib.domain.files import MEDIA_TYPES, CheckedFile, FileKind
from lib.domain.reports.report import Scan
from lib.store.checklist import Author
from lib.store.engine.db import Reader, Writer
from lib.store.file_records import StoredFile


def scans(tx: Reader, report_id: UUID) -> list[Scan]:
    """Every one, the newest first."""
    rows = tx.rows(
        """
        SELECT
            scans.scan_no, scans.file_name, scans.sha256, scans.size_bytes, scans.pages,
            COALESCE(scans.reason, ''), accounts.full_name, scans.uploaded_at
        FROM closing_report_scans AS scans
        JOIN accounts ON accounts.account_id = scans.uploaded_by
        WHERE scans.report_id = $1
        ORDER BY scans.scan_no DESC
        """,
        [report_id],
    )
    return [Scan(*row) for row in rows]


def stored_file(tx: Reader, report_id: UUID, number: int) -> StoredFile | None:
    """One of them as a file on disk."""
    row = tx.row(
        """
        SELECT sha256, size_bytes, file_name
        FROM closing_report_scans
        WHERE report_id = $1 AND scan_no = $2
        """,
        [report_id, number],
    )
    if row is None:
        return None
    return StoredFile(row[0], row[1], MEDIA_TYPES[FileKind.PDF], row[2])


def put(
    tx: Writer,
    report_id: UUID,
    number: int,
    file: CheckedFile,
    *,
    sha256: str,
    reason: str | None,
    author: Author,
) -> None:
    """Add the next one, which is the report's from now on."""
    tx.run(
        """
        INSERT INTO closing_report_scans (
            report_id, scan_no, sha256, file_name, size_bytes, pages, reason, revision,
            uploaded_by, uploaded_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        [
            report_id, number, sha256, file.name, len(file.content), file.pages, reason,
            author.revision, author.account_id, author.done_at,
        ],
    )  # fmt: skip
