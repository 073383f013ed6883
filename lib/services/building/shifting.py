"""Milestones with days of their own follow the anchor together, when somebody says so."""

from __future__ import annotations

from uuid import UUID

from lib.domain import plan_days, plan_drafts
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.plan_drafts import Name, Part
from lib.errors import Conflict, Refused
from lib.services import acts
from lib.services.acts import Act, Queue
from lib.services.building import changing
from lib.store import plan_drafts as store
from lib.store.engine.db import Database


def shift(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, seen_version: int
) -> None:
    """Move every milestone with a day of its own by as many days as the anchor has moved.

    Moving the anchor back and doing it again undoes it.

    Args:
        seen_version: of the draft.
    Raises:
        Conflict: somebody changed the draft since.
        Refused: `unmoved`, the anchor stands where they stand by; `closed_campaign`.
    """
    intent = acts.intend(db, actor, Action.CAMPAIGN_LOAD, act_id=act_id, queue=Queue.NONE)

    def work(act: Act) -> None:
        if store.place(act.tx, campaign.campaign_id)[1] != seen_version:
            raise Conflict("changed")
        draft = changing.begun(act, campaign)
        days = draft.lag
        if not draft.lagging:
            raise Refused("unmoved")
        for one in draft.lagging:
            name = Name(Part.MILESTONE, one["key"])
            changing.put_untold(act, campaign, name, plan_days.shifted(one, days))
        changing.put_untold(
            act, campaign, Name(Part.FOLLOWED, plan_drafts.FIXED),
            plan_days.anchor(draft.content),
        )  # fmt: skip
        act.tell("plan.change", campaign.code, {"what": "milestones by days", "code": str(days)})

    intent.carry_out(work, again=acts.nothing)
