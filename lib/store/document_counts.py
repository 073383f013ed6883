"""How far documents have come: which units are to acknowledge them, which have, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from lib.store.engine.db import Reader

COUNTED: Final = ("documents", "document_addressees", "acknowledgements", "units")
"""The tables that `counts` reads."""
WAITING: Final = (
    "documents", "document_addressees", "acknowledgements", "document_readings", "units",
)  # fmt: skip
"""Those that `waiting` reads."""
# lib/domain/documents.keys_of says the same of one unit.
WITH_STANDINGS: Final = """
    WITH unit_keys AS (
        SELECT unit_id, 'all' AS addressee
        FROM units
        WHERE unit_type <> 'lanh_dao' AND (closed_on IS NULL OR closed_on > $2)
        UNION ALL
        SELECT unit_id, 'type:' || unit_type
        FROM units
        WHERE unit_type <> 'lanh_dao' AND (closed_on IS NULL OR closed_on > $2)
        UNION ALL
        SELECT unit_id, 'unit:' || CAST(unit_id AS VARCHAR)
        FROM units
        WHERE unit_type <> 'lanh_dao' AND (closed_on IS NULL OR closed_on > $2)
    ),
    addressed AS (
        SELECT documents.document_id, documents.asked_no, unit_keys.unit_id
        FROM documents
        JOIN document_addressees
            ON document_addressees.document_id = documents.document_id
            AND document_addressees.version_no = documents.current_no
        JOIN unit_keys ON unit_keys.addressee = document_addressees.addressee
        WHERE documents.campaign_id = $1 AND documents.state = 'published'
    ),
    counting AS (
        SELECT document_id, unit_id, version_no, told_count, answers, given_by, given_at,
            fingerprint
        FROM (
            SELECT acknowledgements.*, row_number() OVER (
                PARTITION BY acknowledgements.document_id, acknowledgements.unit_id
                ORDER BY acknowledgements.version_no DESC
            ) AS place
            FROM acknowledgements
            JOIN documents ON documents.document_id = acknowledgements.document_id
            WHERE documents.campaign_id = $1
                AND acknowledgements.version_no >= documents.asked_no
        ) AS every
        WHERE place = 1
    )
"""
"""Which unit is to acknowledge which document, and the acknowledgement that counts.

The campaign is $1 and the day on which units are open $2.
"""

_COUNTS: Final = """
    SELECT addressed.document_id, count(*), count(counting.unit_id),
        COALESCE(sum(counting.told_count), 0)
    FROM addressed
    LEFT JOIN counting
        ON counting.document_id = addressed.document_id
        AND counting.unit_id = addressed.unit_id
    GROUP BY addressed.document_id
"""
_UNACKNOWLEDGED: Final = """
    SELECT addressed.unit_id, addressed.document_id
    FROM addressed
    LEFT JOIN counting
        ON counting.document_id = addressed.document_id
        AND counting.unit_id = addressed.unit_id
    WHERE counting.unit_id IS NULL
"""


@dataclass(frozen=True, slots=True)
class Count:
    """How many units are to acknowledge a document, how many have, and how many people know."""

    units: int = 0
    acknowledged: int = 0
    told: int = 0

    @property
    def missing(self) -> int:
        return self.units - self.acknowledged


def counts(tx: Reader, campaign_id: UUID, day: date) -> dict[UUID, Count]:
    """Of every published document of the Office, how far it has come."""
    rows = tx.rows(
        WITH_STANDINGS + _COUNTS,
        [campaign_id, day],
    )
    return {row[0]: Count(int(row[1]), int(row[2]), int(row[3])) for row in rows}


def unacknowledged(tx: Reader, campaign_id: UUID, day: date) -> list[tuple[UUID, UUID]]:
    """Unit and document, where the unit has still to acknowledge the Office's document."""
    return tx.rows(
        WITH_STANDINGS + _UNACKNOWLEDGED,
        [campaign_id, day],
    )


def waiting(tx: Reader, campaign_id: UUID, unit_id: UUID, account_id: UUID) -> int:
    """How many documents the unit has not acknowledged, and the person not read of its own."""
    row = tx.row(
        """
        SELECT count(*)
        FROM documents
        JOIN units ON units.unit_id = $2
        WHERE documents.campaign_id = $1
            AND documents.state = 'published'
            AND (
                (
                    NOT documents.is_own
                    AND units.unit_type <> 'lanh_dao'
                    AND EXISTS (
                        SELECT 1
                        FROM document_addressees AS addressed
                        WHERE addressed.document_id = documents.document_id
                            AND addressed.version_no = documents.current_no
                            AND addressed.addressee IN (
                                'all', 'type:' || units.unit_type,
                                'unit:' || CAST(units.unit_id AS VARCHAR)
                            )
                    )
                    AND NOT EXISTS (
                        SELECT 1
                        FROM acknowledgements AS said
                        WHERE said.document_id = documents.document_id
                            AND said.unit_id = units.unit_id
                            AND said.version_no >= documents.asked_no
                    )
                )
                OR (
                    documents.is_own
                    AND documents.unit_id = units.unit_id
                    AND NOT EXISTS (
                        SELECT 1
                        FROM document_readings AS seen
                        WHERE seen.document_id = documents.document_id
                            AND seen.account_id = $3
                            AND seen.version_no >= documents.asked_no
                    )
                )
            )
        """,
        [campaign_id, unit_id, account_id],
    )
    return int(row[0]) if row else 0
