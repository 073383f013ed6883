"""Writing evaluations: each write over the version that was read, each with its history row."""

from __future__ import annotations

from lib.domain.evaluations import Evaluation, Judgement, Step
from lib.domain.vietnamese import local_day
from lib.store import evaluation_points
from lib.store.checklist import Author
from lib.store.engine.db import Writer
from lib.store.engine.json_column import to_json


def put(
    tx: Writer,
    evaluation: Evaluation,
    step: Step,
    *,
    author: Author,
    label: str | None = None,
    note: str | None = None,
) -> None:
    """Store an evaluation after a step over the version that it was read at; 0 for the first.

    Args:
        label, note: what the step itself said.
    Raises:
        Conflict: it has another version by now.
        Duplicate: the same, for the first.
    """
    values = _values(evaluation, author, by_answer=step in (Step.SAVE_ANSWER, Step.ANSWER))
    key = [evaluation.campaign_id, evaluation.unit_id]
    if evaluation.version == 0:
        tx.run(
            """
            INSERT INTO evaluations (
                campaign_id, unit_id, state, own_label, own_reason, own_by, own_at, sent_by,
                sent_at, proposed_label, proposed_reason, proposed_by, proposed_at, hint,
                concluded_label, concluded_reason, concluded_by, concluded_at, answer,
                answered_by, answered_at, return_reason, due_on, updated_by, updated_at, revision,
                proposed_at_home, own_points, proposed_points, concluded_points, tie_figures,
                own_answers, own_form
            )
            VALUES (
                $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33
            )
            """,
            [*key, *values],
        )
    else:
        tx.change(
            """
            UPDATE evaluations
            SET state = $3, own_label = $4, own_reason = $5, own_by = $6, own_at = $7,
                sent_by = $8, sent_at = $9, proposed_label = $10, proposed_reason = $11,
                proposed_by = $12, proposed_at = $13, hint = $14, concluded_label = $15,
                concluded_reason = $16, concluded_by = $17, concluded_at = $18, answer = $19,
                answered_by = COALESCE($20, answered_by), answered_at = $21,
                return_reason = $22, due_on = $23, updated_by = $24, updated_at = $25,
                revision = $26, proposed_at_home = $27, own_points = $28,
                proposed_points = $29, concluded_points = $30, tie_figures = $31,
                own_answers = $32, own_form = $33, version = version + 1
            WHERE campaign_id = $1 AND unit_id = $2 AND version = $34
            """,
            [*key, *values, evaluation.version],
        )
    _append_history(tx, evaluation, step, label, note, author)


def _values(evaluation: Evaluation, author: Author, *, by_answer: bool) -> list[object]:
    """The columns after the key."""
    one = evaluation
    return [
        one.state.value, *_columns(one.own), one.sent_by, one.sent_at, *_columns(one.proposal),
        one.hint, *_columns(one.conclusion), one.answer, author.account_id if by_answer else None,
        one.answered_at, one.return_reason, one.due_on, author.account_id, author.done_at,
        author.revision, one.is_proposed_at_home,
        *(_points(said) for said in (one.own, one.proposal, one.conclusion)),
        evaluation_points.column(evaluation_points.told_figures(one.figures)),
        *_answers(one.own),
    ]  # fmt: skip


def _columns(said: Judgement | None) -> list[object]:
    return [None] * 4 if said is None else [said.label, said.reason, said.account_id, said.given_at]


def _points(said: Judgement | None) -> str | None:
    return evaluation_points.column(evaluation_points.told(said.scores)) if said else None


def _answers(own: Judgement | None) -> list[object]:
    """To the Office's own questions, and the version of the form; NULL while there is none."""
    if own is None or not own.form_version:
        return [None, None]
    return [to_json(own.answers), own.form_version]


def _append_history(
    tx: Writer,
    evaluation: Evaluation,
    step: Step,
    label: str | None,
    note: str | None,
    author: Author,
) -> None:
    said = {"own": evaluation.own, "proposal": evaluation.proposal}
    body: dict[str, object] = {
        name: _body(one) for name, one in (said | {"conclusion": evaluation.conclusion}).items()
    }
    body |= {
        name: getattr(evaluation, name)
        for name in (
            "hint", "answer", "answered_at", "is_sent", "sent_by", "sent_at", "due_on",
            "return_reason", "is_proposed_at_home",
        )
    }  # fmt: skip
    if evaluation.figures:
        body["figures"] = evaluation_points.told_figures(evaluation.figures)
    tx.run(
        """
        INSERT INTO evaluation_history (
            campaign_id, unit_id, version, revision, step, state, label, note, body, done_by,
            done_at, done_on
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """,
        [
            evaluation.campaign_id, evaluation.unit_id, evaluation.version + 1, author.revision,
            step.value, evaluation.state.value, label, note or None, to_json(body),
            author.account_id, author.done_at, local_day(author.done_at),
        ],
    )  # fmt: skip


def _body(said: Judgement | None) -> dict[str, object] | None:
    if said is None:
        return None
    given: dict[str, object] = {"account_id": said.account_id, "given_at": said.given_at}
    if said.scores:
        given["points"] = evaluation_points.told(said.scores)
    if said.form_version:
        given |= {"answers": dict(said.answers), "form": said.form_version}
    return {"label": said.label, "reason": said.reason, **given}
