"""What every change of a plan's draft begins and ends with, inside its act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from lib.domain.campaigns import Campaign, CampaignState
from lib.domain.plan_drafts import Body, Name
from lib.errors import Refused
from lib.services.acts import Act
from lib.services.building import drafts
from lib.services.building.drafts import FIRST, PlanDraft
from lib.store import plan_drafts as store

T = TypeVar("T")
_OUT: Final = "out"


def begun(act: Act, campaign: Campaign) -> PlanDraft:
    """The draft at its next version, which whoever else changes it waits for.

    Raises:
        Refused: `closed_campaign`.
    """
    store.move(act.tx, campaign.campaign_id, act.now)
    told = drafts.read(act.tx, campaign, act.actor.account_id)
    if told.state == CampaignState.CLOSED:
        raise Refused("closed_campaign")
    return told


def put(act: Act, campaign: Campaign, name: Name, body: Body | None) -> int:
    """The version of a record as the draft has it from now on; None leaves it out."""
    version = put_untold(act, campaign, name, body)
    what = f"{name.part.value} {_OUT}" if body is None else name.part.value
    act.tell("plan.change", campaign.code, {"what": what, "code": name.code})
    return version


def put_untold(act: Act, campaign: Campaign, name: Name, body: Body | None) -> int:
    """The same for one of several, of which the act tells as a whole."""
    number, version = store.place(act.tx, campaign.campaign_id)
    store.put(
        act.tx, campaign.campaign_id, number, name, body, version=version + FIRST,
        author=act.author,
    )  # fmt: skip
    return version + FIRST


def put_many(
    act: Act, campaign: Campaign, work: Callable[[PlanDraft], tuple[T, Mapping[Name, Body]]]
) -> T:
    """Put several records into the draft inside an act; what the work tells of them.

    Args:
        work: makes them of the draft as it is, which nobody else changes meanwhile.
    Raises:
        Refused: `closed_campaign`; and what `work` raises.
    """
    told, bodies = work(begun(act, campaign))
    for name, body in bodies.items():
        put(act, campaign, name, body)
    return told
