"""Personal numbers of nominees, which are masked wherever answers stand: whole, for who may."""

from __future__ import annotations

from uuid import UUID

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms.forms import Form
from lib.domain.nominations import Nomination
from lib.services import acts
from lib.services.acts import CampaignRevision, Queue
from lib.services.checklist import numbers
from lib.services.nominations import nomination_forms, nominations
from lib.store.engine.db import Database, Reader


def of_nomination(
    db: Database, actor: Actor, campaign: Campaign, *, nomination_id: UUID, question: str
) -> str:
    """The number that a nomination holds; each time it is told who has seen it.

    Raises:
        NotFound: none that the actor may know of, or nothing of it is masked under that key.
        Denied: who reads it, as a member of the council, sees no numbers.
    """

    def read(tx: Reader) -> tuple[Nomination, Form]:
        found = nominations.visible(tx, actor, campaign, nomination_id)
        return found, nomination_forms.of(tx, found)

    found, form = db.read(read)
    intent = acts.intend(
        db, actor, Action.NUMBER_SHOW, act_id=acts.new_act(), queue=Queue.NONE,
        unit_id=found.unit_id,
    )  # fmt: skip
    number = numbers.whole(form, found.answers, question)
    intent.note(
        "number.show",
        {"unit": str(found.unit_id), "nomination": str(nomination_id), "question": question},
        subject=str(nomination_id),
        of=CampaignRevision(campaign.campaign_id, campaign.revision),
    )
    return number
