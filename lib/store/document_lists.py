"""Documents and acknowledgements as exports and papers list them."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain import documents
from lib.domain.document_lines import AcknowledgementLine, DocumentLine
from lib.domain.documents import Content
from lib.store.document_counts import WITH_STANDINGS, Count, counts
from lib.store.engine.db import Reader, Row

_DOCUMENTS: Final = """
    SELECT
        documents.document_id,
        documents.state,
        documents.current_no,
        versions.answers,
        COALESCE(versions.file_name, ''),
        versions.fingerprint,
        CAST(versions.published_by AS VARCHAR),
        substr(CAST(versions.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS VARCHAR), 1, 19)
    FROM documents
    JOIN document_versions AS versions
        ON versions.document_id = documents.document_id
        AND versions.version_no = documents.current_no
    WHERE documents.campaign_id = $1 AND NOT documents.is_own
"""
_ADDRESSEES: Final = """
    SELECT document_addressees.document_id, document_addressees.addressee
    FROM document_addressees
    JOIN documents
        ON documents.document_id = document_addressees.document_id
        AND documents.current_no = document_addressees.version_no
    WHERE documents.campaign_id = $1
    ORDER BY document_addressees.addressee
"""
_ANSWERS: Final = """
    SELECT
        addressed.document_id,
        addressed.unit_id,
        counting.version_no,
        counting.answers,
        COALESCE(CAST(counting.given_by AS VARCHAR), ''),
        COALESCE(
            substr(CAST(counting.given_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS VARCHAR), 1, 19), ''
        ),
        COALESCE(counting.fingerprint, '')
    FROM addressed
    JOIN units ON units.unit_id = addressed.unit_id
    LEFT JOIN counting
        ON counting.document_id = addressed.document_id
        AND counting.unit_id = addressed.unit_id
    ORDER BY units.sort_order, units.code
"""


def document_lines(tx: Reader, campaign_id: UUID, day: date) -> list[DocumentLine]:
    """What the Office has published, withdrawn ones too: by who issued it, then by its day.

    Args:
        day: on which units are open that are to acknowledge.
    """
    to_whom: dict[UUID, list[str]] = defaultdict(list)
    for document_id, addressee in tx.rows(_ADDRESSEES, [campaign_id]):
        to_whom[document_id].append(addressee)
    counted = counts(tx, campaign_id, day)
    lines = [
        _document(row, to_whom[row[0]], counted.get(row[0], Count()))
        for row in tx.rows(_DOCUMENTS, [campaign_id])
    ]
    return sorted(lines, key=_place)


def acknowledgement_lines(
    tx: Reader, campaign_id: UUID, day: date, listed: list[DocumentLine]
) -> list[AcknowledgementLine]:
    """Every unit of each document in force, in the order of the documents and of the agency.

    Args:
        listed: the documents, as `document_lines` gives them.
    """
    found: dict[UUID, list[AcknowledgementLine]] = defaultdict(list)
    for row in tx.rows(WITH_STANDINGS + _ANSWERS, [campaign_id, day]):
        found[row[0]].append(_acknowledgement(row))
    return [line for one in listed for line in found[one.document_id]]


def _place(line: DocumentLine) -> tuple[object, ...]:
    known = documents.LEVELS
    level = known.index(line.level) if line.level in known else len(known)
    return level, line.issued_on, line.number, str(line.document_id)


def _document(row: Row, addressees: list[str], count: Count) -> DocumentLine:
    said = Content(json.loads(row[3]))
    return DocumentLine(
        document_id=row[0],
        state=row[1],
        edition=row[2],
        number=said.number,
        issued_on=said.line(documents.ISSUED_ON),
        issuer=said.line(documents.ISSUER),
        level=said.line(documents.LEVEL),
        abstract=said.abstract,
        valid_from=said.line(documents.VALID_FROM),
        valid_until=said.line(documents.VALID_UNTIL),
        due_on=said.line(documents.DUE_ON),
        links=tuple(said.links),
        addressees=tuple(addressees),
        file_name=row[4],
        fingerprint=row[5],
        published_by=row[6],
        published_at=row[7],
        units=count.units,
        acknowledged=count.acknowledged,
        told=count.told,
    )


def _acknowledgement(row: Row) -> AcknowledgementLine:
    said = json.loads(row[3]) if row[3] else {}
    return AcknowledgementLine(
        document_id=row[0],
        unit_id=row[1],
        edition=row[2],
        told=said.get(documents.TOLD_COUNT),
        told_on=str(said.get(documents.TOLD_ON, "")),
        told_how=str(said.get(documents.TOLD_HOW, "")),
        given_by=row[4],
        given_at=row[5],
        fingerprint=row[6],
    )
