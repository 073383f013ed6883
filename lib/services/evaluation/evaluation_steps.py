"""The steps of an evaluation, on one unit or several: all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lib.domain import (
    access,
    evaluation_points,
    evaluation_ranking,
    evaluation_rules,
    evaluations,
)
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.evaluation_points import Scores
from lib.domain.evaluation_rules import Rules, UnitFigures
from lib.domain.evaluations import RETURN_DUE, Evaluation, State, Step, Transition
from lib.domain.progress import Progress
from lib.domain.vietnamese import format_number, local_day
from lib.errors import Invalid, Refused
from lib.services import acts
from lib.services.acts import Act
from lib.services.evaluation import evaluation_acts, measured, own_form
from lib.services.evaluation import rules as rules_service
from lib.services.evaluation.evaluation_acts import Target
from lib.store import evaluation_writes as writes
from lib.store.engine.db import Database


@dataclass(frozen=True, slots=True)
class Judged:
    """A label given to a unit, as it was typed.

    Attributes:
        scores: where the campaign gives points; None takes over those given before.
    """

    target: Target
    label: object
    reason: object = ""
    scores: Scores | None = None


def take_step(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    step: Step,
    targets: Sequence[Target],
    note: object = "",
    due_on: date | None = None,
) -> int:
    """Take a step that gives no label: send, recall, return, take or give back, answer.

    Args:
        note: why, where the step needs a reason.
        due_on: the new day of a return, today or later.
    Returns:
        How many evaluations there were.
    Raises:
        Denied, NotFound: the actor may not, or no such unit reports.
        Conflict: one has changed since it was seen.
        Refused, Invalid: the table or a condition of it forbids the step.
    """
    if step in (Step.SAVE, Step.SAVE_ANSWER, Step.PROPOSE, Step.CONCLUDE):
        raise ValueError(f"{step} is no step without words of its own")
    intent = acts.intend(db, actor, None, act_id=act_id, queue=campaign)
    reason = evaluations.clean_reason(note)
    of_file = rules_service.from_file(db, campaign)

    def work(act: Act) -> int:
        rules = rules_service.read(act.tx, campaign.campaign_id, of_file)
        for target in targets:
            before, row = _allowed(act, target, step)
            detail: dict[str, object] = {"unit": evaluation_acts.unit_name(act, target.unit_id)}
            if row.needs_note:
                if not reason:
                    raise Refused("reason_needed")
                detail["reason"] = reason
            if row.needs_deadline:
                detail["due_on"] = _new_day(due_on, local_day(act.now)).isoformat()
            if step == Step.SEND:
                _require_points(rules, before)
                _require_answers(act, rules, before)
            after = _STEPS[step](act, before, row, reason, due_on)
            label = after.own.label if step == Step.SEND and after.own else None
            writes.put(
                act.tx, after, step, author=act.author, label=label,
                note=reason if row.needs_note else None,
            )  # fmt: skip
            if label:
                detail["label"] = rules.name(label)
            act.tell(f"evaluation.{step.value}", evaluation_acts.subject(target.unit_id), detail)
        return _some(targets)

    return intent.carry_out(work, again=lambda _: len(targets))


def judge(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    step: Step,
    judged: Sequence[Judged],
) -> int:
    """Propose or conclude, each unit with its label, and with a reason where it needs one.

    Raises:
        As `take_step`.
    """
    if step not in (Step.PROPOSE, Step.CONCLUDE):
        raise ValueError(f"{step} gives no label")
    intent = acts.intend(db, actor, evaluations.rights_of(step), act_id=act_id, queue=campaign)
    of_file = rules_service.from_file(db, campaign)

    def work(act: Act) -> int:
        rules = rules_service.read(act.tx, campaign.campaign_id, of_file)
        figures_of = _figures(act, [one.target.unit_id for one in judged])
        for one in judged:
            _judge(act, rules, step, one, figures_of(one.target.unit_id))
        return _some(judged)

    return intent.carry_out(work, again=lambda _: len(judged))


def _judge(act: Act, rules: Rules, step: Step, one: Judged, figures: UnitFigures) -> None:
    before, row = _allowed(act, one.target, step)
    label = evaluations.clean_label(rules, one.label)
    reason = evaluations.clean_reason(one.reason)
    scores = _scores(rules, step, one, before)
    said = evaluation_acts.judgement(act, label, reason, scores)
    unit_id = one.target.unit_id
    detail: dict[str, object] = {
        "unit": evaluation_acts.unit_name(act, unit_id),
        "label": rules.name(label),
        "reason": reason,
    }
    if rules.scheme is not None:
        detail["points"] = format_number(evaluation_points.total(rules.scheme, scores))
    if step == Step.PROPOSE:
        evaluations.require_reason(reason, label, before.said)
        hint = evaluation_rules.hint(rules, figures).code
        at_home = act.actor.unit_id == unit_id
        after = replace(
            before, proposal=said, hint=hint, is_proposed_at_home=at_home, return_reason=None
        )
        detail |= {"hint": rules.name(hint), "own_unit": at_home}
    else:
        proposed = before.proposal.label if before.proposal else None
        evaluations.require_reason(reason, label, proposed)
        looked = evaluation_ranking.figures_of(rules.ties, figures)
        after = replace(before, conclusion=said, figures=looked)
    after = replace(after, state=row.target)
    writes.put(act.tx, after, step, author=act.author, label=label, note=reason)
    act.tell(f"evaluation.{step.value}", evaluation_acts.subject(unit_id), detail)


def _allowed(act: Act, target: Target, step: Step) -> tuple[Evaluation, Transition]:
    """The evaluation and the row of the table, with every condition on the person."""
    access.check(act.actor, evaluations.rights_of(step), unit_id=target.unit_id)
    before = evaluation_acts.seen(act.tx, act.campaign, target)
    evaluation_acts.check_open(act)
    row = evaluations.transition(before.state, step)
    evaluations.check_person(row, before, act.actor)
    return before, row


def _scores(rules: Rules, step: Step, one: Judged, before: Evaluation) -> Scores:
    """The points that go with the label; none in a campaign without.

    Raises:
        Invalid, Refused: as `evaluation_points.checked` and `require_notes`.
    """
    earlier = before.compared(step)
    said = earlier.scores if earlier else ()
    given = evaluation_points.taken_over(said) if one.scores is None else one.scores
    scores = evaluation_points.checked(rules.scheme, given, complete=True)
    if rules.scheme is not None:
        evaluation_points.require_notes(rules.scheme, scores, said)
    return scores


def _figures(act: Act, unit_ids: Sequence[UUID]) -> Callable[[UUID], UnitFigures]:
    """The figures of each of the units now; read once for all."""
    campaign_id, today = act.campaign.campaign_id, local_day(act.now)
    found = measured.figures(act.tx, campaign_id, today, unit_ids)

    def figures_of(unit_id: UUID) -> UnitFigures:
        return found.get(unit_id, UnitFigures(Progress()))

    return figures_of


def _send(act: Act, before: Evaluation, row: Transition, _note: str, _: object) -> Evaluation:
    if before.own is None or not before.own.reason:
        raise Refused("evaluation_unsaved")
    return replace(
        before, state=row.target, sent_by=act.actor.account_id, sent_at=act.now,
        return_reason=None, due_on=None,
    )  # fmt: skip


def _require_points(rules: Rules, before: Evaluation) -> None:
    """Nothing where the unit has given all its points, or the campaign asks for none."""
    if before.own is not None:
        evaluation_points.checked(rules.scheme, before.own.scores, complete=True)


def _require_answers(act: Act, rules: Rules, before: Evaluation) -> None:
    """Nothing where the unit has answered what the Office asks of its own.

    Raises:
        Refused: `evaluation_lacking`.
    """
    form = own_form.read(act.tx, act.campaign, rules, {})
    if before.own is not None and (found := own_form.lacking(form, before.own)):
        raise Refused("evaluation_lacking", fields=", ".join(found))


def _back(_act: Act, before: Evaluation, row: Transition, note: str, day: object) -> Evaluation:
    """To the unit: recalled by it, or returned."""
    moved = replace(before, state=row.target, sent_by=None, sent_at=None)
    if row.target != State.RETURNED:
        return moved
    return replace(moved, return_reason=note, due_on=day if isinstance(day, date) else None)


def _unproposed(_act: Act, before: Evaluation, row: Transition, note: str, _: object) -> Evaluation:
    return replace(
        before, state=evaluations.target_of(row, before), proposal=None, hint=None,
        is_proposed_at_home=False, return_reason=note if row.needs_note else None,
    )  # fmt: skip


def _answer(act: Act, before: Evaluation, row: Transition, _note: str, _: object) -> Evaluation:
    if not before.answer:
        raise Refused("answer_needed")
    return replace(before, state=row.target, answered_at=act.now)


_STEPS = {
    Step.SEND: _send,
    Step.RECALL: _back,
    Step.RETURN: _back,
    Step.WITHDRAW: _unproposed,
    Step.SEND_BACK: _unproposed,
    Step.ANSWER: _answer,
}


def _new_day(due_on: date | None, today: date) -> date:
    if due_on is None:
        raise Refused("deadline_needed")
    if due_on < today:
        raise Invalid("past_deadline", field=RETURN_DUE)
    return due_on


def _some(chosen: Sequence[object]) -> int:
    """How many there were.

    Raises:
        Refused: `nothing_chosen`.
    """
    if not chosen:
        raise Refused("nothing_chosen")
    return len(chosen)
