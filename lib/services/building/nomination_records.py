"""The two forms of nominations as records of a plan's draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from lib.domain import plan_drafts
from lib.domain.forms import building
from lib.domain.forms.forms import Form
from lib.domain.nominations import Subject
from lib.domain.plan_drafts import NOMINATION_FORMS, Body, Changed, Name, Part
from lib.services.campaigns import award_details, nomination_questions
from lib.store.engine.db import Reader

Asked = Mapping[Name, Form]


def asked(tx: Reader, code: str, base: Body, changed: Sequence[Changed]) -> Asked:
    """The forms in force, with the award forms that the draft has.

    Those of nominees for whom the campaign has no award form are none.
    """
    awards = plan_drafts.laid_over(base, [one for one in changed if one.name.part == Part.AWARD])
    rules = award_details.from_details(awards["details"])
    details = base["details"]
    return {
        Name(Part.NOMINATION, one.value): nomination_questions.asked(tx, code, details, rules, one)
        for one in Subject
        if nomination_questions.is_offered(rules, one)
    }


def based(base: Body, forms: Asked) -> dict[str, Any]:
    """The plan in force, whose own questions are those that units are asked."""
    own = plan_drafts.nomination_forms(base)
    if not own:
        return dict(base)
    now = {
        name.code: nomination_questions.data(form.fields)
        for name, form in forms.items()
        if name.code in own
    }
    return {**base, "details": {**base["details"], NOMINATION_FORMS: {**own, **now}}}


def told(changed: Sequence[Changed], forms: Asked) -> list[Changed]:
    """What the draft says, as a campaign file has it, and nothing of forms that it leaves alone."""
    found = []
    for one in changed:
        if one.name.part == Part.NOMINATION:
            if one.name not in forms or one.body is None:
                continue
            listed = nomination_questions.data(building.read(one.body["form"]).fields)
            if listed == nomination_questions.data(forms[one.name].fields):
                continue
            one = replace(one, body={"form": listed})
        found.append(one)
    return found


def bodies(content: Body, forms: Asked) -> dict[Name, Body]:
    """The forms as records: as a plan has them, or as they are in force."""
    own = plan_drafts.nomination_forms(content)
    found: dict[Name, Body] = {}
    for name, form in forms.items():
        fields = form.fields
        if name.code in own:
            fields = nomination_questions.expanded(own[name.code], form)
        found[name] = {"form": building.FormDraft(fields).data()}
    return found
