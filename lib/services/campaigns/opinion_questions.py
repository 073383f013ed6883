"""What staff are asked when they send an opinion: our questions and the campaign's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from lib.domain.campaigns import CampaignState
from lib.domain.forms.forms import Form
from lib.domain.opinions import TOPIC, TURNED_AWAY
from lib.domain.plan_drafts import OPINION, OPINION_FORMS
from lib.errors import Refused
from lib.services.campaigns import own_questions
from lib.services.campaigns.file_models import CampaignModel
from lib.services.campaigns.file_problems import Problems
from lib.services.campaigns.own_questions import OwnForm
from lib.store.engine.db import Reader, Writer

FORM: Final = OwnForm(
    OPINION_FORMS, OPINION, "opinion", "Ý kiến, kiến nghị", loose=TOPIC, stay=TURNED_AWAY
)


def asked(tx: Reader, code: str, details: Mapping[str, Any]) -> Form:
    """The form that is asked of who sends an opinion in their own name.

    Raises:
        Refused: `field_kind`.
    """
    return own_questions.asked(tx, code, details, FORM, ())


def follow(tx: Writer, code: str, details: Mapping[str, Any], now: datetime) -> None:
    """Have staff asked what the details of a campaign say; nothing where they say nothing.

    Raises:
        Refused: `field_kind`.
    """
    own_questions.follow(tx, code, details, FORM, (), now)


def check(model: CampaignModel, problems: Problems) -> None:
    """Add what is wrong with the questions of opinions in a campaign's file."""
    own_questions.check(model.details, FORM, (), problems)


def check_topics(
    tx: Reader, code: str, state: CampaignState, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """Nothing where the topics may become those of the details `after`.

    Raises:
        Refused: `topics_kept`: of a campaign that has begun. A topic that came or went in the
            meantime would tell of an anonymous opinion before or after what it was sent.
    """
    if state != CampaignState.PREPARING and _topics(tx, code, before) != _topics(tx, code, after):
        raise Refused("topics_kept")


def _topics(tx: Reader, code: str, details: Mapping[str, Any]) -> set[str]:
    choices = own_questions.offered(asked(tx, code, details), TOPIC)
    return {one.key for one in choices if not one.retired}
