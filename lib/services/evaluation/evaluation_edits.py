"""What people save of an evaluation: the unit its own words, others what they think of a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lib.domain import access, evaluations
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.evaluation_points import Scores
from lib.domain.evaluations import Evaluation, Side, Step
from lib.domain.forms import forms
from lib.domain.forms.fields import Value
from lib.errors import Conflict, Invalid, Problems, Refused
from lib.services import acts
from lib.services.acts import Act
from lib.services.campaigns.evaluation_questions import LABEL, REASON
from lib.services.evaluation import (
    drafts,
    evaluation_acts,
    evaluation_forms,
    own_form,
    point_fields,
)
from lib.services.evaluation import rules as rules_service
from lib.services.evaluation.drafts import Place
from lib.services.evaluation.evaluation_forms import ANSWER, Kind
from lib.services.evaluation.evaluations import opinion_place
from lib.store import evaluation_writes as writes
from lib.store import evaluations as store
from lib.store.engine.db import Database


@dataclass(frozen=True, slots=True)
class Saved:
    version: int
    saved_at: datetime


def save_own(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    seen_version: int,
    raw: Mapping[str, object],
) -> Saved:
    """Store what the actor's unit says of itself; only the label must be there before it is sent.

    Raises:
        Problems: values that cannot be taken.
        Conflict: somebody saved since `seen_version`.
        Refused: it has been sent, or the campaign has not begun.
    """

    def change(
        act: Act, before: Evaluation, answers: Mapping[str, Value], scores: Scores
    ) -> Evaluation:
        reason = str(answers.get(REASON, ""))
        own = evaluation_acts.judgement(act, str(answers[LABEL]), reason, scores)
        return replace(before, own=own_form.said(act, campaign, own, answers))

    return _save(
        db, actor, campaign, Step.SAVE, Kind.OWN, change, act_id=act_id,
        seen_version=seen_version, raw=raw, needed=LABEL,
    )  # fmt: skip


def save_answer(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    seen_version: int,
    raw: Mapping[str, object],
) -> Saved:
    """Store what the actor's unit means to answer to the conclusion; nobody else sees it yet.

    Raises:
        As `save_own`.
    """

    def change(
        _act: Act, before: Evaluation, answers: Mapping[str, Value], _scores: Scores
    ) -> Evaluation:
        return replace(before, answer=str(answers[ANSWER]))

    return _save(
        db, actor, campaign, Step.SAVE_ANSWER, Kind.ANSWER, change, act_id=act_id,
        seen_version=seen_version, raw=raw, needed=ANSWER,
    )  # fmt: skip


def save_opinion(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    unit_id: UUID,
    side: Side,
    seen_version: int,
    raw: Mapping[str, object],
) -> Saved:
    """Store what the actor thinks of a unit; from then on the actor reads what others think.

    Args:
        side: whose turn it was when the form was drawn.
        seen_version: of the actor's own opinion; 0 for the first.
    Raises:
        Problems: values that cannot be taken.
        Conflict: the actor has saved another one elsewhere.
        Refused: it is not that side's turn, or the actor judges nothing here.
        Denied, NotFound: the actor may not, or no such unit reports.
    """
    intent = acts.intend(db, actor, Action.EVALUATION_REVIEW, act_id=act_id, queue=campaign)
    of_file = rules_service.from_file(db, campaign)

    def save(act: Act) -> Saved:
        before = evaluation_acts.evaluation(act.tx, campaign, unit_id)
        access.check(actor, evaluations.rights_of(evaluations.step_of(side)), unit_id=unit_id)
        evaluation_acts.check_open(act)
        if evaluations.side_of(before.state) != side:
            raise Refused("evaluation_state")
        row = evaluations.transition(before.state, evaluations.step_of(side))
        evaluations.check_person(row, before, actor)
        rules = rules_service.read(act.tx, campaign.campaign_id, of_file)
        answers = _parsed(evaluation_forms.form(Kind.OPINION, rules), raw, LABEL)
        found = store.opinions(act.tx, campaign.campaign_id, unit_id, side)
        mine = [one.version for one in found if one.judgement.account_id == actor.account_id]
        if (mine or [0])[0] != seen_version:
            raise Conflict("changed")
        store.put_opinion(
            act.tx, before, side, label=str(answers[LABEL]),
            reason=str(answers.get(REASON, "")), seen_version=seen_version, author=act.author,
            scores=point_fields.scores(rules.scheme, answers),
        )  # fmt: skip
        drafts.forget(act.tx, actor, campaign, opinion_place(unit_id, side))
        name = evaluation_acts.unit_name(act, unit_id)
        detail = {"unit": name, "version": seen_version + 1}
        act.tell("evaluation.assess", evaluation_acts.subject(unit_id), detail)
        return Saved(seen_version + 1, intent.now)

    return intent.carry_out(save, again=lambda _: Saved(seen_version + 1, intent.now))


def _save(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    step: Step,
    kind: Kind,
    change: evaluation_acts.Change,
    *,
    act_id: UUID,
    seen_version: int,
    raw: Mapping[str, object],
    needed: str,
) -> Saved:
    """What the unit saves of its own.

    Args:
        needed: the field without which there is nothing to save.
    """
    unit_id = actor.unit_id
    intent = acts.intend(db, actor, kind.right, act_id=act_id, queue=campaign, unit_id=unit_id)
    of_file = rules_service.from_file(db, campaign)

    def save(act: Act) -> Saved:
        before = evaluation_acts.evaluation(act.tx, campaign, unit_id)
        evaluation_acts.check_open(act)
        row = evaluations.transition(before.state, step)
        rules = rules_service.read(act.tx, campaign.campaign_id, of_file)
        offered = point_fields.offered(act.tx, campaign, unit_id, rules.scheme)
        form = (
            own_form.read(act.tx, campaign, rules, offered)
            if kind == Kind.OWN
            else evaluation_forms.form(kind, rules)
        )
        answers = _parsed(form, raw, needed)
        scores = point_fields.scores(rules.scheme, answers)
        if before.version != seen_version:
            raise Conflict("changed")
        after = replace(change(act, before, answers, scores), state=row.target)
        writes.put(act.tx, after, step, author=act.author)
        drafts.forget(act.tx, actor, campaign, Place(kind, str(unit_id)))
        detail = {"unit": actor.unit_name, "version": seen_version + 1}
        act.tell(f"evaluation.{step.value}", evaluation_acts.subject(unit_id), detail)
        return Saved(seen_version + 1, intent.now)

    return intent.carry_out(save, again=lambda _: Saved(seen_version + 1, intent.now))


def _parsed(form: forms.Form, raw: Mapping[str, object], needed: str) -> Mapping[str, Value]:
    answers = forms.parse_answers(form, raw, complete=False)
    if needed not in answers:
        label = next(field.label for field in form.fields if field.key == needed)
        raise Problems([Invalid("required", field=label, key=needed)])
    return answers
