"""What nominations ask: our questions, a campaign's own, and the form that follows of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from lib import text
from lib.domain.forms.fields import Choice
from lib.domain.forms.forms import Form
from lib.domain.nominations import AWARD, AwardRules, Subject
from lib.domain.plan_drafts import NOMINATION_FORMS
from lib.services.campaigns import award_details, own_questions
from lib.services.campaigns.file_models import CampaignModel
from lib.services.campaigns.file_problems import Problems
from lib.services.campaigns.own_questions import OwnForm
from lib.store.engine.db import Reader, Writer

FORMS: Final[Mapping[Subject, OwnForm]] = {
    one: OwnForm(
        NOMINATION_FORMS, one.value, f"nomination-{one.value}", text.SUBJECTS[one], AWARD,
        "award_forms", is_of_persons=True,
    )
    for one in Subject
}  # fmt: skip


def is_offered(rules: AwardRules, subject: Subject) -> bool:
    """Whether the campaign has an award form for such nominees."""
    return any(subject in one.subjects for one in rules.award_forms)


def asked(
    tx: Reader, code: str, details: Mapping[str, Any], rules: AwardRules, subject: Subject
) -> Form:
    """The form that a new nomination is asked with.

    Raises:
        Refused: `field_kind`.
    """
    return own_questions.asked(tx, code, details, FORMS[subject], _awards(rules, subject))


def follow(tx: Writer, code: str, details: Mapping[str, Any], now: datetime) -> None:
    """Have nominations ask what the details of a campaign say; nothing where they say nothing.

    Raises:
        Refused: `field_kind`.
    """
    rules = award_details.from_details(details)
    for subject, of in FORMS.items():
        own_questions.follow(tx, code, details, of, _awards(rules, subject), now)


def check(model: CampaignModel, problems: Problems) -> None:
    """Add what is wrong with the questions of nominations in a campaign's file."""
    rules = award_details.from_details(model.details)
    for subject, of in FORMS.items():
        own_questions.check(model.details, of, _awards(rules, subject), problems)


def _awards(rules: AwardRules, subject: Subject) -> list[Choice]:
    return [
        Choice(one.code.lower(), one.name) for one in rules.award_forms if subject in one.subjects
    ]
