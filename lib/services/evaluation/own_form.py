"""What a unit is asked of itself: our questions, those of the Office's own, points."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from lib.domain.campaigns import Campaign
from lib.domain.evaluation_points import field_keys
from lib.domain.evaluation_rules import Rules
from lib.domain.evaluations import Judgement
from lib.domain.forms import forms
from lib.domain.forms.answered import Answered, answered
from lib.domain.forms.fields import Choice, Field, Value
from lib.domain.forms.forms import Form, form_from_data, form_to_data
from lib.domain.forms.kinds import parts
from lib.domain.forms.references import references
from lib.errors import Problems
from lib.services.acts import Act
from lib.services.campaigns import evaluation_questions, own_questions
from lib.services.campaigns.evaluation_questions import FORM, LABEL, REASON
from lib.services.evaluation import evaluation_forms
from lib.services.evaluation.evaluation_forms import Kind
from lib.services.evaluation.point_fields import Offered
from lib.store import campaigns, form_versions
from lib.store.engine.db import Reader


def in_force(tx: Reader, campaign: Campaign) -> Form:
    """The version that is asked now, without labels and points."""
    details = campaigns.details(tx, campaign.campaign_id)
    return evaluation_questions.asked(tx, campaign.code, details)


def read(tx: Reader, campaign: Campaign, rules: Rules, offered: Offered) -> Form:
    """The same with the labels to choose from as they are called now, and the points."""
    form = in_force(tx, campaign)
    labels = [Choice(one.code, one.name) for one in rules.labels]
    form = own_questions.offering(FORM, form, labels, form)
    taken = field_keys(one.code for one in (rules.scheme.criteria if rules.scheme else ()))
    kept = replace(form, fields=tuple(_without(form.fields, taken)))
    return evaluation_forms.with_points(form_to_data(kept), Kind.OWN, rules, offered)


def said(act: Act, campaign: Campaign, own: Judgement, answers: Mapping[str, Value]) -> Judgement:
    """The judgement with what was answered to the Office's own questions, in their version."""
    form = in_force(act.tx, campaign)
    own_questions.publish(act.tx, form, act.now)
    keys = {part.key for one in added(form) for part in parts(one)}
    kept = {key: value for key, value in answers.items() if key in keys}
    return replace(own, answers=kept, form_version=form.version)


def lacking(form: Form, own: Judgement | None) -> list[str]:
    """The labels of the Office's own questions that have to be answered before it is sent."""
    keys = {part.key for one in added(form) for part in parts(one)}
    try:
        forms.parse_answers(form, forms.start(form, evaluation_forms.judged(own)), complete=True)
    except Problems as problems:
        found = (one for one in problems.problems if one.facts.get("key") in keys)
        return [str(one.facts["field"]) for one in found]
    return []


def told(tx: Reader, campaign: Campaign, own: Judgement | None) -> tuple[Answered, ...]:
    """What the unit has answered to the Office's own questions, in the words of its version."""
    if own is None or not own.answers:
        return ()
    body = form_versions.form_body(tx, FORM.key(campaign.code), own.form_version)
    return answered(added(form_from_data(json.loads(body))) if body else (), own.answers)


def added(form: Form) -> list[Field]:
    """The questions of the Office's own."""
    return [one for one in form.fields if one.key not in (LABEL, REASON)]


def _without(fields: Sequence[Field], taken: Collection[str]) -> Iterator[Field]:
    """Those whose keys points have not come to need, which only one asked no more can have."""
    gone = set(taken)
    for one in fields:
        if one.key in gone or any(other in gone for _, other in references(one)):
            gone.add(one.key)
        else:
            yield one
