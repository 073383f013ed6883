"""What a unit is asked of itself at a campaign's end: our questions and the campaign's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from lib.domain.evaluation_points import field_keys
from lib.domain.evaluation_rules import USUAL
from lib.domain.evaluations import LABEL_KEY, REASON_KEY
from lib.domain.forms.fields import Choice
from lib.domain.forms.forms import Form
from lib.domain.plan_drafts import EVALUATION_FORMS, OWN
from lib.services.campaigns import file_evaluation, own_questions
from lib.services.campaigns.file_models import CampaignModel
from lib.services.campaigns.file_problems import Problems
from lib.services.campaigns.own_questions import OwnForm
from lib.store.engine.db import Reader, Writer

# The questions of data/forms/evaluation-*.yaml that rules know by their key.
LABEL, REASON = LABEL_KEY, REASON_KEY
OFFERED: Final = "labels"
"""What stands in files for the choices of the campaign's own labels."""
FORM: Final = OwnForm(EVALUATION_FORMS, OWN, "evaluation-own", "Tự đánh giá", LABEL, OFFERED)


def asked(tx: Reader, code: str, details: Mapping[str, Any], rule: object = None) -> Form:
    """The form that units are asked with, but for the points.

    Args:
        rule: of evaluation, as a campaign file has it; without one, that of the details.
    Raises:
        Refused: `field_kind`.
    """
    labels = _labels(details.get(file_evaluation.PART) if rule is None else rule)
    return own_questions.asked(tx, code, details, FORM, labels)


def follow(tx: Writer, code: str, details: Mapping[str, Any], now: datetime) -> None:
    """Have units asked what the details of a campaign say; nothing where they say nothing.

    Raises:
        Refused: `field_kind`.
    """
    own_questions.follow(tx, code, details, FORM, _labels(details.get(file_evaluation.PART)), now)


def check(model: CampaignModel, problems: Problems) -> None:
    """Add what is wrong with the questions of the self-assessment in a campaign's file."""
    rule = model.evaluation
    told = {OFFERED: [{"code": one.code, "name": one.name} for one in rule.labels] if rule else []}
    own_questions.check(model.details, FORM, _labels(told), problems)
    points = rule.points if rule else None
    taken = field_keys(one.code for one in points.criteria) if points else frozenset()
    for index, key in enumerate(own_questions.keys(model.details, FORM)):
        if key in taken:
            where = ("details", EVALUATION_FORMS, OWN, index)
            problems.add(where, "reference", "points_key", key=key)


def _labels(rule: object) -> list[Choice]:
    """Those by which units are evaluated; the usual ones where a campaign names none."""
    told = rule.get(OFFERED) if isinstance(rule, Mapping) else None
    named = [Choice(str(one["code"]), str(one["name"])) for one in told or ()]
    return named or [Choice(one.code, one.name) for one in USUAL.labels]
