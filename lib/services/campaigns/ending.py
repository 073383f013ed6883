"""Ending a campaign, and opening it again with a second person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lib.domain import access, campaign_end
from lib.domain.access import Action, Actor
from lib.domain.campaign_end import Asked, Point, Step
from lib.domain.campaigns import Campaign, CampaignState
from lib.domain.nominations import clean_note
from lib.domain.vietnamese import local_day
from lib.errors import Denied, Refused
from lib.services import acts, clock
from lib.services.acts import Act
from lib.store import campaign_steps as store
from lib.store import campaigns as campaign_store
from lib.store.campaign_steps import CampaignEntry
from lib.store.engine.db import Database, Reader


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a campaign stands.

    Attributes:
        points: what is still open, by kind; nothing that there is none of.
        asked: a reopening that waits.
        may_close, may_ask, may_confirm, may_drop: what the viewer can do now.
    """

    state: CampaignState
    points: Mapping[Point, int]
    asked: Asked | None
    history: tuple[CampaignEntry, ...]
    may_close: bool
    may_ask: bool
    may_confirm: bool
    may_drop: bool


def ending(db: Database, actor: Actor, campaign: Campaign) -> Ending:
    """What is open, who has asked for what, and every step so far."""
    access.check(actor, Action.CAMPAIGN_REOPEN)
    campaign_id, today = campaign.campaign_id, clock.today()
    points = db.kept(
        ("open points", campaign_id, today),
        store.POINTS,
        lambda tx: _points(tx, campaign_id, today),
    )

    def read(tx: Reader) -> Ending:
        asked = store.asked(tx, campaign.campaign_id)
        return Ending(
            state=campaign.state,
            points=points,
            asked=asked,
            history=tuple(store.history(tx, campaign.campaign_id)),
            may_close=access.can(actor, Action.CAMPAIGN_CLOSE),
            may_ask=campaign.state == CampaignState.CLOSED and asked is None,
            may_confirm=asked is not None and campaign_end.may_confirm(asked, actor),
            may_drop=asked is not None and _may_drop(asked, actor),
        )

    return db.read(read)


def take_step(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    step: Step,
    note: object = "",
) -> None:
    """Take one step.

    Raises:
        Denied: the actor may not, or is no second person.
        Refused: the table forbids the step, or it needs a reason: closing does while anything is
            open; a campaign without tasks is not started.
        Invalid: the reason cannot be taken.
    """
    intent = acts.intend(db, actor, _right(step), act_id=act_id, queue=campaign)
    why = clean_note(note)

    def work(act: Act) -> None:
        campaign_id = act.campaign.campaign_id
        asked = store.asked(act.tx, campaign_id)
        row = campaign_end.row_of(act.state, step, asked)
        _check_person(step, asked, actor)
        if step == Step.START and not campaign_store.tasks(act.tx, campaign_id):
            raise Refused("no_tasks")
        points = _points(act.tx, campaign_id, local_day(act.now)) if step == Step.CLOSE else {}
        if why is None and (row.needs_note or points):
            raise Refused("reason_needed")
        side = campaign_end.side_of(actor) if step == Step.ASK_REOPEN else None
        store.take(
            act.tx, campaign_id, step, row.target, note=why, side=side, points=points,
            author=act.author,
        )  # fmt: skip
        detail: dict[str, object] = {"code": campaign.code, "reason": why}
        if points:
            detail["open"] = {point.value: count for point, count in points.items()}
        act.tell(f"campaign.{step.value}", campaign_id, detail)

    intent.carry_out(work, again=acts.nothing)


def _right(step: Step) -> Action:
    return next(row.action for (_, taken), row in campaign_end.TRANSITIONS.items() if taken == step)


def _check_person(step: Step, asked: Asked | None, actor: Actor) -> None:
    if asked is None:
        return
    if step == Step.REOPEN and not campaign_end.may_confirm(asked, actor):
        raise Refused("second_side")
    if step == Step.DROP_REOPEN and not _may_drop(asked, actor):
        raise Denied("role", action=Action.CAMPAIGN_REOPEN.value)


def _may_drop(asked: Asked, actor: Actor) -> bool:
    return asked.account_id == actor.account_id or campaign_end.may_confirm(asked, actor)


def _points(tx: Reader, campaign_id: UUID, today: date) -> dict[Point, int]:
    found = store.open_points(tx, campaign_id, today)
    return {point: count for point, count in found.items() if count}
