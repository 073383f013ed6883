"""A plan's draft is checked, told in words, and put in force."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, CampaignSeed, CampaignState
from lib.domain.plan_drafts import FORMS, HEAD, HEAD_KEYS, LISTED, Name, Part
from lib.domain.units import Unit
from lib.errors import Conflict, Refused
from lib.services import acts, clock
from lib.services.acts import Act, Queue
from lib.services.building import drafts, remarks, telling
from lib.services.building.drafts import PlanDraft
from lib.services.building.remarks import Finding
from lib.services.building.telling import Told
from lib.services.campaigns import campaigns, files, reloading
from lib.services.campaigns.reloading import Reloaded
from lib.services.campaigns.yaml_lines import Loc
from lib.store import plan_drafts as store
from lib.store import units
from lib.store.engine.db import Database, Reader


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft read once more before it is put in force.

    Attributes:
        units: those that report, in the agency's order.
    """

    draft: PlanDraft
    findings: tuple[Finding, ...]
    told: tuple[Told, ...]
    units: tuple[Unit, ...]

    @property
    def is_ready(self) -> bool:
        return self.draft.is_changed and not any(one.is_blocking for one in self.findings)


def check(db: Database, actor: Actor, campaign: Campaign) -> Checked:
    """What the campaign's draft lacks, and what it would change."""
    access.check(actor, Action.CAMPAIGN_LOAD)

    def read(tx: Reader) -> Checked:
        draft = drafts.read(tx, campaign, actor.account_id)
        seed, placed = _read(draft)
        found = [Finding(_named(draft, place), said, True) for place, said in placed]
        today = clock.today()
        reporting = tuple(
            one for one in units.units(tx, today) if one.reports and one.is_open(today)
        )
        if seed is None:
            return Checked(draft, tuple(found), (), reporting)
        told = telling.told(draft, seed, store.reported(tx, campaign.campaign_id))
        return Checked(
            draft, (*found, *remarks.remarks(draft.content, seed)), tuple(told), reporting
        )

    return db.read(read)


def publish(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, seen_version: int
) -> Reloaded:
    """Make the draft the plan in force; what was reported stays, and the next draft is empty.

    Raises:
        Conflict: somebody changed the draft since it was read.
        Refused: `plan_unready`; as `reloading.reload`.
    """
    intent = acts.intend(db, actor, Action.CAMPAIGN_LOAD, act_id=act_id, queue=Queue.PEOPLE)

    def work(act: Act) -> Reloaded:
        if store.place(act.tx, campaign.campaign_id)[1] != seen_version:
            raise Conflict("changed")
        draft = drafts.read(act.tx, campaign, actor.account_id)
        seed, _ = _read(draft)
        if seed is None or not draft.is_changed:
            raise Refused("plan_unready")
        store.move(act.tx, campaign.campaign_id, act.now, is_over=True)
        act.tell("plan.publish", campaign.code, {"rows": len(draft.changed)})
        return reloading.reload(
            act, campaign, seed, campaigns.fingerprint(seed), keeps_anchor=False
        )

    return intent.carry_out(work, again=lambda _: Reloaded(0, 0, ()))


def _read(draft: PlanDraft) -> tuple[CampaignSeed | None, list[tuple[Loc, str]]]:
    """The plan that it makes, or what that lacks; while it is prepared it may lack its tasks."""
    return files.checked(draft.file, is_whole=draft.state != CampaignState.PREPARING)


def _named(draft: PlanDraft, place: Loc) -> Name | None:
    """The record in which a place of the plan's content stands."""
    for part in LISTED:
        match place:
            case (listed, int(index), *_) if listed == part.listed:
                return Name(part, str(draft.content[part.listed][index][part.key]))
    match place:
        case ("details", str(of), str(code), *_) if of in FORMS.values():
            return next(Name(part, code) for part, listed in FORMS.items() if listed == of)
    is_head = bool(place) and place[0] in HEAD_KEYS
    return Name(Part.HEAD, HEAD) if is_head else None
