"""In which order records of a plan stand that have no number to stand by."""

from __future__ import annotations

from uuid import UUID

from lib.domain import plan_drafts
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.plan_drafts import Name, Part
from lib.errors import Conflict, NotFound
from lib.services import acts
from lib.services.acts import Act, Queue
from lib.services.building import changing
from lib.services.building.drafts import FIRST
from lib.store.engine.db import Database


def move(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    name: Name,
    by: int,
    seen_version: int,
) -> None:
    """Have a record of the draft stand as many places further down, up if negative.

    Args:
        seen_version: of the part's order, which `PlanDraft.order_version` tells.
    Raises:
        NotFound: the plan to come has no such record, or its part is in the order of its codes.
        Conflict: somebody put the part in order since.
        Refused: `closed_campaign`.
    """
    intent = acts.intend(db, actor, Action.CAMPAIGN_LOAD, act_id=act_id, queue=Queue.NONE)
    order = Name(Part.ORDER, name.part.value)

    def work(act: Act) -> None:
        draft = changing.begun(act, campaign)
        codes = plan_drafts.codes(draft.content, name.part)
        if not name.part.is_ordered or name.code not in codes:
            raise NotFound("page")
        if draft.versions.get(order, FIRST) != seen_version:
            raise Conflict("changed")
        place = codes.index(name.code)
        codes.insert(max(place + by, 0), codes.pop(place))
        changing.put(act, campaign, order, {"codes": codes})

    intent.carry_out(work, again=acts.nothing)
