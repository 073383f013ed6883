"""The tables opinions, opinion_history and opinion_rules."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid4

from lib.domain import opinions
from lib.domain.opinions import Opinion, Rules, Sealed, State
from lib.domain.vietnamese import local_day
from lib.store.checklist import Author
from lib.store.engine.db import Reader, Row, Writer
from lib.store.engine.json_column import to_json

READS: Final = ("opinions", "accounts")
"""The tables that reads of opinions read."""
LISTED: Final = (*READS, "unit_names")
"""The same with the names of units."""
_OPINIONS: Final = """
    SELECT opinions.opinion_id, opinions.answers, opinions.received_on, opinions.account_id,
        accounts.full_name, opinions.unit_id, opinions.sent_at, opinions.state, opinions.label,
        opinions.answer, opinions.public_about, opinions.answered_on, opinions.forwarded_to,
        opinions.forwarded_on, opinions.closed_reason, opinions.version,
        opinions.form_version
    FROM opinions
    LEFT JOIN accounts ON accounts.account_id = opinions.account_id
"""


@dataclass(frozen=True, slots=True)
class OpinionEntry:
    """One thing that the Office did with an opinion."""

    step: str
    state: State
    note: str | None
    done_by_name: str | None
    done_at: datetime


def of_campaign(tx: Reader, campaign_id: UUID) -> list[Opinion]:
    """All of them, the newest day first; within a day in no order that tells anything."""
    rows = tx.rows(
        _OPINIONS
        + """
        WHERE opinions.campaign_id = $1
        ORDER BY opinions.received_on DESC, md5(CAST(opinions.opinion_id AS VARCHAR))
        """,
        [campaign_id],
    )
    return [_opinion(row) for row in rows]


def opinion(tx: Reader, campaign_id: UUID, opinion_id: UUID) -> Opinion | None:
    row = tx.row(
        _OPINIONS + "WHERE opinions.campaign_id = $1 AND opinions.opinion_id = $2",
        [campaign_id, opinion_id],
    )
    return _opinion(row) if row else None


def by_code(tx: Reader, campaign_id: UUID, code_hash: str) -> Opinion | None:
    row = tx.row(
        _OPINIONS + "WHERE opinions.campaign_id = $1 AND opinions.code_hash = $2",
        [campaign_id, code_hash],
    )
    return _opinion(row) if row else None


def of_author(tx: Reader, campaign_id: UUID, account_id: UUID) -> list[Opinion]:
    """The named ones of an account, the newest first."""
    rows = tx.rows(
        _OPINIONS
        + """
        WHERE opinions.campaign_id = $1 AND opinions.account_id = $2
        ORDER BY opinions.sent_at DESC, opinions.opinion_id
        """,
        [campaign_id, account_id],
    )
    return [_opinion(row) for row in rows]


def answered_publicly(tx: Reader, campaign_id: UUID) -> list[Opinion]:
    """Those with a public answer, the newest answer first."""
    rows = tx.rows(
        _OPINIONS
        + """
        WHERE opinions.campaign_id = $1 AND opinions.public_about <> ''
        ORDER BY opinions.answered_on DESC, md5(CAST(opinions.opinion_id AS VARCHAR))
        """,
        [campaign_id],
    )
    return [_opinion(row) for row in rows]


def unit_names(tx: Reader, units: Collection[UUID], on: date) -> dict[UUID, str]:
    """What these units are called in short on a day."""
    rows = tx.rows(
        """
        SELECT DISTINCT ON (unit_id) unit_id, short_name
        FROM unit_names
        WHERE unit_id = ANY($1)
        ORDER BY
            unit_id,
            CASE WHEN valid_from <= $2 THEN valid_from END DESC NULLS LAST,
            valid_from
        """,
        [list(units), on],
    )
    return {row[0]: row[1] for row in rows}


def history(tx: Reader, opinion_id: UUID) -> list[OpinionEntry]:
    """What the Office did, the newest first."""
    rows = tx.rows(
        """
        SELECT history.step, history.state, history.note, accounts.full_name, history.done_at
        FROM opinion_history AS history
        LEFT JOIN accounts ON accounts.account_id = history.done_by
        WHERE history.opinion_id = $1
        ORDER BY history.version DESC
        """,
        [opinion_id],
    )
    return [OpinionEntry(row[0], State(row[1]), row[2] or None, *row[3:]) for row in rows]


def insert_named(
    tx: Writer,
    opinion_id: UUID,
    campaign_id: UUID,
    unit_id: UUID,
    *,
    form_version: int,
    answers: dict[str, object],
    author: Author,
) -> None:
    """An opinion with its author.

    Raises:
        Duplicate: it was sent before.
    """
    tx.run(
        """
        INSERT INTO opinions (
            opinion_id, campaign_id, form_version, answers, received_on, account_id, unit_id,
            sent_at, state, revision, received_revision
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'received', $9, $9)
        """,
        [
            opinion_id, campaign_id, form_version, to_json(answers), local_day(author.done_at),
            author.account_id, unit_id, author.done_at, author.revision,
        ],
    )  # fmt: skip


def insert_anonymous(
    tx: Writer, batch: Sequence[Sealed], *, received_on: date, revision: int
) -> None:
    """Write a batch, in the order given; keys tell no time, unlike those of everything else."""
    for one in batch:
        tx.run(
            """
            INSERT INTO opinions (
                opinion_id, campaign_id, form_version, answers, received_on, code_hash, state,
                revision, received_revision
            )
            VALUES ($1, $2, $3, $4, $5, $6, 'received', $7, $7)
            """,
            [
                uuid4(), one.campaign_id, one.form_version, to_json(one.answers), received_on,
                one.code_hash, revision,
            ],
        )  # fmt: skip


def written(tx: Reader, hashes: Collection[str]) -> set[str]:
    """Which codes' opinions are in the table."""
    rows = tx.rows("SELECT code_hash FROM opinions WHERE code_hash = ANY($1)", [list(hashes)])
    return {row[0] for row in rows}


def change(
    tx: Writer, campaign_id: UUID, after: Opinion, step: str, *, note: str, author: Author
) -> None:
    """Store what the Office made of an opinion, over the version that it was read at.

    Raises:
        Conflict: it has another version by now.
    """
    said = _said(after)
    tx.change(
        """
        UPDATE opinions
        SET state = $1, label = $2, answer = $3, public_about = $4, answered_on = $5,
            forwarded_to = $6, forwarded_on = $7, closed_reason = $8, revision = $9,
            version = version + 1
        WHERE opinion_id = $10 AND campaign_id = $11 AND version = $12
        """,
        [*said.values(), author.revision, after.opinion_id, campaign_id, after.version],
    )
    tx.run(
        """
        INSERT INTO opinion_history (
            opinion_id, version, campaign_id, step, state, note, body, revision, done_by, done_at,
            done_on
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """,
        [
            after.opinion_id, after.version + 1, campaign_id, step, after.state.value, note,
            to_json(said), author.revision, author.account_id, author.done_at,
            local_day(author.done_at),
        ],
    )  # fmt: skip


def rules(tx: Reader, campaign_id: UUID) -> Rules:
    """What the campaign says of opinions; the product's own rules while it says nothing."""
    row = tx.row(
        """
        SELECT takes_anonymous, complaints_to, version
        FROM opinion_rules
        WHERE campaign_id = $1
        ORDER BY version DESC
        LIMIT 1
        """,
        [campaign_id],
    )
    return Rules(*row) if row else Rules()


def put_rules(tx: Writer, campaign_id: UUID, after: Rules, author: Author) -> None:
    """Store the next version of the rules.

    Raises:
        Duplicate: somebody else has stored one over the version that these were made of.
    """
    tx.run(
        """
        INSERT INTO opinion_rules (
            campaign_id, version, takes_anonymous, complaints_to, revision, done_by, done_at,
            done_on
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        [
            campaign_id, after.version + 1, after.takes_anonymous, after.complaints_to,
            author.revision, author.account_id, author.done_at, local_day(author.done_at),
        ],
    )  # fmt: skip


def _said(one: Opinion) -> dict[str, object]:
    return {
        "state": one.state.value,
        "label": one.label,
        "answer": one.answer,
        "public_about": one.public_about,
        "answered_on": one.answered_on,
        "forwarded_to": one.forwarded_to,
        "forwarded_on": one.forwarded_on,
        "closed_reason": one.closed_reason,
    }


def _opinion(row: Row) -> Opinion:
    author = None if row[3] is None else opinions.Author(*row[3:7])
    return Opinion(row[0], json.loads(row[1]), row[2], author, State(row[7]), *row[8:])
