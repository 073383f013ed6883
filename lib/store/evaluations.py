"""Evaluations of units, their history, and what people think before their side's step."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from lib.domain.evaluation_points import Scores
from lib.domain.evaluation_rules import Condition, Label, Measure, Rules
from lib.domain.evaluations import Evaluation, Judgement, Side, State, Step
from lib.domain.vietnamese import local_day
from lib.store import evaluation_points
from lib.store.checklist import Author
from lib.store.engine.db import Reader, Row, Writer
from lib.store.engine.json_column import to_json

_EVALUATIONS = """
    SELECT evaluations.campaign_id, evaluations.unit_id, state, evaluations.version,
        own_label, own_reason, own_by, owners.full_name, own_at, sent_by, sent_at,
        proposed_label, proposed_reason, proposed_by, proposers.full_name, proposed_at, hint,
        concluded_label, concluded_reason, concluded_by, leaders.full_name, concluded_at,
        answer, answerers.full_name, answered_at, return_reason, due_on, proposed_at_home,
        evaluations.updated_at, own_points, proposed_points, concluded_points, tie_figures,
        own_answers, own_form
    FROM evaluations
    LEFT JOIN accounts AS owners ON owners.account_id = evaluations.own_by
    LEFT JOIN accounts AS proposers ON proposers.account_id = evaluations.proposed_by
    LEFT JOIN accounts AS leaders ON leaders.account_id = evaluations.concluded_by
    LEFT JOIN accounts AS answerers ON answerers.account_id = evaluations.answered_by
"""
_OPINIONS = """
    SELECT opinions.label, opinions.reason, opinions.account_id, accounts.full_name,
        opinions.saved_at, opinions.points, opinions.version
    FROM evaluation_opinions AS opinions
    JOIN accounts ON accounts.account_id = opinions.account_id
"""


@dataclass(frozen=True, slots=True)
class EvaluationEntry:
    """One step of an evaluation."""

    step: Step
    state: State
    label: str | None
    note: str | None
    done_by_name: str | None
    done_at: datetime


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person thinks of a unit, in words of their own."""

    judgement: Judgement
    version: int


def evaluation(tx: Reader, campaign_id: UUID, unit_id: UUID) -> Evaluation:
    """What has been said of the unit; nothing yet, at version 0."""
    row = tx.row(
        _EVALUATIONS + " WHERE evaluations.campaign_id = $1 AND evaluations.unit_id = $2",
        [campaign_id, unit_id],
    )
    return _evaluation(row) if row else Evaluation(campaign_id, unit_id)


def evaluations(tx: Reader, campaign_id: UUID) -> dict[UUID, Evaluation]:
    """By unit; those of whom nothing has been said are left out."""
    rows = tx.rows(_EVALUATIONS + " WHERE evaluations.campaign_id = $1", [campaign_id])
    return {row[1]: _evaluation(row) for row in rows}


def of_units(tx: Reader, campaign_id: UUID, unit_ids: Sequence[UUID]) -> dict[UUID, Evaluation]:
    """The same of these units alone."""
    rows = tx.rows(
        _EVALUATIONS + " WHERE evaluations.campaign_id = $1 AND evaluations.unit_id = ANY($2)",
        [campaign_id, list(unit_ids)],
    )
    return {row[1]: _evaluation(row) for row in rows}


def history(tx: Reader, campaign_id: UUID, unit_id: UUID) -> list[EvaluationEntry]:
    """Every step, the newest first."""
    rows = tx.rows(
        """
        SELECT history.step, history.state, history.label, history.note, accounts.full_name,
            history.done_at
        FROM evaluation_history AS history
        LEFT JOIN accounts ON accounts.account_id = history.done_by
        WHERE history.campaign_id = $1 AND history.unit_id = $2
        ORDER BY history.version DESC
        """,
        [campaign_id, unit_id],
    )
    return [EvaluationEntry(Step(row[0]), State(row[1]), *row[2:]) for row in rows]


def opinions(tx: Reader, campaign_id: UUID, unit_id: UUID, side: Side) -> list[Opinion]:
    """What people of one side think of a unit, the oldest first."""
    rows = tx.rows(
        _OPINIONS
        + """
        WHERE opinions.campaign_id = $1 AND opinions.unit_id = $2 AND opinions.side = $3
        ORDER BY opinions.saved_at, opinions.account_id
        """,
        [campaign_id, unit_id, side.value],
    )
    return [Opinion(_given(row[:6]), row[6]) for row in rows]


def put_opinion(
    tx: Writer,
    evaluation: Evaluation,
    side: Side,
    *,
    label: str,
    reason: str,
    scores: Scores,
    seen_version: int,
    author: Author,
) -> None:
    """Store what the author thinks over the version that was seen; 0 for the first.

    Raises:
        Conflict: the author has saved it elsewhere since.
        Duplicate: the same, for the first.
    """
    key = [evaluation.campaign_id, evaluation.unit_id, side.value, author.account_id]
    points = evaluation_points.column(evaluation_points.told(scores))
    values = [label, reason, author.done_at, author.revision, points]
    if seen_version == 0:
        tx.run(
            """
            INSERT INTO evaluation_opinions (
                campaign_id, unit_id, side, account_id, label, reason, saved_at, revision,
                points
            )
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [*key, *values],
        )
        return
    tx.change(
        """
        UPDATE evaluation_opinions
        SET label = $5, reason = $6, saved_at = $7, revision = $8, points = $9,
            version = version + 1
        WHERE campaign_id = $1 AND unit_id = $2 AND side = $3 AND account_id = $4 AND version = $10
        """,
        [*key, *values, seen_version],
    )


def is_asked(tx: Reader, campaign_id: UUID, unit_id: UUID) -> bool:
    """Whether the unit has something to report in the campaign."""
    row = tx.row(
        """
        SELECT count(*)
        FROM items
        WHERE campaign_id = $1 AND unit_id = $2 AND is_active
        """,
        [campaign_id, unit_id],
    )
    return row is not None and row[0] > 0


def asked_units(tx: Reader, campaign_id: UUID) -> frozenset[UUID]:
    """The units that have something to report in the campaign."""
    rows = tx.rows(
        "SELECT DISTINCT unit_id FROM items WHERE campaign_id = $1 AND is_active", [campaign_id]
    )
    return frozenset(row[0] for row in rows)


def times_returned(tx: Reader, campaign_id: UUID, unit_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How often the Office has sent reports of these units back; units without are left out."""
    rows = tx.rows(
        """
        SELECT unit_id, count(*)
        FROM item_history
        WHERE campaign_id = $1 AND step = 'return' AND unit_id = ANY($2)
        GROUP BY unit_id
        """,
        [campaign_id, list(unit_ids)],
    )
    return {row[0]: int(row[1]) for row in rows}


def rules(tx: Reader, campaign_id: UUID) -> Rules | None:
    """As the Office has changed them last; None while those of the file hold."""
    row = tx.row(
        """
        SELECT rules.labels, rules.version, accounts.full_name, rules.done_at
        FROM evaluation_rules AS rules
        LEFT JOIN accounts ON accounts.account_id = rules.done_by
        WHERE rules.campaign_id = $1
        ORDER BY rules.version DESC
        LIMIT 1
        """,
        [campaign_id],
    )
    if row is None:
        return None
    labels = tuple(map(_label, json.loads(row[0])["labels"]))
    return Rules(labels, False, row[1], row[2] or "", row[3])


def put_rules(tx: Writer, campaign_id: UUID, rules: Rules, author: Author) -> None:
    """A further version of them.

    Raises:
        Duplicate: somebody else has changed them since.
    """
    labels = [
        {
            "code": one.code,
            "name": one.name,
            "conditions": {each.measure.value: each.threshold for each in one.conditions},
            "version": one.version,
        }
        for one in rules.labels
    ]
    tx.run(
        """
        INSERT INTO evaluation_rules (
            campaign_id, version, labels, revision, done_by, done_at, done_on
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        [
            campaign_id, rules.version, to_json({"labels": labels}), author.revision,
            author.account_id, author.done_at, local_day(author.done_at),
        ],
    )  # fmt: skip


def _label(told: Mapping[str, Any]) -> Label:
    conditions = (Condition(Measure(key), limit) for key, limit in told["conditions"].items())
    return Label(told["code"], told["name"], tuple(conditions), told["version"])


def _evaluation(row: Row) -> Evaluation:
    return Evaluation(
        campaign_id=row[0],
        unit_id=row[1],
        state=State(row[2]),
        version=row[3],
        own=_own(row),
        sent_by=row[9],
        sent_at=row[10],
        proposal=_judgement([*row[11:16], row[30]]),
        hint=row[16],
        conclusion=_judgement([*row[17:22], row[31]]),
        figures=evaluation_points.figures(row[32]),
        answer=row[22],
        answered_by_name=row[23] or "",
        answered_at=row[24],
        return_reason=row[25],
        due_on=row[26],
        is_proposed_at_home=row[27],
        changed_at=row[28],
    )


def _own(row: Row) -> Judgement | None:
    said = _judgement([*row[4:9], row[29]])
    if said is None or row[33] is None:
        return said
    return replace(said, answers=json.loads(row[33]), form_version=row[34])


def _judgement(part: Sequence[Any]) -> Judgement | None:
    return None if part[0] is None else _given(part)


def _given(part: Sequence[Any]) -> Judgement:
    label, reason, account_id, full_name, given_at, points = part
    scores = evaluation_points.scores(points)
    return Judgement(label, reason, account_id, full_name, given_at, scores)
