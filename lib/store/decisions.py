"""Decisions, the nominations on their lists, and their history."""

from __future__ import annotations

import json
from dataclasses import asdict
from uuid import UUID

from lib.domain.decisions import Decision, DecisionState, DecisionStep, Signature
from lib.domain.nomination_workflow import Level
from lib.domain.vietnamese import local_day
from lib.store.checklist import Author
from lib.store.council import AwardEntry
from lib.store.engine.db import Reader, Row, Writer
from lib.store.engine.json_column import to_json

_DECISIONS = """
    SELECT decisions.decision_id, decisions.campaign_id, decisions.level, decisions.award_code,
        decisions.title, decisions.state, decisions.number, decisions.signed_on, decisions.signer,
        decisions.signer_position, decisions.rescind_reason, releasers.full_name,
        decisions.released_at, decisions.version
    FROM decisions
    LEFT JOIN accounts AS releasers ON releasers.account_id = decisions.released_by
"""


def decisions(tx: Reader, campaign_id: UUID) -> list[Decision]:
    """The campaign's decisions, the newest first."""
    rows = tx.rows(
        _DECISIONS
        + """
        WHERE decisions.campaign_id = $1
        ORDER BY decisions.created_at DESC, decisions.decision_id DESC
        """,
        [campaign_id],
    )
    return [_decision(row) for row in rows]


def decision(tx: Reader, decision_id: UUID) -> Decision | None:
    row = tx.row(_DECISIONS + "WHERE decisions.decision_id = $1", [decision_id])
    return None if row is None else _decision(row)


def on_list(tx: Reader, decision_id: UUID) -> list[UUID]:
    """The nominations that name the decision, whatever has become of them."""
    rows = tx.rows(
        "SELECT nomination_id FROM nominations WHERE decision_id = $1 ORDER BY nomination_id",
        [decision_id],
    )
    return [row[0] for row in rows]


def put_on_list(tx: Writer, nomination_id: UUID, decision_id: UUID | None) -> None:
    """Name the decision that a nomination is prepared for.

    No step of the nomination, so neither version nor history of its own: the decision's tells it.
    """
    tx.change(
        "UPDATE nominations SET decision_id = $1 WHERE nomination_id = $2",
        [decision_id, nomination_id],
    )


def insert_decision(tx: Writer, decision: Decision, author: Author) -> None:
    """A decision at version 1; its list follows, and then `append_history`.

    Raises:
        Duplicate: it was prepared before.
    """
    signed = decision.signature
    tx.run(
        """
        INSERT INTO decisions (
            decision_id, campaign_id, level, award_code, title, state, number, signed_on, signer,
            signer_position, created_by, created_at, updated_by, updated_at, revision
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11, $12, $13)
        """,
        [
            decision.decision_id, decision.campaign_id, decision.level.value, decision.award_code,
            decision.title, decision.state.value, *_signed(signed), author.account_id,
            author.done_at, author.revision,
        ],
    )  # fmt: skip


def save_decision(
    tx: Writer, decision: Decision, step: DecisionStep, note: str | None, author: Author
) -> None:
    """Store the decision over the version that it was read at; its list comes before.

    Raises:
        Conflict: it has another version by now.
    """
    tx.change(
        """
        UPDATE decisions
        SET title = $1, state = $2, number = $3, signed_on = $4, signer = $5,
            signer_position = $6, rescind_reason = $7,
            released_by = CASE WHEN $8 THEN $9 ELSE released_by END,
            released_at = CASE WHEN $8 THEN $10 ELSE released_at END,
            updated_by = $9, updated_at = $10, revision = $11, version = version + 1
        WHERE decision_id = $12 AND version = $13
        """,
        [
            decision.title, decision.state.value, *_signed(decision.signature),
            decision.rescind_reason, step == DecisionStep.RELEASE, author.account_id,
            author.done_at, author.revision, decision.decision_id, decision.version,
        ],
    )  # fmt: skip
    append_history(tx, decision.decision_id, step, note, author)


def history(tx: Reader, decision_id: UUID) -> list[AwardEntry]:
    """Every version of the decision, the newest first."""
    rows = tx.rows(
        """
        SELECT history.version, history.step, history.note, history.body, accounts.full_name,
            history.done_at, history.revision
        FROM decision_history AS history
        LEFT JOIN accounts ON accounts.account_id = history.done_by
        WHERE history.decision_id = $1
        ORDER BY history.version DESC
        """,
        [decision_id],
    )
    return [AwardEntry(row[0], row[1], row[2], json.loads(row[3]), *row[4:]) for row in rows]


def append_history(
    tx: Writer, decision_id: UUID, step: DecisionStep, note: str | None, author: Author
) -> None:
    """The decision as it is now, with its list."""
    after = decision(tx, decision_id)
    if after is None:
        raise ValueError("a history without its decision")
    body = {**asdict(after), "nominations": on_list(tx, decision_id)}
    tx.run(
        """
        INSERT INTO decision_history (
            decision_id, version, campaign_id, revision, step, note, body, done_by, done_at,
            done_on
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        [
            decision_id, after.version, after.campaign_id, author.revision, step.value, note,
            to_json(body), author.account_id, author.done_at,
            local_day(author.done_at),
        ],
    )  # fmt: skip


def _signed(signed: Signature | None) -> list[object]:
    if signed is None:
        return [None] * 4
    return [signed.number, signed.signed_on, signed.signer, signed.signer_position]


def _decision(row: Row) -> Decision:
    signed = None if row[6] is None else Signature(*row[6:10])
    return Decision(
        row[0], row[1], Level(row[2]), row[3], row[4], DecisionState(row[5]), signed, *row[10:]
    )
