"""Exemplars, their history, who wrote them, and their photos."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from lib.domain.exemplars import Exemplar, ExemplarState, ExemplarStep
from lib.domain.nominations import Subject, name_key
from lib.domain.vietnamese import local_day
from lib.store.checklist import Author
from lib.store.council import AwardEntry
from lib.store.engine.db import Reader, Row, Writer
from lib.store.engine.json_column import to_json

_COLUMNS = """
    SELECT exemplars.exemplar_id, exemplars.campaign_id, exemplars.unit_id, exemplars.subject,
        exemplars.state, exemplars.name, exemplars.headline, exemplars.story,
        exemplars.photo_evidence_id, exemplars.photo_revision_no, exemplars.consent,
        exemplars.consent_on, exemplars.nomination_id, exemplars.version
"""
_EXEMPLARS = _COLUMNS + "FROM exemplars "
_HONOURED = (
    _COLUMNS
    + """
    , nominations.award_code, decisions.number, decisions.signed_on
    FROM exemplars
    JOIN units ON units.unit_id = exemplars.unit_id
    LEFT JOIN nominations ON nominations.nomination_id = exemplars.nomination_id
    LEFT JOIN decisions ON decisions.decision_id = nominations.decision_id
    WHERE exemplars.campaign_id = $1
        AND exemplars.state = 'published'
        AND (CAST($2 AS UUID) IS NULL OR exemplars.unit_id = $2)
    ORDER BY units.sort_order, exemplars.subject, exemplars.name COLLATE vi, exemplars.exemplar_id
    """
)


@dataclass(frozen=True, slots=True)
class Honoured:
    """A published exemplar with its award, if it tells of one."""

    exemplar: Exemplar
    award_code: str | None
    number: str | None
    signed_on: date | None


def honoured(tx: Reader, campaign_id: UUID, unit_id: UUID | None) -> list[Honoured]:
    """What is published, by unit, collectives before persons, by name."""
    return [
        Honoured(_exemplar(row[:14]), *row[14:])
        for row in tx.rows(_HONOURED, [campaign_id, unit_id])
    ]


def published_by(tx: Reader, campaign_id: UUID, revision: int) -> frozenset[UUID]:
    """Those that had been published at a revision, whatever became of them since."""
    rows = tx.rows(
        """
        SELECT history.exemplar_id
        FROM exemplar_history AS history
        JOIN exemplars ON exemplars.exemplar_id = history.exemplar_id
        WHERE exemplars.campaign_id = $1 AND history.step = 'publish' AND history.revision <= $2
        """,
        [campaign_id, revision],
    )
    return frozenset(row[0] for row in rows)


def exemplars(
    tx: Reader, campaign_id: UUID, unit_id: UUID | None, states: Sequence[ExemplarState]
) -> list[Exemplar]:
    """Those in the states, the last changed first; of one unit, or of all."""
    rows = tx.rows(
        _EXEMPLARS
        + """
        WHERE campaign_id = $1
            AND (CAST($2 AS UUID) IS NULL OR unit_id = $2)
            AND state = ANY($3)
        ORDER BY updated_at DESC, exemplar_id
        """,
        [campaign_id, unit_id, [state.value for state in states]],
    )
    return [_exemplar(row) for row in rows]


def exemplar(tx: Reader, exemplar_id: UUID) -> Exemplar | None:
    row = tx.row(_EXEMPLARS + "WHERE exemplar_id = $1", [exemplar_id])
    return None if row is None else _exemplar(row)


def of_nomination(tx: Reader, nomination_id: UUID) -> Exemplar | None:
    row = tx.row(_EXEMPLARS + "WHERE nomination_id = $1", [nomination_id])
    return None if row is None else _exemplar(row)


def authors(tx: Reader, exemplar_id: UUID) -> set[UUID]:
    """Whoever wrote or sent it."""
    rows = tx.rows(
        """
        SELECT DISTINCT done_by
        FROM exemplar_history
        WHERE exemplar_id = $1 AND step IN ('save', 'send')
        """,
        [exemplar_id],
    )
    return {row[0] for row in rows}


def newest_image(tx: Reader, evidence_id: UUID, unit_id: UUID, campaign_id: UUID) -> int | None:
    """The newest revision of a file of the unit; None where that is no image, or none is."""
    row = tx.row(
        """
        SELECT revisions.revision_no, revisions.media_type
        FROM evidence_revisions AS revisions
        JOIN evidence ON evidence.evidence_id = revisions.evidence_id
        WHERE evidence.evidence_id = $1 AND evidence.unit_id = $2 AND evidence.campaign_id = $3
        ORDER BY revisions.revision_no DESC
        LIMIT 1
        """,
        [evidence_id, unit_id, campaign_id],
    )
    return int(row[0]) if row and row[1].startswith("image/") else None


def insert_exemplar(tx: Writer, exemplar: Exemplar, step: ExemplarStep, author: Author) -> None:
    """An exemplar at version 1.

    Raises:
        Duplicate: it was saved before, or the nomination has one.
    """
    tx.run(
        """
        INSERT INTO exemplars (
            exemplar_id, campaign_id, unit_id, nomination_id, subject, state, name, name_key,
            headline, story, photo_evidence_id, photo_revision_no, consent, consent_on, created_by,
            created_at, updated_by, updated_at, revision
        )
        VALUES (
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $15, $16, $17
        )
        """,
        [
            exemplar.exemplar_id, exemplar.campaign_id, exemplar.unit_id, exemplar.nomination_id,
            *_said(exemplar), author.account_id, author.done_at, author.revision,
        ],
    )  # fmt: skip
    _append_history(tx, exemplar, 1, step, None, author)


def save_exemplar(
    tx: Writer, exemplar: Exemplar, step: ExemplarStep, note: str | None, author: Author
) -> None:
    """Store the exemplar over the version that it was read at.

    Raises:
        Conflict: it has another version by now.
    """
    tx.change(
        """
        UPDATE exemplars
        SET subject = $1, state = $2, name = $3, name_key = $4, headline = $5, story = $6,
            photo_evidence_id = $7, photo_revision_no = $8, consent = $9, consent_on = $10,
            updated_by = $11, updated_at = $12, revision = $13, version = version + 1
        WHERE exemplar_id = $14 AND version = $15
        """,
        [
            *_said(exemplar), author.account_id, author.done_at, author.revision,
            exemplar.exemplar_id, exemplar.version,
        ],
    )  # fmt: skip
    _append_history(tx, exemplar, exemplar.version + 1, step, note, author)


def history(tx: Reader, exemplar_id: UUID) -> list[AwardEntry]:
    """Every version of the exemplar, the newest first."""
    rows = tx.rows(
        """
        SELECT history.version, history.step, history.note, history.body, accounts.full_name,
            history.done_at, history.revision
        FROM exemplar_history AS history
        LEFT JOIN accounts ON accounts.account_id = history.done_by
        WHERE history.exemplar_id = $1
        ORDER BY history.version DESC
        """,
        [exemplar_id],
    )
    return [AwardEntry(row[0], row[1], row[2], json.loads(row[3]), *row[4:]) for row in rows]


def _append_history(
    tx: Writer,
    exemplar: Exemplar,
    version: int,
    step: ExemplarStep,
    note: str | None,
    author: Author,
) -> None:
    tx.run(
        """
        INSERT INTO exemplar_history (
            exemplar_id, version, campaign_id, revision, step, state, note, body, done_by, done_at,
            done_on
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """,
        [
            exemplar.exemplar_id, version, exemplar.campaign_id, author.revision, step.value,
            exemplar.state.value, note,
            to_json(asdict(exemplar)), author.account_id,
            author.done_at, local_day(author.done_at),
        ],
    )  # fmt: skip


def _said(exemplar: Exemplar) -> list[object]:
    return [
        exemplar.subject.value, exemplar.state.value, exemplar.name,
        name_key(exemplar.subject, exemplar.name), exemplar.headline, exemplar.story,
        exemplar.photo_evidence_id, exemplar.photo_revision_no,
        exemplar.consent, exemplar.consent_on,
    ]  # fmt: skip


def _exemplar(row: Row) -> Exemplar:
    return Exemplar(
        exemplar_id=row[0],
        campaign_id=row[1],
        unit_id=row[2],
        subject=Subject(row[3]),
        state=ExemplarState(row[4]),
        name=row[5],
        headline=row[6],
        story=row[7],
        photo_evidence_id=row[8],
        photo_revision_no=row[9],
        consent=row[10],
        consent_on=row[11],
        nomination_id=row[12],
        version=row[13],
    )
