"""What acts on evaluations share: what they are about, and who is told to have done them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from lib.domain import evaluations
from lib.domain.campaigns import Campaign
from lib.domain.evaluation_points import Scores
from lib.domain.evaluations import Evaluation, Judgement
from lib.domain.forms.fields import Value
from lib.domain.vietnamese import local_day
from lib.errors import Conflict, NotFound, Refused
from lib.services.acts import Act
from lib.services.checklist import item_acts
from lib.store import closing_reports
from lib.store import evaluations as store
from lib.store.engine.db import Reader

Change = Callable[[Act, Evaluation, Mapping[str, Value], Scores], Evaluation]
"""What a save makes of an evaluation, of the answers and the points among them."""


@dataclass(frozen=True, slots=True)
class Target:
    """A unit's evaluation that a step is taken on, at the version the person saw."""

    unit_id: UUID
    seen_version: int


def check_open(act: Act) -> None:
    """Evaluation goes on until the closing report, which tells its results, is signed.

    Raises:
        Refused: the campaign's state, or `report_signed`.
    """
    evaluations.check_open(act.state)
    if closing_reports.is_signed(act.tx, act.campaign.campaign_id):
        raise Refused("report_signed")


def evaluation(tx: Reader, campaign: Campaign, unit_id: UUID) -> Evaluation:
    """What has been said of the unit.

    Raises:
        NotFound: the unit does not report in the campaign.
    """
    if not store.is_asked(tx, campaign.campaign_id, unit_id):
        raise NotFound("unit")
    return store.evaluation(tx, campaign.campaign_id, unit_id)


def seen(tx: Reader, campaign: Campaign, target: Target) -> Evaluation:
    """The same, if it still has the version that was seen.

    Raises:
        Conflict: somebody has changed it since.
    """
    found = evaluation(tx, campaign, target.unit_id)
    if found.version != target.seen_version:
        raise Conflict("changed")
    return found


def judgement(act: Act, label: str, reason: str, scores: Scores = ()) -> Judgement:
    """What the actor says now."""
    actor = act.actor
    return Judgement(label, reason, actor.account_id, actor.full_name, act.now, scores)


def unit_name(act: Act, unit_id: UUID) -> str:
    return item_acts.unit(act.tx, unit_id, local_day(act.now)).name


def subject(unit_id: UUID) -> str:
    """What the audit log calls the record."""
    return f"{unit_id}/evaluation"
