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


def checksums(tx: Reader) -> set[str]:
    """Every checksum that a row names, be it of evidence or of a template of a paper.

    A table that gets files is added here, or a start removes them as nobody's.
    """
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
    """Every checksum that a row of evidence names, with the name of such a file.

    Templates of papers are not among them.
    """
    rows = tx.rows("SELECT sha256, min(file_name) FROM evidence_revisions GROUP BY sha256")
    return dict(rows)
