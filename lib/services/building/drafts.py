"""The draft of a campaign's plan as the Office sees it: what is in force, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from lib.domain import access, plan_days, plan_drafts
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, CampaignSeed, CampaignState
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form
from lib.domain.plan_drafts import Body, Changed, Name, Part
from lib.errors import NotFound
from lib.services.building import form_records, record_forms
from lib.services.campaigns import award_details, file_writing
from lib.store import campaigns as campaign_store
from lib.store import plan_drafts as store
from lib.store.engine.db import Database, Reader
from lib.store.item_drafts import Draft

FIRST: Final = 1
"""The version of a record that no draft has changed."""


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A campaign's plan as its draft has it.

    Attributes:
        version: the draft's; what is put in force is put so knowingly.
        stored: the plan that is in force, whose content is `base`.
        before, after: the records of the plan in force, and of the draft's.
        changed: the records that the draft says something of.
        typed: what the actor has typed and not saved, by record.
    """

    version: int
    state: CampaignState
    stored: CampaignSeed
    base: Body
    content: Body
    before: Mapping[Name, Body]
    after: Mapping[Name, Body]
    changed: Mapping[Name, Changed]
    versions: Mapping[Name, int]
    typed: Mapping[Name, Draft]

    @property
    def is_changed(self) -> bool:
        return self.content != self.base

    @property
    def file(self) -> dict[str, object]:
        """What a campaign file of it holds."""
        return plan_drafts.as_file(self.content)

    @property
    def lag(self) -> int:
        """By how many days the anchor has moved away from milestones with days of their own."""
        kept = self.changed.get(Name(Part.FOLLOWED, plan_drafts.FIXED))
        followed = kept.body if kept and kept.body else plan_days.anchor(self.base)
        return plan_days.lag(self.content, followed)

    @property
    def lagging(self) -> list[Body]:
        """The milestones that stand still while the anchor has moved."""
        return plan_days.fixed(self.content) if self.lag else []

    def order_version(self, part: Part) -> int:
        """The version of the order in which the records of a part stand."""
        return self.versions.get(Name(Part.ORDER, part.value), FIRST)

    def record(self, name: Name) -> OpenRecord:
        """One record of it.

        Raises:
            NotFound: there is none of that name, in the draft or in force.
        """
        body, before = self.after.get(name), self.before.get(name)
        if body is None and before is None:
            raise NotFound("page")
        shown = body if body is not None else before
        return OpenRecord(
            name=name,
            body=shown or {},
            before=before,
            form=record_forms.form(name.part, self.content, is_new=before is None),
            version=self.versions.get(name, FIRST),
            is_out=body is None,
            is_changed=body != before,
            changed=self.changed.get(name),
            draft=self.typed.get(name),
        )


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """One record of the plan as it is edited.

    Attributes:
        before: as it is in force; None where the plan in force has none of that name.
        is_out: whether the draft takes it out.
        is_changed: whether the draft has it otherwise than the plan in force.
        changed: who changed it last in this draft.
        draft: what the actor has typed and not saved.
    """

    name: Name
    body: Body
    before: Body | None
    form: Form
    version: int
    is_out: bool
    is_changed: bool
    changed: Changed | None
    draft: Draft | None

    @property
    def is_new(self) -> bool:
        """Whether the draft adds it."""
        return self.before is None

    @property
    def answers(self) -> dict[str, Value]:
        return record_forms.answers(self.name, self.body)


@dataclass(frozen=True, slots=True)
class InForce:
    """The plan in force at an instant, with its records."""

    stored: CampaignSeed
    content: Body
    records: Mapping[Name, Body]


def in_force(tx: Reader, campaign: Campaign) -> InForce:
    """The plan as it is now, whatever its draft says."""
    stored = file_writing.stored(tx, campaign)
    content = _content(stored)
    forms = form_records.asked(tx, campaign.code, content, ())
    content = form_records.based(content, forms)
    records = plan_drafts.bodies(content) | form_records.bodies(content, forms)
    return InForce(stored, content, records)


def between(before: InForce, after: InForce, state: CampaignState) -> PlanDraft:
    """What has become of a plan, as if a draft had said it."""
    return PlanDraft(
        FIRST, state, before.stored, before.content, after.content, before.records, after.records,
        changed={}, versions={}, typed={},
    )  # fmt: skip


def opened(db: Database, actor: Actor, campaign: Campaign) -> PlanDraft:
    """The draft of the campaign's plan; without changes, the plan in force."""
    access.check(actor, Action.CAMPAIGN_LOAD)
    return db.read(lambda tx: read(tx, campaign, actor.account_id))


def read(tx: Reader, campaign: Campaign, account_id: UUID) -> PlanDraft:
    """The same inside an act."""
    number, version = store.place(tx, campaign.campaign_id)
    # What is fixed of the head has moved with an act that waited its turn.
    current = campaign_store.campaign_by_code(tx, campaign.code) or campaign
    stored = file_writing.stored(tx, current)
    base = _content(stored)
    changed = store.changed(tx, campaign.campaign_id, number)
    forms = form_records.asked(tx, campaign.code, base, changed)
    base = form_records.based(base, forms)
    content = plan_drafts.laid_over(base, form_records.told(changed, forms))
    return PlanDraft(
        version=version,
        state=current.state,
        stored=stored,
        base=base,
        content=content,
        before=plan_drafts.bodies(base) | form_records.bodies(base, forms),
        after=plan_drafts.bodies(content) | form_records.bodies(content, forms),
        changed={one.name: one for one in changed},
        versions=store.versions(tx, campaign.campaign_id),
        typed=store.typed(tx, account_id, campaign.campaign_id),
    )


def _content(stored: CampaignSeed) -> Body:
    """The plan as records are laid over it, with the award forms that everybody has."""
    content = plan_drafts.keyed(file_writing.data(stored, is_each_whole=True))
    if plan_drafts.records(content, Part.AWARD):
        return content
    usual = [*map(dict, award_details.USUAL)]
    return {**content, "details": {**content["details"], Part.AWARD.listed: usual}}
