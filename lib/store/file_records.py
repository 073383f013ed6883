"""What rows say of the files on disk: the one place that knows which tables have any."""

from __future__ import annotations

from dataclasses import dataclass

from lib.store.engine.db import Reader


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What a row says of a file on disk, whichever table has it."""

    sha256: str
    size_bytes: int
    media_type: str
    file_name: str


def named_files(tx: Reader) -> dict[str, str]:
    """Every checksum that a row names, with the name of such a file.

    A table that gets files is added here, or a start removes them as nobody's and no backup has
    them.
    """
    rows = tx.rows(
        """
        SELECT sha256, min(file_name)
        FROM (
            SELECT sha256, file_name
            FROM evidence_revisions
            UNION ALL
            SELECT sha256, file_name
            FROM document_templates
            WHERE sha256 IS NOT NULL
            UNION ALL
            SELECT sha256, 'so-lieu-bao-cao.bin'
            FROM closing_reports
            WHERE sha256 IS NOT NULL
            UNION ALL
            SELECT sha256, file_name
            FROM closing_report_scans
            UNION ALL
            SELECT sha256, file_name
            FROM document_versions
            WHERE sha256 IS NOT NULL
            UNION ALL
            SELECT sha256, file_name
            FROM document_workings
            WHERE sha256 IS NOT NULL
            UNION ALL
            SELECT sha256, file_name
            FROM notices
            WHERE sha256 IS NOT NULL
        ) AS named
        GROUP BY sha256
        """
    )
    return dict(rows)


def checksums(tx: Reader) -> set[str]:
    """The same without names."""
    return set(named_files(tx))
