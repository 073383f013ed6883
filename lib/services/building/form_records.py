"""Forms that a campaign may have as its own, as records of a plan's draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from lib.domain import plan_drafts
from lib.domain.forms import building
from lib.domain.forms.forms import Form
from lib.domain.plan_drafts import FORMS, OPINION, OWN, Body, Changed, Name, Part
from lib.services.campaigns import (
    award_details,
    evaluation_questions,
    file_evaluation,
    nomination_questions,
    opinion_questions,
    own_questions,
)
from lib.services.campaigns.own_questions import OwnForm
from lib.store.engine.db import Reader

Asked = Mapping[Name, Form]
_OWN: Final = Name(Part.EVALUATION, OWN)
_OPINION: Final = Name(Part.OPINION, OPINION)
OF: Final[Mapping[Name, OwnForm]] = {
    Name(Part.NOMINATION, subject.value): of for subject, of in nomination_questions.FORMS.items()
} | {_OWN: evaluation_questions.FORM, _OPINION: opinion_questions.FORM}


def asked(tx: Reader, code: str, base: Body, changed: Sequence[Changed]) -> Asked:
    """The forms in force, with the award forms that the draft has.

    Those of nominees for whom the campaign has no award form are none.
    """
    awards = plan_drafts.laid_over(base, [one for one in changed if one.name.part == Part.AWARD])
    rules = award_details.from_details(awards["details"])
    details = base["details"]
    found = {
        Name(Part.NOMINATION, one.value): nomination_questions.asked(tx, code, details, rules, one)
        for one in nomination_questions.FORMS
        if nomination_questions.is_offered(rules, one)
    }
    rule = base.get(file_evaluation.PART)
    found[_OWN] = evaluation_questions.asked(tx, code, details, rule)
    found[_OPINION] = opinion_questions.asked(tx, code, details)
    return found


def based(base: Body, forms: Asked) -> dict[str, Any]:
    """The plan in force, whose own questions are those that units are asked."""
    details = dict(base["details"])
    for part, listed in FORMS.items():
        own = plan_drafts.own_forms(base, part)
        now = {
            name.code: own_questions.data(OF[name], form.fields)
            for name, form in forms.items()
            if name.part == part and name.code in own
        }
        if own:
            details[listed] = {**own, **now}
    return {**base, "details": details}


def told(changed: Sequence[Changed], forms: Asked) -> list[Changed]:
    """What the draft says, as a campaign file has it, and nothing of forms that it leaves alone."""
    found = []
    for one in changed:
        if one.name.part.is_form:
            if one.name not in forms or one.body is None:
                continue
            of = OF[one.name]
            listed = own_questions.data(of, building.read(one.body["form"]).fields)
            if listed == own_questions.data(of, forms[one.name].fields):
                continue
            one = replace(one, body={"form": listed})
        found.append(one)
    return found


def bodies(content: Body, forms: Asked) -> dict[Name, Body]:
    """The forms as records: as a plan has them, or as they are in force."""
    found: dict[Name, Body] = {}
    for name, form in forms.items():
        own, fields = plan_drafts.own_forms(content, name.part), form.fields
        if name.code in own:
            fields = own_questions.expanded(OF[name], own[name.code], form)
        found[name] = {"form": building.FormDraft(fields).data()}
    return found
